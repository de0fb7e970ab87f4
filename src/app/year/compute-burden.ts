import { unhurried } from '../../append/unhurried.ts'
import { windowsOfYear } from '../../ledger/day/period.ts'
import type { LogPosition } from '../../ledger/figure/figure.ts'
import type { Label } from '../../ledger/label.ts'
import type { ReportDocument } from '../../report/document.ts'
import { draftSteps } from '../../report/draft/resolve-draft.ts'
import { reportSources } from '../draft/report-sources.ts'
import { writeReport } from '../draft/write-report.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import type { BurdenLine } from './burden-line.ts'
import { burdenLine } from './burden-line.ts'
import type { FiguresInReport } from './figures-in-report.ts'
import { figuresInReport } from './figures-in-report.ts'
import type { SelfImposed } from './self-imposed.ts'
import { selfImposed } from './self-imposed.ts'
import type { YearBook, YearBookWithWords } from './year-book.ts'

/** What a year cost the unit and those below it. Nothing here is about a person. */
export interface Burden {
  readonly year: number
  readonly today: string
  readonly asOf: LogPosition
  readonly lines: readonly BurdenLine[]
  readonly selfImposed: readonly SelfImposed[]
  /** Duties of the year in all. */
  readonly duties: number
  /** Entries that the whole unit wrote in each month; null in one that has not begun. */
  readonly entries: BurdenLine['months']
  /** Of each report: numbers computed and typed. */
  readonly reports: readonly (FiguresInReport & { readonly label: Label })[]
}

/** Computes the burden of a year for one reader, now or as it stood at a position. */
export async function computeBurden(
  ports: Pick<AppPorts, 'store' | 'yearBooks' | 'drafts' | 'outside'>,
  session: Session,
  { year, at }: { readonly year: number; readonly at?: number },
): Promise<Burden> {
  const book = await ports.yearBooks.withWords(session, year, at)
  return {
    year,
    today: book.today,
    asOf: book.asOf,
    lines: book.pack.burden.flatMap((one) => burdenLine(book, one) ?? []),
    selfImposed: selfImposed(book),
    duties: book.pack.duties.size,
    entries: await entriesByMonth(ports, session, book),
    reports: await reportsOf(ports, session, { book, isNow: at === undefined }),
  }
}

async function entriesByMonth(
  { store }: Pick<AppPorts, 'store'>,
  { org }: Session,
  { year, today, asOf: { size } }: YearBook,
): Promise<Burden['entries']> {
  const counts = await store.read(org.id, (reader) =>
    reader.entriesByMonth({ zone: org.zone, size, years: [year - 1, year] }),
  )
  return windowsOfYear(year, 'month').map((month) => ({
    month,
    now: month <= today.slice(0, 7) ? (counts.get(month) ?? 0) : null,
    last: counts.get(`${year - 1}${month.slice(4)}`) ?? 0,
  }))
}

// Drafts stand outside the log: at a past position only the template tells.
async function reportsOf(
  ports: Pick<AppPorts, 'drafts' | 'outside'>,
  session: Session,
  { book, isNow }: { readonly book: YearBookWithWords; readonly isNow: boolean },
): Promise<Burden['reports']> {
  const found: (FiguresInReport & { readonly label: Label })[] = []
  for (const { id, label } of book.pack.reports.values()) {
    const organisation = session.org.name.zh
    const draft = isNow ? await draftOf(ports, session, { book, report: id }) : null
    const written = draft ?? writeReport(book, { report: id, organisation })
    found.push({ ...(await figuresInReport(ports, session, written)), report: id, label })
  }
  return found
}

/** The report as somebody is writing it, or wrote it last; null where nobody began. */
async function draftOf(
  { drafts }: Pick<AppPorts, 'drafts'>,
  { org }: Session,
  { book, report }: { readonly book: YearBookWithWords; readonly report: string },
): Promise<ReportDocument | null> {
  const [newest] = (await drafts.list(org.id))
    .filter((one) => one.report === report && one.year === book.year)
    .toSorted((one, other) => (one.savedAt > other.savedAt ? -1 : 1))
  const draft = newest === undefined ? null : await drafts.read(org.id, newest.id)
  if (draft === null) return null
  const sources = reportSources(book, org.name.zh)
  return unhurried(draftSteps(draft.tree, sources, { template: report }))
}
