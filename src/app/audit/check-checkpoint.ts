import type { Fault } from '../../ledger/fault.ts'
import type { Label } from '../../ledger/label.ts'
import type { AnnouncedKey } from '../../log/announced-keys.ts'
import { keyInForce } from '../../log/announced-keys.ts'
import type { CompactRange } from '../../log/compact-range.ts'
import { encodeRange, rangeRoot } from '../../log/compact-range.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import { sameBytes } from '../../log/merkle-hash.ts'
import type { VerifierKey } from '../../log/verifier-key.ts'
import { parseVerifierKey } from '../../log/verifier-key.ts'
import { verifyCheckpoint } from '../../log/verify/checkpoint.ts'
import type { AuditedCheckpoint } from '../ports/audit-ports.ts'
import type { Organisation } from '../ports/store-ports.ts'
import { difference } from './difference.ts'

/** Holds a stored checkpoint against the tree of the entries at its size, and its signature. */
export function checkCheckpoint(
  {
    crypto,
    organisation: { publicId, origin },
    range,
    keys,
    after,
  }: {
    crypto: LogCrypto
    organisation: Organisation
    range: CompactRange
    /** Of the log, as stored. */
    keys: readonly AnnouncedKey[]
    /** Size of the checkpoint before; 0 for the first. */
    after: number
  },
  { size, root, range: storedRange, note }: AuditedCheckpoint,
): Fault[] {
  const faults: Fault[] = []
  const add = (code: string, text: Label): void => {
    faults.push(difference(publicId, ['checkpoint', size], { code: `checkpoint.${code}`, text }))
  }
  const expected = rangeRoot(crypto, range)
  if (!sameBytes(root, expected) || !sameBytes(storedRange, encodeRange(range))) {
    add('root', {
      zh: `检查点 ${size} 的根与现存条目算得的不同。`,
      en: `The root of checkpoint ${size} is not that of the entries that are there.`,
    })
  }
  const key = keyInForce(keys, { purpose: 'log', size })
  const logKeys = keyOf(crypto, key)
  const verdict = verifyCheckpoint(crypto, note, { origin, logKeys })
  // The first checkpoint over a new key carries the word of the old one, unless that was lost.
  const old = key === null || key.since < after || key.lost ? null : before(keys, key)
  if (old !== null) {
    const vouched = verifyCheckpoint(crypto, note, { origin, logKeys: keyOf(crypto, old) })
    if (!vouched.ok) {
      add('old-key', {
        zh: `检查点 ${size} 首次由新公钥签署，却没有旧公钥的签名（${vouched.reason}）。`,
        en: `Checkpoint ${size} is the first by a new key and lacks the old one's (${vouched.reason}).`,
      })
    }
  }
  if (!verdict.ok) {
    add('signature', {
      zh: `检查点 ${size} 的签名不成立（${verdict.reason}）。`,
      en: `The signature of checkpoint ${size} does not hold (${verdict.reason}).`,
    })
    return faults
  }
  const { checkpoint } = verdict
  if (checkpoint.size !== size || !sameBytes(checkpoint.root, expected)) {
    add('signed-root', {
      zh: `检查点 ${size} 所签署的根与现存条目不符：此前的条目已被改动。`,
      en: `What checkpoint ${size} signed is not what the entries give: one before it was changed.`,
    })
  }
  return faults
}

/** The key that the entry announcing `key` replaced; null for the first. */
function before(keys: readonly AnnouncedKey[], key: AnnouncedKey): AnnouncedKey | null {
  return keyInForce(keys, { purpose: 'log', size: key.since })
}

function keyOf(crypto: LogCrypto, key: AnnouncedKey | null): VerifierKey[] {
  const parsed = key === null ? null : parseVerifierKey(crypto, key.vkey)
  return parsed?.ok ? [parsed.key] : []
}
