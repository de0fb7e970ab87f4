import { unzlibSync, zlibSync } from 'fflate'
import { encode } from 'uqr'

/** Pixels of one module: enough for print at the size the annex shows. */
const modulePixels = 6

/** A QR code as a black-and-white PNG; the same text gives the same bytes. */
export function qrImage(text: string): { readonly png: Uint8Array; readonly pixels: number } {
  const { rows, pixels } = qrRows(text)
  const parts = [
    Uint8Array.from(signature),
    chunk('IHDR', headerOf(pixels)),
    chunk('IDAT', zlibSync(rows, { level: 9 })),
    chunk('IEND', new Uint8Array(0)),
  ]
  return { png: joined(parts), pixels }
}

/** Whether a picture is the code that `qrImage` draws of this text, however it was compressed. */
export function isQrImage(picture: Uint8Array, text: string): boolean {
  const { rows, pixels } = qrRows(text)
  const chunks = chunksOf(picture)
  const of = (name: string) => chunks.filter((one) => one.name === name).map(({ data }) => data)
  const [header] = of('IHDR')
  if (!header || !isSame(header, headerOf(pixels))) return false
  try {
    // One byte more than there should be: what is longer shows itself.
    const data = unzlibSync(joined(of('IDAT')), { out: new Uint8Array(rows.length + 1) })
    return isSame(data, rows)
  } catch {
    return false
  }
}

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

/** One bit a pixel, no colours (PNG, 11.2.2). */
function headerOf(pixels: number): Uint8Array {
  const header = new Uint8Array(13)
  const view = new DataView(header.buffer)
  view.setUint32(0, pixels)
  view.setUint32(4, pixels)
  header[8] = 1
  return header
}

function qrRows(text: string): { readonly rows: Uint8Array; readonly pixels: number } {
  const { data, size } = encode(text, { ecc: 'M', border: 2 })
  const pixels = size * modulePixels
  const rowBytes = Math.ceil(pixels / 8)
  const rows = new Uint8Array((rowBytes + 1) * pixels)
  for (let y = 0; y < pixels; y += 1) {
    const modules = data[Math.floor(y / modulePixels)] ?? []
    for (let x = 0; x < pixels; x += 1) {
      if (modules[Math.floor(x / modulePixels)] === true) continue
      // One bit a pixel, 1 is white; the byte before each row names its filter, none.
      const at = y * (rowBytes + 1) + 1 + (x >> 3)
      rows[at] = (rows[at] ?? 0) | (0x80 >> (x & 7))
    }
  }
  return { rows, pixels }
}

function chunksOf(png: Uint8Array): { readonly name: string; readonly data: Uint8Array }[] {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength)
  const chunks: { name: string; data: Uint8Array }[] = []
  for (let at = signature.length; at + 12 <= png.length; ) {
    const length = view.getUint32(at)
    const name = String.fromCharCode(...png.subarray(at + 4, at + 8))
    chunks.push({ name, data: png.subarray(at + 8, at + 8 + length) })
    at += 12 + length
  }
  return chunks
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at])
}

/** Length, name, data and the CRC of name and data (PNG, 5.3). */
function chunk(name: string, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(12 + data.length)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, data.length)
  bytes.set(new TextEncoder().encode(name), 4)
  bytes.set(data, 8)
  view.setUint32(8 + data.length, crc(bytes.subarray(4, 8 + data.length)))
  return bytes
}

function crc(bytes: Uint8Array): number {
  let rest = 0xffffffff
  for (const byte of bytes) {
    rest ^= byte
    for (let bit = 0; bit < 8; bit += 1) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1
  }
  return (rest ^ 0xffffffff) >>> 0
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}
