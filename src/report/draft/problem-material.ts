import { isOnlyDoneLate } from '../../duty/done-late.ts'
import { requirementKindOf } from '../../duty/requirements/requirement-kinds.ts'
import type { Label } from '../../ledger/label.ts'
import type { LedgerRecord } from '../../ledger/record/record.ts'
import { hasFailed } from '../check/not-mentioned.ts'
import type { DraftBlock, DraftClaim, DraftInline, TextOfDraft } from './draft-tree.ts'
import { inlinesOf } from './draft-tree.ts'
import type { ReportSources } from './report-sources.ts'

/** Something that failed, as a paragraph on a problem: of it the fact is written, no more. */
export interface ProblemMaterial {
  /** Also the id of the paragraph and of its claim, so that it stands in a draft once. */
  readonly id: string
  readonly kind: 'unmet' | 'doneLate' | 'incident' | 'finding' | 'late'
  readonly label: Label
  readonly reason: Label
  /** What the paragraph rests on; null: on the writer alone. */
  readonly claim: DraftClaim | null
}

/** A problem that somebody found and that no report names yet. */
export interface OpenProblem {
  readonly record: LedgerRecord
  readonly title: string
}

/** What failed in the year and may be named as a problem: duties, findings, late entries. */
export function problemMaterial(
  sources: ReportSources,
  given: { readonly problems: readonly OpenProblem[]; readonly late: number },
): readonly ProblemMaterial[] {
  const duties = sources.duties().flatMap(({ id, label, require }): ProblemMaterial[] => {
    const standing = sources.standing(id)
    if (!standing || !hasFailed(standing)) return []
    const isIncident = requirementKindOf(require).claimed === 'none'
    const kind = isIncident ? 'incident' : isOnlyDoneLate(standing) ? 'doneLate' : 'unmet'
    const claim = { by: 'duty', id, atLeast: false, says: 'fails' } as const
    const { reason } = standing
    return [{ id: `material-${id}`.slice(0, 64), kind, label, reason, claim }]
  })
  const findings = given.problems.map(({ record, title }): ProblemMaterial => {
    const { id, version } = record
    const claim = { by: 'record', id, version, kind: 'problem' } as const
    const label = { zh: title, en: title }
    return { id: `material-${id}`, kind: 'finding', label, reason: found, claim }
  })
  const { late } = given
  return [...duties, ...findings, ...(late > 0 ? [lateMaterial(late)] : [])]
}

const found: Label = {
  zh: '已登记为问题，尚未写入年度报告',
  en: 'Recorded as a problem, and in no report yet',
}

function lateMaterial(late: number): ProblemMaterial {
  return {
    id: 'material-late',
    kind: 'late',
    label: { zh: '台账记录不够及时', en: 'Records were entered late' },
    reason: {
      zh: `全年补录${late}条`,
      en: `${late} record${late === 1 ? '' : 's'} of the year entered late`,
    },
    claim: null,
  }
}

/** The draft with a problem as the last paragraph of the part on problems, else at its end. */
export function withProblem<T extends TextOfDraft>(tree: T, material: ProblemMaterial): T {
  const { id, claim } = material
  if (tree.blocks.some((one) => one.id === id)) return tree
  const bound = claim === null ? null : id
  const block: DraftBlock = { id, kind: 'paragraph', ...wordsOf(material, bound) }
  const at = endOfProblems(tree.blocks)
  const claims = claim === null ? tree.claims : { ...tree.claims, [id]: claim }
  return { ...tree, blocks: tree.blocks.toSpliced(at, 0, block), claims }
}

function wordsOf({ kind, label, reason }: ProblemMaterial, claim: string | null) {
  const text = (words: string): DraftInline => ({ kind: 'text', text: words, claim })
  const blank: DraftInline = { kind: 'blank', claim }
  const fact = kind === 'finding' ? '' : `。${reason.zh}`
  return {
    runIn: [text(titleOf(kind, label.zh))],
    inlines: [text(`${fact}。主要是`), blank, text('。拟采取的措施：'), blank, text('。')],
  }
}

function titleOf(kind: ProblemMaterial['kind'], label: string): string {
  switch (kind) {
    case 'unmet':
    case 'incident':
      return `“${label}”没有做到`
    case 'doneLate':
      return `“${label}”逾期完成`
    case 'finding':
    case 'late':
      return label
  }
}

function endOfProblems(blocks: readonly DraftBlock[]): number {
  const start = blocks.findLastIndex(
    (one) => one.kind === 'heading' && wordsIn(one).includes('问题'),
  )
  if (start < 0) return blocks.length
  const end = blocks.findIndex((one, at) => at > start && one.kind === 'heading')
  return end < 0 ? blocks.length : end
}

function wordsIn(block: DraftBlock): string {
  return inlinesOf(block)
    .map((one) => (one.kind === 'text' ? one.text : ''))
    .join('')
}
