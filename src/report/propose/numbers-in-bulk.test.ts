import { expect, test } from 'vitest'
import { growth } from '../../../tests/growth.ts'
import { processorTime } from '../../../tests/processor-time.ts'
import { readReport } from '../read/read-report.ts'
import { proposeAll } from './propose-all.ts'
import type { FigureWording } from './wording.ts'

const wordings: readonly FigureWording[] = Array.from({ length: 80 }, (_, at) => ({
  figureId: `f${at}`,
  ofEach: false,
  within: [],
  bears: ['exists', 'none'],
  unit: at % 2 === 0 ? '次' : '人',
  label: { zh: `第${at}项工作会议召开次数`, en: `f${at}` },
  phrases: ['召开会议', '开展专题学习研讨', `研究第${at}类事项`],
}))

/** Milliseconds of the processor that something costs. */
function spentOn(work: () => void): number {
  const spentMs = processorTime()
  work()
  return spentMs()
}

const propose = (text: string) => proposeAll(text, readReport(text), { wordings })

/** How many times what it costs to read a text it costs to propose figures for it too. */
function readingsOf(text: string): number {
  let [reading, all] = [Infinity, Infinity]
  // What else falls on single turns, such as garbage of other tests, never makes it look cheaper.
  for (let turn = 0; turn < 8; turn += 1) {
    reading = Math.min(
      reading,
      spentOn(() => readReport(text)),
    )
    all = Math.min(
      all,
      spentOn(() => propose(text)),
    )
    if (turn > 2 && all < readingsMax * reading) break
  }
  return all / reading
}

/** They take 44 at most. */
const readingsMax = 100

// Weighing all wordings anew at each number took two and a half seconds for 10,000 characters, as
// long as three hundred readings. Milliseconds would tell what else the machine does: beside all
// other tests a slow one takes three times as many.
test.each([
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
])(
  'a text of nothing but “%s” is read in a moment, twice the text in about twice the time',
  (unit) => {
    const text = (length: number) => unit.repeat(length / unit.length)
    expect(readingsOf(text(10_000))).toBeLessThan(readingsMax)
    const costOf = (length: number) => spentOn(() => propose(text(length)))
    const ratio = growth(costOf, 10_000, { worthComparing: 50 })
    // The square would be four times.
    expect(ratio).toBeLessThan(3)
  },
)
