import { count } from './count.ts'
import { distinct } from './distinct.ts'
import { inForce } from './in-force.ts'
import { latest } from './latest.ts'
import { list } from './list.ts'
import type { MeasureKind } from './measure-kind.ts'
import { share } from './share.ts'
import { sum } from './sum.ts'

/** Every way to measure records, as a figure names it. The only list of them. */
export const measureKinds = [count, list, latest, sum, distinct, share, inForce] as const

/** What is measured, over which register. */
export type Measure = MeasureOf<(typeof measureKinds)[number]>

type MeasureOf<Kind> = Kind extends MeasureKind<infer Of> ? Of : never

const byName: ReadonlyMap<string, MeasureKind<Measure>> = new Map(
  measureKinds.map((one) => [one.kind, one]),
)

/** The kind of a measure. Throws: a pack that names another never loads. */
export function measureKindOf({ kind }: Pick<Measure, 'kind'>): MeasureKind<Measure> {
  const found = byName.get(kind)
  if (found === undefined) throw new TypeError(`no such measure: ${kind}`)
  return found
}
