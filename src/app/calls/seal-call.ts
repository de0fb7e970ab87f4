import { core, coreValues } from '../../ledger/core/core-registers.ts'
import { refuse } from '../../ledger/fault.ts'
import { keysInForce } from '../../log/announced-keys.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import { openJointly } from '../../log/open-jointly.ts'
import { payloadOfEntry } from '../../log/payload-tree.ts'
import type { ProvedPasskey, SealedEntry } from '../../report/call/sealed-entry.ts'
import { isOpenedInSealed } from '../../report/call/sealed-entry.ts'
import { withLogSignature } from '../../report/evidence/carried-checkpoint.ts'
import { passkeyPaths } from '../../report/evidence/evidence.ts'
import { coveringCheckpoint } from '../log/covering-checkpoint.ts'
import { keyChangesIn } from '../log/key-changes-in.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Organisation, Reader, StoredEntry } from '../ports/store-ports.ts'
import { hasEnded } from './ended-call.ts'
import type { SignedFor } from './find-call.ts'
import { findCall, issuedCalls } from './find-call.ts'

/** What is sealed, and for whom. */
export interface SealCall {
  readonly call: string
  /**
   * Size of the largest tree of our log that the addressee saw; 0: none. Null: a parcel shows how
   * the log grew and its keys, so that the file is one for all whom it asks.
   */
  readonly seen: number | null
}

/**
 * The sealed file of a call that was signed. Refuses with `call.unsigned`, and with
 * `report.uncovered` while no checkpoint covers its signature: ask again in a moment.
 */
export function sealCall(
  ports: Pick<AppPorts, 'store' | 'crypto'>,
  sender: Organisation,
  { call, seen }: SealCall,
): Promise<SealedEntry> {
  const entryOf = async (reader: Reader) => {
    await findCall(reader, call)
    return signedEntry(reader, call)
  }
  return sealEntry(ports, sender, { entryOf, seen })
}

/** The sealed file of an entry that signs. Refuses with `report.uncovered` as `sealCall` does. */
export function sealEntry(
  { store, crypto }: Pick<AppPorts, 'store' | 'crypto'>,
  sender: Organisation,
  given: {
    readonly entryOf: (reader: Reader) => Promise<StoredEntry>
    readonly seen: number | null
  },
): Promise<SealedEntry> {
  const { entryOf, seen } = given
  return store.read(sender.id, async (reader) =>
    sealIn({ reader, crypto }, sender, { entry: await entryOf(reader), seen }),
  )
}

/** The same as the log stands in a read that is open. */
export async function sealIn(
  { reader, crypto }: { readonly reader: Reader; readonly crypto: LogCrypto },
  sender: Organisation,
  { entry, seen }: { readonly entry: StoredEntry; readonly seen: number | null },
): Promise<SealedEntry> {
  const { index } = entry
  const checkpoint = await coveringCheckpoint(reader, index + 1)
  const { size } = checkpoint
  const isGrown = seen !== null && seen > 0 && seen < size
  const signedBy = await passkeyIn({ reader, crypto, size }, entry)
  const keyChanges = seen === null ? [] : await keyChangesIn({ reader, crypto }, size)
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
    ...(signedBy === null ? {} : { signedBy }),
    ...(keyChanges.length > 0 ? { keyChanges } : {}),
  }
}

/** The entry that signed a call of this log. Refuses with `call.unsigned`. */
export async function signedEntry(reader: Reader, call: string): Promise<StoredEntry> {
  return signedAmong(await reader.versions(call)).get(call) ?? refuseUnsigned()
}

/** A call that still asks, and the entry that signs it. */
export interface CallInForce extends SignedFor {
  readonly id: string
  readonly urged: number
  readonly entry: StoredEntry
}

/** Every call that was signed and neither withdrawn nor has ended on a day; the newest first. */
export async function callsInForce(reader: Reader, day: string): Promise<readonly CallInForce[]> {
  const calls = (await issuedCalls(reader)).filter(({ call }) => !hasEnded(call, day))
  const signed = await signedEntries(
    reader,
    calls.map(({ id }) => id),
  )
  return calls.map(({ id, call: { to }, on, urged }) => {
    return { id, to, on, urged, entry: signed.get(id) ?? refuseUnsigned() }
  })
}

/** The entries that signed calls, by the ids of those. Refuses with `call.unsigned`. */
export async function signedEntries(
  reader: Reader,
  calls: readonly string[],
): Promise<ReadonlyMap<string, StoredEntry>> {
  const signed = signedAmong(calls.length === 0 ? [] : await reader.versionsOf(calls))
  return calls.every((call) => signed.has(call)) ? signed : refuseUnsigned()
}

function signedAmong(versions: readonly StoredEntry[]): ReadonlyMap<string, StoredEntry> {
  const signed = new Map<string, StoredEntry>()
  for (const entry of versions) {
    const { kind, register, record } = entry.leaf
    if (kind === 'sign' && register === core.call.id && record !== null) signed.set(record, entry)
  }
  return signed
}

function refuseUnsigned(): never {
  return refuse('call.unsigned', {
    text: { zh: '这项报送任务还没有签发。', en: 'This call is not signed yet.' },
    hint: { zh: '签发之后才能下达。', en: 'It goes down once it is signed.' },
  })
}

/** The entry that registered the passkey that an entry was signed with; null: it bears none. */
async function passkeyIn(
  { reader, crypto, size }: { reader: Reader; crypto: LogCrypto; size: number },
  { values }: StoredEntry,
): Promise<ProvedPasskey | null> {
  const { passkey } = coreValues(core.call, values ?? {})
  const versions = typeof passkey === 'string' ? await reader.versions(passkey) : []
  const made = versions.find(({ leaf }) => leaf.kind === 'create')
  const payload = made && payloadOfEntry(made)
  if (!made || !payload) return null
  const { index, leafText: text } = made
  return {
    ...{ index, text, proof: [...(await reader.inclusion({ index, size }))] },
    opening: openJointly(crypto, payload, new Set(passkeyPaths)),
  }
}

function openingOf(crypto: LogCrypto, entry: StoredEntry) {
  const payload = payloadOfEntry(entry)
  if (payload === null) throw new Error(`entry ${entry.index} has no payload left`)
  const cells = 'secret' in payload ? payload.fields : payload.cells
  const paths = cells.map(({ path }) => path).filter(isOpenedInSealed)
  return openJointly(crypto, payload, new Set(paths))
}
