import type { XmlElement } from '../read-xml.ts'
import { cellWidthOf, hazardOf, indentOf } from './hazards.ts'
import { isDisguise, knownElements } from './known-elements.ts'
import { isInPlace } from './nesting.ts'
import type { Trick, TrickKind } from './trick.ts'

/** Elements that we never write, by what they do. The first that fits counts. */
const doings: readonly (readonly [RegExp, TrickKind])[] = [
  [/^w:(ins|del|delText|delInstrText|cell(Ins|Del|Merge)|move\w+|\w+Change)$/, 'tracked'],
  [/^w:(fldChar|fldSimple|instrText|pgNum|(day|month|year)(Short|Long))$/, 'field'],
  [/^w:sym$/, 'symbol'],
  [/^w:(footnote|endnote|comment)Reference$|^w:(commentRange\w+|annotationRef)$/, 'note'],
  [/^w:(altChunk|subDoc|contentPart)$/, 'inserted'],
  [/^w\d*:dataBinding$|^w15:repeating\w+$/, 'bound'],
  [/^w:(bdo|dir)$/, 'direction'],
  [/^mc:/, 'alternate'],
  [/^(w:(pict|object|control|txbxContent)|wp:anchor)$|^(wps|wpg|wpc|v|o|w10|c|dgm):/, 'floating'],
]

/** Marks that turn the order of characters round; none of them has a shape of its own. */
export const directionMarks = /[\u061c\u200f\u202a-\u202e\u2066-\u2069]/
const dashes = /[\s—–-]+/
const pageNumber = /^\d{1,4}$/
const pageField = /^\s*(PAGE|NUMPAGES)\b[\s\\*A-Za-z]*$/
const quotedMax = 24
/** Columns of a table that together are wider than a page, in twips, end beside it. */
const tableWidthMax = 12_000

/**
 * Looks at the events of the main part, or of a header or footer (`margin`), for whatever shows
 * other than the text says. It knows what we write and what editors add; the rest it names.
 */
export class PartWatch {
  readonly tricks: Trick[] = []
  /** Ids of styles that the part uses. */
  readonly styles = new Set<string>()
  /** Ids of relations to the pictures it shows. */
  readonly pictures: string[] = []
  readonly #isMargin: boolean
  readonly #open: string[] = []
  #seen = new Set<TrickKind>()
  #words = ''
  #instruction = ''
  #isLow = false
  #floats = 0
  /** Width of the columns told so far of a grid or row, and of the cell that is open. */
  #width = 0
  #cell: number | null = null
  /** Depths at which an element stood that there is one of. */
  readonly #filled = new Set<number>()

  constructor({ isMargin }: { isMargin: boolean }) {
    this.#isMargin = isMargin
  }

  open(element: XmlElement): void {
    const { name, attributes } = element
    for (const [attribute, value] of Object.entries(attributes)) {
      const isPrefix = attribute === 'xmlns' || attribute.startsWith('xmlns:')
      if (isPrefix && isDisguise(attribute.slice(6), value)) this.#note('disguised')
    }
    // Words out of their place: one reader takes them for text, another does not.
    if (!isInPlace(name, this.#open) || this.#isSecond(name)) this.#note('disguised')
    if (this.#isBesidePage(element)) this.#note('unseen')
    if (name === 'w:tblpPr' && (this.#isMargin || this.#floats++ > 0)) this.#note('floating')
    const kind = hazardOf(element) ?? (this.#isKnown(name) ? null : doingOf(name))
    // A rule between paragraphs is a low line too; only words can go missing in it.
    if (kind === 'unseen' && name === 'w:spacing' && attributes['w:line']) this.#isLow = true
    else if (kind === 'unknown') this.tricks.push({ kind, detail: name })
    else if (kind !== null) this.#note(kind)
    if (/^w:(p|r|tbl)Style$/.test(name)) this.styles.add(attributes['w:val'] ?? '')
    if (name === 'a:blip') this.pictures.push(attributes['r:embed'] ?? attributes['r:link'] ?? '')
    if (name === 'w:fldSimple') this.#instruction = attributes['w:instr'] ?? ''
    if (name === 'w:instrText') this.#instruction = ''
    this.#open.push(name)
  }

  text(text: string): void {
    const within = this.#open.at(-1)
    if (within === 'w:t') this.#words += text
    if (within === 'w:instrText') this.#instruction += text
  }

  close(name: string): void {
    this.#open.pop()
    if (name === 'w:sdt') this.#filled.delete(this.#open.length + 1)
    if (name === 'w:tc') this.#cell = null
    const isField = name === 'w:instrText' || name === 'w:fldSimple'
    if (isField && !pageField.test(this.#instruction)) this.#note('field')
    if (name !== 'w:p') return
    if (this.#isMargin && !isPageNumber(this.#words)) this.#note('margin')
    if (this.#isLow && this.#words.trim() !== '') this.#note('unseen')
    this.#isLow = false
    if (directionMarks.test(this.#words)) this.#note('direction-marks')
    this.end()
    this.#words = ''
  }

  /** Writes down what was found since the last paragraph. */
  end(): void {
    const words = [...this.#words.trim()]
    const detail = words.slice(0, quotedMax).join('') + (words.length > quotedMax ? '…' : '')
    for (const kind of this.#seen) this.tricks.push({ kind, detail })
    this.#seen = new Set()
  }

  /** A page number is a field, and stands in a margin alone. */
  #isKnown(name: string): boolean {
    const isField = /^w:(fldChar|fldSimple|instrText|fldData)$/.test(name)
    return knownElements.has(name) || (this.#isMargin && isField)
  }

  /** Of two bodies of a document, or contents of a control, each program takes what it likes. */
  #isSecond(name: string): boolean {
    if (name !== 'w:body' && name !== 'w:sdtContent') return false
    const depth = this.#open.length
    if (this.#filled.has(depth)) return true
    this.#filled.add(depth)
    return false
  }

  /** Whether a column begins beside the page, or an indent leaves half a cell or less. */
  #isBesidePage({ name, attributes }: XmlElement): boolean {
    if (name === 'w:tblGrid' || name === 'w:tr') this.#width = 0
    if (name === 'w:ind') return this.#cell !== null && indentOf(attributes) > this.#cell / 2
    if (name === 'w:tcW') this.#cell = cellWidthOf(attributes)
    if (name === 'w:tcW' || name === 'w:gridCol' || name === 'w:wBefore') {
      this.#width += cellWidthOf(attributes) ?? 0
    }
    return this.#width > tableWidthMax
  }

  #note(kind: TrickKind): void {
    this.#seen.add(kind)
  }
}

function doingOf(name: string): TrickKind {
  return doings.find(([pattern]) => pattern.test(name))?.[1] ?? 'unknown'
}

/** What a header or footer may say: a page number between dashes, and of how many. */
function isPageNumber(words: string): boolean {
  const numbers = words.split(dashes).filter(Boolean)
  return numbers.length <= 2 && numbers.every((one) => pageNumber.test(one))
}
