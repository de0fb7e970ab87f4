import { idsOf } from '../../record/kept-lists.ts'
import type { MeasureKind } from './measure-kind.ts'

/** Number of records. */
export const count: MeasureKind<{ readonly kind: 'count'; readonly register: string }> = {
  kind: 'count',
  written: 'register',
  addsUp: true,
  isCount: true,
  check: () => [],
  measure: (_of, counted) => ({ value: counted.length, records: idsOf(counted) }),
  describe: (_of, { label }) => ({
    zh: `“${label.zh}”的记录数`,
    en: `Number of records in “${label.en}”`,
  }),
  reads: () => ({ asks: [], fields: [] }),
}
