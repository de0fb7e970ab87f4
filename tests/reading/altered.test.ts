import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { here } from '../../src/adapters/outside/readers.ts'
import { checkReport } from '../../src/app/draft/check-report.ts'
import type { YearBookWithWords } from '../../src/app/year/year-book.ts'
import { governancePack } from '../pack/own-packs.ts'
import type { Assertion, Judged, JudgedReport } from './judged-reports.ts'
import { judge, judgedReports } from './judged-reports.ts'
import { keptBooks } from './kept-ledger.ts'

let books: (year: number) => YearBookWithWords

beforeAll(async () => {
  books = keptBooks(await governancePack())
})

/** So many of the kept reports are altered: a check of each costs a tenth of a second. */
const one = 12

const COUNTED = /\d+(?=人次|[次个项人件名份期场起条篇台堂批])/
const DONE = /召开|开展|组织|举办|讲授|印发|报送|制定|修订|排查|签订|公开|研究|核对/

/** What makes words that are so untrue, or of something that the ledger does not know. */
const alterations: Readonly<Record<string, (words: string) => string>> = {
  'another number': (words) => words.replace(COUNTED, (number) => String(Number(number) + 1)),
  'another month': (words) => words.replace(/\d{1,2}(?=月)/, (month) => String((+month % 12) + 1)),
  denied: (words) => (/[未没]/.test(words) ? words : words.replace(DONE, '未$&')),
  asked: (words) => `要求${words}`,
  supposed: (words) => `如果${words}`,
  'of another year': (words) => `2022年${words}`,
  'of another body': (words) => `兄弟单位${words}`,
}

/**
 * A clause of this year and of ours, and no bound that another number keeps as well: what stands
 * before it is said of all of it.
 */
function isPlain({ text: report }: JudgedReport, { text, kind, start }: Assertion): boolean {
  const begins = /(?:^|[^\u3400-\u9fff\d])$/.test(report.slice(0, start))
  const saysOther = /[，。；]|[今本]年|^(?:20\d{2}年|其中|我)|不少于/.test(text)
  return kind !== 'plan' && kind !== 'problem' && begins && !saysOther
}

async function judgedIn(report: JudgedReport): Promise<readonly Judged[]> {
  const asked = { text: report.text, book: books(report.year) }
  const { claims } = await checkReport({ outside: here }, { org: { id: 1 } as never }, asked)
  return judge(report, claims)
}

/** The report with each of its assertions that alters put in other words, and those alone. */
function altered(
  report: JudgedReport,
  assertions: readonly Assertion[],
  alter: (words: string) => string,
): JudgedReport {
  let text = ''
  let at = 0
  const told: Assertion[] = []
  for (const assertion of assertions) {
    const words = alter(assertion.text)
    if (words === assertion.text || assertion.start < at) continue
    text += report.text.slice(at, assertion.start)
    told.push({ ...assertion, text: words, start: text.length })
    text += words
    at = assertion.start + assertion.text.length
  }
  return { ...report, text: text + report.text.slice(at), assertions: told }
}

describe('what is borne out, in words that make it something else', () => {
  it('is borne out no more', async () => {
    const still: string[] = []
    let all = 0
    const reports = judgedReports(join(import.meta.dirname, 'elsewhere'))
    for (const report of reports.filter((_, nth) => nth % one === 0)) {
      const borneOut = (await judgedIn(report))
        .filter(
          ({ said, right, assertion }) =>
            said === 'supported' && right && isPlain(report, assertion),
        )
        .map(({ assertion }) => assertion)
      for (const [name, alter] of Object.entries(alterations)) {
        const judged = await judgedIn(altered(report, borneOut, alter))
        all += judged.length
        const left = judged.filter(({ said }) => said === 'supported')
        still.push(...left.map(({ assertion }) => `${name}: ${assertion.text}`))
      }
    }
    expect(all).toBeGreaterThan(300)
    // Its record says two of something else.
    expect(still).toEqual(['another number: 8月5日接到纪检监察意见建议2件'])
  }, 300_000)
})
