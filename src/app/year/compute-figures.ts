import { yearOf } from '../../ledger/day/period.ts'
import { refuse, refuseCursor } from '../../ledger/fault.ts'
import type { FigureSummary, FigureValue } from '../../ledger/figure/figure.ts'
import { isPerPerson, summaryOf } from '../../ledger/figure/figure.ts'
import type { Lang } from '../../ledger/label.ts'
import type { Pack } from '../../pack/pack.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import { checkPeriod } from './check-period.ts'

// The whole way from a question to a figure. The book of the year at a position of the log
// (`keep-year-books.ts`), under the pack of its time (`pack-of-time.ts`), from the records that this
// reader may see (`follow-year.ts`, `src/app/access/figure-access.ts`); the book asks
// `src/ledger/figure/evaluate-figure.ts`, which measures and keeps the records it counted; their
// titles are shown as this reader may see them (`src/app/records/shown-record.ts`).

/** Title and date of a record, for the list behind a number. */
export interface Brief {
  readonly id: string
  readonly register: string
  readonly title: string
  readonly occurredOn: string | null
  readonly lateDays: number
  readonly state: 'live' | 'void'
}

/** Every figure of a period that the caller may see, in the order of the pack. */
export async function computeFigures(
  ports: Pick<AppPorts, 'yearBooks'>,
  session: Session,
  { period, at }: { readonly period: string; readonly at?: number },
): Promise<readonly FigureValue[]> {
  checkPeriod(period, ['query', 'period'])
  const book = await ports.yearBooks.of(session, yearOf(period), at)
  return book.figures(period).map((value) => withoutPeople(book.pack, value))
}

/** A figure with some of the records behind it. */
export interface FigurePage extends FigureSummary {
  readonly briefs: readonly Brief[]
  /** The record to continue behind; null at the end. */
  readonly next: string | null
  readonly ids?: {
    readonly records: readonly string[]
    readonly partRecords?: readonly string[]
    readonly groups?: readonly (readonly string[])[]
  }
}

/**
 * One figure with a page of the records behind it. Refuses with `figure.unknown`, and with
 * `list.cursor` where the record to continue behind is none of its.
 */
export async function computeFigure(
  ports: Pick<AppPorts, 'yearBooks'>,
  session: Session,
  asked: {
    readonly figure: string
    readonly period: string
    readonly at?: number | undefined
    readonly lang: Lang
    readonly page: {
      readonly after?: string | undefined
      readonly limit: number
      readonly hasIds: boolean
    }
  },
): Promise<FigurePage> {
  const { figure, period, at, lang, page } = asked
  checkPeriod(period, ['query', 'period'])
  const book = await ports.yearBooks.of(session, yearOf(period), at)
  const found = book.figure(figure, period)
  if (found === null) return refuseFigure(figure)
  const value = withoutPeople(book.pack, found)
  const from = page.after === undefined ? 0 : value.records.indexOf(page.after) + 1
  if (page.after !== undefined && from === 0) refuseCursor()
  const shown = value.records.slice(from, from + page.limit)
  const records = shown.map((id) => book.record(id)).filter((one) => one !== null)
  const isMore = from + shown.length < value.records.length
  return {
    ...summaryOf(value),
    briefs: book.shown(records, lang).map(briefOf),
    next: isMore ? (shown.at(-1) ?? null) : null,
    ...(page.hasIds && { ids: idsOf(value) }),
  }
}

/**
 * What each person did is theirs to see, in their own file (`my-file.ts`), and a duty's that is
 * about each; a list of people by number is nobody's.
 */
function withoutPeople({ figures }: Pick<Pack, 'figures'>, value: FigureValue): FigureValue {
  const definition = figures.get(value.figure)
  if (definition === undefined || !isPerPerson(definition)) return value
  const { groups: _, ...total } = value
  return total
}

function idsOf({ records, partRecords, groups }: FigureValue): NonNullable<FigurePage['ids']> {
  return {
    records,
    ...(partRecords && { partRecords }),
    ...(groups && { groups: groups.map((group) => group.records) }),
  }
}

/** What of a record a list behind a number shows. */
export function briefOf({ id, register, title, occurredOn, lateDays, state }: Brief): Brief {
  return { id, register, title, occurredOn, lateDays, state }
}

function refuseFigure(figure: string): never {
  return refuse('figure.unknown', {
    at: ['path', 'id'],
    text: { zh: `没有数据项“${figure}”。`, en: `There is no figure “${figure}”.` },
    hint: { zh: '请从数据项列表中选择。', en: 'Choose one from the list of figures.' },
  })
}
