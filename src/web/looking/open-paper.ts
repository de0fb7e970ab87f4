import type { DrawnPage, DrawPage, Laid } from './protocol.ts'

/** A file that is being looked at. */
export interface Paper {
  draw(asked: DrawPage): Promise<DrawnPage | { readonly fails: 'slow' }>
  close(): void
}

/** How long one page may take. */
const withinMs = 20_000

/**
 * Lays a file into a frame of its own, which draws its pages. The frame has an origin of its own
 * as well: it decodes what somebody else has made, and gets nothing of this page but the bytes.
 */
export function openPaper(laid: Laid): Paper {
  const frame = document.createElement('iframe')
  frame.setAttribute('sandbox', 'allow-scripts')
  frame.setAttribute('aria-hidden', 'true')
  frame.tabIndex = -1
  frame.className = 'looking-frame'
  const { port1: port, port2: theirs } = new MessageChannel()
  frame.addEventListener('load', () => frame.contentWindow?.postMessage(laid, '*', [theirs]), {
    once: true,
  })
  frame.src = '/looking/frame.html'
  document.body.append(frame)
  const close = () => {
    port.close()
    frame.remove()
  }
  let last: ReturnType<Paper['draw']> | null = null
  return {
    draw: async (asked) => {
      const before = last
      last = (async () => {
        const drawn = await before
        return drawn !== null && isSlow(drawn) ? drawn : drawOver(port, asked)
      })()
      const drawn = await last
      // Whatever comes after that is late, and of a frame that may hang for good.
      if (isSlow(drawn)) close()
      return drawn
    },
    close,
  }
}

function isSlow(drawn: Awaited<ReturnType<Paper['draw']>>): boolean {
  return 'fails' in drawn && drawn.fails === 'slow'
}

// One is asked for at a time, so that the next message is its answer.
function drawOver(port: MessagePort, asked: DrawPage): ReturnType<Paper['draw']> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve({ fails: 'slow' }), withinMs)
    port.onmessage = ({ data }: MessageEvent<DrawnPage>) => {
      clearTimeout(timer)
      resolve(isFitting(data, asked) ? data : { fails: 'broken' })
    }
    port.postMessage(asked)
  })
}

// Whoever has taken over the frame may still answer with nothing but a picture of the size asked.
function isFitting(drawn: DrawnPage, { width, height }: DrawPage): boolean {
  if (!('bitmap' in drawn)) return true
  const { bitmap, pages } = drawn
  return (
    bitmap instanceof ImageBitmap &&
    bitmap.width <= width &&
    bitmap.height <= height &&
    Number.isSafeInteger(pages) &&
    pages > 0
  )
}
