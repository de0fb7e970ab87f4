import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { OlderLog } from '../../app/ports/backup-ports.ts'
import { refuse } from '../../ledger/fault.ts'
import type { ProcessSign } from '../embedded/process-sign.ts'
import { makeFolder } from '../make-folder.ts'

/** What stands in a data folder whose restore is not over. */
export interface RestoreMark {
  readonly state: 'unfinished' | 'older'
  readonly backup: string
  /** Logs that were longer once; they must be acknowledged before anything is served. */
  readonly older: readonly OlderLog[]
  /** The folder that stood there before, under its new name. */
  readonly replaced?: string | null
  /** Who restores: while that process is there, nobody else begins anew. */
  readonly by?: ProcessSign
  /** The folder in which this restore makes the database, where that lies away from the data. */
  readonly database?: string
}

const markName = 'restore.json'
/** What the mark is written as before it has its name. */
const unfinishedName = `${markName}.new`

/** Writes the mark; it is there before anything else is, and whole or not at all. */
export function writeMark(data: string, mark: RestoreMark): void {
  makeFolder(data, 0o711)
  const path = join(data, markName)
  const unfinished = join(data, unfinishedName)
  writeFileSync(unfinished, `${JSON.stringify(mark, null, 1)}\n`, { flush: true })
  renameSync(unfinished, path)
}

/** Whether nothing is there but, at most, a mark that a full disk or a crash kept from its name. */
export function isUnused(data: string): boolean {
  return !existsSync(data) || readdirSync(data).every((name) => name === unfinishedName)
}

/** The mark of a data folder; null where there is none. */
export function readMark(data: string): RestoreMark | null {
  const path = join(data, markName)
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as RestoreMark) : null
}

/** Ends the mark. */
export function removeMark(data: string): void {
  rmSync(join(data, markName), { force: true })
}

/** Refuses with `restore.unfinished` or `restore.older` to open a folder that bears the mark. */
export function refuseMarked(data: string): void {
  const mark = readMark(data)
  if (mark === null) return
  if (mark.state === 'unfinished') {
    refuse('restore.unfinished', {
      at: [data],
      text: {
        zh: `这个数据目录的恢复没有完成（${mark.backup}），不能使用。`,
        en: `The restore of this data folder did not finish (${mark.backup}); it cannot be used.`,
      },
      hint: mark.replaced
        ? {
            zh: `请再运行一次 taizhang restore，会从头恢复。原来的目录在 ${mark.replaced}。`,
            en: `Run taizhang restore once more: it begins anew. What was there before is ${mark.replaced}.`,
          }
        : {
            zh: '请再运行一次 taizhang restore，会从头恢复。',
            en: 'Run taizhang restore once more: it begins anew.',
          },
    })
  }
  refuse('restore.older', {
    at: [data],
    text: {
      zh: `恢复的是较旧的备份：${mark.older
        .map(lackOf)
        .map(({ zh }) => zh)
        .join('；')}。`,
      en: `An older copy was put back: ${mark.older
        .map(lackOf)
        .map(({ en }) => en)
        .join('; ')}.`,
    },
    hint: {
      zh: '请改用较新的备份；确实没有时，运行 taizhang restore --acknowledge --reason "…" --data 该目录，缺失的事实和理由将写入日志，然后才能启动。',
      en: 'Use a newer copy. If there is none, run taizhang restore --acknowledge --reason "…" --data on this folder: what is lacking and why becomes an entry of the log, then it can be served.',
    },
  })
}

/** What a log lacks, in a sentence. */
function lackOf({ name, size, seenSize, how }: OlderLog): { zh: string; en: string } {
  return how === 'shorter'
    ? {
        zh: `${name.zh}的日志只有 ${size} 条，此前见到过 ${seenSize} 条`,
        en: `the log of ${name.en} has ${size} entries, ${seenSize} were seen before`,
      }
    : {
        zh: `${name.zh}的日志在 ${seenSize} 条处与此前见到的不同`,
        en: `the log of ${name.en} differs at ${seenSize} entries from what was seen before`,
      }
}
