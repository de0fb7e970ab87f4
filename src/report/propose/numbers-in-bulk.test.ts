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

/** Milliseconds of the processor that it costs to propose figures for a text. */
function costOf(text: string): number {
  const spentMs = processorTime()
  proposeAll(text, readReport(text), { wordings })
  return spentMs()
}

// Weighing all wordings anew at each number took two and a half seconds for 10,000 characters.
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
    const { least, ratio } = growth((length) => costOf(text(length)), 10_000, {
      worthComparing: 50,
    })
    expect(least).toBeLessThan(500)
    // The square would be four times.
    expect(ratio).toBeLessThan(3)
  },
)
