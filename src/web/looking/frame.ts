import { openPicture } from './open-picture.ts'
import type { DrawnPage, DrawPage, Laid, OpenPaper } from './protocol.ts'

// This document stands in a frame of an origin of its own (`openPaper`): whatever the bytes do to
// the programs that read them here, there are no cookies, no API and no page to reach. What leaves
// it is pixels.
addEventListener('message', ({ data, ports: [port] }: MessageEvent<Laid>) => {
  if (port === undefined) return
  const paper = open(data)
  paper.catch(() => null)
  port.addEventListener('message', ({ data: asked }: MessageEvent<DrawPage>) => {
    void answer(paper, asked).then((drawn) => {
      port.postMessage(drawn, 'bitmap' in drawn ? [drawn.bitmap] : [])
    })
  })
  port.start()
})

async function open({ kind, bytes }: Laid): Promise<OpenPaper> {
  if (kind !== 'pdf') return openPicture(new Blob([bytes], { type: `image/${kind}` }))
  const { openPdf } = await import('./open-pdf.ts')
  return openPdf(bytes)
}

async function answer(paper: Promise<OpenPaper>, asked: DrawPage): Promise<DrawnPage> {
  try {
    const { pages, draw } = await paper
    return { bitmap: await createImageBitmap(await draw(asked)), pages }
  } catch (error) {
    const isLocked = error instanceof Error && error.name === 'PasswordException'
    return { fails: isLocked ? 'locked' : 'broken' }
  }
}
