import type { Fault } from '../ledger/fault.ts'
import { fault } from '../ledger/fault.ts'
import type { Label } from '../ledger/label.ts'

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs

/** Milliseconds by which clocks may differ: what NTP puts right is seconds. */
export const clockMsMax = 2 * minuteMs
/** A log that is silent for longer than a long summer makes a clock doubtful at the start. */
const silentMsMax = 100 * dayMs
/** How long an administrator's word about a clock holds for processes that begin after it. */
const wordMs = dayMs

/** Both clocks of a machine at one moment, milliseconds. */
export interface ClockReading {
  /** The clock that entries are dated by, since 1970 UTC. */
  readonly wallMs: number
  /** A clock that nobody sets and that counts sleep, from any beginning. */
  readonly steadyMs: number
}

/** What a process that has just begun holds its clock against; null: not known. */
export interface StartEvidence {
  readonly databaseMs: number | null
  /** The newest entry of any real unit, or word of its administrator. */
  readonly newestMs: number | null
}

/** Why a clock is not believed. */
export interface ClockDoubt {
  readonly kind: 'jumped' | 'database' | 'silent' | 'behind'
  /** How far the clock is ahead of what it was held against; negative: behind. */
  readonly byMs: number
  /** What the clock itself shows for the moment from which a word about it counts. */
  readonly sinceMs: number
}

/** A clock in doubt, and what it showed when it was looked at. */
export interface DoubtedClock extends ClockDoubt {
  readonly wallMs: number
}

/** An administrator's word that the clock was right, and the newest entry it was given over. */
export interface ClockWord {
  readonly atMs: number
  readonly lastMs: number | null
}

/**
 * Whether the clock went on as the steady one did since both were last believed. Sleep, a change of
 * zone and what NTP slews are no jump.
 */
export function judgeGoing(now: ClockReading, believed: ClockReading): ClockDoubt | null {
  const goneMs = now.steadyMs - believed.steadyMs
  const byMs = now.wallMs - (believed.wallMs + goneMs)
  if (Math.abs(byMs) <= clockMsMax) return null
  return { kind: 'jumped', byMs, sinceMs: now.wallMs - goneMs }
}

/** Whether the clock fits what else is known when a process begins. */
export function judgeStart(
  { wallMs }: ClockReading,
  { databaseMs, newestMs }: StartEvidence,
): ClockDoubt | null {
  const sinceMs = wallMs - wordMs
  if (databaseMs !== null && Math.abs(wallMs - databaseMs) > clockMsMax) {
    return { kind: 'database', byMs: wallMs - databaseMs, sinceMs }
  }
  if (newestMs !== null && wallMs - newestMs > silentMsMax) {
    return { kind: 'silent', byMs: wallMs - newestMs, sinceMs }
  }
  return null
}

/** Whether the clock shows less than the newest entry of a log, which a new one would follow. */
export function judgeLog(
  { wallMs }: Pick<ClockReading, 'wallMs'>,
  lastMs: number | null,
): ClockDoubt | null {
  if (lastMs === null || lastMs - wallMs <= clockMsMax) return null
  return { kind: 'behind', byMs: wallMs - lastMs, sinceMs: lastMs }
}

/** Whether somebody gave their word for the clock as it goes now, or for the log as it stands. */
export function isConfirmed(
  { kind, sinceMs }: ClockDoubt,
  { wallMs }: Pick<ClockReading, 'wallMs'>,
  words: readonly ClockWord[],
): boolean {
  return words.some(({ atMs, lastMs }) =>
    kind === 'behind'
      ? lastMs !== null && lastMs >= sinceMs
      : atMs >= sinceMs && atMs <= wallMs + clockMsMax,
  )
}

/** What whoever wants to write is told. */
export function clockFault({ kind, byMs }: ClockDoubt, { wallMs }: { wallMs: number }): Fault {
  const shows = new Date(wallMs).toISOString().slice(0, 16).replace('T', ' ')
  const by = inWords(Math.abs(byMs))
  const what: Readonly<Record<ClockDoubt['kind'], Label>> = {
    jumped: {
      zh: `服务器时钟突然${byMs > 0 ? '拨快' : '拨慢'}了${by.zh}`,
      en: `The server's clock was put ${byMs > 0 ? 'forward' : 'back'} by ${by.en}`,
    },
    database: {
      zh: `服务器时钟比数据库的时钟${byMs > 0 ? '快' : '慢'}${by.zh}`,
      en: `The server's clock is ${by.en} ${byMs > 0 ? 'ahead of' : 'behind'} the database's`,
    },
    silent: {
      zh: `服务器时钟距日志最后一条已有${by.zh}，可能走快了`,
      en: `The newest entry is ${by.en} older than the server's clock, which may be ahead`,
    },
    behind: {
      zh: `服务器时钟比日志最后一条还早${by.zh}，新条目会记成那一条的时间`,
      en: `The server's clock is ${by.en} behind the newest entry, whose date a new one would carry`,
    },
  }
  return fault('clock.held', {
    text: {
      zh: `${what[kind].zh}（现为 UTC ${shows}），暂停写入。`,
      en: `${what[kind].en} (it shows ${shows} UTC); writing is held.`,
    },
    hint: {
      zh: '请管理员校准服务器时钟；如时钟无误，请管理员在“设置 · 日志”中确认，或在服务器上运行 taizhang clock confirm。已登记的内容照常可查。',
      en: 'The administrator sets the clock right, or confirms it in Settings, Log, or by taizhang clock confirm on the server. Reading goes on.',
    },
  })
}

function inWords(ms: number): Label {
  const minutes = Math.round(ms / minuteMs)
  if (minutes < 120) return { zh: ` ${minutes} 分钟`, en: `${minutes} minutes` }
  const hours = Math.round(minutes / 60)
  if (hours < 48) return { zh: ` ${hours} 小时`, en: `${hours} hours` }
  const days = Math.round(hours / 24)
  return { zh: ` ${days} 天`, en: `${days} days` }
}
