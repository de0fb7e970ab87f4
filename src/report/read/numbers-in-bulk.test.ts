import { expect, test } from 'vitest'
import { proposeFigures } from './propose-figure.ts'
import type { FigureWording } from './propose-figure.ts'
import { readReport } from './read-report.ts'

const wordings: readonly FigureWording[] = Array.from({ length: 80 }, (_, at) => ({
  figureId: `f${at}`,
  unit: at % 2 === 0 ? '次' : '人',
  label: { zh: `第${at}项工作会议召开次数`, en: `f${at}` },
  phrases: ['召开会议', '开展专题学习研讨', `研究第${at}类事项`],
}))

/** Milliseconds of computing, the least of several: what others do on the machine is not counted. */
function costOf(text: string): number {
  const costs = Array.from({ length: 2 }, () => {
    const began = process.cpuUsage()
    proposeFigures(text, readReport(text), wordings)
    return process.cpuUsage(began).user / 1000
  })
  return Math.min(...costs)
}

// Weighing all wordings anew at each number took five seconds for 20,000 characters.
test.each(['3次，', '召开会议3次。', '三次', '班子成员均开展3次，', '3次\n'])(
  'a text of nothing but “%s” is read in a moment, twice the text in about twice the time',
  (unit) => {
    const text = (length: number) => unit.repeat(length / unit.length)
    costOf(text(20_000))
    const [once, twice] = [costOf(text(20_000)), costOf(text(40_000))]
    expect(once).toBeLessThan(1000)
    expect(twice).toBeLessThan(2.5 * once + 60)
  },
)
