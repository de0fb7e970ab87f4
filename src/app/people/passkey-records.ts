import { core, coreValues } from '../../ledger/core/core-registers.ts'
import { textOf, textOrEmpty } from '../../ledger/read-value.ts'
import type { LedgerRecord } from '../../ledger/record/record.ts'
import type { PasskeyKey } from '../../report/passkey/passkey.ts'
import { passkeyKeyOf, passkeyRegister } from '../../report/passkey/passkey.ts'
import type { Reader } from '../ports/store-ports.ts'

/** Passkeys of one person at most, removed ones included: nobody uses more. */
export const passkeysMax = 100

/** A passkey that its owner can sign with. */
export interface HeldPasskey {
  readonly record: string
  readonly version: number
  /** Log index of the entry that made it. */
  readonly entry: number
  readonly person: string
  readonly name: string
  /** Base64 id by which an authenticator knows it. */
  readonly credential: string
  readonly registeredOn: string
  readonly key: PasskeyKey
}

/**
 * Records of every passkey that a person ever registered, removed ones included: under this very
 * id, since a verifier looks for them there.
 */
export async function passkeyRecords(
  reader: Reader,
  person: string,
): Promise<readonly LedgerRecord[]> {
  const query = { register: passkeyRegister, where: { person }, includeVoid: true }
  return (await reader.asWritten.records({ ...query, limit: passkeysMax })).items
}

/** The passkeys of a person that are in force: not removed, and not erased. */
export async function heldPasskeys(reader: Reader, person: string): Promise<HeldPasskey[]> {
  return (await passkeyRecords(reader, person)).flatMap((record) => {
    const held = record.state === 'live' ? heldOf(record) : null
    return held === null ? [] : [held]
  })
}

function heldOf({ id, version, firstEntry, values }: LedgerRecord): HeldPasskey | null {
  const said = coreValues(core.passkey, values)
  const key = passkeyKeyOf(values)
  const [person, credential] = [textOf(said.person), textOf(said.credential)]
  if (key === null || person === null || credential === null) return null
  return {
    record: id,
    version,
    entry: firstEntry,
    person,
    credential,
    key,
    name: textOrEmpty(said.name),
    registeredOn: textOrEmpty(said.registeredOn),
  }
}
