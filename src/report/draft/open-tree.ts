import type { LedgerRecord } from '../../ledger/record.ts'
import { reportWordIds } from '../../ledger/unit-terms.ts'
import type {
  Template,
  TemplateBlock,
  TemplateInline,
  TemplateParagraph,
} from '../template/template.ts'
import type { DraftBlock, DraftClaim, DraftInline, DraftTree } from './draft-tree.ts'
import type { ReportSources } from './report-sources.ts'

/**
 * Opens a template for a year: repeated parts are written once from the records of now, numbers
 * stay places that the ledger fills. What nobody knows yet (签发人, 发文字号, 成文日期) is empty.
 */
export function openTree(template: Template, sources: ReportSources): DraftTree {
  return new Opening(sources).tree(template)
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
  readonly #claims: Record<string, DraftClaim> = {}
  #blockCount = 0
  #words: ReportSources['words'] = {}

  constructor(sources: ReportSources) {
    this.#sources = sources
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
      attachments: [],
      blocks: closing === null ? written : [...written, this.#paragraph(null, inlines)],
      claims: this.#claims,
    }
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
    return blocks.flatMap((block) => this.#block(block, scope))
  }

  #block(block: TemplateBlock, scope: Scope): DraftBlock[] {
    switch (block.kind) {
      case 'heading': {
        const { kind, level } = block
        return [{ id: this.#id(), kind, level, inlines: this.#inlines(block.inlines, scope) }]
      }
      case 'paragraph':
        return this.#written(block, scope)
      case 'each':
        return this.#each(block)
      case 'records': {
        const { kind, figure, fields } = block
        return [{ id: this.#id(), kind, figure, fields }]
      }
    }
  }

  #written({ runIn, inlines }: TemplateParagraph, scope: Scope): DraftBlock[] {
    const words = runIn && this.#inlines(runIn, scope)
    const written = this.#inlines(inlines, scope)
    // A line that consists of what the unit did not write is no line.
    const isEmpty = words === null && written.length === 0
    return isEmpty ? [] : [this.#paragraph(words, written)]
  }

  #each(block: Extract<TemplateBlock, { kind: 'each' }>): DraftBlock[] {
    const records = this.#recordsIn(block.over)
    if (records.length === 0) {
      return block.none === null ? [] : [this.#paragraph(null, [textIn(block.none, null)])]
    }
    return records.flatMap((record) => {
      const { id, version } = record
      const kind = block.claim
      const claim = kind && this.#bind({ by: 'record', id, version, kind })
      return this.#blocks(block.blocks, { record, claim, latest: false })
    })
  }

  #recordsIn({ from, id, year }: Extract<TemplateBlock, { kind: 'each' }>['over']) {
    const asked = this.#sources.year + (year === 'next' ? 1 : 0)
    if (from === 'register') return this.#sources.recordsOf(id, asked)
    return (this.#sources.figure(id, asked)?.records ?? [])
      .map((one) => this.#sources.record(one))
      .filter((record) => record !== null)
  }

  #inlines(inlines: readonly TemplateInline[], scope: Scope): DraftInline[] {
    return joined(inlines.flatMap((inline) => this.#inline(inline, scope)))
  }

  #inline(inline: TemplateInline, scope: Scope): DraftInline[] {
    const { claim, record, latest } = scope
    switch (inline.kind) {
      case 'text':
        return [textIn(inline.text, claim)]
      case 'variable':
        return [textIn(this.#fill(`{${inline.name}}`), claim)]
      case 'blank':
        return [{ kind: 'blank', claim }]
      case 'field':
        if (latest && claim !== null) return [{ kind: 'field', path: inline.field, claim }]
        return [textIn(record ? this.#sources.fieldText(record, inline.field) : '', claim)]
      case 'figure': {
        const { figure } = inline
        const own = claim ?? this.#bind({ by: 'figure', id: figure, atLeast: false })
        return [{ kind: 'number', figure, claim: own }]
      }
      case 'claim': {
        const own = this.#bind(inline.claim)
        const within = { record, claim: own, latest: inline.claim.by === 'event' }
        return this.#inlines(inline.inlines, within)
      }
    }
  }

  #fill(text: string): string {
    const { year, organisation } = this.#sources
    const filled = reportWordIds.reduce(
      (words, id) => words.replaceAll(`{${id}}`, this.#words[id] ?? ''),
      text,
    )
    return filled
      .replaceAll('{organisation}', organisation)
      .replaceAll('{year}', String(year))
      .replaceAll('{lastYear}', String(year - 1))
      .replaceAll('{nextYear}', String(year + 1))
  }
}

function textIn(text: string, claim: string | null): DraftInline {
  return { kind: 'text', text, claim }
}

/** Neighbouring words of one claim are one piece and none is empty: equal drafts have one form. */
export function joined(inlines: readonly DraftInline[]): DraftInline[] {
  const all: DraftInline[] = []
  for (const inline of inlines) {
    const last = all.at(-1)
    if (inline.kind !== 'text') all.push(inline)
    else if (inline.text === '') continue
    else if (last?.kind === 'text' && last.claim === inline.claim) {
      all[all.length - 1] = { ...inline, text: last.text + inline.text }
    } else all.push(inline)
  }
  return all
}
