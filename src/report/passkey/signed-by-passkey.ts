import { actorParts } from '../../ledger/core/actor.ts'
import { core } from '../../ledger/core/core-registers.ts'
import type { JointOpening } from '../../log/joint-opening.ts'
import type { Leaf } from '../../log/leaf.ts'
import { parseLeaf } from '../../log/leaf.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import { verifyJointOpening } from '../../log/verify/joint-opening.ts'
import type { SigningPasskey } from '../verify/verification.ts'
import { checkAssertion, passkeyFingerprint } from './check-assertion.ts'
import { parseAssertion, passkeyKeyOf } from './passkey.ts'
import type { SignedThing } from './signing-challenge.ts'
import { signingChallenge } from './signing-challenge.ts'

/**
 * The passkey by which whoever wrote an entry signed what it says: registered in the same log, by
 * them, and its assertion is over just this. Null where any of that does not hold; that the entry
 * which registered it stands in the log, and before, is for the caller to see.
 */
export function signedByPasskey(
  crypto: LogCrypto,
  { text, opening }: { readonly text: string; readonly opening: JointOpening },
  signed: {
    readonly leaf: Leaf
    /** The record of the key, as the entry names it. */
    readonly record: unknown
    readonly assertion: string
    readonly digest: string
    readonly what: SignedThing
  },
): SigningPasskey | null {
  const { leaf, record, assertion, digest, what } = signed
  const registered = parseLeaf(text)
  if (!registered.ok) return null
  const { leaf: made } = registered
  if (made.register !== core.passkey.id || made.kind !== 'create') return null
  if (made.record !== record || made.org !== leaf.org) return null
  const opened = verifyJointOpening(crypto, { root: made.payload, opening })
  if (!opened.ok) return null
  const said = Object.fromEntries(opened.fields.map(({ path, value }) => [path, value]))
  const { hand } = actorParts(leaf.actor)
  if (made.actor !== hand || said[core.passkey.names.person] !== hand) return null
  const key = passkeyKeyOf(said)
  const parsed = parseAssertion(assertion)
  if (key === null || parsed === null) return null
  const challenge = signingChallenge(digest, what)
  if (!checkAssertion(crypto, { assertion: parsed, key, challenge }).ok) return null
  return { registeredAt: made.recordedAt, fingerprint: passkeyFingerprint(crypto, key) }
}
