import { expect, it } from 'vitest'
import { readReport } from '../read/read-report.ts'
import { proposeAll } from './propose-all.ts'
import type { FigureWording } from './wording.ts'

const reading: FigureWording = {
  figureId: 'reading-circles',
  label: { zh: '召开读书会', en: 'Reading circles held' },
  unit: '次',
  phrases: ['读书会'],
  ofEach: false,
  within: [],
  bears: ['exists'],
}

function proposed(text: string) {
  const { proposals } = proposeAll(text, readReport(text), { wordings: [reading], year: 2025 })
  return [...proposals.values()]
}

it.each(['召开读书会。', '我馆认真组织召开了读书会。', '读书会全年召开3次。'])(
  '%s is of what was held',
  (text) => {
    expect(proposed(text)).toMatchObject([{ id: 'reading-circles' }])
  },
)

it.each([
  // When something else was.
  '读书会召开前，大家交换了书目。',
  '读书会召开之后，大家交换了书目。',
  '召开读书会时，大家到会。',
  // Denied, planned or only prepared.
  '读书会不召开。',
  '安排了召开读书会。',
  '召开读书会通知已下发。',
  // By whom and how.
  '读书会由分会自行召开。',
  '读书会由上级主持召开。',
  '我市召开读书会3次。',
  // A number that went down is no number of what was held.
  '全年减少召开读书会3次。',
])('%s says something else', (text) => {
  expect(proposed(text)).toEqual([])
})
