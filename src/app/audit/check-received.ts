import type { Fault } from '../../ledger/fault.ts'
import { visibleText } from '../../ledger/fields/visible-text.ts'
import type { Label } from '../../ledger/label.ts'
import { toBase64 } from '../../log/base64.ts'
import { emptyRoot } from '../../log/merkle-hash.ts'
import type { AuditedWatchedLog } from '../ports/audit-ports.ts'
import type { DifferencePlace, Found } from './difference.ts'
import { difference } from './difference.ts'
import { isNear } from './is-near.ts'
import { parsedFields } from './parsed-fields.ts'
import type { Examined, Walk } from './walk-entries.ts'

/** The files of received reports, and what is known of the logs that they came from. */
export async function checkReceived(examined: Examined, walk: Walk): Promise<Found> {
  const watched = await checkWatched(examined, walk)
  return { ...watched, faults: [...(await checkFiles(examined, walk)), ...watched.faults] }
}

async function checkFiles({ ledger, organisation }: Examined, walk: Walk): Promise<Fault[]> {
  const arrivals = new Map(walk.arrivals.all)
  const faults: Fault[] = []
  const add = (record: string, code: string, text: Label): void => {
    const place = ['received', record] as const
    faults.push(difference(organisation.publicId, place, { code: `received.${code}`, text }))
  }
  for (const { record, sha256, actual, receivedAt } of await ledger.receivedFiles()) {
    const arrival = arrivals.get(record)
    arrivals.delete(record)
    if (arrival === undefined) {
      add(record, 'stray', {
        zh: `收到的文件 ${record} 在日志中没有条目。`,
        en: `The received file ${record} has no entry in the log.`,
      })
    } else if (sha256 !== arrival.file || actual !== sha256) {
      add(record, 'changed', {
        zh: `条目 ${arrival.entry} 收到的文件已被改动。`,
        en: `The file that entry ${arrival.entry} received was changed.`,
      })
    } else if (receivedAt !== arrival.recordedAt) {
      add(record, 'redated', {
        zh: `条目 ${arrival.entry} 收到的文件，其收到时间（${receivedAt}）已被改动。`,
        en: `The file of entry ${arrival.entry} was given another time of arrival (${receivedAt}).`,
      })
    }
  }
  for (const [record, { entry }] of arrivals) {
    add(record, 'missing', {
      zh: `条目 ${entry} 收到的文件缺失。`,
      en: `The file that entry ${entry} received is missing.`,
    })
  }
  return faults
}

/**
 * The rows of watched logs: the keys that entries of kind `key` say were believed (for one watched
 * since an older version, the trail) and since when, the name it was watched under, and the largest
 * tree that a report was cosigned at.
 * Bundles and calls let a log be seen further than that, which is no difference.
 */
async function checkWatched(
  { crypto, ledger, organisation }: Examined,
  walk: Walk,
): Promise<Found> {
  const [faults, notices]: [Fault[], Fault[]] = [[], []]
  const place = (origin: string): DifferencePlace => ['watched', origin]
  const rows = await ledger.watched()
  const believed = believedKeys(walk)
  const lines = await ledger.watchLines()
  for (const row of rows) {
    const { origin } = row
    const watched = believed.get(origin) ?? trailKeys(lines, origin)
    const named = [...keysLedBack(walk, origin), ...watched]
    const found = [
      ...keyDifferences(row, named),
      ...nameDifferences(row, nameSaid(walk, origin)),
      ...sinceDifferences(row, believedSince(walk, origin)),
      ...sizeDifferences(row, largestSeen(walk, origin), toBase64(emptyRoot(crypto))),
    ]
    for (const { isNotice, ...one } of found) {
      const fault = difference(organisation.publicId, place(origin), one)
      if (isNotice === true) notices.push(fault)
      else faults.push(fault)
    }
  }
  const known = new Set(rows.map(({ origin }) => origin))
  const logs = [...walk.arrivals.all.values()].map(({ log }) => String(log ?? ''))
  for (const origin of new Set([...believed.keys(), ...logs])) {
    if (origin === '' || known.has(origin)) continue
    faults.push(
      difference(organisation.publicId, place(origin), {
        code: 'watched.missing',
        text: {
          zh: `见证的日志 ${origin} 缺失，条目中有它。`,
          en: `The watched log ${origin} is missing; entries name it.`,
        },
      }),
    )
  }
  return { faults, notices }
}

interface Difference {
  readonly code: string
  readonly text: Label
  readonly isNotice?: true
}

/** Keys by origin in the order in which they were believed. */
function believedKeys({ announcements }: Walk): ReadonlyMap<string, readonly string[]> {
  const keys = new Map<string, readonly string[]>()
  for (const { fields } of announcements.values()) {
    const { log, logKey, logKeyBefore } = parsedFields(fields)
    if (typeof log !== 'string' || typeof logKey !== 'string') continue
    const before = typeof logKeyBefore === 'string' ? [logKeyBefore] : []
    keys.set(log, [...(keys.get(log) ?? before), logKey])
  }
  return keys
}

/** Keys of before a log was watched, the oldest first: each entry names the one before the last. */
function keysLedBack({ announcements }: Walk, origin: string): readonly string[] {
  const keys: string[] = []
  for (const { fields } of announcements.values()) {
    const { how, log, logKeyBefore } = parsedFields(fields)
    const isOne = how === 'led-back' && log === origin
    if (isOne && typeof logKeyBefore === 'string') keys.unshift(logKeyBefore)
  }
  return keys
}

function trailKeys(
  lines: readonly { readonly origin: string; readonly detail: string }[],
  origin: string,
): readonly string[] {
  const line = lines.find((one) => one.origin === origin)
  return line === undefined ? [] : [line.detail]
}

function keyDifferences(row: AuditedWatchedLog, believed: readonly string[]): Difference[] {
  const stored = [...row.former, row.vkey]
  if (stored.length === believed.length && stored.every((key, at) => key === believed[at])) {
    return []
  }
  return [
    {
      code: 'watched.key',
      text: {
        zh: `见证的日志 ${row.origin} 的公钥不是条目所载的公钥。`,
        en: `The key of watched log ${row.origin} is not the one that entries say was believed.`,
      },
    },
  ]
}

/**
 * The name that a log was watched under: the entry says it, or, of one that an older version wrote,
 * what arrived of it. Null where neither does.
 */
function nameSaid({ announcements, arrivals }: Walk, origin: string): string | null {
  for (const { fields } of announcements.values()) {
    const { log, logName } = parsedFields(fields)
    if (log === origin && typeof logName === 'string') return logName
  }
  for (const { log, sender } of arrivals.all.values()) {
    if (log === origin && typeof sender === 'string') return sender
  }
  return null
}

function nameDifferences({ origin, name }: AuditedWatchedLog, said: string | null): Difference[] {
  if (said === null || name === said || asRecorded(name) === said) return []
  return [
    {
      code: 'watched.name',
      text: {
        zh: `见证的日志 ${origin} 的名称“${name}”不是条目所载的“${said}”。`,
        en: `Watched log ${origin} is called “${name}”; entries say “${said}”.`,
      },
    },
  ]
}

// As a field of one line in a record holds it.
function asRecorded(name: string): string {
  return visibleText(name).replace(/\s+/g, ' ').trim()
}

/** When the key that is believed now was entered; null where no entry says so. */
function believedSince({ announcements }: Walk, origin: string): string | null {
  let newest: string | null = null
  for (const { fields, recordedAt } of announcements.values()) {
    const { log, logKey } = parsedFields(fields)
    if (log === origin && typeof logKey === 'string') newest = recordedAt
  }
  return newest
}

function sinceDifferences({ origin, since }: AuditedWatchedLog, said: string | null): Difference[] {
  if (said === null || isNear(since, said)) return []
  return [
    {
      code: 'watched.since',
      text: {
        zh: `见证的日志 ${origin} 的公钥登记时间（${since}）与条目（${said}）不符。`,
        en: `The key of watched log ${origin} is believed since ${since}; its entry is of ${said}.`,
      },
    },
  ]
}

interface Seen {
  readonly size: number
  readonly root: unknown
}

function largestSeen({ arrivals }: Walk, origin: string): Seen | null {
  let largest: Seen | null = null
  for (const { log, checkpoint, root, isCosigned } of arrivals.all.values()) {
    if (log !== origin || !isCosigned || typeof checkpoint !== 'number') continue
    if (largest === null || checkpoint > largest.size) largest = { size: checkpoint, root }
  }
  return largest
}

function sizeDifferences(row: AuditedWatchedLog, seen: Seen | null, none: string): Difference[] {
  const { origin, size } = row
  const expected = seen ?? { size: 0, root: none }
  if (size < expected.size || (size === expected.size && row.root !== expected.root)) {
    return [
      {
        code: 'watched.size',
        text: {
          zh: `见证的日志 ${origin} 记为 ${size} 条，收到的报告已见证到 ${expected.size} 条。`,
          en: `Watched log ${origin} stands at ${size}; a received report was cosigned at ${expected.size}.`,
        },
      },
    ]
  }
  if (size === expected.size) return []
  return [
    {
      code: 'watched.ahead',
      text: {
        zh: `见证的日志 ${origin} 见证到 ${size} 条，本单位条目只载到 ${expected.size} 条：其余见于交换包、报送任务或未收成的报告，条目不载，无从核对。`,
        en: `Watched log ${origin} was seen at ${size}; entries here name ${expected.size}. The rest was seen in bundles, calls or a report that was not taken in, which no entry names, so it cannot be checked.`,
      },
      isNotice: true,
    },
  ]
}
