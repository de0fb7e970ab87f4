import { beforeAll, describe, expect, it } from 'vitest'
import { rosterOf } from '../../src/app/people/roster.ts'
import type { Session } from '../../src/app/ports/store-ports.ts'
import { reportSources } from '../../src/app/report/report-sources.ts'
import { YearBook } from '../../src/app/year/year-book.ts'
import type { LedgerRecord } from '../../src/ledger/record.ts'
import type { Pack } from '../../src/pack/pack.ts'
import type { ClaimState, ReportDocument } from '../../src/report/document.ts'
import { openTree } from '../../src/report/draft/open-tree.ts'
import { resolveDraft } from '../../src/report/draft/resolve-draft.ts'
import { parseTemplate } from '../../src/report/template/parse-template.ts'
import { demoWrites, recordsAfter } from './demo-records.ts'
import { governancePack } from './own-packs.ts'

let pack: Pack
let records: readonly LedgerRecord[]

beforeAll(async () => {
  pack = await governancePack()
  const writes = await demoWrites(pack)
  records = recordsAfter(pack, writes).filter((one) => one.state === 'live')
})

/** The report of 2025 as the first responsible person opens it in February 2026. */
function reportOf(id: string): ReportDocument {
  const roles = pack.roles.map((one) => one.id)
  const session: Session = {
    org: {
      id: 1,
      publicId: 'demo',
      name: { zh: '海棠市档案馆', en: 'Haitang City Archives' },
      kind: 'demo',
      origin: 'taizhang/demo',
      path: '0001.',
      parent: null,
      zone: 'Asia/Shanghai',
    },
    actor: { id: 'zhou', person: null, roles },
    pack,
  }
  const book = new YearBook({
    session,
    year: 2025,
    today: '2026-02-01',
    asOf: { size: 0, root: '' },
    roster: rosterOf(records),
    records,
  })
  const { template } = parseTemplate(id, pack.reports.get(id)?.source ?? '')
  if (!template) throw new Error(id)
  const sources = reportSources(book, '海棠市档案馆')
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
      'requests-sent',
      'no-leak',
      'stocktaking-by-november',
      'stocktaking-matches',
      'assessment-before-start',
      'contest-yearly',
      'study-group-quarterly',
    ])
    // Each leader did one, as the text says; that the duty asks for two stands beside it.
    const research = report.claims.find((one) => one.duty === 'leaders-research')
    expect(research).toMatchObject({ state: 'supported', stated: 1, ledger: 1 })
    expect(research?.note?.zh).toContain('已达到每人2次')
    // No trip abroad, and somebody who saw that there was none.
    expect(report.claims.find((one) => one.figure === 'trips-abroad')).toMatchObject({
      state: 'supported',
      duty: 'trips-abroad-approved',
      ledger: 0,
    })
    expect(statesOf(report)).not.toContain('blank')
  })
})
