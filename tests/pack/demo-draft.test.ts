import { expect, it } from 'vitest'
import { reportSources } from '../../src/app/report-sources.ts'
import { rosterOf } from '../../src/app/roster.ts'
import { YearBook } from '../../src/app/year-book.ts'
import { openTree } from '../../src/report/draft/open-tree.ts'
import { resolveDraft } from '../../src/report/draft/resolve-draft.ts'
import type { Claim } from '../../src/report/document.ts'
import { renderText } from '../../src/report/render/render-text.ts'
import { parseTemplate } from '../../src/report/template/parse-template.ts'
import { resolveReport } from '../../src/report/write/resolve-report.ts'
import { demoWrites, recordsAfter } from './demo-records.ts'
import { governancePack } from './own-packs.ts'

it('a draft just opened says what the template says, claim by claim', async () => {
  const pack = await governancePack()
  const writes = await demoWrites(pack)
  const records = recordsAfter(pack, writes).filter((one) => one.state === 'live')
  const org = {
    ...{ id: 1, publicId: 'demo', kind: 'demo' as const, origin: 'taizhang/demo', path: '0001.' },
    ...{ name: { zh: '海棠市档案馆', en: 'Archives' }, parent: null, zone: 'Asia/Shanghai' },
  }
  const actor = { id: 'zhou', person: null, roles: pack.roles.map((one) => one.id) }
  const asOf = { size: 0, root: '' }
  const book = new YearBook({
    ...{ session: { org, actor, pack }, year: 2025, today: '2026-02-01', asOf, records },
    roster: rosterOf(records),
  })
  const sources = reportSources(book, '海棠市档案馆')
  for (const { id, source } of pack.reports.values()) {
    const { template } = parseTemplate(id, source)
    if (!template) throw new Error(id)
    const written = resolveReport(template, sources)
    const drafted = resolveDraft(openTree(template, sources), sources, { template: id })
    expect(renderText(drafted)).toBe(renderText(written))
    expect(drafted.claims.map(core).toSorted()).toEqual(written.claims.map(core).toSorted())
  }
})

function core({ kind, text, state, figure, duty, stated, ledger, records }: Claim): string {
  return JSON.stringify([kind, text, state, figure, duty, stated, ledger, records])
}
