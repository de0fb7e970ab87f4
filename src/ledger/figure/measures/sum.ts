import { fieldKindOf } from '../../fields/field-kinds.ts'
import { isMoney } from '../../fields/money/money.ts'
import { idsOf } from '../../record/kept-lists.ts'
import type { LedgerRecord } from '../../record/record.ts'
import { fieldAt, pathFaults, pathLabel, valuesAt } from '../../register/field-path.ts'
import type { MeasureKind } from './measure-kind.ts'

interface Sum {
  readonly kind: 'sum'
  readonly register: string
  readonly field: string
}

/** The sum of a field. */
export const sum: MeasureKind<Sum> = {
  kind: 'sum',
  written: 'field',
  addsUp: true,
  isCount: false,
  check: ({ field }, register) =>
    pathFaults(
      field,
      {
        at: ['sum', 'field'],
        fits: ({ type }) => fieldKindOf(type).summed !== undefined,
        of: { zh: '数字、金额或时长', en: 'a number, money or a duration' },
      },
      register,
    ),
  measure: ({ field }, counted) => ({
    value: sumOf(counted, field),
    records: idsOf(counted),
  }),
  describe: ({ field }, register) => {
    const what = pathLabel(register, field)
    return {
      zh: `“${register.label.zh}”中${what.zh}的合计`,
      en: `Sum of ${what.en} in “${register.label.en}”`,
    }
  },
  reads: ({ field }) => ({ asks: [], fields: [field] }),
  scale: ({ register, field }, { registers }) => {
    const declared = registers.get(register)
    const type = declared && fieldAt(declared, field)?.type
    const summed = type && fieldKindOf(type).summed
    return summed === undefined || summed === 'number' ? null : summed
  },
}

function sumOf(records: readonly LedgerRecord[], path: string): number {
  // Whole units and millionths (a number has six digits after the point at most) are summed
  // apart, both as integers, so that no sum depends on the order of its parts.
  let [units, millionths] = [0, 0]
  const valuesIn = valuesAt(path)
  for (const record of records) {
    for (const value of valuesIn(record)) {
      const amount = isMoney(value) ? value.minor : typeof value === 'number' ? value : 0
      const whole = Math.trunc(amount)
      units += whole
      millionths += Math.round((amount - whole) * 1e6)
    }
  }
  return units + millionths / 1e6
}
