import { zlibSync } from 'fflate'
import { encode } from 'uqr'

/** Pixels of one module: enough for print at the size the annex shows. */
const modulePixels = 6

/** A QR code as a black-and-white PNG; the same text gives the same bytes. */
export function qrImage(text: string): { readonly png: Uint8Array; readonly pixels: number } {
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
  const header = new Uint8Array(13)
  const view = new DataView(header.buffer)
  view.setUint32(0, pixels)
  view.setUint32(4, pixels)
  header[8] = 1
  const parts = [
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk('IHDR', header),
    chunk('IDAT', zlibSync(rows, { level: 9 })),
    chunk('IEND', new Uint8Array(0)),
  ]
  return { png: joined(parts), pixels }
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
