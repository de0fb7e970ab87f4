import type { JointOpening } from '../../log/joint-opening.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import { openJointly } from '../../log/open-jointly.ts'
import { payloadOfEntry } from '../../log/payload-tree.ts'
import type { StoredEntry } from '../ports/store-ports.ts'

/** Opens fields of an entry by their paths. Throws where the entry has no payload left. */
export function openEntry(
  crypto: LogCrypto,
  entry: StoredEntry,
  paths: readonly string[],
): JointOpening {
  const payload = payloadOfEntry(entry)
  if (!payload) throw new Error(`entry ${entry.index} has no payload left`)
  return openJointly(crypto, payload, new Set(paths))
}
