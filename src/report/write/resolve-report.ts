import type { FigureValue } from '../../ledger/figure.ts'
import type { LedgerRecord } from '../../ledger/record.ts'
import { settleClaim } from '../check/settle-claim.ts'
import type { Block, Claim, Inline, ReportDocument } from '../document.ts'
import type {
  ClaimBinding,
  RecordSet,
  Template,
  TemplateBlock,
  TemplateInline,
  TemplateParagraph,
} from '../template/template.ts'
import { claimKind } from './claim-kind.ts'
import { HeadingCounter } from './number-headings.ts'
import { blankMark, numberText, statedBy } from './number-text.ts'
import type { ReportSources } from './report-sources.ts'

/**
 * Writes the document of a year from its template: numbers from figures, repeated parts from
 * records, each claim with its state. The same sources give the same document.
 */
export function resolveReport(template: Template, sources: ReportSources): ReportDocument {
  return new Resolution(sources).document(template)
}

/** What is open around a piece of text: the record of an `each`, and the claim being written. */
interface Around {
  readonly record: LedgerRecord | null
  readonly claim: ClaimDraft | null
}

/** A claim while its text is being written. */
interface ClaimDraft {
  readonly id: string
  readonly by: ClaimBinding['by'] | 'record'
  /** The figure whose number the words state. */
  figure: string | null
  text: string
  blank: boolean
  stated: number | null
}

class Resolution {
  readonly #sources: ReportSources
  readonly #counter = new HeadingCounter()
  readonly #claims: Claim[] = []
  #claimCount = 0

  constructor(sources: ReportSources) {
    this.#sources = sources
  }

  document({ id, title, addressee, closing, blocks }: Template): ReportDocument {
    const { year, organisation } = this.#sources
    const written = this.#blocks(blocks, { record: null, claim: null })
    const inlines = closing === null ? [] : textOf(this.#fill(closing))
    return {
      template: id,
      year,
      title: this.#fill(title),
      addressee: addressee && this.#fill(addressee),
      issuer: null,
      number: null,
      blocks: closing === null ? written : [...written, { kind: 'paragraph', inlines }],
      signature: organisation,
      date: null,
      claims: this.#claims,
      asOf: this.#sources.asOf,
    }
  }

  #blocks(blocks: readonly TemplateBlock[], around: Around): Block[] {
    return blocks.flatMap((block) => this.#block(block, around))
  }

  #block(block: TemplateBlock, around: Around): Block[] {
    switch (block.kind) {
      case 'heading': {
        const marker = this.#counter.next(block.level)
        const inlines = this.#inlines(block.inlines, around)
        return [{ kind: 'heading', level: block.level, marker, inlines }]
      }
      case 'paragraph':
        return [this.#paragraph(block, around)]
      case 'each':
        return this.#each(block)
      case 'records':
        return [this.#table(block.figure, block.fields)]
    }
  }

  #paragraph({ runIn, inlines }: TemplateParagraph, around: Around): Block {
    if (!runIn) return { kind: 'paragraph', inlines: this.#inlines(inlines, around) }
    // The marker counts first: a claim in the words must not disturb it.
    const marker = this.#counter.nextRunIn()
    const words = this.#inlines(runIn, around)
    return {
      kind: 'paragraph',
      runIn: { marker, inlines: words },
      inlines: this.#inlines(inlines, around),
    }
  }

  #each(block: Extract<TemplateBlock, { kind: 'each' }>): Block[] {
    const records = this.#recordsIn(block.over)
    if (records.length === 0) {
      return block.none === null ? [] : [{ kind: 'paragraph', inlines: textOf(block.none) }]
    }
    const { claim: kind } = block
    return records.flatMap((record) => {
      if (kind === null) return this.#blocks(block.blocks, { record, claim: null })
      const claim = this.#open('record', null)
      const written = this.#blocks(block.blocks, { record, claim })
      this.#settleRecord(claim, { kind, record })
      return written
    })
  }

  #recordsIn({ from, id, year }: RecordSet): readonly LedgerRecord[] {
    const asked = this.#sources.year + (year === 'next' ? 1 : 0)
    return from === 'register'
      ? this.#sources.recordsOf(id, asked)
      : this.#records(this.#sources.figure(id, asked))
  }

  #records(figure: FigureValue | null): LedgerRecord[] {
    return (figure?.records ?? [])
      .map((id) => this.#sources.record(id))
      .filter((record) => record !== null)
  }

  #table(id: string, fields: readonly string[]): Block {
    const sources = this.#sources
    const records = this.#records(sources.figure(id, sources.year))
    const register = sources.registerOf(id)
    return {
      kind: 'table',
      header: fields.map((field) => sources.fieldLabel(register, field)),
      rows: records.map((record) => fields.map((field) => sources.fieldText(record, field))),
    }
  }

  #inlines(inlines: readonly TemplateInline[], around: Around): Inline[] {
    return joinNeighbours(inlines.map((inline) => this.#inline(inline, around)))
  }

  #inline(inline: TemplateInline, around: Around): Inline {
    switch (inline.kind) {
      case 'text':
        return this.#say(inline.text, around)
      case 'variable':
        return this.#say(this.#fill(`{${inline.name}}`), around)
      case 'blank':
        if (around.claim) around.claim.blank = true
        return this.#say(blankMark, around)
      case 'field': {
        const { record } = around
        return this.#say(record ? this.#sources.fieldText(record, inline.field) : '', around)
      }
      case 'figure':
        return around.claim
          ? this.#say(this.#number(inline.figure, around.claim), around)
          : this.#claim({ by: 'figure', id: inline.figure, atLeast: false }, [inline], around)
      case 'claim':
        return this.#claim(inline.claim, inline.inlines, around)
    }
  }

  #say(text: string, { claim }: Around): Inline {
    if (!claim) return { kind: 'text', text }
    claim.text += text
    return { kind: 'claim', claim: claim.id, text }
  }

  #claim(binding: ClaimBinding, inlines: readonly TemplateInline[], around: Around): Inline {
    const { by, id } = binding
    const isDuty = by === 'duty' || by === 'everyone'
    const sources = this.#sources
    const figure = isDuty ? null : sources.figure(id, sources.year + (by === 'plan' ? 1 : 0))
    const claim = this.#open(by, isDuty ? null : id)
    const latest = by === 'event' ? (this.#records(figure).at(-1) ?? null) : around.record
    if (by === 'event' && !latest && readsField(inlines)) claim.blank = true
    this.#inlines(inlines, { record: latest, claim })
    const kind = claimKind(by, isDuty ? sources.requirement(id) : null)
    const settled = settleClaim({
      kind,
      comparator: binding.atLeast ? '>=' : '=',
      stated: claim.stated,
      blank: claim.blank,
      figure: figure ?? (claim.figure === null ? null : sources.figure(claim.figure, sources.year)),
      standing: isDuty ? sources.standing(id) : null,
    })
    this.#close(claim, {
      kind,
      figure: claim.figure,
      duty: isDuty ? id : null,
      ...settled,
    })
    return { kind: 'claim', claim: claim.id, text: claim.text }
  }

  #open(by: ClaimDraft['by'], figure: string | null): ClaimDraft {
    this.#claimCount++
    return { id: `c${this.#claimCount}`, by, figure, text: '', blank: false, stated: null }
  }

  #close({ id, text, stated }: ClaimDraft, rest: Omit<Claim, 'id' | 'text' | 'stated'>): void {
    this.#claims.push({ id, text, stated, ...rest })
  }

  /** A pass of an `each` is supported by the record it was written from. */
  #settleRecord(
    claim: ClaimDraft,
    { kind, record }: { kind: 'problem' | 'plan' | 'event'; record: LedgerRecord },
  ): void {
    this.#close(claim, {
      kind,
      state: 'supported',
      reason: { zh: '由这条记录写成', en: 'Written from this record' },
      figure: null,
      duty: null,
      ledger: null,
      records: [record.id],
    })
  }

  #number(id: string, claim: ClaimDraft): string {
    const figure = this.#sources.figure(id, this.#sources.year)
    if (claim.by === 'everyone') claim.figure ??= id
    if (claim.figure === id) claim.stated = statedBy(figure, claim.by)
    const text = numberText(figure, claim.by)
    if (text === null) claim.blank = true
    return text ?? blankMark
  }

  #fill(text: string): string {
    const { year, organisation } = this.#sources
    return text
      .replaceAll('{organisation}', organisation)
      .replaceAll('{year}', String(year))
      .replaceAll('{lastYear}', String(year - 1))
      .replaceAll('{nextYear}', String(year + 1))
  }
}

function textOf(text: string): Inline[] {
  return [{ kind: 'text', text }]
}

function readsField(inlines: readonly TemplateInline[]): boolean {
  return inlines.some((inline) => inline.kind === 'field')
}

/** Neighbouring pieces of one kind are one piece, so that equal documents have one form. */
function joinNeighbours(inlines: readonly Inline[]): Inline[] {
  const joined: Inline[] = []
  for (const inline of inlines) {
    const last = joined.at(-1)
    if (inline.text === '') continue
    const same = last && (last.kind === 'claim' ? last.claim : '')
    const own = inline.kind === 'claim' ? inline.claim : ''
    if (last && same === own) {
      joined[joined.length - 1] = { ...inline, text: last.text + inline.text }
    } else joined.push(inline)
  }
  return joined
}
