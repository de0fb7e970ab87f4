import { expect, test } from 'vitest'
import type { YearView } from '../../api/contract/year.ts'
import type { DutyState } from '../../duty/duty-standing.ts'
import { shortOf } from './short-of.ts'

const window = (period: string, state: DutyState) => ({ period, state, owed: 2, done: 1 })
const standing = (duty: string, state: DutyState, windows: object[]) => ({ duty, state, windows })
const reason = { zh: '因为', en: 'because' }

const view = {
  standings: [
    standing('halves', 'overdue', [window('2026-H1', 'overdue'), window('2026-H2', 'atRisk')]),
    standing('whole', 'atRisk', [window('2026', 'atRisk')]),
    standing('met', 'met', [window('2026', 'met')]),
    standing('late', 'overdue', [{ ...window('2026', 'overdue'), done: 2 }]),
    standing('saved', 'overdue', [
      { ...window('2026-H1', 'overdue'), done: 2 },
      window('2026-H2', 'atRisk'),
    ]),
  ],
  fallsShort: [
    { duty: 'halves', reason },
    { duty: 'whole', reason },
    { duty: 'late', reason },
    { duty: 'saved', reason },
  ],
} as unknown as YearView

test('what can still be helped stands apart from what is past', () => {
  expect(shortOf(view, 'overdue')).toEqual([{ duty: 'halves', period: '2026-H1', text: reason }])
  const [halves, whole, saved] = shortOf(view, 'atRisk')
  expect(halves).toMatchObject({ duty: 'halves', period: '2026-H2' })
  expect(halves?.text.zh).toBe('2026年下半年应 2，实 1')
  expect(whole).toEqual({ duty: 'whole', period: '2026', text: reason })
  // What was done late does not hide what may still fall short.
  expect(saved).toMatchObject({ duty: 'saved', period: '2026-H2' })
})
