/** A value of a PDF file. Names begin with a slash, strings are given as bytes in Latin letters. */
export type PdfValue =
  | number
  | boolean
  | null
  | { readonly name: string }
  | { readonly string: string }
  | { readonly ref: number }
  | readonly PdfValue[]
  | PdfDictionary

/** Keys without their slash. */
export interface PdfDictionary {
  readonly dict: ReadonlyMap<string, PdfValue>
}

/** One object, and the bytes of its stream where it has one. */
export interface PdfObject {
  readonly value: PdfValue
  readonly stream: Uint8Array | null
}

/** A PDF with a plain table of objects, as typst writes it. Throws on any other. */
export interface PdfFile {
  readonly bytes: Uint8Array
  readonly text: string
  readonly objects: ReadonlyMap<number, PdfObject>
  readonly trailer: PdfDictionary
}

/** Reads every object by the table at the end of the file (ISO 32000, 7.5.4). */
export function readPdfObjects(bytes: Uint8Array): PdfFile {
  const text = Buffer.from(bytes).toString('latin1')
  const start = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(text)?.[1])
  const head = /^xref\s+0 (\d+)\s+/.exec(text.slice(start, start + 40))
  if (!head) throw new Error('no plain table of objects')
  const count = Number(head[1])
  const rows = start + head[0].length
  const objects = new Map<number, PdfObject>()
  for (let number = 0; number < count; number += 1) {
    const row = text.slice(rows + number * 20, rows + number * 20 + 20)
    if (row[17] === 'n')
      objects.set(number, objectAt(text, bytes, { number, at: Number(row.slice(0, 10)) }))
  }
  const trailer = new Parser(text, text.indexOf('trailer', start) + 'trailer'.length).value()
  if (!isDictionary(trailer)) throw new Error('no trailer')
  return { bytes, text, objects, trailer }
}

/** Whether a value is a dictionary. */
export function isDictionary(value: PdfValue | undefined): value is PdfDictionary {
  return typeof value === 'object' && value !== null && 'dict' in value
}

function objectAt(
  text: string,
  bytes: Uint8Array,
  { number, at }: { number: number; at: number },
): PdfObject {
  const head = `${number} 0 obj`
  if (!text.startsWith(head, at)) throw new Error(`object ${number} is not where the table says`)
  const parser = new Parser(text, at + head.length)
  const value = parser.value()
  const rest = /^\s*stream\r?\n/.exec(text.slice(parser.at, parser.at + 20))
  if (!rest || !isDictionary(value)) return { value, stream: null }
  const length = value.dict.get('Length')
  const from = parser.at + rest[0].length
  const end = from + Number(length)
  if (!/^\s*endstream/.test(text.slice(end, end + 14))) throw new Error(`length of ${number}`)
  return { value, stream: bytes.subarray(from, end) }
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }

/** The grammar of values (ISO 32000, 7.3). */
class Parser {
  readonly #text: string
  at: number

  constructor(text: string, at: number) {
    this.#text = text
    this.at = at
  }

  value(): PdfValue {
    this.#skip()
    const rest = this.#text.slice(this.at, this.at + 40)
    if (rest.startsWith('<<')) return this.#dictionary()
    if (rest.startsWith('[')) return this.#array()
    if (rest.startsWith('(')) return { string: this.#literal() }
    if (rest.startsWith('<')) return { string: this.#hexadecimal() }
    if (rest.startsWith('/')) return { name: this.#name() }
    const ref = /^(\d+) \d+ R\b/.exec(rest)
    if (ref) return this.#took(ref[0], { ref: Number(ref[1]) })
    const number = /^[+-]?(\d+\.?\d*|\.\d+)/.exec(rest)
    if (number) return this.#took(number[0], Number(number[0]))
    for (const [word, value] of [
      ['true', true],
      ['false', false],
      ['null', null],
    ] as const) {
      if (rest.startsWith(word)) return this.#took(word, value)
    }
    throw new Error(`not a value at ${this.at}: ${rest}`)
  }

  #took(text: string, value: PdfValue): PdfValue {
    this.at += text.length
    return value
  }

  #skip(): void {
    while (/[\s\0]/.test(this.#text[this.at] ?? '')) this.at += 1
  }

  #name(): string {
    const [all = ''] = /^\/[^\s\0()<>[\]{}/%]*/.exec(this.#text.slice(this.at, this.at + 200)) ?? []
    this.at += all.length
    return all.replace(/#([0-9a-fA-F]{2})/g, (_, code: string) =>
      String.fromCharCode(Number.parseInt(code, 16)),
    )
  }

  #dictionary(): PdfDictionary {
    const dict = new Map<string, PdfValue>()
    this.at += 2
    for (this.#skip(); !this.#text.startsWith('>>', this.at); this.#skip()) {
      const key = this.#name().slice(1)
      dict.set(key, this.value())
    }
    this.at += 2
    return { dict }
  }

  #array(): readonly PdfValue[] {
    const values: PdfValue[] = []
    this.at += 1
    for (this.#skip(); this.#text[this.at] !== ']'; this.#skip()) values.push(this.value())
    this.at += 1
    return values
  }

  #literal(): string {
    let depth = 0
    let text = ''
    for (; this.at < this.#text.length; this.at += 1) {
      const char = this.#text[this.at] ?? ''
      if (char === '\\') {
        this.at += 1
        const next = this.#text[this.at] ?? ''
        text += escapes[next] ?? next
        continue
      }
      if (char === '(') depth += 1
      if (char === ')') depth -= 1
      if (depth === 0) break
      if (depth > 1 || char !== '(') text += char
    }
    this.at += 1
    return text
  }

  #hexadecimal(): string {
    const end = this.#text.indexOf('>', this.at)
    const hex = this.#text.slice(this.at + 1, end).replace(/\s/g, '')
    this.at = end + 1
    return Buffer.from(hex.length % 2 === 0 ? hex : `${hex}0`, 'hex').toString('latin1')
  }
}
