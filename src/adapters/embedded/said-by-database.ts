import { existsSync, openSync, readFileSync, renameSync, statfsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fault, Refusal, refuse } from '../../ledger/fault.ts'
import type { DatabasePlace } from './database-place.ts'
import { databasePlace } from './database-place.ts'

const logBytesMax = 10 * 1024 * 1024

/** The file in which the database says what it does. */
function logOf({ folder }: Pick<DatabasePlace, 'folder'>): string {
  return join(folder, 'postgres.log')
}

/** How much it has said. */
export function saidBytes(place: DatabasePlace): number {
  return statSync(logOf(place), { throwIfNoEntry: false })?.size ?? 0
}

/** That file for a database that is started; one that has grown long is moved aside. */
export function openLog(place: DatabasePlace): number {
  const path = logOf(place)
  if (saidBytes(place) > logBytesMax) renameSync(path, `${path}.1`)
  return openSync(path, 'a', 0o600)
}

/**
 * Whether the database of a data folder ended for want of room since this was called: whoever asks
 * it something is only told that it is gone. Null where it did not.
 */
export function watchRoom(home: string): () => Refusal | null {
  const place = databasePlace(home)
  const from = saidBytes(place)
  return () => (isFull(place, from) ? diskFilled(place) : null)
}

/**
 * Refuses with `database.start.failed`, or `database.disk-full` where that is why. `from`: how much
 * it had said before it was waited for.
 */
export function neverReady(place: DatabasePlace, from: number): never {
  if (isFull(place, from)) throw diskFilled(place)
  refuse('database.start.failed', {
    text: { zh: '数据库未能启动。', en: 'The database did not start.' },
    hint: {
      zh: `原因见 ${logOf(place)} 的末尾。`,
      en: `The reason is at the end of ${logOf(place)}.`,
    },
  })
}

/** What the server said since; on a disk that takes nothing it could not even say it. */
function isFull(place: DatabasePlace, from: number): boolean {
  const path = logOf(place)
  // A shorter one is another: the old one was moved aside.
  const said = existsSync(path)
    ? readFileSync(path).subarray(saidBytes(place) < from ? 0 : from)
    : ''
  if (/(PANIC|FATAL): .*(No space left|quota exceeded)/.test(said.toString())) return true
  const { bavail, bsize } = statfsSync(place.folder)
  return bavail * bsize < roomForLogBytes
}

/** With less room than this no line is sure to be in the log. */
const roomForLogBytes = 64 * 1024

function diskFilled({ folder }: DatabasePlace): Refusal {
  return new Refusal([
    fault('database.disk-full', {
      at: [folder],
      text: {
        zh: `自带的数据库停了：${folder} 所在的磁盘已满。`,
        en: `The built-in database ended: the disk of ${folder} is full.`,
      },
      hint: {
        zh: '请腾出磁盘空间：运行中的服务会自行恢复，已停止的请再启动。已登记的内容没有丢失。',
        en: 'Free some space: a running server goes on by itself, a stopped one is to be started again. What was recorded is not lost.',
      },
    }),
  ])
}
