import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Calendar } from '../../app/ports/work-calendar-ports.ts'
import type { Fault } from '../../ledger/fault.ts'
import { fault } from '../../ledger/fault.ts'
import type { Label } from '../../ledger/label.ts'
import { fromUtf8 } from '../../log/utf8.ts'
import { diskHint, diskReason } from '../disk-reason.ts'
import type { ReadNotice } from './announced-year.ts'
import { noticeInWords, readNotice } from './announced-year.ts'
import { calendarWith } from './chinese-calendar.ts'

/** Where notices of holidays lie in a data folder, a text for each year: `2027.txt`. */
const folder = 'holidays'

/** The calendar of an installation, and what its server says of it at the start. */
export interface OpenedCalendar {
  readonly calendar: Calendar
  /** What each notice that is used comes to. */
  readonly notices: readonly Label[]
  /** Notices that are left out or doubtful. */
  readonly lacks: readonly Fault[]
}

/**
 * The calendar of what the program knows, and of the notices in `holidays` of the data folder. One
 * that cannot be read is left out, as if it were not there.
 */
export function openCalendar(data: string): OpenedCalendar {
  const read = readAll(join(data, folder))
  const years = read.flatMap(({ name, announced }) => (announced ? [{ name, announced }] : []))
  return {
    calendar: calendarWith(years.map(({ announced }) => announced)),
    notices: years.map(({ name, announced }) => {
      const { zh, en } = noticeInWords(announced)
      return { zh: `${name}：${zh}`, en: `${name}: ${en}` }
    }),
    lacks: read.flatMap(({ faults }) => faults),
  }
}

function readAll(path: string): readonly (ReadNotice & { readonly name: string })[] {
  try {
    return readdirSync(path)
      .filter((file) => !isOfSystem(file))
      .map((file) => ({ name: `${folder}/${file}`, ...readYear(path, file) }))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    return [{ name: folder, announced: null, faults: [unread(folder, error)] }]
  }
}

/** What editors and desktops leave in any folder. */
const isOfSystem = (file: string) => /^\.|~$|^Thumbs\.db$|^desktop\.ini$/i.test(file)

function readYear(at: string, file: string): ReadNotice {
  const name = `${folder}/${file}`
  const year = /^((?:19|20|21)\d\d)\.txt$/.exec(file)?.[1]
  if (year === undefined) return { announced: null, faults: [misnamed(name)] }
  try {
    const bytes = readFileSync(join(at, file))
    // What Windows calls ANSI; of any other encoding no item can be read, which is told.
    const text = fromUtf8(bytes) ?? new TextDecoder('gb18030').decode(bytes)
    return readNotice(text, { year: Number(year), name })
  } catch (error) {
    return { announced: null, faults: [unread(name, error)] }
  }
}

function misnamed(name: string): Fault {
  return fault('holidays.notice', {
    at: [name],
    text: {
      zh: `${name} 不是某一年的放假安排，没有读取。`,
      en: `${name} is not named as the holidays of a year are, and was not read.`,
    },
    hint: {
      zh: '请以年份命名，如 2027.txt，再重新启动。',
      en: 'Name it after its year, e.g. 2027.txt, and start again.',
    },
  })
}

function unread(name: string, error: unknown): Fault {
  const { code } = (error ?? {}) as NodeJS.ErrnoException
  if (code === undefined) throw error
  const reason = diskReason(error) ?? { zh: code, en: code }
  return fault('holidays.notice', {
    at: [name],
    text: { zh: `${name} 读不了：${reason.zh}。`, en: `${name} cannot be read: ${reason.en}.` },
    hint: diskHint,
  })
}
