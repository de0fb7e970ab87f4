import { keyChangePaths } from '../../log/key-change.ts'
import { openJointly } from '../../log/open-jointly.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import type { ProvedKeyChange } from '../../report/evidence/evidence.ts'
import type { AppPorts } from '../app-ports.ts'
import type { Reader, Session } from '../ports.ts'
import { withKeySignatures } from './log-signature.ts'
import { payloadOfEntry } from './payload-of-entry.ts'

/**
 * How the keys of a log were replaced by entries that a checkpoint (a signed note) covers, the
 * oldest first, each proved under the first checkpoint over it: so whoever believes an older key
 * is led to the one of today.
 */
export async function gatherKeyChanges(
  { store, crypto }: Pick<AppPorts, 'store' | 'crypto'>,
  { org }: Session,
  checkpoint: string,
): Promise<readonly ProvedKeyChange[]> {
  // The first line of a signed note is its origin, the second the size of the tree.
  const size = Number(checkpoint.split('\n')[1])
  return store.read(org.id, async (reader) => {
    const since = (await reader.keys()).map((key) => key.since)
    const indexes = [...new Set(since)].filter((index) => index > 0 && index < size)
    const changes: ProvedKeyChange[] = []
    for (const index of indexes) changes.push(await provedChange({ reader, crypto }, index))
    return changes
  })
}

async function provedChange(
  { reader, crypto }: { reader: Reader; crypto: LogCrypto },
  index: number,
): Promise<ProvedKeyChange> {
  const entry = await reader.entry(index)
  const { after } = await reader.checkpointsAround(index)
  const payload = entry && payloadOfEntry(entry)
  if (!entry || !payload || !after) throw new Error(`entry ${index} announced a key, uncovered`)
  return {
    index,
    text: entry.leafText,
    proof: await reader.inclusion({ index, size: after.size }),
    opening: openJointly(crypto, payload, new Set(keyChangePaths)),
    checkpoint: withKeySignatures(after.note),
  }
}
