import type { TaggedSpan } from '../check/carried-claim.ts'
import type { Numbering } from './docx-numbering.ts'
import { refuseFile } from './file-fault.ts'
import { withoutOuterBlankLines } from './outer-blank-lines.ts'
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

/** Content controls that are read; a report of ours has some hundreds. */
const controlsMax = 5_000

/** A place in the text, and the piece that begins there. */
interface Place {
  readonly at: number
  readonly piece: number
}

/** Values of an on-off element that switch it off. */
const off: ReadonlySet<string> = new Set(['0', 'false', 'off'])

/**
 * The running text of a Word file, told by the events of its main part: automatic numbers written
 * out, content controls with their place. Deleted text, headers, footers and notes are left out.
 */
export class DocxBody {
  readonly #numbering: Numbering
  readonly #spans: TaggedSpan[] = []
  readonly #controls: { tag: string; start: Place }[] = []
  readonly #pieces: string[] = []
  #length = 0
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
        this.#controls.push({ tag: '', start: this.#here() })
        break
      case 'w:tag': {
        const control = this.#controls.at(-1)
        if (this.#inControlHead > 0 && control) control.tag = value
        break
      }
      case 'w:sdtContent': {
        const control = this.#controls.at(-1)
        if (control) control.start = this.#here()
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
        if (this.#silence === 0) this.#write('\t')
        break
      case 'w:br':
      case 'w:cr':
        if (this.#silence === 0) this.#write('\n')
        break
      case 'w:tc':
        if (this.#cells > 0) this.#nextCell()
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
    this.#write(text)
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
        this.#write('\n')
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
    const { text, cut: moved } = withoutOuterBlankLines(this.#pieces.join(''))
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
    if (number) this.#write(this.#numbering.next(number.id, number.level))
  }

  #closeControl(): void {
    const control = this.#controls.pop()
    if (!control?.tag) return
    if (this.#spans.length >= controlsMax) refuseFile('too-large')
    const { tag, start } = control
    const text = this.#pieces.slice(start.piece).join('').replace(/\n$/, '')
    this.#spans.push({ tag, text, start: start.at, end: start.at + text.length })
  }

  // Pieces are joined once, at the end: to join them at every cell takes the square of the time.
  #write(text: string): void {
    if (text === '') return
    this.#pieces.push(text)
    this.#length += text.length
  }

  #here(): Place {
    return { at: this.#length, piece: this.#pieces.length }
  }

  /** A cell begins on the line of the one before it. */
  #nextCell(): void {
    const last = this.#pieces.at(-1) ?? ''
    if (!last.endsWith('\n')) return this.#write('\t')
    this.#pieces[this.#pieces.length - 1] = `${last.slice(0, -1)}\t`
  }
}
