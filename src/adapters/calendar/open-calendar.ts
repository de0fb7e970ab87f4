import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Calendar } from '../../app/ports/work-calendar-ports.ts'
import type { Fault } from '../../ledger/fault.ts'
import { fault } from '../../ledger/fault.ts'
import { fromUtf8 } from '../../log/utf8.ts'
import { readNotice } from './announced-year.ts'
import { calendarWith } from './chinese-calendar.ts'

/** Where notices of holidays lie in a data folder, a text for each year: `2027.txt`. */
const folder = 'holidays'

/**
 * The calendar of an installation: what the program knows, and the notices in `holidays` of its
 * data folder. One that cannot be read is left out, as if it were not there, and told as lacking.
 */
export function openCalendar(data: string): {
  readonly calendar: Calendar
  readonly lacks: readonly Fault[]
} {
  const read = namesIn(join(data, folder)).map((name) => readYear(join(data, folder), name))
  const years = read.flatMap(({ announced }) => (announced === null ? [] : [announced]))
  return { calendar: calendarWith(years), lacks: read.flatMap(({ faults }) => faults) }
}

function readYear(at: string, file: string): ReturnType<typeof readNotice> {
  const name = `${folder}/${file}`
  const year = /^((?:19|20|21)\d\d)\.txt$/.exec(file)?.[1]
  if (year === undefined) return { announced: null, faults: [misnamed(name)] }
  const bytes = bytesOf(join(at, file))
  if (bytes === null) return { announced: null, faults: [unread(name)] }
  // What Windows calls ANSI; of any other encoding no line can be read, which is told.
  const text = fromUtf8(bytes) ?? new TextDecoder('gb18030').decode(bytes)
  return readNotice(text, { year: Number(year), name })
}

function bytesOf(path: string): Uint8Array | null {
  try {
    return readFileSync(path)
  } catch {
    return null
  }
}

function namesIn(path: string): readonly string[] {
  try {
    return readdirSync(path).filter((name) => !name.startsWith('.'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
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

function unread(name: string): Fault {
  return fault('holidays.notice', {
    at: [name],
    text: { zh: `${name} 读不了。`, en: `${name} cannot be read.` },
    hint: {
      zh: '请让运行台账的用户能读这个文件，再重新启动。',
      en: 'Let the user that Taizhang runs as read this file, and start again.',
    },
  })
}
