import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { here } from '../../src/adapters/outside/readers.ts'
import { checkReport } from '../../src/app/draft/check-report.ts'
import type { YearBookWithWords } from '../../src/app/year/year-book.ts'
import { governancePack } from '../pack/own-packs.ts'
import type { Judged } from './judged-reports.ts'
import { judge, judgedReports, scoreOf } from './judged-reports.ts'
import { keptBooks } from './kept-ledger.ts'

/** Reports that the rules were not made with; they stand outside the project. */
const unseen = process.env['TAIZHANG_JUDGED'] ?? ''

let books: (year: number) => YearBookWithWords

beforeAll(async () => {
  books = keptBooks(await governancePack())
})

async function judgedIn(folder: string): Promise<readonly Judged[]> {
  const judged: Judged[] = []
  for (const report of judgedReports(folder)) {
    const { text, year } = report
    const asked = { text, book: books(year) }
    const { claims } = await checkReport({ outside: here }, { org: { id: 1 } as never }, asked)
    judged.push(...judge(report, claims))
  }
  return judged
}

function shown({ report, assertion, said, claims }: Judged): string {
  const bases = claims.map((one) => one.figure ?? one.duty ?? one.records.join()).join(' ')
  return `${report} ${assertion.text}: ${said}, truth ${assertion.true} (${bases})`
}

/** Of r183 to r422: judged wrongly, or of another thing than meant. It may only shrink. */
const knownWrong = [
  'r191-16',
  'r196-09',
  'r197-16',
  'r205-03',
  'r210-45',
  'r211-14',
  'r215-36',
  'r221-41',
  'r222-20',
  'r222-41',
  'r242-16',
  'r257-13',
  'r262-06',
  'r265-03',
  'r282-48',
  'r282-49',
  'r286-02',
  'r286-15',
  'r286-20',
  'r289-41',
  'r300-10',
  'r310-16',
  'r334-18',
  'r341-23',
  'r353-17',
  'r360-13',
  'r366-13',
  'r386-14',
  'r386-36',
  'r406-22',
  'r410-10',
  'r412-29',
  'r413-22',
  'r417-22',
  'r422-30',
]

describe('reports from elsewhere', () => {
  it('are judged rightly where they are judged, but for what is listed', async () => {
    const { wrong, ...score } = scoreOf(await judgedIn(join(import.meta.dirname, 'elsewhere')))
    expect(wrong.map(({ assertion }) => assertion.id).sort()).toEqual(knownWrong)
    // All of them are on that list; of r01 to r182 nothing untrue is supported.
    expect(score.supportedUntrue).toBeLessThanOrEqual(9)
    // What is judged may grow, and must not be given up to be right.
    expect(score.verdicts).toBeGreaterThanOrEqual(4320)
    expect(score.recall).toBeGreaterThanOrEqual(0.34)
    expect(score.read).toBeGreaterThanOrEqual(0.9)
    // Hundreds of papers are a minute's work where others work too.
  }, 300_000)

  it.skipIf(!existsSync(unseen))('unseen ones too (skipped without TAIZHANG_JUDGED)', async () => {
    const { wrong, ...score } = scoreOf(await judgedIn(unseen))
    process.stdout.write(`${JSON.stringify(score)}\n${wrong.map(shown).join('\n')}\n`)
    expect(score.precision).toBeGreaterThanOrEqual(0.98)
  })
})
