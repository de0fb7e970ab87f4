import type { Duty } from '../../duty/duty.ts'
import { lackingOf } from '../../duty/lacking.ts'
import type { Session } from '../ports/store-ports.ts'
import type { ImportContext } from '../records/sheet-import.ts'
import type { JudgedRow, RowsAgainst } from './import-reading.ts'

/** Numbers of rows that are named for one reason. */
const namedMax = 20

/**
 * What the rows that are ready or written speak against. They are written all the same: it is to be
 * looked at, and often the sheet had no column for what is missing.
 */
export function* rowsAgainst(
  { pack }: Pick<Session, 'pack'>,
  { register, today }: Pick<ImportContext, 'register' | 'today'>,
  rows: readonly JudgedRow[],
): Generator<undefined, readonly RowsAgainst[]> {
  const found = new Map<string, RowsAgainst>()
  for (const { row, state, mapped } of rows) {
    yield
    const values = mapped.values
    const day = values?.[register.date]
    if ((state !== 'ready' && state !== 'written') || !values || typeof day !== 'string') continue
    const year = Number(day.slice(0, 4))
    const context = { registers: pack, figures: pack.figures, today, year }
    for (const duty of pack.duties.values()) {
      if (!isOwedOn(duty, day)) continue
      const said = { id: null, register: register.id, values }
      const lacking = lackingOf(duty.require, said, context)
      if (lacking === null) continue
      const key = `${duty.id} ${lacking.fields.join(' ')}`
      const before = found.get(key) ?? { duty: duty.id, lacking, rows: [], count: 0 }
      const named = before.count < namedMax ? [...before.rows, row] : before.rows
      found.set(key, { ...before, rows: named, count: before.count + 1 })
    }
  }
  return [...found.values()]
}

function isOwedOn({ since = '', until }: Duty, day: string): boolean {
  return since <= day && (until === undefined || day <= until)
}
