import { core, coreValues } from '../../ledger/core/core-registers.ts'
import type { ReportRecord } from '../../ledger/core/report-record.ts'
import { textOf } from '../../ledger/read-value.ts'
import type { LedgerRecord } from '../../ledger/record/record.ts'
import { keysInForce } from '../../log/announced-keys.ts'
import { canonicalJson } from '../../log/canonical-json.ts'
import type { ProvedKeyChange } from '../../log/key-change.ts'
import { toUtf8 } from '../../log/utf8.ts'
import type { Acknowledgement } from '../../report/call/acknowledgement.ts'
import { listTakenId } from '../../report/call/list-acknowledgement.ts'
import { sealedEntryText } from '../../report/call/sealed-entry.ts'
import type { Subordinate } from '../../report/call/subordinate.ts'
import { withLogSignature } from '../../report/evidence/carried-checkpoint.ts'
import type { Urge } from '../../report/exchange/item-forms.ts'
import type { ItemKind } from '../../report/exchange/item-kinds.ts'
import type { ParcelContents } from '../../report/exchange/parcel.ts'
import { growthsMax, itemKey, itemsMax } from '../../report/exchange/parcel.ts'
import { isFor } from '../calls/find-call.ts'
import type { CallInForce } from '../calls/seal-call.ts'
import { callsInForce, sealIn } from '../calls/seal-call.ts'
import type { HandedSaid } from '../carrying/said-by-log.ts'
import {
  acknowledgementOf,
  askingsSaid,
  fileOf,
  handedSaid,
  listAcknowledgementOf,
  newestSent,
} from '../carrying/said-by-log.ts'
import { todayIn } from '../clock/wall-clock.ts'
import type { SignedDutyList } from '../duty-lists/find-duty-list.ts'
import { signedDutyLists } from '../duty-lists/find-duty-list.ts'
import { dutyListsTaken, standingOfSender } from '../duty-lists/taken-duty-lists.ts'
import { coveringCheckpoint } from '../log/covering-checkpoint.ts'
import { keyChangesIn } from '../log/key-changes-in.ts'
import { subordinatesIn } from '../organisation/subordinates.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { AskedAnswer } from '../ports/call-ports.ts'
import type { Partner } from '../ports/exchange-ports.ts'
import type { Organisation, Reader, StoredCheckpoint, StoredEntry } from '../ports/store-ports.ts'
import { receivedRegisterId } from '../receiving/received-register.ts'
import { replyIn } from '../receiving/reply-to-sender.ts'
import { everyRecord } from '../records/every-record.ts'

type Needs = Pick<AppPorts, 'store' | 'received' | 'crypto' | 'drafts' | 'clock'>

/** Something that waits to be sent. */
export interface Sendable {
  readonly kind: ItemKind
  readonly id: string
  /** Null: it has no room, or is not there. */
  readonly bytes: () => Promise<Uint8Array | null>
  /** Size of the tree that its signature stands under, where that is not the one of the parcel. */
  readonly under?: number
}

/** What a log has for another one. */
export interface Outgoing {
  /** How the log stands, and how it grew out of what the other side may have seen of it. */
  readonly shown: Pick<ParcelContents, 'key' | 'checkpoint' | 'growths' | 'keyChanges'>
  readonly size: number
  /** Calls and duty lists that still ask the other one. */
  readonly inForce: readonly string[]
  /** What did not arrive there yet. */
  readonly waiting: readonly Sendable[]
}

/**
 * What a log has for others, by their origins: all of it as the log stood at one moment, so that
 * every item is under the checkpoint and the key that the parcel shows. Refuses with
 * `report.uncovered` while the log has no checkpoint.
 */
export function readOutgoing(
  ports: Needs,
  org: Organisation,
  { partners, bytesMax }: { readonly partners: readonly Partner[]; readonly bytesMax: number },
): Promise<ReadonlyMap<string, Outgoing>> {
  return ports.store.read(org.id, async (reader) => {
    const log = await readLog({ ports, org, reader, bytesMax })
    const found = new Map<string, Outgoing>()
    for (const partner of partners) found.set(partner.origin, await outgoingTo(log, partner))
    return found
  })
}

/** A log at one moment, with what concerns all its partners read once. */
interface ReadLog {
  readonly ports: Needs
  readonly org: Organisation
  readonly reader: Reader
  readonly checkpoint: StoredCheckpoint
  readonly key: string
  readonly keyChanges: readonly ProvedKeyChange[]
  readonly below: readonly Subordinate[]
  /** In force and covered, each with the entry that signs it. */
  readonly calls: readonly CallInForce[]
  readonly lists: readonly SignedDutyList[]
  readonly taken: readonly LedgerRecord[]
  readonly listsTaken: readonly LedgerRecord[]
  /** The newest report that was sent in answer to a call, by the record of its taking. */
  readonly answers: ReadonlyMap<string, ReportRecord>
  /** Answers from below that we ask others for, and what we decided on those asked of us. */
  readonly askings: readonly (AskedAnswer & { readonly acknowledgement: Acknowledgement })[]
  readonly decided: readonly HandedSaid[]
  /** Seals an entry once for all whom it asks; null where there is no room left. */
  readonly sealed: (entry: StoredEntry) => Promise<Uint8Array | null>
  /** How the tree grew out of an earlier one. */
  readonly growthFrom: (size: number) => Promise<ParcelContents['growths'][number]>
}

async function readLog({
  ports,
  org,
  reader,
  bytesMax,
}: Pick<ReadLog, 'ports' | 'org' | 'reader'> & { readonly bytesMax: number }): Promise<ReadLog> {
  const { crypto, clock } = ports
  const checkpoint = await coveringCheckpoint(reader, 1)
  const { size } = checkpoint
  const today = todayIn(org.zone, clock)
  const taken = await everyRecord(reader, { register: core.callTaken.id })
  const reports = taken.length === 0 ? [] : await everyRecord(reader, { register: core.report.id })
  const growths = new Map<number, ParcelContents['growths'][number]>()
  return {
    ...{ ports, org, reader, checkpoint, taken },
    key: keysInForce(await reader.keys(), size).log,
    keyChanges: await keyChangesIn({ reader, crypto }, size),
    below: await subordinatesIn(reader),
    // What no checkpoint covers yet comes with the next parcel.
    calls: (await callsInForce(reader, today)).filter(({ entry }) => entry.index < size),
    lists: (await signedDutyLists(reader)).filter(({ entry }) => entry.index < size),
    listsTaken: await dutyListsTaken(reader),
    answers: newestByCall(reports),
    askings: await askingsSaid(ports, reader, {}),
    decided: await handedSaid(ports, reader, {}),
    sealed: sealingOnce({ ports, org, reader }, bytesMax),
    growthFrom: async (from) => {
      const known = growths.get(from)
      if (known !== undefined) return known
      const growth = { from, proof: [...(await reader.consistency({ from, to: size }))] }
      growths.set(from, growth)
      return growth
    },
  }
}

/** Seals an entry once for all whom it asks, until there is no more room for what was sealed. */
function sealingOnce(
  { ports: { crypto }, org, reader }: Pick<ReadLog, 'ports' | 'org' | 'reader'>,
  bytesMax: number,
): ReadLog['sealed'] {
  const sealed = new Map<string, Uint8Array>()
  let room = bytesMax
  return async (entry) => {
    const known = sealed.get(entry.leafHash)
    if (known !== undefined || room < 0) return known ?? null
    const text = sealedEntryText(await sealIn({ reader, crypto }, org, { entry, seen: null }))
    const bytes = toUtf8(text)
    sealed.set(entry.leafHash, bytes)
    room -= bytes.length
    return bytes
  }
}

/** The newest report that was sent in answer to each call, by the record of its taking. */
function newestByCall(reports: readonly LedgerRecord[]): ReadonlyMap<string, ReportRecord> {
  const byCall = new Map<string, LedgerRecord[]>()
  for (const report of reports) {
    const taken = textOf(coreValues(core.report, report.values).answers)
    if (taken !== null) byCall.set(taken, [...(byCall.get(taken) ?? []), report])
  }
  const newest = new Map<string, ReportRecord>()
  for (const [taken, answers] of byCall) {
    const sent = newestSent(answers)
    if (sent !== null) newest.set(taken, sent)
  }
  return newest
}

/** What is there for one of them: `make` is called while the log is read, if it is to go. */
interface Found extends Pick<Sendable, 'kind' | 'id' | 'under'> {
  readonly make: () => Promise<Uint8Array | null>
  /** It is kept as it is, and can be fetched when it goes. */
  readonly isKept?: true
}

async function outgoingTo(log: ReadLog, partner: Partner): Promise<Outgoing> {
  const down = downward(log, partner)
  const small = [...down, ...upward(log, partner), ...(await replies(log, partner))]
  // Files of others go last: they may take all the room there is.
  const all = [...small, ...decisions(log, partner), ...handedFiles(log, partner)]
  // What was refused does not hold any better when it comes again.
  const done = new Set([...partner.holds, ...partner.refused.map(itemKey)])
  const waiting: Sendable[] = []
  for (const { make, isKept, ...one } of all.filter((item) => !done.has(itemKey(item)))) {
    const made = isKept === true || waiting.length >= itemsMax ? null : await make()
    waiting.push({ ...one, bytes: isKept === true ? make : () => Promise.resolve(made) })
  }
  return {
    shown: await shownTo(log, partner, waiting),
    size: log.checkpoint.size,
    inForce: down.filter(({ kind }) => goDown.has(kind)).map(({ id }) => id),
    waiting,
  }
}

async function shownTo(
  { checkpoint: { size, note }, key, keyChanges, growthFrom }: ReadLog,
  { seenSize, sentSizes }: Partner,
  waiting: readonly Sendable[],
): Promise<Outgoing['shown']> {
  const earlier = [...new Set([seenSize, ...sentSizes])].filter((one) => one > 0 && one < size)
  const growths = []
  for (const from of earlier.slice(0, growthsMax)) growths.push(await growthFrom(from))
  // Whoever saw a tree with the change in it has followed it, or a person has; what was signed
  // before the change needs it all the same.
  const least = waiting.reduce((all, { under }) => Math.min(all, under ?? all), seenSize)
  const isNew = keyChanges.some(({ index }) => index >= least)
  return {
    ...{ key, checkpoint: withLogSignature(note), growths },
    ...(isNew ? { keyChanges } : {}),
  }
}

/** What goes down stands until its sender says otherwise: what no longer does is not offered. */
const goDown: ReadonlySet<ItemKind> = new Set<ItemKind>(['call', 'listed-duties'])

/** Calls and duty lists that are for the other one, and how often those calls were urged. */
function downward({ below, calls, lists, sealed }: ReadLog, { origin }: Partner): Found[] {
  const asking = calls.filter((one) => isFor(one, below, origin))
  const asked = asking.flatMap(({ entry, urged }): Found[] => {
    const { leafHash } = entry
    const call: Found = { kind: 'call', id: leafHash, make: () => sealed(entry) }
    if (urged === 0) return [call]
    const urge: Urge = { v: 1, call: leafHash, urged }
    return [call, { kind: 'urge', id: `${leafHash} ${urged}`, make: async () => jsonBytes(urge) }]
  })
  const listed = lists.filter((one) => isFor(one, below, origin))
  return [
    ...asked,
    ...listed.map(({ entry }): Found => {
      return { kind: 'listed-duties', id: entry.leafHash, make: () => sealed(entry) }
    }),
  ]
}

/** That calls and lists of the other one were taken, and the newest answer to each call. */
function upward(log: ReadLog, { origin }: Partner): Found[] {
  const { ports, org, reader, answers } = log
  const found: Found[] = []
  for (const taken of log.taken) {
    const { log: asker, digest } = coreValues(core.callTaken, taken.values)
    if (asker !== origin) continue
    found.push({
      kind: 'acknowledgement',
      id: textOf(digest) ?? '',
      make: async () => jsonOrNone(await acknowledgementOf(ports, reader, taken)),
    })
    const newest = answers.get(taken.id)
    if (newest?.digest == null) continue
    const { digest: id, checkpoint } = newest
    const make = () => fileOf(ports, org, newest)
    found.push({ kind: 'answer', id, under: checkpoint ?? 0, make, isKept: true })
  }
  for (const record of standingOfSender(log.listsTaken, origin)) {
    const digest = textOf(coreValues(core.dutyListTaken, record.values).digest) ?? ''
    found.push({
      kind: 'list-taken',
      id: listTakenId({ digest, entry: record.firstEntry }),
      make: async () => jsonOrNone(await listAcknowledgementOf(ports, reader, record)),
    })
  }
  return found
}

/** What became of the reports of the other one; an item for each step of it. */
async function replies({ ports, org, reader }: ReadLog, { origin }: Partner): Promise<Found[]> {
  const where = { log: origin }
  const items = await everyRecord(reader, { register: receivedRegisterId, where })
  return items.flatMap(({ id, entry, values }): Found[] => {
    const digest = textOf(coreValues(core.receivedReport, values).digest)
    if (digest === null) return []
    const make = async () => jsonBytes(await replyIn({ reader, crypto: ports.crypto }, org, id))
    return [{ kind: 'reply', id: `${digest} ${entry}`, make }]
  })
}

/** Answers from below that we ask the other one for, and our word on those of interest to it. */
function decisions({ askings, decided }: ReadLog, { origin }: Partner): Found[] {
  const saying = (kind: ItemKind, asked: string, said: Acknowledgement): Found => {
    return { kind, id: asked, make: async () => jsonBytes(said) }
  }
  const asked = askings.filter(({ log }) => log === origin)
  // Whoever gave an answer hears that it was handed on.
  const told = decided.filter(({ log, source, answer }) =>
    log === origin ? true : source === origin && answer !== null,
  )
  return [
    ...asked.map((one) => saying('file-asked', one.asked, one.acknowledgement)),
    ...told.map((one) => saying('file-decided', one.asked, one.acknowledgement)),
  ]
}

/** The answers that we hand on to the other one. */
function handedFiles({ ports, org, decided }: ReadLog, { origin }: Partner): Found[] {
  return decided.flatMap(({ log, digest, answer }): Found[] => {
    if (log !== origin || answer === null) return []
    const make = async () => (await ports.received.file(org.id, answer))?.bytes ?? null
    return [{ kind: 'handed-file', id: digest, make, isKept: true }]
  })
}

type Written = Parameters<typeof canonicalJson>[0]

function jsonBytes(value: Written): Uint8Array {
  return toUtf8(canonicalJson(value))
}

function jsonOrNone(value: Written | null): Uint8Array | null {
  return value === null ? null : jsonBytes(value)
}
