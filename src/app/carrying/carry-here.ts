import { core, coreValues } from '../../ledger/core/core-registers.ts'
import type { ReportRecord } from '../../ledger/core/report-record.ts'
import { reportRecordOf } from '../../ledger/core/report-record.ts'
import { textOf, textOrEmpty } from '../../ledger/read-value.ts'
import type { LedgerRecord } from '../../ledger/record/record.ts'
import { keysInForce } from '../../log/announced-keys.ts'
import { openJointly } from '../../log/open-jointly.ts'
import { payloadOfEntry } from '../../log/payload-tree.ts'
import type { Acknowledgement } from '../../report/call/acknowledgement.ts'
import { acknowledgedPaths } from '../../report/call/acknowledgement.ts'
import { askingPaths, handedPaths } from '../../report/call/answer-asking.ts'
import { listAcknowledgedPaths } from '../../report/call/list-acknowledgement.ts'
import type { SealedCall } from '../../report/call/sealed-call.ts'
import { openAskings } from '../calls/asked-answers.ts'
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
import { everyRecord } from '../records/every-record.ts'

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
): Promise<readonly SealedCall[]> {
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
  const sealed: SealedCall[] = []
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
): Promise<readonly SealedCall[]> {
  const above = await aboveOf(ports, unit.parent)
  if (!above) return []
  const lists = await ports.store.read(above.id, async (reader) => {
    const below = await subordinatesIn(reader)
    const covered = (await reader.checkpoint())?.size ?? 0
    const all = await signedDutyLists(reader)
    return all.filter((one) => one.entry.index < covered && isFor(one, below, unit.origin))
  })
  const known = await taken(lists.map(({ entry }) => entry.leafHash))
  const sealed: SealedCall[] = []
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

/** That a duty list was taken, as the unit says it to whoever sent the list. */
export function listAcknowledgementOf(
  ports: Pick<Needs, 'crypto'>,
  reader: Reader,
  { firstEntry, values }: LedgerRecord,
): Promise<Acknowledgement | null> {
  const paths = (all: readonly string[]) => listAcknowledgedPaths(all, values)
  return openedEntry(ports, reader, { entry: firstEntry, paths })
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

/** Answers that we ask for, of all bodies or of one, and have not got yet: the entry of each. */
export async function askingsSaid(
  ports: Pick<Needs, 'crypto'>,
  reader: Reader,
  where: { readonly log?: string },
): Promise<readonly (AskedAnswer & { readonly acknowledgement: Acknowledgement })[]> {
  const open = await openAskings(reader, where)
  const said = open.map(async ({ of: { record }, ...one }) => {
    const opened = { entry: record.firstEntry, paths: () => askingPaths }
    const acknowledgement = await openedEntry(ports, reader, opened)
    return acknowledgement === null ? [] : [{ ...one, acknowledgement }]
  })
  return (await Promise.all(said)).flat()
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

/** What we decided on answers: all, those that the body of a log asked for, or that one gave. */
export async function handedSaid(
  ports: Pick<Needs, 'crypto'>,
  reader: Reader,
  where: Readonly<Partial<Record<'log' | 'source', string>>>,
): Promise<readonly HandedSaid[]> {
  const records = await everyRecord(reader, { register: core.answerHanded.id, where })
  const said = records.map(async ({ firstEntry, values }): Promise<readonly HandedSaid[]> => {
    const opened = { entry: firstEntry, paths: () => handedPaths }
    const acknowledgement = await openedEntry(ports, reader, opened)
    if (acknowledgement === null) return []
    const said = coreValues(core.answerHanded, values)
    return [
      {
        ...{ log: textOrEmpty(said.log), source: textOrEmpty(said.source) },
        ...{ asked: textOrEmpty(said.asked), digest: textOrEmpty(said.digest) },
        answer: said.step === 'handed' ? textOf(said.answer) : null,
        acknowledgement,
      },
    ]
  })
  return (await Promise.all(said)).flat()
}

/** A decision of ours on an answer that was asked for. */
export interface HandedSaid {
  /** Who asked, and who gave the answer. */
  readonly log: string
  readonly source: string
  readonly asked: string
  readonly digest: string
  /** Record of the arrival whose file goes up; null: it was declined. */
  readonly answer: string | null
  readonly acknowledgement: Acknowledgement
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

/** The frozen file of a report that was sent. */
export async function fileOf(
  { drafts }: Pick<Needs, 'drafts'>,
  unit: Organisation,
  { id, file }: ReportRecord,
): Promise<Uint8Array | null> {
  if (file === null) return null
  const kept = await drafts.file(unit.id, id, { kind: 'docx', digest: file })
  return kept?.bytes ?? null
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

/** The newest of these reports that was sent; null: none was. */
export function newestSent(reports: readonly LedgerRecord[]): ReportRecord | null {
  return reports.map(reportRecordOf).filter(isSent).reduce<ReportRecord | null>(newer, null)
}

/** Of two versions the one signed later; the reply to one that was corrected since comes later. */
function newer(one: ReportRecord | null, other: ReportRecord): ReportRecord {
  return one === null || (other.checkpoint ?? 0) > (one.checkpoint ?? 0) ? other : one
}

/** Versions of one answer at most: more than anybody corrects. */
const answersMax = 50

/** Whether the unit has sent it: what is only signed is still its own. */
function isSent({ step }: ReportRecord): boolean {
  return step === 'sent' || step === 'accepted' || step === 'returned'
}

/** That a call was taken, as the unit says it to whoever sent the call. */
export function acknowledgementOf(
  ports: Pick<Needs, 'crypto'>,
  reader: Reader,
  { firstEntry }: LedgerRecord,
): Promise<Acknowledgement | null> {
  return openedEntry(ports, reader, { entry: firstEntry, paths: () => acknowledgedPaths })
}

/** An entry of ours with its receipt, opened where `paths` says, of those that it has. */
async function openedEntry(
  { crypto }: Pick<Needs, 'crypto'>,
  reader: Reader,
  given: {
    readonly entry: number
    readonly paths: (all: readonly string[]) => readonly string[]
  },
): Promise<Acknowledgement | null> {
  const entry = await reader.entry(given.entry)
  const payload = entry === null ? null : payloadOfEntry(entry)
  if (entry === null || payload === null) return null
  const cells = 'secret' in payload ? payload.fields : payload.cells
  const { index, leafText, receipt } = entry
  return {
    v: 1,
    index,
    leafText,
    opening: openJointly(crypto, payload, new Set(given.paths(cells.map(({ path }) => path)))),
    receipt,
    receiptKey: keysInForce(await reader.keys(), index + 1).receipt,
  }
}
