import type { Fault } from '../../ledger/fault.ts'
import { fault } from '../../ledger/fault.ts'
import type { Label } from '../../ledger/label.ts'
import type { Likeness } from '../../ledger/record/alike.ts'
import { areAlike, likenessOf } from '../../ledger/record/alike.ts'
import type { LedgerRecord } from '../../ledger/record/record.ts'
import type { Register } from '../../ledger/register/register.ts'
import type { Values } from '../../ledger/value.ts'
import { openTo } from '../access/open-to.ts'
import type { Session } from '../ports/store-ports.ts'
import type { AlikeRow } from './sheet-import.ts'

/** A row that would be a new record. */
export interface FreshRow {
  readonly row: number
  readonly at: string
  readonly values: Values
  /** Its day stands in the sheet and is not that of the import. */
  readonly isDayGiven: boolean
  /** An earlier import brought it: it is compared with, and not asked about. */
  readonly isKnown: boolean
}

/** Of so many that agree in one thing a row is compared with the first; lists have thousands. */
const candidatesMax = 200

interface Candidate {
  readonly likeness: Likeness
  readonly values: Values
  readonly record: LedgerRecord | null
  readonly row: number | null
}

/**
 * The new rows that are like a record, or like a row before them, and what they are like. May be
 * put aside after each row.
 */
export function* alikeRows(
  session: Session,
  register: Register,
  given: {
    readonly fresh: readonly FreshRow[]
    readonly records: readonly LedgerRecord[]
    readonly titleOf: (values: Values) => Label
  },
): Generator<undefined, readonly AlikeRow[]> {
  const byKey = new Map<string, Candidate[]>()
  const add = (candidate: Candidate) => {
    for (const key of candidate.likeness.keys) {
      const known = byKey.get(key)
      if (!known) byKey.set(key, [candidate])
      else if (known.length < candidatesMax) known.push(candidate)
    }
  }
  const dayOf = (values: Values) => {
    const day = values[register.date]
    return typeof day === 'string' ? day : null
  }
  for (const record of given.records) {
    yield
    const { values } = openTo(session, register, record.values)
    const likeness = likenessOf(register, { values, isDayGiven: true })
    add({ likeness, values, record, row: null })
  }
  const alike: AlikeRow[] = []
  for (const row of given.fresh) {
    yield
    const { values } = openTo(session, register, row.values)
    const likeness = likenessOf(register, { values, isDayGiven: row.isDayGiven })
    const found = row.isKnown ? undefined : firstAlike(register, likeness, byKey)
    add({ likeness, values, record: null, row: row.row })
    if (!found) continue
    const { record } = found
    alike.push({
      row: row.row,
      at: row.at,
      title: given.titleOf(values),
      day: dayOf(values),
      like: {
        record: record?.id ?? null,
        version: record?.version ?? null,
        row: found.row,
        title: given.titleOf(found.values),
        day: dayOf(found.values),
      },
    })
  }
  return alike
}

// Two rows of one sheet are only held to be one where they name the same thing: lists are full of
// rows that differ in nothing but what they are called, or the day on which they were held again.
function firstAlike(
  register: Register,
  likeness: Likeness,
  byKey: ReadonlyMap<string, readonly Candidate[]>,
): Candidate | undefined {
  const isOne = (other: Candidate) =>
    other.record === null
      ? other.likeness.name === likeness.name &&
        areAlike(register, { ...likeness, isDayGiven: true }, other.likeness)
      : areAlike(register, likeness, other.likeness)
  for (const key of likeness.keys) {
    const found = byKey.get(key)?.find(isOne)
    if (found) return found
  }
  return undefined
}

/** Says of a row that nobody has decided about it. */
export function undecided({ row, at, title, like }: AlikeRow): Fault {
  const other =
    like.row === null
      ? { zh: `已有的“${like.title.zh}”`, en: `“${like.title.en}”, which is there already` }
      : { zh: `第${like.row}行`, en: `row ${like.row}` }
  const days = like.day === null ? '' : `（${like.day}）`
  return fault('sheet.row.alike', {
    at: [at],
    text: {
      zh: `第${row}行“${title.zh}”与${other.zh}${days}相似，没有写入`,
      en: `Row ${row}, “${title.en}”, is like ${other.en}${days}; nothing was written`,
    },
    hint: {
      zh: '请说明是另外一条（新增）、同一条（更正），还是不要导入（跳过）。',
      en: 'Say whether it is another one (add), the same one (correct), or to be left out (skip).',
    },
  })
}
