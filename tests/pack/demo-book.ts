import { reportSources } from '../../src/app/draft/report-sources.ts'
import type { Session } from '../../src/app/ports/store-ports.ts'
import type { YearBookWithWords } from '../../src/app/year/year-book.ts'
import type { LedgerRecord } from '../../src/ledger/record/record.ts'
import type { Pack } from '../../src/pack/pack.ts'
import type { ReportDocument } from '../../src/report/document.ts'
import { openTree } from '../../src/report/draft/open-tree.ts'
import type { ReportSources } from '../../src/report/draft/report-sources.ts'
import { resolveDraft } from '../../src/report/draft/resolve-draft.ts'
import { parseTemplate } from '../../src/report/template/parse-template.ts'
import type { Template } from '../../src/report/template/template.ts'
import { bookOver } from './book-over.ts'
import { demoWrites, recordsAfter } from './demo-records.ts'

/** The unit of the demo. */
export const demoName = '海棠市档案馆'

/** When a ledger is looked at. */
export interface Moment {
  readonly year: number
  readonly today: string
}

/** What a report is written from for somebody who may see everything. */
export function demoSources(
  pack: Pack,
  records: readonly LedgerRecord[],
  moment: Moment,
): ReportSources {
  return reportSources(demoBook(pack, records, moment), demoName)
}

/** Years of the demo, each as somebody who may see everything opens it in the next February. */
export async function demoBooks(
  pack: Pack,
  told: { readonly seed?: number } = {},
): Promise<(year: number) => YearBookWithWords> {
  return booksOf(pack, recordsAfter(pack, await demoWrites(pack, told)))
}

/** The same of any records of that unit. A book never changes: each is made once. */
export function booksOf(
  pack: Pack,
  all: readonly LedgerRecord[],
): (year: number) => YearBookWithWords {
  const records = all.filter(({ state }) => state === 'live')
  const made = new Map<number, YearBookWithWords>()
  return (year) => {
    const near = () => records.filter(({ occurredOn }) => isNear(occurredOn, year))
    const book = made.get(year) ?? demoBook(pack, near(), { year, today: `${year + 1}-02-01` })
    made.set(year, book)
    return book
  }
}

/** A year of the demo, or of a part of its records, for somebody who may see everything. */
export function demoBook(
  pack: Pack,
  records: readonly LedgerRecord[],
  { year, today }: Moment,
): YearBookWithWords {
  const org: Session['org'] = {
    id: 1,
    publicId: 'demo',
    name: { zh: demoName, en: 'Haitang City Archives' },
    kind: 'demo',
    origin: 'taizhang/demo',
    path: '0001.',
    parent: null,
    zone: 'Asia/Shanghai',
  }
  const actor = { id: 'zhou', person: null, roles: pack.roles.map((one) => one.id) }
  return bookOver({ org, actor, pack }, records, { year, today })
}

/** A year opens with the years beside it. */
function isNear(occurredOn: LedgerRecord['occurredOn'], year: number): boolean {
  return occurredOn === null || Number(occurredOn.slice(0, 4)) <= year + 1
}

/** A template of the pack. */
export function packTemplate(pack: Pack, id: string): Template {
  return templateFrom(pack.reports.get(id)?.source ?? '', id)
}

/** A template from its text. */
export function templateFrom(source: string, id = 'own'): Template {
  const { template, faults } = parseTemplate(id, source)
  if (!template) throw new Error(faults.map((one) => one.text.en).join('\n'))
  return template
}

/** A draft just opened. */
export function freshDraft(template: Template, sources: ReportSources): ReportDocument {
  return resolveDraft(openTree(template, sources), sources, { template: template.id })
}
