import { dayText } from '../../ledger/day/day.ts'
import type { Lang } from '../../ledger/label.ts'

const monthsEn = [
  'Jan',
  'Feb',
  'Mar',
  'Apr',
  'May',
  'Jun',
  'Jul',
  'Aug',
  'Sep',
  'Oct',
  'Nov',
  'Dec',
]

/** A day `YYYY-MM-DD` as people write it: 2025年3月8日, 8 Mar 2025. */
export function dayInWords(day: string, lang: Lang): string {
  const [year, month, date] = day.split('-').map(Number)
  if (!year || !month || !date) return day
  return lang === 'zh'
    ? `${year}年${month}月${date}日`
    : `${date} ${monthsEn[month - 1] ?? month} ${year}`
}

/** The day of a record beside its title; empty where the title says it, in words of its own. */
export function dayBeside(
  { title, occurredOn }: { readonly title: string; readonly occurredOn: string | null },
  lang: Lang,
): string {
  const isSaid = occurredOn === null || title.includes(dayText(occurredOn, lang))
  return isSaid ? '' : dayInWords(occurredOn, lang)
}

/** A month 1 to 12: 3月, Mar. */
export function monthInWords(month: number, lang: Lang): string {
  return lang === 'zh' ? `${month}月` : (monthsEn[month - 1] ?? String(month))
}

/** A period `2025`, `2025-H1`, `2025-Q3`, `2025-07` as people say it. */
export function periodInWords(period: string, lang: Lang): string {
  const [year = '', window = ''] = period.split('-')
  if (window === '') return lang === 'zh' ? `${year}年` : year
  const nth = Number(window.slice(1))
  if (window.startsWith('H')) {
    if (lang === 'zh') return `${year}年${nth === 1 ? '上' : '下'}半年`
    return `${nth === 1 ? 'first' : 'second'} half of ${year}`
  }
  if (window.startsWith('Q')) {
    if (lang === 'zh') return `${year}年第${'一二三四'[nth - 1] ?? nth}季度`
    return `Q${nth} ${year}`
  }
  const month = monthInWords(Number(window), lang)
  return lang === 'zh' ? `${year}年${month}` : `${month} ${year}`
}

/** How somebody reads moments: in which language, and in which zone (IANA name). */
export interface MomentReader {
  readonly lang: Lang
  /** Absent: the zone of the reader's own machine. */
  readonly zone?: string
}

/** The day of a moment. */
export function momentDayInWords(iso: string, reader: MomentReader): string {
  return written(iso, reader, { dateStyle: 'medium' })
}

/** A moment to the minute. */
export function momentInWords(iso: string, reader: MomentReader): string {
  return written(iso, reader, { dateStyle: 'medium', timeStyle: 'short' })
}

function written(
  iso: string,
  { lang, zone }: MomentReader,
  style: Intl.DateTimeFormatOptions,
): string {
  const moment = new Date(iso)
  if (Number.isNaN(moment.getTime())) return iso
  const options = zone === undefined ? style : { ...style, timeZone: zone }
  return new Intl.DateTimeFormat(lang === 'zh' ? 'zh-CN' : 'en-GB', options).format(moment)
}

/**
 * A moment in the zone of the reader's own machine, which is named: for proofs, which are also read
 * where no unit says its zone.
 */
export function zonedMomentInWords(iso: string, lang: Lang): string {
  const moment = new Date(iso)
  if (Number.isNaN(moment.getTime())) return iso
  const zone = zoneText(-moment.getTimezoneOffset())
  const words = momentInWords(iso, { lang })
  return lang === 'zh' ? `${words}（${zone}）` : `${words} (${zone})`
}

/** An offset in minutes: UTC, UTC+8, UTC-3:30. */
export function zoneText(minutes: number): string {
  if (minutes === 0) return 'UTC'
  const size = Math.abs(minutes)
  const rest = size % 60
  const past = rest === 0 ? '' : `:${String(rest).padStart(2, '0')}`
  return `UTC${minutes < 0 ? '-' : '+'}${Math.floor(size / 60)}${past}`
}
