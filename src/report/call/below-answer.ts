import type { DraftBlock, DraftClaim, DraftInline, DraftTree } from '../draft/draft-tree.ts'
import type { ClaimResult } from '../verify/verification.ts'
import type { CollectedValue } from './answer.ts'
import type { Below } from './below.ts'
import { belowFigure } from './below.ts'
import type { Call, CallItem } from './call.ts'

/** What may be added up. */
const summedKinds: ReadonlySet<CallItem['kind']> = new Set(['figure', 'number'])

/**
 * The answer of a body that passed its call on: before the closing words a line for each thing
 * asked, with what was collected below. Each number is a claim of its own.
 */
export function withBelow(tree: DraftTree, { items }: Pick<Call, 'items'>): DraftTree {
  const claims: Record<string, DraftClaim> = {}
  const lines = items.map((item, at): DraftBlock => {
    const inlines = lineOf(item)
    for (const { claim } of inlines) {
      if (claim !== null) claims[claim] = { by: 'figure', id: claim, atLeast: false }
    }
    return { id: `c${at + 1}`, kind: 'paragraph', runIn: null, inlines }
  })
  const blocks = [...tree.blocks.slice(0, -1), ...lines, ...tree.blocks.slice(-1)]
  return { ...tree, blocks, claims: { ...tree.claims, ...claims } }
}

function lineOf({ item, label, kind, unit }: CallItem): DraftInline[] {
  const counted = (figure: string, unit: string): DraftInline[] => [
    { kind: 'number', figure, claim: figure },
    { kind: 'text', text: unit, claim: figure },
  ]
  const words = (text: string): DraftInline => ({ kind: 'text', text, claim: null })
  return [
    words(`下级单位“${label}”：`),
    ...(summedKinds.has(kind)
      ? [words('合计'), ...counted(belowFigure(item, 'sum'), unit ?? ''), words('，')]
      : []),
    words('已报'),
    ...counted(belowFigure(item, 'answered'), '个'),
    words('，未报'),
    ...counted(belowFigure(item, 'missing'), '个'),
    words('。'),
  ]
}

/**
 * What a verified answer says to each thing asked, with what its sender added up of those below
 * it: as its words state it, marked where that is not what the digests come to, or where it asked
 * something else of them than was asked of it.
 */
export function withCollectedBelow(
  found: readonly CollectedValue[],
  given: {
    readonly call: Pick<Call, 'items' | 'period'>
    readonly below: Below | null
    readonly claims: readonly ClaimResult[]
  },
): readonly CollectedValue[] {
  const { call, below, claims } = given
  if (below === null) return found
  return found.map((one): CollectedValue => {
    const { item } = one
    const stated = (aspect: Parameters<typeof belowFigure>[1]) =>
      claims.find(({ figure }) => figure === belowFigure(item, aspect)) ?? null
    const [sum, answered, missing] = [stated('sum'), stated('answered'), stated('missing')]
    const said = [sum, answered, missing].filter((claim) => claim !== null)
    if (said.length === 0) return one
    const isKept = said.some(({ kept }) => kept !== null)
    const isSame = asksTheSame(item, call, below)
    const hasSum = sum !== null && sum.stated !== null
    return {
      ...one,
      below: {
        sum: sum?.stated ?? null,
        answered: answered?.stated ?? 0,
        missing: missing?.stated ?? 0,
      },
      verdict: verdictWith(one.verdict, { isKept, isSame, hasSum }),
    }
  })
}

/** Whether those below were asked the same thing, for the same period. */
function asksTheSame(
  item: string,
  { items, period }: Pick<Call, 'items' | 'period'>,
  { passedOn: { call: own } }: Below,
): boolean {
  const find = (all: readonly CallItem[]) => all.find((one) => one.item === item)
  const [asked, passed] = [find(items), find(own.items)]
  if (asked === undefined || passed === undefined || own.period !== period) return false
  return (
    asked.figure === passed.figure &&
    asked.definition === passed.definition &&
    asked.kind === passed.kind &&
    asked.unit === passed.unit
  )
}

function verdictWith(
  own: CollectedValue['verdict'],
  given: { readonly isKept: boolean; readonly isSame: boolean; readonly hasSum: boolean },
): CollectedValue['verdict'] {
  if (given.isKept) return 'kept'
  if (!given.hasSum) return own
  if (!given.isSame) return 'otherwise'
  // What is proved of its own number is not proved of the numbers below.
  return own === 'proved' || own === 'atLeast' || own === 'missing' ? 'digests' : own
}

/** The digests that changed since an earlier answer of the same body, by the logs that answered. */
export function changedBelow(now: Below, before: Below | null): ReadonlySet<string> {
  if (before === null) return new Set()
  const was = new Map(before.bodies.map(({ log, answer }) => [log, answer?.digest ?? null]))
  return new Set(
    now.bodies.flatMap(({ log, answer }) => {
      const old = was.get(log) ?? null
      return log !== null && old !== null && old !== answer?.digest ? [log] : []
    }),
  )
}
