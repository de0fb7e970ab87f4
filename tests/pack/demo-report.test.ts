import { beforeAll, describe, expect, it } from 'vitest'
import { reportSources } from '../../src/app/report/report-sources.ts'
import type { YearBook } from '../../src/app/year/year-book.ts'
import type { Pack } from '../../src/pack/pack.ts'
import type { ClaimState, ReportDocument } from '../../src/report/document.ts'
import { openTree } from '../../src/report/draft/open-tree.ts'
import { resolveDraft } from '../../src/report/draft/resolve-draft.ts'
import { parseTemplate } from '../../src/report/template/parse-template.ts'
import { demoBooks, demoName } from './demo-book.ts'
import { governancePack } from './own-packs.ts'

let pack: Pack
let book: YearBook

beforeAll(async () => {
  pack = await governancePack()
  book = (await demoBooks(pack))(2025)
})

/** The report of 2025 as the first responsible person opens it in February 2026. */
function reportOf(id: string): ReportDocument {
  const { template } = parseTemplate(id, pack.reports.get(id)?.source ?? '')
  if (!template) throw new Error(id)
  const sources = reportSources(book, demoName)
  return resolveDraft(openTree(template, sources), sources, { template: id })
}

function statesOf(report: ReportDocument): ReadonlySet<ClaimState> {
  return new Set(report.claims.map((one) => one.state))
}

describe('reports of the demo year', () => {
  it('the ten claims touch each state that a template can have', () => {
    const report = reportOf('first-claims')
    expect(report.claims).toHaveLength(10)
    expect(statesOf(report)).toEqual(
      new Set(['supported', 'contradicted', 'awaiting', 'unsupported', 'blank']),
    )
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
      '二、存在的问题',
      '三、下一步打算',
    ])
    expect(report.claims.filter((one) => one.kind === 'problem')).toHaveLength(3)
    expect(report.claims.filter((one) => one.kind === 'plan')).toHaveLength(3)
    // The stories of the year, and nothing else, stand against it.
    expect(
      report.claims
        .filter((one) => one.state === 'contradicted')
        .map((one) => one.duty ?? one.figure),
    ).toEqual([
      'leaders-research',
      'requests-sent',
      'no-leak',
      'stocktaking-by-november',
      'assessment-before-start',
      'contest-yearly',
      'study-group-quarterly',
    ])
    expect(statesOf(report)).not.toContain('blank')
  })
})
