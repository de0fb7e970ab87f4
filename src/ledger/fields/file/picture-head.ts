/** A kind of picture that every browser draws, and that cannot hold a program. */
export type PictureKind = 'png' | 'jpeg' | 'gif' | 'webp'

/** What the first bytes of a picture say of it; nothing was decoded. */
export interface PictureHead {
  readonly kind: PictureKind
  /** In pixels as stored; null where the head does not say. */
  readonly size: { readonly width: number; readonly height: number } | null
}

type Size = PictureHead['size']

/**
 * What picture the bytes are, whatever their name says, and how large it will be once decoded: a
 * file of some kB may hold billions of pixels. Null: no picture that is known here.
 */
export function pictureHead(bytes: Uint8Array): PictureHead | null {
  for (const { kind, is, size } of pictures) {
    if (is(bytes)) return { kind, size: size(viewOf(bytes), bytes) }
  }
  return null
}

const pictures: readonly {
  readonly kind: PictureKind
  readonly is: (bytes: Uint8Array) => boolean
  readonly size: (view: DataView, bytes: Uint8Array) => Size
}[] = [
  { kind: 'png', is: (bytes) => has(bytes, 0, '\x89PNG\r\n\x1a\n'), size: pngSize },
  { kind: 'jpeg', is: (bytes) => has(bytes, 0, '\xff\xd8\xff'), size: jpegSize },
  {
    kind: 'gif',
    is: (bytes) => has(bytes, 0, 'GIF87a') || has(bytes, 0, 'GIF89a'),
    size: gifSize,
  },
  {
    kind: 'webp',
    is: (bytes) => has(bytes, 0, 'RIFF') && has(bytes, 8, 'WEBP'),
    size: webpSize,
  },
]

function pngSize(view: DataView, bytes: Uint8Array): Size {
  if (bytes.length < 24 || !has(bytes, 12, 'IHDR')) return null
  return sized(view.getUint32(16), view.getUint32(20))
}

// A photo carries smaller ones inside its segments; of frames of its own the largest counts.
function jpegSize(view: DataView, bytes: Uint8Array): Size {
  let [width, height] = [0, 0]
  let at = 2
  while (at + 9 < bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0
    if (marker === 0xff) {
      at += 1
      continue
    }
    if (marker === 0xd9 || marker === 0xda) break
    if (isFrame(marker)) {
      height = Math.max(height, view.getUint16(at + 5))
      width = Math.max(width, view.getUint16(at + 7))
    }
    at += 2 + view.getUint16(at + 2)
  }
  return sized(width, height)
}

function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
}

// The first image may be larger than the screen that the head names: programs then draw it whole.
function gifSize(view: DataView, bytes: Uint8Array): Size {
  if (bytes.length < 13) return null
  const flags = bytes[10] ?? 0
  let at = 13 + ((flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1))
  while (bytes[at] === 0x21) {
    at += 2
    while ((bytes[at] ?? 0) > 0) at += 1 + (bytes[at] ?? 0)
    at += 1
  }
  if (bytes[at] !== 0x2c || at + 9 > bytes.length) return null
  const [left, top] = [view.getUint16(at + 1, true), view.getUint16(at + 3, true)]
  return sized(
    Math.max(view.getUint16(6, true), left + view.getUint16(at + 5, true)),
    Math.max(view.getUint16(8, true), top + view.getUint16(at + 7, true)),
  )
}

function webpSize(view: DataView, bytes: Uint8Array): Size {
  if (bytes.length < 30) return null
  if (has(bytes, 12, 'VP8X')) {
    const three = (at: number) => 1 + view.getUint16(at, true) + (bytes[at + 2] ?? 0) * 0x10000
    return sized(three(24), three(27))
  }
  if (has(bytes, 12, 'VP8L') && bytes[20] === 0x2f) {
    const bits = view.getUint32(21, true)
    return sized((bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1)
  }
  if (has(bytes, 12, 'VP8 ') && has(bytes, 23, '\x9d\x01\x2a')) {
    return sized(view.getUint16(26, true) & 0x3fff, view.getUint16(28, true) & 0x3fff)
  }
  return null
}

function sized(width: number, height: number): Size {
  return width > 0 && height > 0 ? { width, height } : null
}

function has(bytes: Uint8Array, at: number, text: string): boolean {
  if (bytes.length < at + text.length) return false
  return [...text].every((sign, index) => bytes[at + index] === sign.charCodeAt(0))
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
