import type { DutyStanding } from '../../duty/duty-standing.ts'
import { withoutLeast } from '../../duty/duty-standing.ts'
import type { FigureValue } from '../../ledger/figure/figure.ts'
import type { Label } from '../../ledger/label.ts'
import type { LedgerRecord } from '../../ledger/record/record.ts'
import { answerTemplate } from '../call/answer.ts'
import type { StandingDuty } from '../check/not-mentioned.ts'
import { notMentionedIn } from '../check/not-mentioned.ts'
import { blankMark, numberText, statedBy } from '../check/number-text.ts'
import { cutShares, settlerOf } from '../check/settle-as-before.ts'
import type { ClaimVerdict, settleClaim } from '../check/settle-claim.ts'
import { settleSaid } from '../check/settle-said.ts'
import type { Block, Claim, Inline, ReportDocument } from '../document.ts'
import { judgingRules } from '../document.ts'
import { inOneGo } from '../in-one-go.ts'
import { readReport } from '../read/read-report.ts'
import { HeadingCounter } from '../render/number-headings.ts'
import type { Shortfall } from '../template/template.ts'
import { boundFigure, caseOf, restsOnDuty, yearFrom } from './draft-case.ts'
import type { RecordsTable } from './draft-paper.ts'
import { attachmentTitle, paperOf } from './draft-paper.ts'
import type { DraftBlock, DraftClaim, DraftInline, DraftTree } from './draft-tree.ts'
import type { ReportSources } from './report-sources.ts'
import { shortfallText } from './shortfall-text.ts'

/** The same as `draftSteps`, in one go. */
export function resolveDraft(
  tree: DraftTree,
  given: ReportSources,
  how: Parameters<typeof draftSteps>[2],
): ReportDocument {
  return inOneGo(draftSteps(tree, given, how))
}

/**
 * The document that a draft is at this moment of the ledger: numbers filled in, headings counted,
 * each claim with its state. Each block of the tree becomes one block; 附件说明 follows after them.
 * An answer to a call says nothing of what the ledger has besides, since nobody asked for that.
 * In steps: each claim may be a text to be read, and somebody may write thousands of them.
 */
export function* draftSteps(
  tree: DraftTree,
  given: ReportSources,
  {
    template,
    like = { judged: judgingRules },
  }: {
    readonly template: string
    /** Judged and printed by the rules of this document; absent: by those of today. */
    readonly like?: Pick<ReportDocument, 'judged'>
  },
): Generator<undefined, ReportDocument> {
  const { judged } = like
  const sources = judged === undefined ? sourcesAsBefore(given) : given
  const resolution = new Resolution(tree, sources, settlerOf(judged))
  const blocks: Block[] = []
  for (const block of tree.blocks) {
    blocks.push(resolution.block(block))
    yield
  }
  for (const block of attached(tree)) blocks.push(block)
  const claims = yield* resolution.claims()
  return {
    template,
    year: sources.year,
    ...(sources.period === undefined ? {} : { period: sources.period }),
    title: tree.title,
    addressee: tree.addressee || null,
    issuer: tree.issuer || null,
    number: tree.number || null,
    blocks,
    signature: tree.signature,
    date: tree.date || null,
    claims,
    ...(template === answerTemplate.id
      ? {}
      : { notMentioned: notMentionedIn(claims, dutiesIn(sources)) }),
    asOf: sources.asOf,
    paper: paperOf(tree, (table) => resolution.table(table)),
    ...(judged === undefined ? {} : { judged }),
  }
}

/** What a document before 2026-12 was written from: shares cut, nobody counted for each. */
function sourcesAsBefore(sources: ReportSources): ReportSources {
  return {
    ...sources,
    figure: (id, year) => cutShares(sources.figure(id, year)),
    standing: (duty) => withoutLeast(sources.standing(duty)),
  }
}

function dutiesIn(sources: ReportSources): readonly StandingDuty[] {
  return sources.duties().flatMap((duty) => {
    const standing = sources.standing(duty.id)
    return standing ? [{ duty, standing }] : []
  })
}

/** What is gathered of a claim while its pieces are written. */
interface Gathered {
  readonly binding: DraftClaim
  text: string
  blank: boolean
  /** Nothing of it was filled in: any number in it was typed. */
  typed: boolean
  stated: number | null
  figure: string | null
}

class Resolution {
  readonly #tree: DraftTree
  readonly #sources: ReportSources
  readonly #counter = new HeadingCounter()
  readonly #gathered = new Map<string, Gathered>()
  readonly #settle: typeof settleClaim

  constructor(tree: DraftTree, sources: ReportSources, settle: typeof settleClaim) {
    this.#tree = tree
    this.#sources = sources
    this.#settle = settle
  }

  *claims(): Generator<undefined, Claim[]> {
    const claims: Claim[] = []
    for (const [id, gathered] of this.#gathered) {
      claims.push(this.#claim(id, gathered))
      yield
    }
    return claims
  }

  block(block: DraftBlock): Block {
    switch (block.kind) {
      case 'heading': {
        const marker = this.#counter.next(block.level)
        const { kind, level } = block
        return { kind, level, marker, inlines: this.#inlines(block.inlines) }
      }
      case 'paragraph': {
        if (block.runIn === null) {
          return { kind: 'paragraph', inlines: this.#inlines(block.inlines) }
        }
        const runIn = { marker: this.#counter.nextRunIn(), inlines: this.#inlines(block.runIn) }
        return { kind: 'paragraph', runIn, inlines: this.#inlines(block.inlines) }
      }
      case 'table': {
        const [header = [], ...rows] = block.rows
        return { kind: 'table', header, rows }
      }
      case 'records':
        return this.table(block)
    }
  }

  table({ figure, fields, of }: RecordsTable): Extract<Block, { kind: 'table' }> {
    const sources = this.#sources
    const records = this.#records(sources.figure(figure, yearFrom(sources, of ?? 'this')))
    const register = sources.registerOf(figure)
    return {
      kind: 'table',
      header: fields.map((field) => sources.fieldLabel(register, field)),
      rows: records.map((record) => fields.map((field) => sources.fieldText(record, field))),
    }
  }

  #records(figure: FigureValue | null): LedgerRecord[] {
    return (figure?.records ?? [])
      .map((id) => this.#sources.record(id))
      .filter((record) => record !== null)
  }

  #inlines(inlines: readonly DraftInline[]): Inline[] {
    const written: Inline[] = []
    for (const inline of inlines) {
      const text = this.#words(inline)
      const last = written.at(-1)
      const claim = inline.claim !== null && this.#of(inline.claim) ? inline.claim : null
      if (text === '') continue
      if (last && (last.kind === 'claim' ? last.claim : null) === claim) {
        written[written.length - 1] = { ...last, text: last.text + text }
      } else {
        written.push(claim === null ? { kind: 'text', text } : { kind: 'claim', claim, text })
      }
    }
    return written
  }

  /** The claim's gathering; null where the tree binds it to nothing. */
  #of(id: string): Gathered | null {
    const known = this.#gathered.get(id)
    if (known) return known
    const binding = this.#tree.claims[id]
    if (!binding) return null
    const begun = { binding, text: '', blank: false, typed: true, stated: null, figure: null }
    this.#gathered.set(id, begun)
    return begun
  }

  #words(inline: DraftInline): string {
    const claim = inline.claim === null ? null : this.#of(inline.claim)
    const text = this.#filled(inline, claim)
    if (claim) claim.text += text
    return text
  }

  #filled(inline: DraftInline, claim: Gathered | null): string {
    switch (inline.kind) {
      case 'text':
        return inline.text
      case 'blank':
        if (claim) {
          claim.blank = true
          claim.typed = false
        }
        return blankMark
      case 'field':
        return claim ? this.#field(inline.path, claim) : blankMark
      case 'shortfall':
        return claim ? this.#shortfall(inline.show, claim) : blankMark
      case 'number':
        return claim ? this.#number(inline.figure, claim) : blankMark
    }
  }

  #field(path: string, claim: Gathered): string {
    claim.typed = false
    const latest = this.#records(boundFigure(claim.binding, this.#sources)).at(-1)
    if (!latest) claim.blank = true
    return latest ? this.#sources.fieldText(latest, path) : ''
  }

  #number(id: string, claim: Gathered): string {
    claim.typed = false
    const { by } = claim.binding
    const from = { by, least: this.#standing(claim.binding)?.least }
    const figure = this.#sources.figure(id, this.#sources.year)
    if (by === 'everyone') claim.figure ??= id
    const own = by !== 'duty' && by !== 'record' && claim.binding.id === id
    if (own || claim.figure === id) claim.stated = statedBy(figure, from)
    const text = numberText(figure, from)
    if (text === null) claim.blank = true
    return text ?? blankMark
  }

  #standing(binding: DraftClaim): DutyStanding | null {
    return restsOnDuty(binding) ? this.#sources.standing(binding.id) : null
  }

  #shortfall(show: Shortfall, claim: Gathered): string {
    claim.typed = false
    const { binding } = claim
    const text = binding.by === 'record' ? null : shortfallText(show, binding, this.#sources)
    if (text === null) claim.blank = true
    else if (show === 'count') claim.stated = Number(text)
    return text ?? blankMark
  }

  #claim(id: string, gathered: Gathered): Claim {
    const { binding, text } = gathered
    if (binding.by === 'record') return { id, text, ...this.#written(binding, gathered) }
    const { says = 'holds' } = binding
    const isDuty = restsOnDuty(binding)
    const states = binding.by === 'figure' || binding.by === 'everyone' || says === 'fails'
    const typed = states && gathered.typed ? typedNumber(text) : null
    const stated = gathered.stated ?? typed?.value ?? null
    const figure = isDuty ? gathered.figure : binding.id
    const isCounted = binding.by === 'figure' && says === 'holds'
    const asked = caseOf(binding, this.#sources, {
      ...(typed?.upper === undefined ? {} : { upper: typed.upper }),
      ...(typed?.digits === undefined ? {} : { digits: typed.digits }),
      comparator: typed ? typed.comparator : binding.atLeast ? '>=' : '=',
      stated,
      // A count whose number somebody deleted says nothing, and must not pass for a true one.
      blank: gathered.blank || typed?.blank === true || (isCounted && stated === null),
      figure,
    })
    const settled = settleSaid(asked, says, this.#settle)
    const said = says === 'holds' ? {} : { says }
    const duty = isDuty ? binding.id : null
    return { id, kind: asked.kind, ...said, text, stated, figure, duty, ...settled }
  }

  #written(
    { id, version, kind, said }: Extract<DraftClaim, { by: 'record' }>,
    { blank }: Pick<Gathered, 'blank'>,
  ) {
    const record = this.#sources.record(id)
    const stillSays = (one: LedgerRecord) =>
      said !== undefined &&
      Object.entries(said).every(([path, text]) => this.#sources.fieldText(one, path) === text)
    const verdict: Pick<ClaimVerdict, 'state' | 'reason' | 'records'> =
      blank && record
        ? { state: 'blank', reason: unwritten, records: [id] }
        : record && (record.version === version || stillSays(record))
          ? { state: 'supported', reason: fromRecord, records: [id] }
          : record
            ? { state: 'contradicted', reason: corrected, records: [id] }
            : { state: 'unsupported', reason: gone, records: [] }
    return { kind, figure: null, duty: null, stated: null, ledger: null, ...verdict }
  }
}

/** A number that somebody typed into a bound claim; it is held against the ledger all the same. */
function typedNumber(text: string) {
  return readReport(text).claims.find((one) => one.quantity !== null)?.quantity ?? null
}

function attached({ attachments }: DraftTree): Block[] {
  return attachments.map((name, index) => {
    const order = attachments.length === 1 ? '' : `${index + 1}.`
    const text = `${index === 0 ? '附件：' : ''}${order}${attachmentTitle(name)}`
    return { kind: 'paragraph', inlines: [{ kind: 'text', text }] }
  })
}

const fromRecord: Label = { zh: '由这条记录写成', en: 'Written from this record' }
const unwritten: Label = {
  zh: '记录里没有这一项，还没有写',
  en: 'The record does not say it, and nobody has written it yet',
}
const corrected: Label = {
  zh: '写成之后，这条记录已更正',
  en: 'The record was corrected after this was written',
}
const gone: Label = {
  zh: '写成这段话的记录已作废或看不到',
  en: 'The record this was written from is void or cannot be seen',
}
