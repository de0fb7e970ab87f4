import type { ProvedKeyChange } from '../../log/key-change.ts'
import { keyChangePaths } from '../../log/key-change.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import { withKeySignatures } from '../../report/evidence/carried-checkpoint.ts'
import type { Reader } from '../ports/store-ports.ts'
import { openEntry } from './open-entry.ts'

/**
 * How the keys of a log that is being read were replaced by its first `size` entries, the oldest
 * first, each proved under the first checkpoint over it.
 */
export async function keyChangesIn(
  { reader, crypto }: { readonly reader: Reader; readonly crypto: LogCrypto },
  size: number,
): Promise<readonly ProvedKeyChange[]> {
  const since = (await reader.keys()).map((key) => key.since)
  const indexes = [...new Set(since)].filter((index) => index > 0 && index < size)
  const changes: ProvedKeyChange[] = []
  for (const index of indexes) changes.push(await provedChange({ reader, crypto }, index))
  return changes
}

async function provedChange(
  { reader, crypto }: { reader: Reader; crypto: LogCrypto },
  index: number,
): Promise<ProvedKeyChange> {
  const entry = await reader.entry(index)
  const { after } = await reader.checkpointsAround(index)
  if (!entry || !after) throw new Error(`entry ${index} announced a key, uncovered`)
  return {
    index,
    text: entry.leafText,
    proof: await reader.inclusion({ index, size: after.size }),
    opening: openEntry(crypto, entry, keyChangePaths),
    checkpoint: withKeySignatures(after.note),
  }
}
