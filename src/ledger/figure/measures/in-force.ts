import type { Fault } from '../../fault.ts'
import type { Label } from '../../label.ts'
import { both } from '../../label.ts'
import { valueAt } from '../../read-value.ts'
import { idsOf } from '../../record/kept-lists.ts'
import type { LedgerRecord } from '../../record/record.ts'
import { fieldAt, pathFaults, pathLabel, valuesAt } from '../../register/field-path.ts'
import type { MeasureKind } from './measure-kind.ts'

interface InForce {
  readonly kind: 'inForce'
  readonly register: string
  /** The date field of the last day; a record without it goes on. */
  readonly until?: string
  /** Of records alike in this field only the newest is in force: a successor takes the place. */
  readonly newestPer?: string
}

/** Years back in which what holds today may have begun. */
const inForceYears = 20

/**
 * Number of records in force on the day: begun by then, in whatever year, and not ended. Without
 * `until` and `newestPer` each record replaces the one before, so the newest alone is in force.
 */
export const inForce: MeasureKind<InForce> = {
  kind: 'inForce',
  written: 'term',
  addsUp: false,
  isCount: true,
  looksBack: inForceYears,
  check: ({ until, newestPer }, register) => [
    ...(until === undefined || fieldAt(register, until)?.type === 'date' ? [] : [noDate(until)]),
    ...(newestPer === undefined
      ? []
      : pathFaults(newestPer, { at: ['inForce', 'newestPer'] }, register)),
  ],
  measure: (of, counted, { on }) => {
    const standing = newestOf(of, counted).filter((record) => goesOn(of, record, on))
    return { value: standing.length, records: idsOf(standing) }
  },
  describe: ({ until, newestPer }, register): Label => {
    const { zh, en } = register.label
    const last = until === undefined ? null : pathLabel(register, until)
    const per = newestPer === undefined ? null : pathLabel(register, newestPer)
    return both((lang) =>
      lang === 'zh'
        ? [
            `当日有效的“${zh}”记录数`,
            last === null ? '' : `（未到“${last.zh}”）`,
            per !== null ? `，同一“${per.zh}”只计最新一条` : last === null ? '，只计最新一条' : '',
          ].join('')
        : [
            `Number of records in “${en}” in force on the day`,
            last === null ? '' : ` (“${last.en}” not passed)`,
            per !== null
              ? `, of the same “${per.en}” only the newest`
              : last === null
                ? ', the newest only'
                : '',
          ].join(''),
    )
  },
  reads: ({ until, newestPer }) => ({
    asks: [],
    fields: [until, newestPer].filter((one) => one !== undefined),
  }),
}

/**
 * What no later record has taken the place of; records come in order of event date, then id. Where
 * nobody wrote down which place it is, nothing can have taken it.
 */
function newestOf({ until, newestPer }: InForce, counted: readonly LedgerRecord[]) {
  if (newestPer === undefined) return until === undefined ? counted.slice(-1) : counted
  const valuesIn = valuesAt(newestPer)
  const placeOf = (record: LedgerRecord) =>
    valuesIn(record).length === 0 ? record.id : JSON.stringify(valuesIn(record))
  const newest = new Map(counted.map((record) => [placeOf(record), record]))
  return [...newest.values()]
}

function goesOn({ until }: InForce, { values }: LedgerRecord, on: string): boolean {
  const last = valueAt(values, until)
  return typeof last !== 'string' || on <= last
}

function noDate(path: string): Fault {
  return {
    code: 'figure.until.kind',
    at: ['inForce', 'until'],
    text: { zh: `“${path}”应是日期字段`, en: `“${path}” must be a date field` },
    hint: { zh: '写明到哪一天为止的字段。', en: 'Name the field of the last day.' },
  }
}
