import { checkPredicate } from '../../predicate/check-predicate.ts'
import { holds } from '../../predicate/evaluate.ts'
import { explain } from '../../predicate/explain.ts'
import type { Predicate } from '../../predicate/predicate.ts'
import { idsOf } from '../../record/kept-lists.ts'
import type { MeasureKind } from './measure-kind.ts'

interface Share {
  readonly kind: 'share'
  readonly register: string
  readonly part: Predicate
}

/** How many of the records satisfy a predicate. */
export const share: MeasureKind<Share> = {
  kind: 'share',
  written: 'part',
  addsUp: false,
  isCount: false,
  check: ({ part }, register, registers) =>
    checkPredicate(part, register, registers).map((one) => ({
      ...one,
      at: ['share', 'part', ...one.at],
    })),
  measure: ({ part }, counted, context) => {
    const records = idsOf(counted)
    const partRecords = counted.filter((record) => holds(part, record, context)).map(({ id }) => id)
    return { value: { part: partRecords.length, whole: records.length }, records, partRecords }
  },
  describe: ({ part }, register, context) => {
    const said = explain(part, register, context)
    return {
      zh: `“${register.label.zh}”中符合“${said.zh}”的记录所占比例`,
      en: `Share of records in “${register.label.en}” where ${said.en}`,
    }
  },
  reads: ({ part }) => ({ asks: [part], fields: [] }),
}
