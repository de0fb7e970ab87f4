import { periodText, windowsOfYear } from '../../ledger/day/period.ts'
import type { Label, Lang } from '../../ledger/label.ts'
import { both, say } from '../../ledger/label.ts'
import type { LedgerRecord } from '../../ledger/record/record.ts'
import { byDateThenId } from '../../ledger/record/record.ts'
import type { WrittenTable } from '../../ledger/sheet/write-table.ts'
import { dayIn } from '../clock/wall-clock.ts'
import type { YearBook } from './year-book.ts'

/** Points of one picture at most; the sheet holds all. */
const latenessPointsMax = 5_000

/** When something happened against when it was written down. */
interface LatenessPoint {
  readonly id: string
  readonly register: string
  readonly occurredOn: string
  /** The moment of the first entry, and its day in the organisation's zone. */
  readonly recordedAt: string
  readonly recordedOn: string
  /** Working days later than the register allows; 0 in time. */
  readonly lateDays: number
}

/** When the records of a year were written. It is shown and explained, never punished. */
export interface Lateness {
  readonly year: number
  readonly today: string
  readonly total: number
  readonly late: number
  /** Part of `total`, 0 to 1; null where there is nothing. */
  readonly share: number | null
  readonly months: readonly {
    readonly month: string
    readonly inTime: number
    readonly late: number
  }[]
  /** By event date; of more than `latenessPointsMax`, every late one first. */
  readonly points: readonly LatenessPoint[]
  readonly sentence: Label
}

/** Event date against entry date, of every register that knows lateness and the reader may see. */
export function computeLateness(book: YearBook, { zone }: { readonly zone: string }): Lateness {
  const records = datedRecords(book)
  const late = records.filter(({ lateDays }) => lateDays > 0)
  const total = records.length
  return {
    year: book.year,
    today: book.today,
    total,
    late: late.length,
    share: total === 0 ? null : late.length / total,
    months: windowsOfYear(book.year, 'month').map((month) => monthOf(month, records)),
    points: chosen(records, late).map((record) => pointOf(record, zone)),
    sentence: latenessText(book.year, { total, late: late.length }),
  }
}

/** Every record with both its days and the reason given, as a sheet. */
export function latenessTable(
  book: YearBook,
  { zone, lang }: { readonly zone: string; readonly lang: Lang },
): WrittenTable {
  const records = datedRecords(book)
  const shown = book.shown(records, lang)
  return {
    name: say(words.name, lang),
    header: [
      words.register,
      words.record,
      words.occurredOn,
      words.recordedOn,
      words.lateDays,
      words.reason,
    ].map((one) => say(one, lang)),
    rows: shown.map(({ register, title, occurredOn, firstRecordedAt, lateDays, lateReason }) => [
      say(book.pack.registers.get(register)?.label ?? both(() => register), lang),
      title,
      occurredOn ?? '',
      dayIn(zone, firstRecordedAt),
      lateDays,
      lateReason ?? '',
    ]),
  }
}

function datedRecords(book: YearBook): readonly LedgerRecord[] {
  return [...book.pack.registers.values()]
    .filter(({ lateAfter }) => lateAfter !== null)
    .flatMap(({ id }) => book.datedIn(id))
    .filter(({ occurredOn }) => occurredOn !== null && occurredOn <= book.today)
    .toSorted(byDateThenId)
}

function monthOf(month: string, records: readonly LedgerRecord[]): Lateness['months'][number] {
  const mine = records.filter(({ occurredOn }) => occurredOn?.startsWith(month))
  const late = mine.filter(({ lateDays }) => lateDays > 0).length
  return { month, inTime: mine.length - late, late }
}

function chosen(
  records: readonly LedgerRecord[],
  late: readonly LedgerRecord[],
): readonly LedgerRecord[] {
  if (records.length <= latenessPointsMax) return records
  const inTime = records.filter(({ lateDays }) => lateDays === 0)
  const room = Math.max(0, latenessPointsMax - late.length)
  return [...late.slice(-latenessPointsMax), ...inTime.slice(inTime.length - room)].sort(
    byDateThenId,
  )
}

function pointOf(record: LedgerRecord, zone: string): LatenessPoint {
  const { id, register, occurredOn, firstRecordedAt: recordedAt, lateDays } = record
  const recordedOn = dayIn(zone, recordedAt)
  return { id, register, occurredOn: occurredOn ?? '', recordedAt, recordedOn, lateDays }
}

function latenessText(year: number, { total, late }: { total: number; late: number }): Label {
  const when = periodText(`${year}`)
  if (total === 0) return { zh: `${when.zh}没有记录`, en: `there are no records of ${when.en}` }
  const percent = Math.round((late / total) * 1000) / 10
  return {
    zh: `${when.zh}共${total}条记录，其中补录${late}条，占${percent}%`,
    en: `${late} of ${total} records of ${when.en} were entered late (${percent} %)`,
  }
}

const words = {
  name: { zh: '录入时间', en: 'When things were written' },
  register: { zh: '台账', en: 'Register' },
  record: { zh: '记录', en: 'Record' },
  occurredOn: { zh: '发生日期', en: 'Happened on' },
  recordedOn: { zh: '录入日期', en: 'Entered on' },
  lateDays: { zh: '晚几个工作日', en: 'Working days late' },
  reason: { zh: '补录原因', en: 'Reason for entering late' },
} as const satisfies Readonly<Record<string, Label>>
