import { compareTexts } from '../../ledger/compare-texts.ts'
import { sheetOf } from '../../ledger/core/collected.ts'
import { core, coreValues } from '../../ledger/core/core-registers.ts'
import { holdsOn } from '../../ledger/day/holds-on.ts'
import { textOf } from '../../ledger/read-value.ts'
import type { LedgerRecord } from '../../ledger/record/record.ts'

/** A body below, as the register of the body above has it. */
export interface Subordinate {
  readonly id: string
  readonly place: number
  readonly name: string
  /** Origin of its log; null: it has none, and answers in a sheet. */
  readonly log: string | null
  readonly key: string | null
  readonly from: string
  readonly to: string | null
}

/** Reads a record of the register of bodies below. */
export function subordinateOf({ id, values }: Pick<LedgerRecord, 'id' | 'values'>): Subordinate {
  const said = coreValues(core.subordinate, values)
  return {
    id,
    place: typeof said.place === 'number' ? said.place : 0,
    name: textOf(said.name) ?? '',
    log: textOf(said.log),
    key: textOf(said.key),
    from: textOf(said.from) ?? '',
    to: textOf(said.to),
  }
}

/** Bodies in their official order. */
export function inOfficialOrder(bodies: readonly Subordinate[]): readonly Subordinate[] {
  return bodies.toSorted(
    (one, other) => one.place - other.place || compareTexts(one.name, other.name),
  )
}

/** What a call says of whom it asks. */
export interface Addressed {
  /** Records of the bodies that it names; none: it asks every body below. */
  readonly units: readonly string[]
  /** The day on which it was signed. */
  readonly on: string
}

/** Whom a call asks, of all bodies that there ever were, in the order given, each once. */
export function askedOf(
  below: readonly Subordinate[],
  { units, on }: Addressed,
): readonly Subordinate[] {
  const named = new Set(units)
  const asked = below.filter((one) => (named.size === 0 ? holdsOn(one, on) : named.has(one.id)))
  // A body that stands in the register twice is asked once, and counted once.
  const first = new Map<string, Subordinate>()
  for (const one of asked) {
    const known = one.log ?? one.id
    if (!first.has(known)) first.set(known, one)
  }
  return [...first.values()]
}

/** Whether answers came under a log, or what stands for one, that were not all returned. */
export type AnswersUnder = (log: string) => 'none' | 'returned' | 'stands'

/**
 * What the answers of a body are known by: its log, else what stands for one. Of a body that began
 * to keep a log the sheets count until its first answer with evidence, and where that one was
 * returned.
 */
export function answersAs(
  { id, log }: Pick<Subordinate, 'id' | 'log'>,
  answers: AnswersUnder,
): string {
  const sheet = sheetOf(id)
  if (log === null || (answers(sheet) !== 'none' && answers(log) !== 'stands')) return sheet
  return log
}
