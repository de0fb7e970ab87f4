import { refuse } from '../../ledger/fault.ts'
import type { AnnouncedKey } from '../../log/announced-keys.ts'
import { keysInForce } from '../../log/announced-keys.ts'
import { fromBase64 } from '../../log/base64.ts'
import type { OpenedField } from '../../log/opening.ts'
import type { Payload } from '../../log/payload-tree.ts'
import { openFields, payloadOfEntry } from '../../log/payload-tree.ts'
import { formatTlogProof } from '../../log/tlog-proof.ts'
import { openTo } from '../access/open-to.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Reader, Session, StoredCheckpoint, StoredEntry } from '../ports/store-ports.ts'
import { readable } from './read-record.ts'

/** Everything that proves one version of a record to a stranger, offline. */
export interface RecordProof {
  readonly index: number
  readonly leafText: string
  readonly leafHash: string
  readonly receipt: string
  readonly proof: string | null
  readonly checkpoint: StoredCheckpoint | null
  readonly provedBetween: { readonly after: string | null; readonly before: string | null }
  readonly keys: { readonly log: string; readonly receipt: string }
  readonly payload: {
    readonly root: string
    /** Leaves of the payload tree, opened or not. */
    readonly size: number
    readonly openings: readonly OpenedField[]
  }
}

/** Proves a version of a record; of fields that the caller may not read nothing is opened. */
export async function proveRecord(
  ports: Pick<AppPorts, 'store' | 'crypto'>,
  session: Session,
  { id, version }: { id: string; version: number | null },
): Promise<RecordProof> {
  return ports.store.read(session.org.id, async (reader) => {
    const record = readable(session, await reader.record(id))
    const entries = await reader.versions(record.id)
    const entry = entries.find((one) => one.leaf.version === (version ?? record.version))
    if (!entry) return refuseVersion()
    const proved = await inclusionOf(reader, entry)
    const around = await reader.checkpointsAround(entry.index)
    return {
      index: entry.index,
      leafText: entry.leafText,
      leafHash: entry.leafHash,
      receipt: entry.receipt,
      ...proved,
      provedBetween: {
        after: around.before?.madeAt ?? null,
        before: around.after?.madeAt ?? null,
      },
      keys: keysFor(await reader.keys(), { entry, checkpoint: proved.checkpoint }),
      payload: {
        root: entry.leaf.payload,
        size: sizeOf(payloadOfEntry(entry)),
        openings: openingsOf(ports, session, { entry, register: record.register }),
      },
    }
  })
}

// The receipt was signed when the entry was written, the checkpoint perhaps under a later key.
function keysFor(
  announced: readonly AnnouncedKey[],
  { entry, checkpoint }: { entry: StoredEntry; checkpoint: StoredCheckpoint | null },
): RecordProof['keys'] {
  const { receipt } = keysInForce(announced, entry.index + 1)
  const { log } = keysInForce(announced, checkpoint?.size ?? entry.index + 1)
  return { log, receipt }
}

async function inclusionOf(reader: Reader, { index }: StoredEntry) {
  const checkpoint = await reader.checkpoint()
  if (checkpoint === null || checkpoint.size <= index) return { checkpoint: null, proof: null }
  const hashes = await reader.inclusion({ index, size: checkpoint.size })
  const path = hashes.map(fromBase64).filter((one) => one !== null)
  const proof = formatTlogProof({ index, hashes: path, checkpoint: checkpoint.note, extra: null })
  return { checkpoint, proof }
}

function openingsOf(
  { crypto }: Pick<AppPorts, 'crypto'>,
  session: Session,
  { entry, register: id }: { entry: StoredEntry; register: string },
): readonly OpenedField[] {
  const register = session.pack.registers.get(id)
  const payload = payloadOfEntry(entry)
  if (!register || payload === null || entry.fields === null) return []
  const { withheld } = openTo(session, register, entry.values ?? {})
  const hidden = withheld.map((one) => one.split('.'))
  const cells = 'secret' in payload ? payload.fields : payload.cells.filter((one) => 'value' in one)
  const paths = cells.map((one) => one.path).filter((path) => !isHidden(path, hidden))
  const opened = openFields(crypto, payload, paths)
  return opened.ok ? opened.opening.fields : []
}

// Paths run `agenda/0/topic`; a hidden column leaves the rest of its row open.
function isHidden(path: string, hidden: readonly (readonly string[])[]): boolean {
  const steps = path.split('/')
  return hidden.some(([field, column]) => {
    if (steps[0] !== field) return false
    return column === undefined || steps[2] === column || steps[2] === '#'
  })
}

function sizeOf(payload: Payload | null): number {
  if (payload === null) return 0
  return 'secret' in payload ? payload.fields.length : payload.cells.length
}

function refuseVersion(): never {
  return refuse('entry.unknown', {
    at: ['query', 'version'],
    text: { zh: '这条记录没有这个版本。', en: 'The record has no such version.' },
    hint: { zh: '请从版本列表中选择。', en: 'Choose one from its versions.' },
  })
}
