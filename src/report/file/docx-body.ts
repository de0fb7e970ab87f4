import type { TaggedSpan } from '../check/carried-claim.ts'
import type { Numbering } from './docx-numbering.ts'
import type { XmlElement } from './read-xml.ts'

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

/** Values of an on-off element that switch it off. */
const off: ReadonlySet<string> = new Set(['0', 'false', 'off'])

/**
 * The running text of a Word file, told by the events of its main part: automatic numbers written
 * out, content controls with their place. Deleted text, headers, footers and notes are left out.
 */
export class DocxBody {
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
  #inRun = false
  #isHidden = false
  readonly #hidden: string[] = []

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
      case 'w:r':
        this.#inRun = true
        this.#isHidden = false
        break
      case 'w:vanish':
        // The mark of a paragraph may vanish too; only what hides words matters.
        if (this.#inRun && this.#inParagraphHead === 0) this.#isHidden = !off.has(value)
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
    if (!this.#inText || this.#silence > 0) return
    this.#lines += text
    if (this.#isHidden) this.#hidden.push(text)
  }

  close(name: string): void {
    if (silent.has(name)) this.#silence--
    switch (name) {
      case 'w:t':
        this.#inText = false
        break
      case 'w:r':
        this.#inRun = false
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
  result(): { text: string; spans: TaggedSpan[]; hidden: string[] } {
    const text = this.#lines.replace(/^([^\S\n]*\n)+|(\n[^\S\n]*)+$/g, '')
    const moved = this.#lines.indexOf(text)
    const spans = this.#spans.map((span) => ({
      ...span,
      start: span.start - moved,
      end: span.end - moved,
    }))
    return { text, spans, hidden: this.#hidden }
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
