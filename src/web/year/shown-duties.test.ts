import { expect, test } from 'vitest'
import type { PackView } from '../../api/contract/pack.ts'
import type { YearView } from '../../api/contract/year.ts'
import { shownDuties } from './shown-duties.ts'
import { yearFilter } from './year-filter.ts'

const label = { zh: '板块', en: 'Part' }
const window = { period: '2025', state: 'overdue', owed: 1 }
const view = {
  standings: [
    { duty: 'owed', state: 'overdue', windows: [{ ...window, done: 0 }] },
    { duty: 'late', state: 'overdue', windows: [{ ...window, done: 1 }] },
  ],
  marks: [],
} as unknown as YearView
const pack = {
  parts: [{ id: 'p', label }],
  duties: ['owed', 'late'].map((id) => ({ id, part: 'p', label })),
} as unknown as PackView

test('who asks for what is overdue is not shown what was done late, which has a name of its own', () => {
  const shown = (state: string) =>
    shownDuties({ view, pack }, yearFilter({ state }), []).flatMap(({ duties }) =>
      duties.map(({ duty }) => duty.id),
    )
  expect(shown('overdue')).toEqual(['owed'])
  expect(shown('doneLate')).toEqual(['late'])
  expect(shown('')).toEqual(['owed', 'late'])
})
