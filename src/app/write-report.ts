import { refuse } from '../ledger/fault.ts'
import type { ReportDocument } from '../report/document.ts'
import { openTree } from '../report/draft/open-tree.ts'
import { resolveDraft } from '../report/draft/resolve-draft.ts'
import { parseTemplate } from '../report/template/parse-template.ts'
import { reportSources } from './report-sources.ts'
import type { YearBook } from './year-book.ts'

/**
 * Writes the report of a year from a template of the pack, as this reader may see it.
 * Refuses with `report.unknown`; a template that does not parse never got into a pack.
 */
export function writeReport(
  book: YearBook,
  { report, organisation }: { report: string; organisation: string },
): ReportDocument {
  const source = book.pack.reports.get(report)
  if (!source) {
    const known = [...book.pack.reports.values()].map((one) => one.id).join(', ')
    return refuse('report.unknown', {
      at: [report],
      text: { zh: `没有“${report}”这份报告`, en: `There is no report “${report}”` },
      hint: { zh: `可用的报告：${known}`, en: `Reports of this pack: ${known}` },
    })
  }
  const { template } = parseTemplate(source.id, source.source)
  if (!template) throw new Error(`template ${source.id} of a loaded pack does not parse`)
  const sources = reportSources(book, organisation)
  return resolveDraft(openTree(template, sources), sources, { template: template.id })
}
