import { beforeAll, expect, test } from 'vitest'
import { toldApart } from '../../../tests/told-apart.ts'

const units = [
  '3次，',
  '召开会议3次。',
  '三次',
  '班子成员均开展3次，',
  '3次\n',
  '没有发生学习事项，',
  '建立会议制度。',
  '建立每每会议',
  '3月5日召开会议，',
  '下一步将召开会议，',
]

/**
 * Of a text of nothing but one unit: how many times what it costs to read it it costs to propose
 * figures for it too, and how that grows as the text does. Milliseconds would tell what else the
 * machine does: beside all other tests a slow one takes three times as many.
 */
const program = `
import { growth } from '../../../tests/growth.ts'
import { processorTime } from '../../../tests/processor-time.ts'
import { readReport } from '../read/read-report.ts'
import { proposeAll } from './propose-all.ts'

const wordings = Array.from({ length: 80 }, (_, at) => ({
  figureId: 'f' + at,
  ofEach: false,
  within: [],
  bears: ['exists', 'none'],
  unit: at % 2 === 0 ? '次' : '人',
  label: { zh: '第' + at + '项工作会议召开次数', en: 'f' + at },
  phrases: ['召开会议', '开展专题学习研讨', '研究第' + at + '类事项'],
}))
const propose = (text) => proposeAll(text, readReport(text), { wordings })
const spentOn = (work) => {
  const spentMs = processorTime()
  work()
  return spentMs()
}
const [, , ...units] = process.argv
const told = units.map((unit) => {
  const text = (length) => unit.repeat(length / unit.length)
  let [reading, all] = [Infinity, Infinity]
  // What else the machine does falls on single turns: they end as soon as it is plainly little.
  for (let turn = 0; turn < 12 && (turn < 2 || all > 60 * reading); turn += 1) {
    reading = Math.min(reading, spentOn(() => readReport(text(10_000))))
    all = Math.min(all, spentOn(() => propose(text(10_000))))
  }
  const costOf = (length) => spentOn(() => propose(text(length)))
  return { readings: all / reading, ratio: growth(costOf, 2_000, { worthComparing: 15 }) }
})
process.stdout.write(JSON.stringify(told))
`

let told: readonly { readonly readings: number; readonly ratio: number }[]

beforeAll(async () => {
  told = (await toldApart(program, { from: import.meta.dirname, told: units })) as typeof told
})

// Weighing all wordings anew at each number took two and a half seconds for 10,000 characters, as
// long as three hundred readings; they take 44 at most.
test.each(units)(
  'a text of nothing but “%s” is read in a moment, twice the text in about twice the time',
  (unit) => {
    const { readings, ratio } = told[units.indexOf(unit)] ?? { readings: Infinity, ratio: Infinity }
    expect(readings).toBeLessThan(100)
    // The square would be four times.
    expect(ratio).toBeLessThan(3)
  },
)
