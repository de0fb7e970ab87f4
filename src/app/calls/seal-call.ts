import { core } from '../../ledger/core-registers.ts'
import { refuse } from '../../ledger/fault.ts'
import { keysInForce } from '../../log/announced-keys.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import { openJointly } from '../../log/open-jointly.ts'
import { payloadOfEntry } from '../../log/payload-tree.ts'
import { isOpenedInCall } from '../../report/call/sealed-call.ts'
import type { SealedCall } from '../../report/call/sealed-call.ts'
import { withLogSignature } from '../../report/evidence/carried-checkpoint.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Organisation, Reader, StoredEntry } from '../ports/store-ports.ts'
import { coveringCheckpoint } from '../report/gather-evidence.ts'
import { findCall } from './find-call.ts'

/** What is sealed, and for whom. */
export interface SealCall {
  readonly call: string
  /** Size of the largest tree of our log that the addressee saw; 0: none. */
  readonly seen: number
}

/**
 * The sealed file of a call that was signed. Refuses with `call.unsigned`, and with
 * `report.uncovered` while no checkpoint covers its signature: ask again in a moment.
 */
export function sealCall(
  { store, crypto }: Pick<AppPorts, 'store' | 'crypto'>,
  sender: Organisation,
  { call, seen }: SealCall,
): Promise<SealedCall> {
  return store.read(sender.id, async (reader) => {
    await findCall(reader, call)
    const entry = await signedEntry(reader, call)
    const { index } = entry
    const checkpoint = await coveringCheckpoint(reader, index + 1)
    const { size } = checkpoint
    const isGrown = seen > 0 && seen < size
    return {
      v: 1,
      sender: { id: sender.publicId, name: sender.name, origin: sender.origin },
      key: keysInForce(await reader.keys(), size).log,
      entry: {
        index,
        leafText: entry.leafText,
        opening: openingOf(crypto, entry),
        proof: [...(await reader.inclusion({ index, size }))],
      },
      checkpoint: withLogSignature(checkpoint.note),
      growth: isGrown
        ? { from: seen, proof: [...(await reader.consistency({ from: seen, to: size }))] }
        : null,
    }
  })
}

/** The entry that signed a call of this log. Refuses with `call.unsigned`. */
export async function signedEntry(reader: Reader, call: string): Promise<StoredEntry> {
  const versions = await reader.versions(call)
  const entry = versions.find(({ leaf }) => leaf.kind === 'sign')
  if (entry?.leaf.register === core.call.id) return entry
  return refuse('call.unsigned', {
    text: { zh: '这项报送任务还没有签发。', en: 'This call is not signed yet.' },
    hint: { zh: '签发之后才能下达。', en: 'It goes down once it is signed.' },
  })
}

function openingOf(crypto: LogCrypto, entry: StoredEntry) {
  const payload = payloadOfEntry(entry)
  if (payload === null) throw new Error(`entry ${entry.index} has no payload left`)
  const cells = 'secret' in payload ? payload.fields : payload.cells
  const paths = cells.map(({ path }) => path).filter(isOpenedInCall)
  return openJointly(crypto, payload, new Set(paths))
}
