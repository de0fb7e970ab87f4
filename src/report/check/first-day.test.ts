import { expect, it } from 'vitest'
import type { DutyStanding } from '../../duty/duty-standing.ts'
import { settleClaim } from './settle-claim.ts'
import { settleSaid } from './settle-said.ts'

// Kept since the ledger's first day is not kept all year: a sentence about the year needs somebody
// who answers for the days before.

const window = { period: '2025-Q4', from: '2025-11-03', to: '2025-12-31', done: 1, owed: 1 }
const standing: DutyStanding = {
  duty: 'd1',
  state: 'met',
  reason: { zh: '自2025年11月3日（台账起始日）起要求', en: 'owed since 3 November 2025' },
  windows: [{ ...window, state: 'met', records: ['r1'] }],
  records: ['r1'],
  against: [],
}
const plain = { stated: null, blank: false, comparator: '=', figure: null } as const

it.each([
  ['event', 'unsupported'],
  ['none', 'awaiting'],
] as const)('of a claim of the kind %s', (kind, state) => {
  const since = { ...standing, since: '2025-11-03' }
  expect(settleClaim({ ...plain, kind, standing }).state).toBe('supported')
  const verdict = settleClaim({ ...plain, kind, standing: since })
  expect(verdict.state).toBe(state)
  expect(verdict.reason).toEqual(standing.reason)
  // The other words are no better: nothing that was owed is missing.
  expect(settleSaid({ ...plain, kind, standing: since }, 'fails').state).not.toBe('supported')
})

it('the zero of a figure that somebody answers for since the first day only', () => {
  const figure = {
    figure: 'f',
    definition: { zh: '次数', en: 'count' },
    period: '2025',
    value: 0,
    records: [],
    unit: { zh: '次', en: 'times' },
    asOf: { size: 1, root: '' },
  } as const
  const answer = { ...standing, since: '2025-11-03' }
  const claim = { ...plain, kind: 'count', stated: 0, figure, standing: null } as const
  expect(settleClaim({ ...claim, answer: standing }).state).toBe('supported')
  expect(settleClaim({ ...claim, answer }).state).toBe('awaiting')
})
