import { core, coreRow, coreRows, coreValues } from '../../ledger/core/core-registers.ts'
import type { ListedDuty } from '../../ledger/core/listed-duty.ts'
import { asksTheSame, listedDutyOf } from '../../ledger/core/listed-duty.ts'
import { rowsOf } from '../../ledger/fields/rows/rows.ts'
import { textOf } from '../../ledger/read-value.ts'
import type { Value, Values } from '../../ledger/value.ts'

/** Duties that a body lays upon those below it. */
export interface DutyList {
  readonly title: string
  readonly basis: string | null
  readonly clause: string | null
  readonly from: string
  /** The last day on which any of them is owed; null: none is set, and that is shown. */
  readonly ends: string | null
  readonly note: string | null
  readonly items: readonly ListedDuty[]
  /** Origins of the logs it is addressed to; null: every body below. */
  readonly to: readonly string[] | null
}

/** A list as the values of its record say it; also those that a stranger opened. */
export function dutyListOf(values: Values): DutyList {
  const said = coreValues(core.dutyList, values)
  const addressees = rowsOf(said.addressees).map((row) => coreRow(coreRows.addressee, row))
  return {
    title: textOf(said.title) ?? '',
    basis: textOf(said.basis),
    clause: textOf(said.clause),
    from: textOf(said.from) ?? '',
    ends: textOf(said.ends),
    note: textOf(said.note),
    items: rowsOf(said.items).map(listedDutyOf),
    to: addressees.length === 0 ? null : addressees.flatMap(({ log }) => textOf(log) ?? []),
  }
}

/** The values of a record that say a list: the inverse of `dutyListOf`, without addressees. */
export function valuesOfDutyList({ items, ...head }: Omit<DutyList, 'to'>): Values {
  return { ...said(head), items: items.map(said), ungrounded: ungrounded({ items, ...head }) }
}

/** Duties of a list that name no basis or no end: they count in the burden of both sides. */
function ungrounded({ items, basis, ends }: Pick<DutyList, 'items' | 'basis' | 'ends'>): number {
  return items.filter(
    (one) =>
      (one.basis ?? basis) === null || (one.often !== 'once-by' && (one.ends ?? ends) === null),
  ).length
}

/**
 * How a duty of a list differs from the version that was taken before: `changed` asks something
 * else, so that the one before ends; `reworded` only says it otherwise, or for other days.
 */
export type ListChange = 'new' | 'same' | 'reworded' | 'changed'

/** What a version changes: each of its duties, and those that it leaves out. */
export interface ListChanges {
  readonly of: ReadonlyMap<string, ListChange>
  readonly gone: readonly ListedDuty[]
}

/** Holds a version of a list against the one that was taken before. */
export function listChanges(
  now: readonly ListedDuty[],
  before: readonly ListedDuty[],
): ListChanges {
  const known = new Map(before.map((one) => [one.item, one]))
  const items = new Set(now.map(({ item }) => item))
  const changeOf = (one: ListedDuty): ListChange => {
    const was = known.get(one.item)
    if (was === undefined) return 'new'
    if (!asksTheSame(was, one)) return 'changed'
    return JSON.stringify(was) === JSON.stringify(one) ? 'same' : 'reworded'
  }
  return {
    of: new Map(now.map((one) => [one.item, changeOf(one)])),
    gone: before.filter(({ item }) => !items.has(item)),
  }
}

function said(values: object): Values {
  const all: readonly (readonly [string, Value])[] = Object.entries(values)
  return Object.fromEntries(all.filter(([, value]) => value !== null))
}
