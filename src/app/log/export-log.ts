import { refuse } from '../../ledger/fault.ts'
import type { AnnouncedKey } from '../../log/announced-keys.ts'
import { keyInForce } from '../../log/announced-keys.ts'
import { parseCheckpoint } from '../../log/checkpoint.ts'
import { parseNote } from '../../log/signed-note.ts'
import { tilePath, tilesOfTree } from '../../log/tiles.ts'
import { fromUtf8, toUtf8 } from '../../log/utf8.ts'
import type { OrgId, Store } from '../ports/store-ports.ts'

/** Where the files of a log go, e.g. a folder; paths use `/` and never leave it. */
export interface LogFiles {
  write(path: string, bytes: Uint8Array): Promise<void>
}

/** What was exported. */
export interface LogExported {
  readonly origin: string
  readonly size: number
  readonly files: number
}

/**
 * Writes a log as it stands at its newest checkpoint in the layout of c2sp.org/tlog-tiles:
 * `tile/…`, `tile/entries/…`, and beside it `vkey`, the key that the checkpoint is signed by, and
 * `keys`, every key of the log with the entries it answers for, one a line of JSON. The checkpoint
 * comes last, so that a folder with one is whole. Refuses with `log.unsigned` before the first checkpoint.
 */
export async function exportLog(
  { store }: { store: Pick<Store, 'logFile'> },
  org: OrgId,
  into: LogFiles,
): Promise<LogExported> {
  const note = await store.logFile(org, 'checkpoint')
  const keys = await store.logFile(org, 'keys')
  if (note === null || keys === null) unsigned()
  const { origin, size } = checkpointOf(note)
  const tiles = tilesOfTree({ size })
  await into.write('vkey', toUtf8(`${keyOf(keys, size)}\n`))
  await into.write('keys', keys)
  for (const tile of tiles) {
    const path = tilePath(tile)
    const bytes = await store.logFile(org, path)
    if (bytes === null) throw new Error(`the log has no ${path} though a checkpoint covers it`)
    await into.write(path, bytes)
  }
  await into.write('checkpoint', note)
  return { origin, size, files: tiles.length + 3 }
}

// Read from the list, so that a key announced after the checkpoint was read is not taken.
function keyOf(keys: Uint8Array, size: number): string {
  const lines = (fromUtf8(keys) ?? '').split('\n').filter((line) => line !== '')
  const announced = lines.map((line) => JSON.parse(line) as AnnouncedKey)
  return keyInForce(announced, { purpose: 'log', size })?.vkey ?? ''
}

function checkpointOf(note: Uint8Array): { origin: string; size: number } {
  const parsed = parseNote(fromUtf8(note) ?? '')
  const checkpoint = parsed.ok ? parseCheckpoint(parsed.note.text) : parsed
  if (!checkpoint.ok) throw new Error(`the stored checkpoint is damaged: ${checkpoint.reason}`)
  return checkpoint.checkpoint
}

function unsigned(): never {
  refuse('log.unsigned', {
    text: { zh: '日志还没有检查点。', en: 'The log has no checkpoint yet.' },
    hint: { zh: '请稍候片刻再导出。', en: 'Wait a moment and export again.' },
  })
}
