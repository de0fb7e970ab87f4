import type { MeasureKind } from './measure-kind.ts'

/** The newest record. */
export const latest: MeasureKind<{ readonly kind: 'latest'; readonly register: string }> = {
  kind: 'latest',
  written: 'register',
  addsUp: false,
  isCount: false,
  check: () => [],
  measure: (_of, counted) => {
    const newest = counted.at(-1)
    if (newest === undefined) return { value: 0, records: [], latestOn: null }
    return { value: 1, records: [newest.id], latestOn: newest.occurredOn }
  },
  describe: (_of, { label }) => ({
    zh: `“${label.zh}”最近的一条记录`,
    en: `Newest record in “${label.en}”`,
  }),
  reads: () => ({ asks: [], fields: [] }),
}
