import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ReadReply } from '../../src/report/receive/reply.ts'
import type { KeptUnit } from './kept-ledger.ts'
import type { KeptVerdict } from './kept-verdict.ts'

/** What one version of the product left behind, and what it said of it. */
export interface Golden {
  readonly made: { readonly version: string; readonly commit: string; readonly on: string }
  /** Major version of the PostgreSQL whose cluster lies in the data folder. */
  readonly postgres: number
  /** The moment at which the folder was looked into. */
  readonly clock: string
  /** In the order in which they were founded. */
  readonly units: readonly KeptUnit[]
  /** The logs in the backup, in the same order; it was made before the demo unit. */
  readonly backup: readonly { readonly size: number; readonly root: string }[]
  readonly verdicts: readonly VerdictOfFile[]
  readonly replies: readonly ReplyOfFile[]
  readonly log: ExportedLog
}

/** A file of the folder as `taizhang verify` is given it, and the answer. */
export interface VerdictOfFile {
  readonly file: string
  /** Another file of the folder that is given beside it. */
  readonly with?: string
  /** Verifier key that is given for the log. */
  readonly key?: string
  readonly verdict: KeptVerdict
}

/** A reply, and what was read in it as the answer to a report. */
export interface ReplyOfFile {
  readonly file: string
  readonly digest: string
  readonly origin: string
  readonly reply: ReadReply
}

/** What an exported log was. */
export interface ExportedLog {
  readonly origin: string
  readonly size: number
  readonly root: string
  /** Verifier keys that the log has had, oldest first. */
  readonly vkeys: readonly string[]
}

/** Names of what lies in such a folder beside the files that left the house. */
export const keptNames = {
  data: 'data.tar.br',
  backup: 'backup.taizhang.tar',
  log: 'log.tar.br',
  golden: 'golden.json',
} as const

/** Seals the keys in the backup; of a unit that does not exist. */
export const passphrase = '库房钥匙挂在东墙第三格'

const here = fileURLToPath(new URL('.', import.meta.url))

/** Every folder that a version left, oldest first. */
export function keptFolders(): readonly { readonly name: string; readonly path: string }[] {
  return readdirSync(here, { withFileTypes: true })
    .filter((one) => one.isDirectory() && /^v\d/.test(one.name))
    .map(({ name }) => ({ name, path: join(here, name) }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

/** What was said of a folder when it was made. */
export function goldenOf(folder: string): Golden {
  return JSON.parse(readFileSync(join(folder, keptNames.golden), 'utf8')) as Golden
}
