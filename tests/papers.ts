import { deflateSync } from 'node:zlib'

/** A PNG of one grey; `size` says more than there is when its rows are left out. */
export function png(
  { width, height }: { width: number; height: number },
  { rows = height }: { rows?: number } = {},
): Buffer {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([1, 0, 0, 0, 0], 8)
  const line = Buffer.alloc(1 + Math.ceil(width / 8), 0x55)
  line[0] = 0
  const data = deflateSync(Buffer.concat(Array.from({ length: rows }, () => line)), { level: 9 })
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', head),
    chunk('IDAT', data),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(kind: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(kind, 'latin1'), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc(body))
  return Buffer.concat([length, body, sum])
}

function crc(bytes: Buffer): number {
  let sum = 0xffffffff
  for (const byte of bytes) {
    sum ^= byte
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0)
  }
  return (sum ^ 0xffffffff) >>> 0
}

/**
 * A JPEG as a phone held upright makes it: lying on its side, with a note (EXIF orientation 6)
 * which way is up.
 */
export function turnedJpeg(jpeg: Buffer): Buffer {
  const tiff = Buffer.from('4d4d002a00000008000101120003000000010006000000000000', 'hex')
  const body = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff])
  const head = Buffer.from([0xff, 0xe1, 0, 0])
  head.writeUInt16BE(body.length + 2, 2)
  return Buffer.concat([jpeg.subarray(0, 2), head, body, jpeg.subarray(2)])
}

/** Pages of a PDF, each with a line in a Chinese font that it does not bring along. */
export function pdf(lines: readonly string[], { script }: { script?: string } = {}): Buffer {
  const pages = lines.map((_, nth) => 5 + nth * 2)
  const objects = [
    `<< /Type /Catalog /Pages 2 0 R ${script === undefined ? '' : opensWith(script)} >>`,
    `<< /Type /Pages /Count ${lines.length} /Kids [${pages.map((at) => `${at} 0 R`).join(' ')}] >>`,
    '<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H ' +
      '/DescendantFonts [4 0 R] >>',
    '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo ' +
      '<< /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /FontDescriptor ' +
      '<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] ' +
      '/ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >> >>',
    ...lines.flatMap((line, nth) => {
      const hex = [...line].map((sign) => sign.charCodeAt(0).toString(16).padStart(4, '0')).join('')
      const drawn = `0.66 0.2 0.12 rg 40 740 515 8 re f 0 g BT /F 28 Tf 40 680 Td <${hex}> Tj ET`
      return [
        '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] ' +
          `/Resources << /Font << /F 3 0 R >> >> /Contents ${6 + nth * 2} 0 R >>`,
        `<< /Length ${drawn.length} >>\nstream\n${drawn}\nendstream`,
      ]
    }),
  ]
  let text = '%PDF-1.7\n'
  const offsets = objects.map((body, nth) => {
    const at = text.length
    text += `${nth + 1} 0 obj\n${body}\nendobj\n`
    return at
  })
  const table = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')
  text +=
    `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}` +
    `trailer << /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`
  return Buffer.from(text, 'latin1')
}

function opensWith(script: string): string {
  return `/OpenAction << /S /JavaScript /JS (${script}) >>`
}
