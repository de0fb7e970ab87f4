import { actorParts } from '../../ledger/core/actor.ts'
import { core } from '../../ledger/core/core-registers.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import { verifyJointOpening } from '../../log/verify/joint-opening.ts'
import type { OpenedEntry } from '../evidence/evidence.ts'
import { signedPasskeyPaths } from '../evidence/evidence.ts'
import { checkAssertion, passkeyFingerprint } from '../passkey/check-assertion.ts'
import type { PasskeyKey } from '../passkey/passkey.ts'
import { parseAssertion, passkeyKeyOf, passkeyRegister } from '../passkey/passkey.ts'
import { passkeysInForce } from '../passkey/passkeys-in-force.ts'
import { signingChallenge } from '../passkey/signing-challenge.ts'
import { broken } from './findings.ts'
import type { ReadLeaves } from './read-leaves.ts'
import type { Finding, SigningPasskey } from './verification.ts'
import type { SigningEntry } from './verify-signing.ts'

/** What was found of the signer's own signature; null: there is none, and none is missing. */
export interface VerifiedPasskey {
  readonly passkey: SigningPasskey | null
  readonly findings: readonly Finding[]
}

interface Given {
  readonly entry: SigningEntry
  /** Digest (base64) of the frozen report, computed from what the file carries. */
  readonly digest: string
  readonly leaves: ReadLeaves
  /** The signer's passkeys, as the signed evidence shows them. */
  readonly passkeys: readonly OpenedEntry[]
}

/**
 * Verifies that the signer signed with a key of their own: registered in the log before, by them,
 * not removed, and its assertion is over this report. The evidence, which is signed, says which
 * keys there were, and so do the leaves of a whole log: a signature taken off is named.
 */
export function verifyPasskey(crypto: LogCrypto, given: Given): VerifiedPasskey {
  const { entry, leaves, passkeys } = given
  const assertion = entry.fields.get(signedPasskeyPaths.assertion)
  const { hand } = actorParts(entry.leaf.actor)
  if (typeof assertion !== 'string') {
    if (passkeys.length > 0) return found(broken('passkey.absent'))
    const had = inForce(leaves, hand).length > 0
    return had ? found(broken('passkey.unused')) : { passkey: null, findings: [] }
  }
  const record = entry.fields.get(signedPasskeyPaths.passkey)
  const key = readKey(crypto, given, record)
  if ('finding' in key) return found(key.finding)
  const parsed = parseAssertion(assertion)
  if (parsed === null) return found(broken('passkey.signature', 'passkey.form'))
  const challenge = signingChallenge(given.digest)
  const verdict = checkAssertion(crypto, { assertion: parsed, key: key.key, challenge })
  if (!verdict.ok) return found(broken('passkey.signature', verdict.reason))
  const { registeredAt } = key
  return {
    passkey: { registeredAt, fingerprint: passkeyFingerprint(crypto, key.key) },
    findings: [],
  }
}

function found(finding: Finding): VerifiedPasskey {
  return { passkey: null, findings: [finding] }
}

type ReadKey =
  | { readonly key: PasskeyKey; readonly registeredAt: string }
  | { readonly finding: Finding }

/** The key that the signing entry names, from the entry that registered it. */
function readKey(crypto: LogCrypto, { entry, leaves, passkeys }: Given, record: unknown): ReadKey {
  const shown = passkeys
    .map((one) => ({ opening: one.opening, at: leaves.byIndex.get(one.entry) }))
    .find(({ at }) => at?.leaf.register === passkeyRegister && at.leaf.record === record)
  if (shown?.at === undefined) return { finding: broken('passkey.unknown') }
  const { leaf, index } = shown.at
  const { hand } = actorParts(entry.leaf.actor)
  const verdict = verifyJointOpening(crypto, { root: leaf.payload, opening: shown.opening })
  if (!verdict.ok) return { finding: broken('opening.changed', index) }
  const values = new Map(verdict.fields.map(({ path, value }) => [path, value]))
  if (leaf.actor !== hand || values.get(core.passkey.names.person) !== hand) {
    return { finding: broken('passkey.other') }
  }
  if (!inForce(leaves, hand).includes(index)) return { finding: broken('passkey.removed') }
  const key = passkeyKeyOf(Object.fromEntries(values))
  if (key === null) return { finding: broken('passkey.unknown') }
  return { key, registeredAt: leaf.recordedAt }
}

/** As the leaves at hand show it; a file orders them as whoever made it likes. */
function inForce({ byIndex }: ReadLeaves, person: string): number[] {
  const entries = [...byIndex.values()].filter(({ leaf }) => leaf.register === passkeyRegister)
  return passkeysInForce(
    entries.sort((one, other) => one.index - other.index),
    person,
  )
}
