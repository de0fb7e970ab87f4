import { addDays } from '../day/day.ts'
import { rowsOf } from '../fields/rows/rows.ts'
import { textOf, textOrEmpty } from '../read-value.ts'
import type { LedgerRecord } from '../record/record.ts'
import { core, coreRow, coreRows, coreValues } from './core-registers.ts'
import type { ListedDuty } from './listed-duty.ts'
import { listedDutyOf } from './listed-duty.ts'

/** A duty that a list of the body above lays upon the unit, as the unit has fitted it to itself. */
export interface LaidDuty {
  readonly duty: string
  /** What the unit calls it, else what the list does. */
  readonly title: string
  /** Who lays it, and in which list. */
  readonly source: string
  readonly basis: string | null
  readonly clause: string | null
  readonly asks: Pick<ListedDuty, 'often' | 'times' | 'by'>
  /** The figure of the pack that counts what was done; null: records of `duty-done` do. */
  readonly figure: string | null
  /** The first and the last day on which it is owed; null: it has no end. */
  readonly from: string
  readonly until: string | null
}

/**
 * The duties that follow from all lists that a unit has taken until a day, in the order of their
 * entries. A duty that a later version leaves out, or that no longer applies, ends on the day
 * before that version holds and stays until then; what is owed never changes under one id.
 */
export function laidDuties(
  records: readonly Pick<LedgerRecord, 'firstEntry' | 'values'>[],
): readonly LaidDuty[] {
  const laid = new Map<string, LaidDuty>()
  const standing = new Map<string, ReadonlySet<string>>()
  for (const record of records.toSorted((one, other) => one.firstEntry - other.firstEntry)) {
    const { log, list, takenOn } = coreValues(core.dutyListTaken, record.values)
    const key = `${textOrEmpty(log)} ${textOrEmpty(list)}`
    const now = dutiesOf(record)
    for (const one of now) {
      // Taken once more, it is owed from the day on which it first was.
      const before = laid.get(one.duty)
      const goesOn = before !== undefined && standing.get(key)?.has(one.duty) === true
      laid.set(one.duty, goesOn && before.from < one.from ? { ...one, from: before.from } : one)
    }
    const kept = new Set(now.map(({ duty }) => duty))
    const last = addDays(textOrEmpty(takenOn), -1)
    for (const gone of standing.get(key) ?? []) {
      const one = laid.get(gone)
      if (one === undefined || kept.has(gone)) continue
      if (one.until === null || one.until > last) laid.set(gone, { ...one, until: last })
    }
    standing.set(key, kept)
  }
  return [...laid.values()].filter(({ from, until }) => until === null || until >= from)
}

function dutiesOf({ values }: Pick<LedgerRecord, 'values'>): readonly LaidDuty[] {
  const said = coreValues(core.dutyListTaken, values)
  const list = `${textOrEmpty(said.sender)}《${textOrEmpty(said.title)}》`
  return rowsOf(said.items).flatMap((row): readonly LaidDuty[] => {
    const { duty, applies, ownName, figure } = coreRow(coreRows.takenDuty, row)
    if (applies !== true) return []
    const { title, often, times, by, basis, clause, from, ends } = listedDutyOf(row)
    const isOwn = basis !== null
    return [
      {
        duty: textOrEmpty(duty),
        title: textOf(ownName) ?? title,
        source: list,
        basis: basis ?? textOf(said.basis),
        clause: isOwn ? clause : textOf(said.clause),
        asks: { often, times, by },
        figure: textOf(figure),
        from: from ?? textOrEmpty(said.from),
        until: earlier(ends, textOf(said.ends)),
      },
    ]
  })
}

function earlier(one: string | null, other: string | null): string | null {
  return one === null || (other !== null && other < one) ? other : one
}
