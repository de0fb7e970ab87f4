import { fromUtf8 } from '../../log/utf8.ts'
import type { Acknowledgement } from '../../report/call/acknowledgement.ts'
import { verifyCall } from '../../report/call/sealed-call.ts'
import type { SealedEntry } from '../../report/call/sealed-entry.ts'
import { parseSealedEntry } from '../../report/call/sealed-entry.ts'
import type { Reply } from '../../report/receive/reply.ts'
import { stepOfReply } from '../../report/receive/reply.ts'
import { hasEnded } from '../calls/ended-call.ts'
import { todayIn } from '../clock/wall-clock.ts'
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
import type { ArrivedItem, ExchangeStore } from '../ports/exchange-ports.ts'
import type { Organisation } from '../ports/store-ports.ts'

type Needs = Pick<AppPorts, 'exchange' | 'crypto' | 'clock'>

/** Carries what arrived from other servers, and was verified when it did. Reads only. */
export function carryArrived(ports: Needs): CallCarrier {
  return {
    callsFor: (unit, known) => callsFor(ports, unit, known),
    dutyListsFor: (unit, known) => listsFor(ports, unit, known),
    urgesFor: (unit, digests) => urgesFor(ports, unit, digests),
    answersTo: (above, asked) => answersTo(ports, above, asked),
    listsTaken: (above, asked) => listsTaken(ports, above, asked),
    answersAskedOf: (unit) => saidOf(ports, unit, { kinds: ['file-asked'] }),
    handedOn: (above, asked) => handedOn(ports, above, asked),
    handedFurther: (unit, digests) => handedFurther(ports, unit, digests),
    replyTo: (unit, digest) => replyTo(ports, unit, digest),
  }
}

async function callsFor(
  ports: Needs,
  unit: Organisation,
  { taken }: KnownToUnit,
): Promise<readonly SealedEntry[]> {
  const arrived = await inForce(ports, unit, { kinds: ['call'] })
  if (arrived.length === 0) return []
  const known = await taken(arrived.map(({ about }) => about))
  const today = todayIn(unit.zone, ports.clock)
  const calls: SealedEntry[] = []
  for (const item of arrived.filter(({ about }) => !known.has(about))) {
    const sealed = parseSealedEntry(await textOf(ports, unit, item))
    const verified = sealed && verifyCall(ports.crypto, sealed, sealed.key)
    if (sealed && verified?.ok && !hasEnded(verified.call, today)) calls.push(sealed)
  }
  return calls
}

/** A version that a newer one replaces is no longer in force by the word of its sender. */
async function listsFor(
  ports: Needs,
  unit: Organisation,
  { taken }: KnownToUnit,
): Promise<readonly SealedEntry[]> {
  const arrived = await inForce(ports, unit, { kinds: ['listed-duties'] })
  const known = await taken(arrived.map(({ about }) => about))
  const lists: SealedEntry[] = []
  for (const item of arrived.filter(({ about }) => !known.has(about))) {
    const sealed = parseSealedEntry(await textOf(ports, unit, item))
    if (sealed !== null) lists.push(sealed)
  }
  return lists
}

/** What arrived of calls that their sender has not withdrawn since. */
async function inForce(
  { exchange }: Needs,
  unit: Organisation,
  asked: Parameters<ExchangeStore['arrived']>[1],
): Promise<readonly ArrivedItem[]> {
  const arrived = await exchange.arrived(unit.id, asked)
  if (arrived.length === 0) return []
  const partners = await exchange.partners(unit.id)
  const standing = new Map(partners.map((one) => [one.origin, new Set(one.inForce)]))
  return arrived.filter(({ origin, about }) => standing.get(origin)?.has(about) === true)
}

async function urgesFor(
  ports: Needs,
  unit: Organisation,
  digests: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const times = new Map<string, number>()
  if (digests.length === 0) return times
  const arrived = await inForce(ports, unit, { kinds: ['urge'], about: digests })
  for (const { about, id } of arrived) {
    times.set(about, Math.max(times.get(about) ?? 0, urgedTimes(id)))
  }
  return times
}

/** An urge is named by its call and how often that was urged. */
function urgedTimes(id: string): number {
  return Number(id.slice(id.lastIndexOf(' ') + 1))
}

async function answersTo(
  ports: Needs,
  above: Organisation,
  { digest, logs, received }: AskedOfUnits,
): Promise<readonly SentAnswer[]> {
  const wanted = new Set(logs)
  const arrived = await ports.exchange.arrived(above.id, {
    kinds: ['acknowledgement', 'answer'],
    about: [digest],
  })
  const asked = arrived.filter(({ origin }) => wanted.has(origin))
  // Of several versions the one that came last.
  const newest = new Map(
    asked.filter(({ kind }) => kind === 'answer').map((one) => [one.origin, one] as const),
  )
  const known = await received([...newest.values()].map(({ id }) => id))
  const answers = new Map<string, SentAnswer>()
  for (const item of asked.filter(({ kind }) => kind === 'acknowledgement')) {
    const acknowledgement = await jsonOf<Acknowledgement>(ports, above, item)
    answers.set(item.origin, { origin: item.origin, acknowledgement, file: null })
  }
  for (const [origin, item] of newest) {
    const acknowledgement = answers.get(origin)?.acknowledgement ?? null
    const file = known.has(item.id) ? null : await ports.exchange.arrivedBytes(above.id, item)
    answers.set(origin, { origin, acknowledgement, file })
  }
  return [...answers.values()]
}

async function listsTaken(
  ports: Needs,
  above: Organisation,
  { logs, digests }: Parameters<CallCarrier['listsTaken']>[1],
): Promise<readonly SaidByLog[]> {
  const arrived = await ports.exchange.arrived(above.id, { kinds: ['list-taken'], about: digests })
  const wanted = new Set(logs)
  const said: SaidByLog[] = []
  for (const item of arrived.filter(({ origin }) => wanted.has(origin))) {
    const acknowledgement = await jsonOf<Acknowledgement>(ports, above, item)
    said.push({ origin: item.origin, acknowledgement })
  }
  return said
}

async function replyTo(
  ports: Needs,
  unit: Organisation,
  digest: string,
): Promise<CarriedReply | null> {
  const arrived = await ports.exchange.arrived(unit.id, { kinds: ['reply'], about: [digest] })
  const replies = await Promise.all(arrived.map((one) => jsonOf<Reply>(ports, unit, one)))
  // What came later of the receiver's log; a stick may have been long on its way.
  const newest = replies.reduce<Reply | null>(
    (one, other) => (one === null || other.entry.index > one.entry.index ? other : one),
    null,
  )
  return newest && { reply: newest, isDecided: stepOfReply(newest) !== 'received' }
}

async function handedOn(
  ports: Needs,
  above: Organisation,
  asked: readonly AskedAnswer[],
): Promise<readonly HandedAnswer[]> {
  const about = asked.flatMap((one) => [one.asked, one.digest])
  const kinds = ['file-decided', 'handed-file'] as const
  const arrived = await ports.exchange.arrived(above.id, { kinds, about })
  const found = (kind: (typeof kinds)[number], log: string, about: string) =>
    arrived.find((one) => one.kind === kind && one.origin === log && one.about === about)
  const handed = asked.map(async ({ asked, log, digest }): Promise<readonly HandedAnswer[]> => {
    const said = found('file-decided', log, asked)
    if (said === undefined) return []
    const item = found('handed-file', log, digest)
    const acknowledgement = await jsonOf<Acknowledgement>(ports, above, said)
    const file = item === undefined ? null : () => ports.exchange.arrivedBytes(above.id, item)
    return [{ origin: log, acknowledgement, file }]
  })
  return (await Promise.all(handed)).flat()
}

async function handedFurther(
  ports: Needs,
  unit: Organisation,
  digests: readonly string[],
): Promise<readonly SaidByLog[]> {
  if (digests.length === 0) return []
  return saidOf(ports, unit, { kinds: ['file-decided'], about: digests })
}

/** What arrived of a kind that is an entry of another log. */
async function saidOf(
  ports: Needs,
  org: Organisation,
  asked: Parameters<ExchangeStore['arrived']>[1],
): Promise<readonly SaidByLog[]> {
  const arrived = await ports.exchange.arrived(org.id, asked)
  const said = arrived.map(async (item) => ({
    origin: item.origin,
    acknowledgement: await jsonOf<Acknowledgement>(ports, org, item),
  }))
  return Promise.all(said)
}

async function textOf({ exchange }: Needs, org: Organisation, item: ArrivedItem): Promise<string> {
  const bytes = await exchange.arrivedBytes(org.id, item)
  return bytes === null ? '' : (fromUtf8(bytes) ?? '')
}

/** What was of this form when it was verified, and is kept as it was. */
async function jsonOf<T>(ports: Needs, org: Organisation, item: ArrivedItem): Promise<T> {
  return JSON.parse(await textOf(ports, org, item)) as T
}
