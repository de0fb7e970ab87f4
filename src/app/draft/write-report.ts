import type { ReportDocument } from '../../report/document.ts'
import { openTree } from '../../report/draft/open-tree.ts'
import { resolveDraft } from '../../report/draft/resolve-draft.ts'
import type { YearBookWithWords } from '../year/year-book.ts'
import { reportSources } from './report-sources.ts'
import { templateOf } from './written-draft.ts'

/**
 * Writes the report of a year from a template of the pack, as this reader may see it:
 * a draft just opened, that nobody has touched. Refuses with `report.unknown`.
 */
export function writeReport(
  book: YearBookWithWords,
  { report, organisation }: { report: string; organisation: string },
): ReportDocument {
  const template = templateOf(book, report)
  const sources = reportSources(book, organisation)
  return resolveDraft(openTree(template, sources), sources, { template: template.id })
}
