import type { ReportText } from '../../app/file-ports.ts'
import type { CarriedReport, TaggedSpan } from '../../report/check/carried-claim.ts'
import { parseCarriedReport } from '../../report/check/carried-claim.ts'
import { refuseFile } from '../office/file-fault.ts'
import type { Archive } from '../office/open-archive.ts'
import { openArchive } from '../office/open-archive.ts'
import type { XmlElement } from '../office/read-xml.ts'
import { readXml } from '../office/read-xml.ts'
import { carriedNamespace } from './carried-part.ts'
import type { Numbering } from './read-numbering.ts'
import { readNumbering } from './read-numbering.ts'

const mainPart = 'word/document.xml'

/**
 * Reads the body of a Word file: running text with automatic numbers written out, content
 * controls with their place in it. Deleted text, headers, footers and notes are left out.
 * Refuses with `file.…` what cannot be read safely.
 */
export async function readDocx(bytes: Uint8Array): Promise<ReportText> {
  const archive = await openArchive(bytes)
  if (!archive.has('[Content_Types].xml') || !archive.has(mainPart)) refuseFile('wrong-kind')
  const numbering = await readNumbering(archive)
  const body = new BodyText(numbering)
  readXml(await archive.read(mainPart), {
    open: (element) => body.open(element),
    text: (text) => body.text(text),
    close: (name) => body.close(name),
  })
  return { ...body.result(), carried: await readCarried(archive) }
}

/** Our own part, whatever number another program gave it. */
async function readCarried(archive: Archive): Promise<CarriedReport | null> {
  for (const name of archive.names.filter((one) => /^customXml\/item\d+\.xml$/.test(one))) {
    let isOurs = false
    let inCarried = false
    let json = ''
    readXml(await archive.read(name), {
      open(element) {
        if (element.attributes.xmlns === carriedNamespace) isOurs = true
        inCarried = isOurs && element.name === 'carried'
      },
      text(text) {
        if (inCarried) json += text
      },
    })
    const carried = isOurs ? parseCarriedReport(parseJson(json)) : null
    if (carried) return carried
  }
  return null
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return null
  }
}

/** Parts of the body whose text is not the document's. */
const silent = new Set([
  'w:del',
  'w:moveFrom',
  'w:instrText',
  'w:delText',
  'w:pPr',
  'w:rPr',
  'w:sectPr',
  'mc:Fallback',
  'w:footnoteReference',
])

class BodyText {
  readonly #numbering: Numbering
  readonly #spans: TaggedSpan[] = []
  readonly #controls: { tag: string; start: number }[] = []
  #lines = ''
  #silence = 0
  #inText = false
  #inControlHead = 0
  #inParagraphHead = 0
  #number: { id: string; level: number } | null = null
  #cells = 0

  constructor(numbering: Numbering) {
    this.#numbering = numbering
  }

  open({ name, attributes }: XmlElement): void {
    if (name === 'w:sdtPr') this.#inControlHead++
    if (name === 'w:pPr') this.#inParagraphHead++
    if (this.#inParagraphHead > 0) this.#readNumber(name, attributes)
    if (silent.has(name)) this.#silence++
    const value = attributes['w:val'] ?? ''
    switch (name) {
      case 'w:sdt':
        this.#controls.push({ tag: '', start: this.#lines.length })
        break
      case 'w:tag': {
        const control = this.#controls.at(-1)
        if (this.#inControlHead > 0 && control) control.tag = value
        break
      }
      case 'w:sdtContent': {
        const control = this.#controls.at(-1)
        if (control) control.start = this.#lines.length
        break
      }
      case 'w:t':
        this.#inText = true
        break
      case 'w:tab':
        if (this.#silence === 0) this.#lines += '\t'
        break
      case 'w:br':
      case 'w:cr':
        if (this.#silence === 0) this.#lines += '\n'
        break
      case 'w:tc':
        if (this.#cells > 0) this.#lines = `${this.#lines.replace(/\n$/, '')}\t`
        this.#cells++
        break
      case 'w:tr':
        this.#cells = 0
        break
      default:
    }
  }

  text(text: string): void {
    if (this.#inText && this.#silence === 0) this.#lines += text
  }

  close(name: string): void {
    if (silent.has(name)) this.#silence--
    switch (name) {
      case 'w:t':
        this.#inText = false
        break
      case 'w:sdtPr':
        this.#inControlHead--
        break
      case 'w:pPr':
        this.#inParagraphHead--
        this.#writeNumber()
        break
      case 'w:p':
        this.#lines += '\n'
        break
      case 'w:tr':
        this.#cells = 0
        break
      case 'w:sdt':
        this.#closeControl()
        break
      default:
    }
  }

  /** Outer blank lines are stripped, as the reader counts; places move with them. */
  result(): { text: string; spans: TaggedSpan[] } {
    const text = this.#lines.replace(/^([^\S\n]*\n)+|(\n[^\S\n]*)+$/g, '')
    const moved = this.#lines.indexOf(text)
    const spans = this.#spans.map((span) => ({
      ...span,
      start: span.start - moved,
      end: span.end - moved,
    }))
    return { text, spans }
  }

  #readNumber(name: string, attributes: XmlElement['attributes']): void {
    const value = attributes['w:val'] ?? ''
    if (name === 'w:numPr') this.#number = { id: '', level: 0 }
    if (name === 'w:ilvl' && this.#number) this.#number.level = Number(value) || 0
    if (name === 'w:numId' && this.#number) this.#number.id = value
  }

  #writeNumber(): void {
    const number = this.#number
    this.#number = null
    if (number) this.#lines += this.#numbering.next(number.id, number.level)
  }

  #closeControl(): void {
    const control = this.#controls.pop()
    if (!control?.tag) return
    const text = this.#lines.slice(control.start).replace(/\n$/, '')
    const { tag, start } = control
    this.#spans.push({ tag, text, start, end: start + text.length })
  }
}
