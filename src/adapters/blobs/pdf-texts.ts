import { constants, inflateSync } from 'node:zlib'

/** Inflated bytes of one stream, and of all that are looked at. */
const streamBytesMax = 4 * 1024 ** 2
const allBytesMax = 32 * 1024 ** 2
/** Objects of a file that are looked at. */
const objectsMax = 20_000
/** Fonts of one name, as pages of their own may have them. */
const likeNamedMax = 8
/** Letters that a map of a font is taken to hold. */
const codesMax = 70_000

/** An object of the file: its dictionary as text, and its stream, inflated. */
interface PdfObject {
  readonly number: number
  readonly text: string
  readonly stream: Buffer | null
}

type Codes = ReadonlyMap<number, string>

/** What a font makes of the bytes of a string; without a map they are letters themselves. */
interface Font {
  readonly width: 1 | 2
  readonly codes: Codes | null
}

/**
 * The texts that pages of a PDF set, without regard to where on the page they stand: those whose
 * fonts say what their letters are (ISO 32000, 9.10), of streams that are plain or deflated. Of a
 * font whose name stands for others as well there is a text for each. Pictures and scans have none;
 * what is encrypted, or packed otherwise, is not read. Objects are looked for as they lie in the
 * file, without believing its tables. Never throws.
 */
export function pdfTexts(bytes: Uint8Array): readonly string[] {
  const objects = objectsOf(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  const fonts = fontsByName(objects)
  const pages = objects.filter(({ stream }) => stream !== null && isContent(stream))
  let variants = 1
  for (const found of fonts.values()) variants = Math.max(variants, found.length)
  return Array.from({ length: variants }, (_, nth) =>
    pages.map(({ stream }) => textOf(stream?.toString('latin1') ?? '', fonts, nth)).join('\n'),
  )
}

function objectsOf(file: Buffer): readonly PdfObject[] {
  const found: PdfObject[] = []
  let left = allBytesMax
  for (let at = file.indexOf(' obj'); at !== -1; at = file.indexOf(' obj', at + 1)) {
    if (found.length >= objectsMax || left <= 0) break
    const number = /(\d{1,10}) \d{1,5}$/.exec(file.toString('latin1', Math.max(0, at - 18), at))
    if (number === null) continue
    const end = endOf(file, at)
    const begin = at + file.subarray(at, end).indexOf('stream')
    const hasStream = begin >= at
    const text = file.toString('latin1', at + ' obj'.length, hasStream ? begin : end)
    const stream = hasStream ? inflated(file, { begin, end, text, left }) : null
    left -= stream?.length ?? 0
    found.push({ number: Number(number[1]), text, stream })
    if (stream === null || !text.includes('/ObjStm')) continue
    for (const one of packedObjects(text, stream)) found.push(one)
  }
  return found
}

function endOf(file: Buffer, at: number): number {
  const end = file.indexOf('endobj', at)
  return end === -1 ? file.length : end
}

/** Pictures, fonts and attached files have no text of a page. */
const noText = /\/(Image|Length1|FontFile|EmbeddedFile|XRef|Metadata)\b/

function inflated(
  file: Buffer,
  given: { begin: number; end: number; text: string; left: number },
): Buffer | null {
  const { begin, end, text, left } = given
  if (noText.test(text)) return null
  const start = begin + 'stream'.length + (file[begin + 6] === 13 ? 2 : 1)
  const data = file.subarray(start, end)
  if (!text.includes('/Filter')) return data.subarray(0, Math.min(streamBytesMax, left))
  if (!text.includes('/FlateDecode')) return null
  try {
    // Bytes may follow the data, and one that was cut off is read as far as it goes.
    return inflateSync(data, {
      finishFlush: constants.Z_SYNC_FLUSH,
      maxOutputLength: Math.min(streamBytesMax, left),
    })
  } catch {
    return null
  }
}

/** Objects that lie together in a stream: pairs of number and place, then the objects. */
function packedObjects(text: string, stream: Buffer): readonly PdfObject[] {
  const first = Number(/\/First (\d+)/.exec(text)?.[1] ?? 0)
  const head = stream.toString('latin1', 0, first).trim().split(/\s+/).map(Number)
  // Places may overlap in a file that was made to: all of them together are no longer than this.
  let left = streamBytesMax
  const places = Array.from({ length: Math.min(objectsMax, head.length >> 1) }, (_, nth) => ({
    number: head[2 * nth] ?? 0,
    from: first + (head[2 * nth + 1] ?? 0),
  }))
  return places.map(({ number, from }, nth) => {
    const to = Math.min(places[nth + 1]?.from ?? stream.length, from + left)
    const one = stream.toString('latin1', from, to)
    left -= one.length
    return { number, text: one, stream: null }
  })
}

function isContent(stream: Buffer): boolean {
  return stream.includes('BT') && /T[jJ]/.test(stream.toString('latin1'))
}

function fontsByName(objects: readonly PdfObject[]): ReadonlyMap<string, readonly Font[]> {
  const byNumber = new Map(objects.map((one) => [one.number, one]))
  const fonts = new Map<number, Font>()
  for (const { number, text } of objects) {
    if (!/\/Type\s*\/Font\b(?!Descriptor)/.test(text)) continue
    const map = byNumber.get(Number(/\/ToUnicode\s+(\d+)/.exec(text)?.[1]))?.stream ?? null
    const width = text.includes('/Type0') ? 2 : 1
    fonts.set(number, { width, codes: map && codesOf(map.toString('latin1')) })
  }
  const named = new Map<string, Font[]>()
  for (const { text } of objects) {
    for (const [, name = '', number] of text.matchAll(/\/([^\s/<>[\]()]+)\s+(\d+)\s+\d+\s+R/g)) {
      const font = fonts.get(Number(number))
      const known = named.get(name) ?? []
      if (!font || known.includes(font) || known.length >= likeNamedMax) continue
      named.set(name, [...known, font])
    }
  }
  return named
}

const oneCode = /<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>/g
const codeRange = /<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>\s*(?:<([0-9a-fA-F]+)>|\[([^\]]*)\])/g

/** A map of a font from its codes to letters (ISO 32000, 9.10.3). */
function codesOf(map: string): Codes {
  const codes = new Map<number, string>()
  for (const section of sectionsOf(map, 'bfchar')) {
    for (const [, code = '', letters = ''] of section.matchAll(oneCode)) {
      if (codes.size < codesMax) codes.set(Number.parseInt(code, 16), lettersOf(letters))
    }
  }
  for (const section of sectionsOf(map, 'bfrange')) {
    for (const [, low = '', high = '', first, list] of section.matchAll(codeRange)) {
      const [from, to] = [Number.parseInt(low, 16), Number.parseInt(high, 16)]
      const each = [...(list ?? '').matchAll(/<([0-9a-fA-F]+)>/g)].map(([, one = '']) => one)
      for (let code = from; code <= to && codes.size < codesMax; code += 1) {
        const letters = first === undefined ? each[code - from] : raised(first, code - from)
        if (letters !== undefined) codes.set(code, lettersOf(letters))
      }
    }
  }
  return codes
}

function* sectionsOf(map: string, name: string): Generator<string, void> {
  const [begin, end] = [`begin${name}`, `end${name}`]
  for (let at = map.indexOf(begin); at !== -1; at = map.indexOf(begin, at)) {
    const to = map.indexOf(end, at)
    if (to === -1) return
    yield map.slice(at + begin.length, to)
    at = to
  }
}

function raised(hex: string, by: number): string {
  const last = Number.parseInt(hex.slice(-4), 16) + by
  return hex.slice(0, -4) + last.toString(16).padStart(4, '0')
}

function lettersOf(hex: string): string {
  const even = hex.length % 4 === 0 ? hex : hex.padStart(hex.length + 4 - (hex.length % 4), '0')
  return Buffer.from(even, 'hex').swap16().toString('utf16le')
}

// A font is chosen, or a string is shown. One that nothing closes is read as far as it goes: a
// pattern that failed there would begin anew at each of its characters.
const shown = /\/([^\s/<>[\]()]+)\s+[-\d.]+\s+Tf|<([0-9a-fA-F\s]*)>|\(((?:\\[\s\S]|[^\\()])*)\)?/g

function textOf(content: string, fonts: ReadonlyMap<string, readonly Font[]>, nth: number): string {
  let font: Font | undefined
  const pieces: string[] = []
  for (const [, name, hex, literal] of content.matchAll(shown)) {
    if (name !== undefined) {
      const found = fonts.get(name) ?? []
      font = found[Math.min(nth, found.length - 1)]
    } else {
      const bytes = hex === undefined ? literalBytes(literal ?? '') : hexBytes(hex)
      pieces.push(decoded(bytes, font))
    }
  }
  return pieces.join('')
}

function decoded(bytes: Buffer, font: Font | undefined): string {
  if (!font?.codes) return bytes.toString('latin1')
  const letters: string[] = []
  for (let at = 0; at + font.width <= bytes.length; at += font.width) {
    letters.push(font.codes.get(bytes.readUIntBE(at, font.width)) ?? '')
  }
  return letters.join('')
}

function hexBytes(hex: string): Buffer {
  const digits = hex.replace(/\s/g, '')
  return Buffer.from(digits.length % 2 === 0 ? digits : `${digits}0`, 'hex')
}

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
  '\n': '',
}

function literalBytes(literal: string): Buffer {
  const plain = literal.replace(/\\([0-7]{1,3}|[\s\S])/g, (_, one: string) =>
    /^[0-7]/.test(one) ? String.fromCharCode(Number.parseInt(one, 8) & 255) : (escapes[one] ?? one),
  )
  return Buffer.from(plain, 'latin1')
}
