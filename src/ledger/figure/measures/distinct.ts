import { isObject } from '../../fields/field-kind.ts'
import { idsOf } from '../../record/kept-lists.ts'
import type { LedgerRecord } from '../../record/record.ts'
import { pathFaults, pathLabel, valuesAt } from '../../register/field-path.ts'
import type { MeasureKind } from './measure-kind.ts'

interface Distinct {
  readonly kind: 'distinct'
  readonly register: string
  readonly field: string
}

/** Number of different values of a field (rows: `agenda.topic`). */
export const distinct: MeasureKind<Distinct> = {
  kind: 'distinct',
  written: 'field',
  addsUp: true,
  isCount: false,
  check: ({ field }, register) => pathFaults(field, { at: ['distinct', 'field'] }, register),
  measure: ({ field }, counted) => ({
    value: distinctOf(counted, field),
    records: idsOf(counted),
  }),
  describe: ({ field }, register) => {
    const what = pathLabel(register, field)
    return {
      zh: `“${register.label.zh}”中不同${what.zh}的个数`,
      en: `Number of different ${what.en} in “${register.label.en}”`,
    }
  },
  reads: ({ field }) => ({ asks: [], fields: [field] }),
}

function distinctOf(records: readonly LedgerRecord[], path: string): number {
  const keys = records
    .flatMap(valuesAt(path))
    .map((value) => (isObject(value) ? JSON.stringify(value) : `${typeof value} ${String(value)}`))
  return new Set(keys).size
}
