import { idsOf } from '../../record/kept-lists.ts'
import type { MeasureKind } from './measure-kind.ts'

/** The records themselves. */
export const list: MeasureKind<{ readonly kind: 'list'; readonly register: string }> = {
  kind: 'list',
  written: 'register',
  addsUp: false,
  isCount: true,
  check: () => [],
  measure: (_of, counted) => ({ value: counted.length, records: idsOf(counted) }),
  describe: (_of, { label }) => ({
    zh: `“${label.zh}”的记录清单`,
    en: `List of records in “${label.en}”`,
  }),
  reads: () => ({ asks: [], fields: [] }),
}
