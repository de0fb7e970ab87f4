import { core, coreValues } from '../../ledger/core/core-registers.ts'
import { keysInForce } from '../../log/announced-keys.ts'
import { fromBase64 } from '../../log/base64.ts'
import { canonicalJson } from '../../log/canonical-json.ts'
import { formatCheckpoint } from '../../log/checkpoint.ts'
import { toUtf8 } from '../../log/utf8.ts'
import { textOf } from '../../matter/read-value.ts'
import { listTakenId } from '../../report/call/list-acknowledgement.ts'
import { sealedCallText } from '../../report/call/sealed-call.ts'
import { withLogSignature } from '../../report/evidence/carried-checkpoint.ts'
import { hexHash } from '../../report/evidence/year-pack.ts'
import type { Urge } from '../../report/exchange/item-forms.ts'
import type { ItemKind } from '../../report/exchange/item-kinds.ts'
import { contentsDigest, growthsMax, itemKey, itemsMax } from '../../report/exchange/parcel.ts'
import type { Parcel, ParcelContents } from '../../report/exchange/parcel.ts'
import { acknowledgementOf, fileOf, listsTakenOf, newestAnswer } from '../calls/carry-here.ts'
import { hasEnded } from '../calls/ended-call.ts'
import { asks, issuedCalls } from '../calls/find-call.ts'
import { sealCall, signedEntry } from '../calls/seal-call.ts'
import { dutyListsFor, sealDutyList } from '../duty-lists/find-duty-list.ts'
import { todayIn } from '../organisation/today.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Partner } from '../ports/exchange-ports.ts'
import type { Organisation, Reader } from '../ports/store-ports.ts'
import { replyToSender } from '../receiving/reply-to-sender.ts'
import { receivedRegisterId } from '../receiving/received-register.ts'
import { everyRecord } from '../records/every-record.ts'
import { coveringCheckpoint } from '../report/gather-evidence.ts'
import { keyChangesIn } from '../report/gather-signing.ts'
import { sentAlso } from './partners.ts'

/** What filling a parcel needs. */
export type FillPorts = Pick<
  AppPorts,
  'store' | 'received' | 'exchange' | 'organisations' | 'crypto' | 'drafts' | 'clock'
>

/** A parcel with the bytes of what it brings, and how many items had no place in it. */
export interface FilledParcel {
  readonly parcel: Parcel
  /** By SHA-256 (hex). */
  readonly files: ReadonlyMap<string, Uint8Array>
  readonly left: number
}

/** Something to send, whose bytes are made once it is sure that it goes. */
interface Sendable {
  readonly kind: ItemKind
  readonly id: string
  readonly bytes: () => Promise<Uint8Array | null>
}

/**
 * What a log has for another one: all that it signed for it and that did not arrive there yet, with
 * its newest checkpoint and its word on the other's. `bytesMax`: room for what it brings. Refuses
 * with `report.uncovered` while the log has no checkpoint.
 */
export async function fillParcel(
  ports: FillPorts,
  org: Organisation,
  { partner, bytesMax }: { readonly partner: Partner; readonly bytesMax: number },
): Promise<FilledParcel> {
  const { origin } = partner
  // What was refused does not hold any better when it comes again.
  const done = new Set([...partner.holds, ...partner.refused.map(itemKey)])
  const all = await sendables(ports, org, partner)
  const waiting = all.filter((one) => !done.has(itemKey(one)))
  const files = new Map<string, Uint8Array>()
  const items: ParcelContents['items'][number][] = []
  let bytes = 0
  let left = 0
  for (const { kind, id, bytes: made } of waiting) {
    const file = bytes > bytesMax || items.length === itemsMax ? null : await made()
    if (file === null || bytes + file.length > bytesMax) {
      left += 1
      continue
    }
    const sha256 = hexHash(ports.crypto, file)
    bytes += file.length
    files.set(sha256, file)
    items.push({ kind, id, file: sha256 })
  }
  const arrived = await ports.exchange.arrivedFrom(org.id, origin)
  const contents: ParcelContents = {
    sender: { id: org.publicId, name: org.name, origin: org.origin },
    ...(await standing(ports, org, partner)),
    seen: await seenOf(ports, org, origin),
    inForce: all.filter(({ kind }) => goDown.has(kind)).map(({ id }) => id),
    holds: arrived.holds,
    refused: arrived.refused,
    items,
  }
  const note = await ports.exchange.signParcel(org.id, {
    to: origin,
    madeAt: new Date(ports.clock.now()).toISOString(),
    digest: contentsDigest(ports.crypto, contents),
  })
  return { parcel: { v: 1, note, contents }, files, left }
}

/** How our log stands, and how it grew out of what the other side may have seen of it. */
async function standing(
  { store, exchange, crypto }: FillPorts,
  org: Organisation,
  partner: Partner,
): Promise<Pick<ParcelContents, 'key' | 'checkpoint' | 'growths' | 'keyChanges'>> {
  const { origin, seenSize, sentSizes } = partner
  const { size, ...shown } = await store.read(org.id, async (reader) => {
    const { size, note } = await coveringCheckpoint(reader, 1)
    const earlier = [...new Set([seenSize, ...sentSizes])].filter((one) => one > 0 && one < size)
    const growths = []
    for (const from of earlier.slice(0, growthsMax)) {
      growths.push({ from, proof: [...(await reader.consistency({ from, to: size }))] })
    }
    const key = keysInForce(await reader.keys(), size).log
    // Whoever saw a tree with the change in it has followed it, or a person has.
    const changes = await keyChangesIn({ reader, crypto }, size)
    const isNew = changes.some(({ index }) => index >= seenSize)
    const keyChanges = isNew ? { keyChanges: changes } : {}
    return { size, key, checkpoint: withLogSignature(note), growths, ...keyChanges }
  })
  await exchange.sent(org.id, origin, sentAlso(partner, size))
  return shown
}

/** The largest tree that we saw of the other log, in our word as its witness. */
async function seenOf(
  { received }: FillPorts,
  org: Organisation,
  origin: string,
): Promise<ParcelContents['seen']> {
  const log = (await received.watched(org.id)).find((one) => one.origin === origin)
  const root = log ? fromBase64(log.root) : null
  if (!log || root === null || log.size === 0) return null
  const { size } = log
  const { line, vkey } = await received.cosign(org.id, formatCheckpoint({ origin, size, root }))
  return { size, root: log.root, cosigned: { line, witness: vkey } }
}

async function sendables(
  ports: FillPorts,
  org: Organisation,
  partner: Partner,
): Promise<readonly Sendable[]> {
  const all = await ports.store.read(org.id, async (reader) => [
    ...(await downward(ports, org, { reader, partner })),
    ...(await listsDown(ports, org, { reader, partner })),
    ...(await upward(ports, org, { reader, partner })),
  ])
  return [...all, ...(await repliesTo(ports, org, partner))]
}

interface Between {
  readonly reader: Reader
  readonly partner: Partner
}

/** What goes down stands until its sender says otherwise: what no longer does is not offered. */
const goDown: ReadonlySet<ItemKind> = new Set<ItemKind>(['call', 'listed-duties'])

/** Calls that ask the other one, and how often those were urged. */
async function downward(
  ports: FillPorts,
  org: Organisation,
  { reader, partner }: Between,
): Promise<readonly Sendable[]> {
  const today = todayIn(org.zone, ports.clock)
  const found: Sendable[] = []
  for (const sent of await issuedCalls(reader)) {
    if (hasEnded(sent.call, today) || !(await asks(reader, sent, partner.origin))) continue
    const { index, leafHash } = await signedEntry(reader, sent.id)
    // What no checkpoint covers yet comes with the next parcel.
    if (((await reader.checkpoint())?.size ?? 0) <= index) continue
    const seal = () => sealCall(ports, org, { call: sent.id, seen: null })
    found.push({
      kind: 'call',
      id: leafHash,
      bytes: async () => toUtf8(sealedCallText(await seal())),
    })
    if (sent.urged === 0) continue
    const urge: Urge = { v: 1, call: leafHash, urged: sent.urged }
    found.push({ kind: 'urge', id: `${leafHash} ${sent.urged}`, bytes: jsonBytes(urge) })
  }
  return found
}

/** The newest signed version of each duty list that goes to the other one. */
async function listsDown(
  ports: FillPorts,
  org: Organisation,
  { reader, partner }: Between,
): Promise<readonly Sendable[]> {
  const lists = await dutyListsFor(reader, partner.origin)
  return lists.map(({ id: list, digest }) => ({
    kind: 'listed-duties',
    id: digest,
    bytes: async () => toUtf8(sealedCallText(await sealDutyList(ports, org, { list, seen: null }))),
  }))
}

/** That calls and lists of the other one were taken, and the newest answer to each call. */
async function upward(
  ports: FillPorts,
  org: Organisation,
  { reader, partner }: Between,
): Promise<readonly Sendable[]> {
  const items = await everyRecord(reader, {
    register: core.callTaken.id,
    where: { [core.callTaken.names.log]: partner.origin },
  })
  const found: Sendable[] = []
  for (const taken of items) {
    const id = textOf(coreValues(core.callTaken, taken.values).digest) ?? ''
    const acknowledgement = await acknowledgementOf(ports, reader, taken)
    if (acknowledgement === null) continue
    found.push({ kind: 'acknowledgement', id, bytes: jsonBytes(acknowledgement) })
    const newest = await newestAnswer(reader, taken.id)
    if (newest?.digest == null) continue
    const bytes = () => fileOf(ports, org, newest)
    found.push({ kind: 'answer', id: newest.digest, bytes })
  }
  for (const { digest, acknowledgement } of await listsTakenOf(ports, reader, partner.origin)) {
    const id = listTakenId({ digest, entry: acknowledgement.index })
    found.push({ kind: 'list-taken', id, bytes: jsonBytes(acknowledgement) })
  }
  return found
}

/** What became of the reports of the other one; an item for each step of it. */
async function repliesTo(
  ports: FillPorts,
  org: Organisation,
  { origin }: Partner,
): Promise<readonly Sendable[]> {
  const items = await ports.store.read(org.id, (reader) =>
    everyRecord(reader, { register: receivedRegisterId, where: { log: origin } }),
  )
  return items.flatMap(({ id, entry, values }): readonly Sendable[] => {
    const digest = textOf(coreValues(core.receivedReport, values).digest)
    if (digest === null) return []
    const bytes = async () => jsonBytes(await replyToSender(ports, org, id))()
    return [{ kind: 'reply', id: `${digest} ${entry}`, bytes }]
  })
}

function jsonBytes(value: Parameters<typeof canonicalJson>[0]): () => Promise<Uint8Array> {
  return async () => toUtf8(canonicalJson(value))
}
