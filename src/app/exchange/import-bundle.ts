import { core } from '../../ledger/core/core-registers.ts'
import type { Fault } from '../../ledger/fault.ts'
import { Refusal } from '../../ledger/fault.ts'
import type { ReadBundle } from '../../report/exchange/bundle.ts'
import type { Parcel } from '../../report/exchange/parcel.ts'
import { abilitiesOf, deny } from '../access/access.ts'
import { fetchHanded } from '../calls/fetch-handed.ts'
import { issuedCalls } from '../calls/find-call.ts'
import { signedEntries } from '../calls/seal-call.ts'
import { carryArrived } from '../carrying/carry-arrived.ts'
import { fetchListReceipts } from '../duty-lists/fetch-list-receipts.ts'
import { signedVersions } from '../duty-lists/find-duty-list.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import type { FetchedAnswers } from '../receiving/fetch-answers.ts'
import { fetchAnswers } from '../receiving/fetch-answers.ts'
import type { ReceivePorts } from '../receiving/receive-report.ts'
import { everyRecord } from '../records/every-record.ts'
import { readParcel } from './read-parcel.ts'
import type { TakenParcel, TakePorts } from './take-parcel.ts'
import { takeParcel } from './take-parcel.ts'

/** What bringing a bundle in needs. */
export type ImportPorts = TakePorts & ReceivePorts & Pick<AppPorts, 'exchange'>

/** What came of a bundle. */
export interface ImportedBundle {
  /** Parcels for this unit. */
  readonly parcels: number
  /** Parcels for others, which were left alone. */
  readonly others: number
  /** Items that are new here: calls that wait to be taken, urges, replies. */
  readonly kept: number
  readonly known: number
  /** Answers to our calls, and such as we asked for, that were received at once. */
  readonly received: number
  readonly faults: readonly Fault[]
}

/**
 * Brings in a bundle that somebody carried: each parcel for this unit is taken, each item verified;
 * what is broken is named, and the rest is taken. Calls wait for the unit's own person like those
 * of the same server; answers to our calls are received by whoever brings the bundle. Refuses with
 * `bundle.…` and `file.…` what is no bundle.
 */
export async function importBundle(
  ports: ImportPorts,
  session: Session,
  bytes: Uint8Array,
): Promise<ImportedBundle> {
  if (!abilitiesOf(session.actor.roles).includes('record')) deny()
  return importParcels(ports, session, await ports.outside.read('bundle', bytes, session.org.id))
}

/** The same for a bundle that was read: one that many units of a server bring in. */
export async function importParcels(
  ports: ImportPorts,
  session: Session,
  { parcels, files }: ReadBundle,
): Promise<ImportedBundle> {
  const { org } = session
  const faults: Fault[] = []
  const taken: TakenParcel[] = []
  let others = 0
  for (const { path, text } of parcels) {
    const { parcel, fault, to } = readParcel(text)
    if (parcel === null) faults.push({ ...fault, at: [path] })
    else if (to !== org.origin) others += 1
    else {
      const came = await takeOne(ports, session, { parcel, files, path, faults })
      if (came !== null) taken.push(came)
    }
  }
  const kept = taken.flatMap((one) => one.kept)
  const answered = kept.filter(({ kind }) => kind === 'answer' || kind === 'acknowledgement')
  const fetched = await fetchOf(ports, session, new Set(answered.map(({ about }) => about)))
  const lists = kept.filter(({ kind }) => kind === 'list-taken').map(({ about }) => about)
  await fetchListsOf(ports, session, new Set(lists))
  const isHanded = kept.some(({ kind }) => kind === 'file-decided' || kind === 'handed-file')
  const handed = isHanded ? await fetchHanded(ports, session, carryArrived(ports)) : null
  return {
    parcels: taken.length,
    others,
    kept: kept.length,
    known: taken.reduce((sum, { known }) => sum + known, 0),
    received: fetched.received + (handed?.handed ?? 0),
    faults: [
      ...[...faults, ...taken.flatMap((one) => one.faults), ...fetched.faults],
      ...named(handed?.refused ?? []),
    ],
  }
}

async function takeOne(
  ports: ImportPorts,
  session: Session,
  given: {
    readonly parcel: Parcel
    readonly files: Readonly<Record<string, Uint8Array>>
    readonly path: string
    readonly faults: Fault[]
  },
): Promise<TakenParcel | null> {
  const { parcel, files, path, faults } = given
  try {
    const actor = session.actor.id
    return await takeParcel(ports, session.org, { parcel, files, path, freshMs: null, actor })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    for (const one of error.faults) faults.push({ ...one, at: [path, ...one.at] })
    return null
  }
}

/** Receives what answers these calls of ours, as the page of a call does. */
async function fetchOf(
  ports: ImportPorts,
  session: Session,
  digests: ReadonlySet<string>,
): Promise<{ readonly received: number; readonly faults: readonly Fault[] }> {
  if (digests.size === 0) return { received: 0, faults: [] }
  const calls = await ports.store.read(session.org.id, async (reader) => {
    const ids = (await issuedCalls(reader)).map(({ id }) => id)
    const signed = await signedEntries(reader, ids)
    return ids.filter((id) => digests.has(signed.get(id)?.leafHash ?? ''))
  })
  let received = 0
  const faults: Fault[] = []
  const carrier = carryArrived(ports)
  for (const call of calls) {
    const fetched = await fetchAnswers(ports, session, { call, carrier })
    received += fetched.received
    for (const one of named(fetched.refused)) faults.push(one)
  }
  return { received, faults }
}

/** What was not received, each under the name of its body. */
function named(refused: FetchedAnswers['refused']): readonly Fault[] {
  return refused.flatMap(({ name, faults }) =>
    faults.map((one) => ({ ...one, at: [name, ...one.at] })),
  )
}

/** Enters who took these versions of duty lists of ours, as the page of a list does. */
async function fetchListsOf(
  ports: ImportPorts,
  session: Session,
  digests: ReadonlySet<string>,
): Promise<void> {
  if (digests.size === 0 || !session.pack.registers.has(core.dutyListAcknowledged.id)) return
  const lists = await ports.store.read(session.org.id, async (reader) => {
    const found: string[] = []
    for (const { id } of await everyRecord(reader, { register: core.dutyList.id })) {
      const versions = await signedVersions(reader, id)
      if (versions.some(({ leafHash }) => digests.has(leafHash))) found.push(id)
    }
    return found
  })
  const carrier = carryArrived(ports)
  for (const list of lists) await fetchListReceipts(ports, session, { list, carrier })
}
