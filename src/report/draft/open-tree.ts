import { reportWordIds } from '../../ledger/core/unit-terms.ts'
import type { LedgerRecord } from '../../ledger/record/record.ts'
import type { Condition } from '../document.ts'
import type {
  Template,
  TemplateBlock,
  TemplateClaim,
  TemplateInline,
  TemplateParagraph,
  VariableName,
} from '../template/template.ts'
import type { Piece } from './close-gaps.ts'
import { closeGaps, hasWords } from './close-gaps.ts'
import { conditionOfBinding, isOwed, restsOnDuty, yearFrom } from './draft-case.ts'
import type { RecordsTable } from './draft-paper.ts'
import { draftPaperOf } from './draft-paper.ts'
import type { DraftBlock, DraftClaim, DraftInline, DraftTree } from './draft-tree.ts'
import { joined } from './draft-tree.ts'
import type { ReportSources } from './report-sources.ts'
import { wholeYearText } from './whole-year-text.ts'

/**
 * Opens a template for a year: repeated parts are written once from the records of now, numbers
 * stay places that the ledger fills. What nobody knows yet (签发人, 发文字号, 成文日期) is empty.
 */
export function openTree(
  template: Template,
  sources: ReportSources,
  /** By whose view variants are chosen: that of whoever signs; absent: of whoever opens. */
  deciding: ReportSources = sources,
): DraftTree {
  return new Opening(sources, deciding).tree(template)
}

/**
 * The words that a claim of a template has under a condition, as part of the claim `id` of a
 * draft; none where the clause is left out.
 */
export function wordingOf(
  claim: TemplateClaim,
  { id, says }: { readonly id: string; readonly says: Condition },
  sources: ReportSources,
): readonly DraftInline[] {
  return new Opening(sources, sources).wording(claim, { id, says })
}

/** The record of an `each`, and the claim that is being written. */
interface Scope {
  readonly record: LedgerRecord | null
  readonly claim: string | null
  /** Fields are places of the latest record, not of the one at hand. */
  readonly latest: boolean
}

const outside: Scope = { record: null, claim: null, latest: false }

class Opening {
  readonly #sources: ReportSources
  readonly #deciding: ReportSources
  readonly #claims: Record<string, DraftClaim> = {}
  readonly #annexes: { readonly title: string; readonly table: RecordsTable }[] = []
  #blockCount = 0
  #words: ReportSources['words'] = {}

  constructor(sources: ReportSources, deciding: ReportSources) {
    this.#sources = sources
    this.#deciding = deciding
  }

  tree(template: Template): DraftTree {
    const { title, closing, blocks } = template
    // What the unit writes itself goes before what the template says for every unit.
    const said = reportWordIds.map((id) => [id, this.#fill(template[id] ?? '')] as const)
    this.#words = { ...Object.fromEntries(said), ...this.#sources.words }
    const written = this.#blocks(blocks, outside)
    const inlines = closing === null ? [] : [textIn(this.#fill(closing), null)]
    return {
      v: 1,
      title: this.#fill(title),
      addressee: this.#words.addressee ?? '',
      issuer: '',
      number: '',
      signature: this.#sources.organisation,
      date: '',
      attachments: this.#annexes.map(({ title: name }) => name),
      ...this.#paper(),
      blocks: closing === null ? written : [...written, this.#paragraph(null, inlines)],
      claims: this.#claims,
    }
  }

  #paper(): Pick<DraftTree, 'paper'> {
    if (this.#annexes.length === 0) return {}
    const attachmentTexts = this.#annexes.map(({ table }) => table)
    return { paper: { ...draftPaperOf({}), attachmentTexts } }
  }

  #id(): string {
    this.#blockCount++
    return `b${this.#blockCount}`
  }

  #bind(claim: DraftClaim): string {
    const id = `c${Object.keys(this.#claims).length + 1}`
    this.#claims[id] = claim
    return id
  }

  #paragraph(runIn: readonly DraftInline[] | null, inlines: readonly DraftInline[]): DraftBlock {
    return { id: this.#id(), kind: 'paragraph', runIn, inlines }
  }

  #blocks(blocks: readonly TemplateBlock[], scope: Scope): DraftBlock[] {
    const written: DraftBlock[] = []
    for (let at = 0; at < blocks.length; at += 1) {
      const block = blocks[at]
      if (block?.kind === 'heading') {
        const section = sectionUnder(block, blocks.slice(at + 1))
        for (const one of this.#section(block, section, scope)) written.push(one)
        at += section.length
      } else if (block) for (const one of this.#block(block, scope)) written.push(one)
    }
    return written
  }

  /** A heading with what stands under it; nothing where all of that was left out. */
  #section(
    heading: Extract<TemplateBlock, { kind: 'heading' }>,
    section: readonly TemplateBlock[],
    scope: Scope,
  ): DraftBlock[] {
    const opening = this.#block(heading, scope)
    const under = this.#blocks(section, scope)
    return section.length > 0 && under.length === 0 ? [] : [...opening, ...under]
  }

  #block(block: TemplateBlock, scope: Scope): DraftBlock[] {
    switch (block.kind) {
      case 'heading': {
        const { kind, level } = block
        const inlines = closeGaps(this.#pieces(block.inlines, scope))
        return [{ id: this.#id(), kind, level, inlines }]
      }
      case 'paragraph':
        return this.#written(block, scope)
      case 'each':
        return this.#each(block)
      case 'records': {
        const { kind, figure, year, annex } = block
        const over = { from: 'figure', id: figure, year } as const
        if (this.#recordsIn(over).length === 0) return []
        const table = tableOf(block)
        if (annex === null) return [{ id: this.#id(), kind, ...table }]
        this.#annexes.push({ title: dated(annex, this.#sources), table })
        return []
      }
    }
  }

  /** A paragraph of which nothing is left but its marks is not written, nor is its heading. */
  #written({ runIn, inlines }: TemplateParagraph, scope: Scope): DraftBlock[] {
    const words = runIn && this.#pieces(runIn, scope)
    const written = filledParagraph(words, this.#pieces(inlines, scope))
    return written === null ? [] : [this.#paragraph(written.runIn, written.inlines)]
  }

  #each(block: Extract<TemplateBlock, { kind: 'each' }>): DraftBlock[] {
    const records = this.#recordsIn(block.over)
    if (records.length === 0) {
      return block.none === null ? [] : [this.#paragraph(null, withBlanks(block.none))]
    }
    return records.flatMap((record) => {
      const { id, version } = record
      const kind = block.claim
      const claim = kind && this.#bind({ by: 'record', id, version, kind })
      return this.#blocks(block.blocks, { record, claim, latest: false })
    })
  }

  #recordsIn({ from, id, year }: Extract<TemplateBlock, { kind: 'each' }>['over']) {
    const asked = yearFrom(this.#sources, year)
    if (from === 'register') return this.#sources.recordsOf(id, asked)
    return (this.#sources.figure(id, asked)?.records ?? [])
      .map((one) => this.#sources.record(one))
      .filter((record) => record !== null)
  }

  wording(claim: TemplateClaim, { id, says }: { id: string; says: Condition }): DraftInline[] {
    const within = { record: null, claim: id, latest: claim.claim.by === 'event' }
    this.#claims[id] = claim.claim
    return closeGaps(this.#pieces(wordsUnder(claim, says), within))
  }

  #pieces(inlines: readonly TemplateInline[], scope: Scope): Piece[] {
    return inlines.flatMap((inline) => this.#piece(inline, scope))
  }

  #piece(inline: TemplateInline, scope: Scope): Piece[] {
    const { claim, record, latest } = scope
    switch (inline.kind) {
      case 'text':
        return [textIn(inline.text, claim)]
      case 'variable':
        return [textIn(this.#variable(inline.name, claim), claim)]
      case 'blank':
        return [{ kind: 'blank', claim }]
      case 'shortfall':
        return claim === null ? [] : [{ kind: 'shortfall', show: inline.show, claim }]
      case 'field':
        if (latest && claim !== null) return [{ kind: 'field', path: inline.field, claim }]
        return [this.#fieldOf(record, { path: inline.field, claim })]
      case 'when': {
        const has = this.#said(record, { path: inline.field, claim }) !== ''
        return this.#pieces(has ? inline.inlines : inline.otherwise, scope)
      }
      case 'figure': {
        const { figure } = inline
        const own = claim ?? this.#bind({ by: 'figure', id: figure, atLeast: false })
        return [{ kind: 'number', figure, claim: own }]
      }
      case 'claim':
        return this.#chosen(inline, scope)
    }
  }

  /** A field of the record at hand; what it does not say is left to be written. */
  #fieldOf(
    record: LedgerRecord | null,
    { path, claim }: { readonly path: string; readonly claim: string | null },
  ): DraftInline {
    const written = this.#said(record, { path, claim })
    // The mark at the end of the sentence is that of the template.
    const text = written.replace(/。+$/u, '')
    return text === '' ? { kind: 'blank', claim } : textIn(text, claim)
  }

  /** What a field of the record says; a claim that was written from the record keeps it. */
  #said(
    record: LedgerRecord | null,
    { path, claim }: { readonly path: string; readonly claim: string | null },
  ): string {
    const text = record ? this.#sources.fieldText(record, path) : ''
    const binding = claim === null ? undefined : this.#claims[claim]
    if (claim !== null && binding?.by === 'record') {
      this.#claims[claim] = { ...binding, said: { ...binding.said, [path]: text } }
    }
    return text
  }

  /** The wording that the ledger supports; a gap where that is none, or nothing is owed. */
  #chosen(inline: TemplateClaim, { record }: Scope): Piece[] {
    if (!isOwed(inline.claim, this.#sources)) return [null]
    const says =
      inline.variants.length === 0 ? 'holds' : conditionOfBinding(inline.claim, this.#deciding)
    const words = wordsUnder(inline, says)
    if (words.length === 0) return [null]
    const own = this.#bind(says === 'holds' ? inline.claim : { ...inline.claim, says })
    return this.#pieces(words, { record, claim: own, latest: inline.claim.by === 'event' })
  }

  #variable(name: VariableName, claim: string | null): string {
    if (name !== 'wholeYear') return this.#fill(`{${name}}`)
    const binding = claim === null ? undefined : this.#claims[claim]
    const duty = binding && restsOnDuty(binding) ? binding.id : null
    return wholeYearText(duty === null ? null : this.#sources.standing(duty), this.#sources.year)
  }

  #fill(text: string): string {
    const words = reportWordIds.reduce(
      (all, id) => all.replaceAll(`{${id}}`, this.#words[id] ?? ''),
      text,
    )
    return dated(words, this.#sources)
  }
}

type OfYear = Pick<ReportSources, 'organisation' | 'year'>

function dated(text: string, { organisation, year }: OfYear): string {
  return text
    .replaceAll('{organisation}', organisation)
    .replaceAll('{year}', String(year))
    .replaceAll('{lastYear}', String(year - 1))
    .replaceAll('{nextYear}', String(year + 1))
}

/** The tables that a template attaches, by their titles in the report of a year. */
export function annexTables(
  { blocks }: Template,
  ofYear: OfYear,
): ReadonlyMap<string, RecordsTable> {
  const tables = blocks.flatMap((block) => {
    if (block.kind !== 'records' || block.annex === null) return []
    return [[dated(block.annex, ofYear), tableOf(block)] as const]
  })
  return new Map(tables)
}

function tableOf({
  figure,
  fields,
  year,
}: Extract<TemplateBlock, { kind: 'records' }>): RecordsTable {
  return { figure, fields, ...(year === 'this' ? {} : { of: year }) }
}

function textIn(text: string, claim: string | null): DraftInline {
  return { kind: 'text', text, claim }
}

/** Words of no claim; each `{blank}` among them is a place still to be written. */
function withBlanks(words: string): readonly DraftInline[] {
  const pieces = words
    .split('{blank}')
    .flatMap((text): DraftInline[] => [{ kind: 'blank', claim: null }, textIn(text, null)])
  return joined(pieces.slice(1))
}

/** A paragraph without the places left out of it; null where nothing is left. */
export function filledParagraph(
  runIn: readonly Piece[] | null,
  pieces: readonly Piece[],
): {
  readonly runIn: readonly DraftInline[] | null
  readonly inlines: readonly DraftInline[]
} | null {
  const isWhole = [...(runIn ?? []), ...pieces].every((one) => one !== null)
  const opening = runIn && closeGaps(runIn)
  const inlines = closeGaps(pieces)
  // A line that the unit has not written has no words, though nothing was left out: it goes too.
  if ((!isWhole || runIn === null) && !hasWords(inlines)) return null
  return { runIn: opening, inlines }
}

/** The words of a template's claim under a condition; none where the clause is left out. */
export function wordsUnder(
  { inlines, variants }: TemplateClaim,
  condition: Condition,
): readonly TemplateInline[] {
  if (condition === 'holds' || variants.length === 0) return inlines
  const own = variants.find(({ when }) => when === condition)
  return (own ?? variants.find(({ when }) => when === null))?.inlines ?? []
}

/** The blocks up to the next heading that is not below this one. */
function sectionUnder(
  { level }: { readonly level: number },
  after: readonly TemplateBlock[],
): readonly TemplateBlock[] {
  const end = after.findIndex((one) => one.kind === 'heading' && one.level <= level)
  return end < 0 ? after : after.slice(0, end)
}
