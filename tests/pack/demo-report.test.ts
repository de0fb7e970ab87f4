import { beforeAll, describe, expect, it } from 'vitest'
import { reportSources } from '../../src/app/draft/report-sources.ts'
import type { YearBookWithWords } from '../../src/app/year/year-book.ts'
import type { Pack } from '../../src/pack/pack.ts'
import type { ReportDocument } from '../../src/report/document.ts'
import { renderText } from '../../src/report/render/render-text.ts'
import { demoBooks, demoName, freshDraft, packTemplate } from './demo-book.ts'
import { governancePack } from './own-packs.ts'

let pack: Pack
let book: YearBookWithWords

beforeAll(async () => {
  pack = await governancePack()
  book = (await demoBooks(pack))(2025)
})

/** The report of 2025 as the first responsible person opens it in February 2026. */
function reportOf(id: string): ReportDocument {
  return freshDraft(packTemplate(pack, id), reportSources(book, demoName))
}

function failingIn({ claims }: ReportDocument): readonly (string | null)[] {
  return claims.filter(({ says }) => says === 'fails').map((one) => one.duty ?? one.figure)
}

describe('reports of the demo year', () => {
  it('the ten claims say what failed as well as what was done', () => {
    const report = reportOf('first-claims')
    expect(report.claims).toHaveLength(10)
    expect(failingIn(report)).toEqual(['leaders-research', 'no-leak', 'contest-yearly'])
    expect(report.claims.filter(({ state }) => state !== 'supported')).toMatchObject([
      { duty: 'no-sanction', state: 'awaiting' },
    ])
  })

  it('the annual report is written whole from the records', () => {
    const report = reportOf('annual-report')
    expect(report.claims.length).toBeGreaterThanOrEqual(80)
    const headings = report.blocks.flatMap((one) =>
      one.kind === 'heading' ? [one.marker + one.inlines.map(({ text }) => text).join('')] : [],
    )
    expect(headings).toEqual([
      '一、工作情况',
      '（一）履行全面从严治党主体责任',
      '（二）落实机关党建责任制',
      '（三）落实意识形态工作责任制',
      '（四）受表彰情况',
      '（五）上年度问题整改情况',
      '二、存在的问题',
      '三、下一步打算',
    ])
    expect(report.claims.filter((one) => one.kind === 'problem')).toHaveLength(3)
    // Three steps, and that the annex lists them.
    expect(report.claims.filter((one) => one.kind === 'plan')).toHaveLength(4)
    expect(report.paper?.attachments.map(({ titleLines }) => titleLines.join(''))).toEqual([
      '2026年度重点任务表',
    ])
    // The stories of the year are told as they went.
    expect(failingIn(report)).toEqual([
      'leaders-research',
      'supervision-answered',
      'requests-sent',
      'no-leak',
      'stocktaking-by-november',
      'stocktaking-matches',
      'consultation-half-yearly',
      'assessment-before-start',
      'contest-yearly',
      'study-group-quarterly',
      'study-group-discussion-quarterly',
      'publicity-in-time',
    ])
    expect(report.claims.filter(({ state }) => state !== 'supported')).toMatchObject([
      { duty: 'no-sanction', state: 'awaiting' },
    ])
  })

  it('what it is silent about is listed', () => {
    const { notMentioned } = reportOf('annual-report')
    expect(notMentioned?.map(({ duty, kind }) => [duty, kind])).toEqual([
      ['request-has-basis', 'unmet'],
      ['problem-closed-in-time', 'unmet'],
      ['old-device-replaced', 'unmet'],
    ])
    const brief = reportOf('first-claims').notMentioned?.map(({ duty }) => duty)
    expect(brief).toContain('study-group-quarterly')
    expect(brief).not.toContain('no-leak')
  })

  it('reads as it was read aloud', async () => {
    const text = renderText(reportOf('annual-report'))
    await expect(text).toMatchFileSnapshot('./demo-report-2025.txt')
  })
})
