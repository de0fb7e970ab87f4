import { reportSources } from '../../src/app/draft/report-sources.ts'
import type { ReportDocument } from '../../src/report/document.ts'
import { openTree } from '../../src/report/draft/open-tree.ts'
import { resolveDraft } from '../../src/report/draft/resolve-draft.ts'
import { parseTemplate } from '../../src/report/template/parse-template.ts'
import { bookOver } from '../pack/book-over.ts'
import { governancePack } from '../pack/own-packs.ts'

/** The annual report as it opens for a unit that has recorded nothing yet. */
export async function blankReport(): Promise<ReportDocument> {
  const pack = await governancePack()
  const org = {
    id: 1,
    publicId: 'new',
    kind: 'real' as const,
    origin: 'taizhang/new',
    path: '0001.',
    name: { zh: '海棠市档案馆', en: 'Archives' },
    parent: null,
    zone: 'Asia/Shanghai',
  }
  const actor = { id: 'clerk', person: null, roles: pack.roles.map(({ id }) => id) }
  const book = bookOver({ org, actor, pack }, [], { year: 2025, today: '2026-02-01' })
  const sources = reportSources(book, '海棠市档案馆')
  const source = pack.reports.get('annual-report')?.source ?? ''
  const { template } = parseTemplate('annual-report', source)
  if (!template) throw new Error('the annual report has no template')
  return resolveDraft(openTree(template, sources), sources, { template: 'annual-report' })
}
