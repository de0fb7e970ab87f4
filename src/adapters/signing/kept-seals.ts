import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Pool } from 'pg'
import type { NewestSeals } from '../../app/ports/audit-ports.ts'
import type { OrgId, StoredCheckpoint } from '../../app/ports/store-ports.ts'
import { toBase64 } from '../../log/base64.ts'
import type { CheckpointSeal } from '../../log/checkpoint-seal.ts'
import { formatSeal, readSeal } from '../../log/checkpoint-seal.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import { signNote } from '../../log/sign-note.ts'
import { withinOrganisation } from '../postgres/within-organisation.ts'
import { readKeyOf } from './key-file.ts'
import { replaceFile } from './replace-file.ts'

const ending = '.newest'
const sealName = /^([0-9a-f-]{36})\.newest$/

/**
 * Keeps beside the keys what was signed last of a log: a file a log, so that three thousand logs
 * cost no more than one, and two processes never write the same list. Written after the checkpoint
 * is stored, so it may be behind, never ahead. Where the database no longer has what it says, it is
 * left as it is: it is the evidence.
 */
export async function keepNewest(
  parts: Parts,
  log: KeptLog,
  made: { readonly checkpoint: StoredCheckpoint; readonly vkey: string },
): Promise<void> {
  try {
    await keep(parts, log, made)
  } catch {
    // The checkpoint is stored. A folder that cannot be written, or lacks the key, must not make
    // it look as if it were not; `fsck` says that the file is behind.
  }
}

interface KeptLog {
  readonly org: OrgId
  readonly publicId: string
  readonly origin: string
}

interface Parts {
  readonly pool: Pool
  readonly keysDir: string
  readonly crypto: LogCrypto
}

async function keep(
  parts: Parts,
  log: KeptLog,
  made: { readonly checkpoint: StoredCheckpoint; readonly vkey: string },
): Promise<void> {
  const { pool, keysDir, crypto } = parts
  const { size, root, madeAt } = made.checkpoint
  const path = join(keysDir, `${log.publicId}${ending}`)
  const known = readSeal('newest', (await textOf(path)) ?? '')
  if (known !== null && known.size >= size) return
  if (known !== null && !(await isStored(pool, log, known))) return
  const place = { ...log, keysDir, purpose: 'log' } as const
  const seal = { origin: log.origin, size, root, madeAt, before: known?.size ?? 0 }
  const text = formatSeal('newest', { ...seal, since: known?.since ?? size })
  const note = signNote(crypto, text, [readKeyOf(crypto, place, made.vkey)])
  await replaceFile(path, note)
}

/** The files of a keys folder that `keepNewest` wrote, by public id of the organisation. */
export function newestSealsIn(keysDir: string): NewestSeals {
  return async () => {
    const names = await readdir(keysDir).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return []
      if (error.code === 'EACCES') return null
      throw error
    })
    if (names === null) return null
    const found = new Map<string, string>()
    for (const name of names) {
      const [, publicId] = sealName.exec(name) ?? []
      const text = publicId === undefined ? null : await textOf(join(keysDir, name))
      if (publicId !== undefined && text !== null) found.set(publicId, text)
    }
    return found
  }
}

/** Puts such files into a keys folder where they are not there yet. */
export async function placeNewest(
  keysDir: string,
  notes: Readonly<Record<string, string>>,
): Promise<void> {
  for (const [publicId, note] of Object.entries(notes)) {
    const name = `${publicId}${ending}`
    if (sealName.test(name)) await replaceFile(join(keysDir, name), note)
  }
}

async function isStored(pool: Pool, log: KeptLog, known: CheckpointSeal): Promise<boolean> {
  return withinOrganisation(pool, { org: log.org, mode: 'read' }, async (scope) => {
    const [row] = await scope.rows<{ root: Buffer }>({
      name: 'root-of-checkpoint',
      text: 'SELECT root FROM ledger.checkpoint WHERE org_id = $1 AND size = $2',
      values: [scope.org, known.size],
    })
    return row !== undefined && toBase64(row.root) === known.root
  })
}

async function textOf(path: string): Promise<string | null> {
  return readFile(path, 'utf8').catch(() => null)
}
