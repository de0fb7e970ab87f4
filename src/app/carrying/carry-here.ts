import { core, coreValues } from '../../ledger/core/core-registers.ts'
import type { ReportRecord } from '../../ledger/core/report-record.ts'
import { textOf } from '../../ledger/read-value.ts'
import type { Acknowledgement } from '../../report/call/acknowledgement.ts'
import type { SealedEntry } from '../../report/call/sealed-entry.ts'
import { isFor, issuedCalls } from '../calls/find-call.ts'
import { callsInForce, sealCall, signedEntries } from '../calls/seal-call.ts'
import { todayIn } from '../clock/wall-clock.ts'
import { sealDutyList, signedDutyLists } from '../duty-lists/find-duty-list.ts'
import { dutyListsTaken, standingOfSender } from '../duty-lists/taken-duty-lists.ts'
import { subordinatesIn } from '../organisation/subordinates.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type {
  AskedAnswer,
  AskedOfUnits,
  CallCarrier,
  CarriedReply,
  HandedAnswer,
  KnownToUnit,
  SaidByLog,
  SentAnswer,
} from '../ports/call-ports.ts'
import type { Organisation, Reader } from '../ports/store-ports.ts'
import { replyToSender } from '../receiving/reply-to-sender.ts'
import {
  acknowledgementOf,
  askingsSaid,
  fileOf,
  handedSaid,
  listAcknowledgementOf,
  newestSent,
} from './said-by-log.ts'

type Needs = Pick<AppPorts, 'store' | 'organisations' | 'crypto' | 'drafts' | 'received' | 'clock'>

/**
 * Carries between bodies whose books stand on this server. What one sees of the other is what it
 * has signed and sent: sealed calls, receipts, answers. Reads only.
 */
export function carryHere(ports: Needs): CallCarrier {
  return {
    callsFor: (unit, known) => callsFor(ports, unit, known),
    dutyListsFor: (unit, known) => listsFor(ports, unit, known),
    urgesFor: (unit, digests) => urgesFor(ports, unit, digests),
    answersTo: (above, asked) => answersTo(ports, above, asked),
    listsTaken: (above, asked) => listsTaken(ports, above, asked),
    answersAskedOf: (unit) => answersAskedOf(ports, unit),
    handedOn: (above, asked) => handedOn(ports, above, asked),
    handedFurther: (unit, digests) => handedFurther(ports, unit, digests),
    replyTo: (unit, digest) => replyTo(ports, unit, digest),
  }
}

/** The body above a unit, by the `parent` of the unit; null: none, or on another server. */
async function aboveOf(
  { organisations }: Pick<Needs, 'organisations'>,
  parent: Organisation['parent'],
): Promise<Organisation | null> {
  return parent === null ? null : organisations.of(parent)
}

async function callsFor(
  ports: Needs,
  unit: Organisation,
  { seen, taken }: KnownToUnit,
): Promise<readonly SealedEntry[]> {
  const above = await aboveOf(ports, unit.parent)
  if (!above) return []
  const today = todayIn(above.zone, ports.clock)
  const asking = await ports.store.read(above.id, async (reader) => {
    const below = await subordinatesIn(reader)
    const covered = (await reader.checkpoint())?.size ?? 0
    const digests = new Map<string, string>()
    for (const { id, to, on, entry } of await callsInForce(reader, today)) {
      // What no checkpoint covers yet comes a moment later.
      const isCovered = entry.index < covered
      if (isCovered && isFor({ to, on }, below, unit.origin)) digests.set(id, entry.leafHash)
    }
    return digests
  })
  const known = await taken([...asking.values()])
  const sealed: SealedEntry[] = []
  for (const [call, digest] of asking) {
    if (known.has(digest)) continue
    sealed.push(await sealCall(ports, above, { call, seen: seen(above.origin) }))
  }
  return sealed
}

async function listsFor(
  ports: Needs,
  unit: Organisation,
  { seen, taken }: KnownToUnit,
): Promise<readonly SealedEntry[]> {
  const above = await aboveOf(ports, unit.parent)
  if (!above) return []
  const lists = await ports.store.read(above.id, async (reader) => {
    const below = await subordinatesIn(reader)
    const covered = (await reader.checkpoint())?.size ?? 0
    const all = await signedDutyLists(reader)
    return all.filter((one) => one.entry.index < covered && isFor(one, below, unit.origin))
  })
  const known = await taken(lists.map(({ entry }) => entry.leafHash))
  const sealed: SealedEntry[] = []
  for (const { id: list } of lists.filter(({ entry }) => !known.has(entry.leafHash))) {
    sealed.push(await sealDutyList(ports, above, { list, seen: seen(above.origin) }))
  }
  return sealed
}

async function urgesFor(
  ports: Needs,
  unit: Organisation,
  digests: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const above = await aboveOf(ports, unit.parent)
  const wanted = new Set(digests)
  const urges = new Map<string, number>()
  if (!above || wanted.size === 0) return urges
  await ports.store.read(above.id, async (reader) => {
    const urged = (await issuedCalls(reader)).filter((sent) => sent.urged > 0)
    const signed = await signedEntries(
      reader,
      urged.map(({ id }) => id),
    )
    for (const { id, urged: times } of urged) {
      const { leafHash } = signed.get(id) ?? {}
      if (leafHash !== undefined && wanted.has(leafHash)) urges.set(leafHash, times)
    }
  })
  return urges
}

async function answersTo(
  ports: Needs,
  above: Organisation,
  { digest, logs, received }: AskedOfUnits,
): Promise<readonly SentAnswer[]> {
  const units = await unitsBelow(ports, above, logs)
  const sent: { unit: Organisation; found: FoundAnswer }[] = []
  for (const unit of units) {
    const found = await answerOf(ports, unit, { digest, above })
    if (found !== null) sent.push({ unit, found })
  }
  const known = await received(sent.flatMap(({ found: { newest } }) => newest?.digest ?? []))
  const answers: SentAnswer[] = []
  for (const { unit, found } of sent) {
    const { acknowledgement, newest } = found
    const isNew = newest !== null && !known.has(newest.digest ?? '')
    const file = isNew ? await fileOf(ports, unit, newest) : null
    answers.push({ origin: unit.origin, acknowledgement, file })
  }
  return answers
}

async function unitsBelow(
  { organisations }: Pick<Needs, 'organisations'>,
  above: Organisation,
  logs: readonly string[],
): Promise<readonly Organisation[]> {
  const wanted = new Set(logs)
  const all = await organisations.all()
  return all.filter((one) => one.parent === above.id && wanted.has(one.origin))
}

async function listsTaken(
  ports: Needs,
  above: Organisation,
  { logs, digests }: Parameters<CallCarrier['listsTaken']>[1],
): Promise<readonly SaidByLog[]> {
  const wanted = new Set(digests)
  const said: SaidByLog[] = []
  for (const { id, origin } of await unitsBelow(ports, above, logs)) {
    const taken = await ports.store.read(id, (reader) => listsTakenOf(ports, reader, above.origin))
    for (const { digest, acknowledgement } of taken) {
      if (wanted.has(digest)) said.push({ origin, acknowledgement })
    }
  }
  return said
}

/** What a unit says of each list of a sender that it took and that stands. */
async function listsTakenOf(
  ports: Pick<Needs, 'crypto'>,
  reader: Reader,
  log: string,
): Promise<readonly { readonly digest: string; readonly acknowledgement: Acknowledgement }[]> {
  const said: { digest: string; acknowledgement: Acknowledgement }[] = []
  for (const record of standingOfSender(await dutyListsTaken(reader), log)) {
    const acknowledgement = await listAcknowledgementOf(ports, reader, record)
    const { digest } = coreValues(core.dutyListTaken, record.values)
    if (acknowledgement !== null) said.push({ digest: textOf(digest) ?? '', acknowledgement })
  }
  return said
}

async function answersAskedOf(
  ports: Needs,
  { parent, origin }: Organisation,
): Promise<readonly SaidByLog[]> {
  const above = await aboveOf(ports, parent)
  if (!above) return []
  const asked = await ports.store.read(above.id, (reader) =>
    askingsSaid(ports, reader, { log: origin }),
  )
  return asked.map(({ acknowledgement }) => ({ origin: above.origin, acknowledgement }))
}

async function handedOn(
  ports: Needs,
  above: Organisation,
  asked: readonly AskedAnswer[],
): Promise<readonly HandedAnswer[]> {
  const wanted = new Set(asked.map((one) => one.asked))
  const logs = asked.map(({ log }) => log)
  const handed: HandedAnswer[] = []
  for (const unit of await unitsBelow(ports, above, logs)) {
    const said = await ports.store.read(unit.id, (reader) =>
      handedSaid(ports, reader, { log: above.origin }),
    )
    for (const { answer, acknowledgement, ...one } of said) {
      if (!wanted.has(one.asked)) continue
      const file =
        answer === null
          ? null
          : async () => (await ports.received.file(unit.id, answer))?.bytes ?? null
      handed.push({ origin: unit.origin, acknowledgement, file })
    }
  }
  return handed
}

async function handedFurther(
  ports: Needs,
  { parent, origin: source }: Organisation,
  digests: readonly string[],
): Promise<readonly SaidByLog[]> {
  const above = await aboveOf(ports, parent)
  if (!above || digests.length === 0) return []
  const said = await ports.store.read(above.id, (reader) => handedSaid(ports, reader, { source }))
  return said
    .filter(({ answer, digest }) => answer !== null && digests.includes(digest))
    .map(({ acknowledgement }) => ({ origin: above.origin, acknowledgement }))
}

/** Only the digest that the unit holds is looked for among what the body above received. */
async function replyTo(
  ports: Needs,
  { parent }: Organisation,
  digest: string,
): Promise<CarriedReply | null> {
  const above = await aboveOf(ports, parent)
  if (!above) return null
  const { items } = await ports.store.read(above.id, (reader) =>
    reader.records({ register: core.receivedReport.id, where: { digest }, limit: 1 }),
  )
  const [record] = items
  if (record === undefined) return null
  const { step } = coreValues(core.receivedReport, record.values)
  const reply = await replyToSender(ports, above, record.id)
  return { reply, isDecided: step !== 'received' }
}

interface FoundAnswer {
  readonly acknowledgement: Acknowledgement | null
  readonly newest: ReportRecord | null
}

/** What a unit says of a call; null: it has not taken it. */
function answerOf(
  ports: Needs,
  unit: Organisation,
  { digest, above }: { readonly digest: string; readonly above: Organisation },
): Promise<FoundAnswer | null> {
  return ports.store.read(unit.id, async (reader) => {
    const where = {
      [core.callTaken.names.digest]: digest,
      [core.callTaken.names.log]: above.origin,
    }
    const { items } = await reader.records({ register: core.callTaken.id, where, limit: 1 })
    const [taken] = items
    if (!taken) return null
    return {
      acknowledgement: await acknowledgementOf(ports, reader, taken),
      newest: await newestAnswer(reader, taken.id),
    }
  })
}

/** The newest report of those that were sent in answer to a call that the unit took. */
async function newestAnswer(reader: Reader, taken: string): Promise<ReportRecord | null> {
  const reports = await reader.records({
    register: core.report.id,
    where: { [core.report.names.answers]: taken },
    limit: answersMax,
  })
  return newestSent(reports.items)
}

/** Versions of one answer at most: more than anybody corrects. */
const answersMax = 50
