import type { AppendRequest } from '../../append/append-request.ts'
import type { Fault } from '../../ledger/fault.ts'
import { Refusal } from '../../ledger/fault.ts'
import { isObject, own } from '../../ledger/fields/field-kind.ts'
import type { Facts, PartPlayer } from '../../ledger/record/event.ts'
import {
  changedFacts,
  differingFields,
  eventOf,
  factsOf,
  factsTogether,
  partPlayer,
  valuesOfFacts,
  withHeadCount,
} from '../../ledger/record/event.ts'
import type { LedgerRecord } from '../../ledger/record/record.ts'
import type { Register } from '../../ledger/register/register.ts'
import { playersOf } from '../../ledger/register/roles.ts'
import type { DateSpan, Values } from '../../ledger/value.ts'
import { mayRead } from '../access/access.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import { prepareChanged } from './prepare-record.ts'
import { readRecord } from './read-record.ts'

/** A live record that is part of an event. */
export interface Part {
  readonly player: PartPlayer
  readonly record: LedgerRecord
}

/**
 * The live parts of the same event beside a record, in the order of the pack. The day is shared,
 * so they all stand on it.
 */
export async function partsBeside(
  ports: Pick<AppPorts, 'store'>,
  session: Session,
  { id, register, values, occurredOn }: LedgerRecord,
): Promise<readonly Part[]> {
  const player = partPlayer(session.pack, register)
  if (!player || occurredOn === null) return []
  const event = eventOf(player, { id, values })
  const all = await partsWithin(ports, session, { from: occurredOn, to: occurredOn })
  return all.filter((part) => part.record.id !== id && eventOf(part.player, part.record) === event)
}

/**
 * The live records of the same event beside a record that the caller may read. Of a record that is
 * no part itself, such as a report that was sent, those that name it. Refuses with `record.unknown`.
 */
export async function readEvent(
  ports: Pick<AppPorts, 'store'>,
  session: Session,
  id: string,
): Promise<readonly LedgerRecord[]> {
  const record = await readRecord(ports, session, id)
  const isPart = partPlayer(session.pack, record.register) !== null
  const parts = isPart
    ? await partsBeside(ports, session, record)
    : await partsOf(ports, session, record)
  return parts.filter(({ player }) => mayRead(session, player.register)).map((one) => one.record)
}

/** The live parts of the event that a record is known by, that one among them where it is one. */
async function partsOf(
  ports: Pick<AppPorts, 'store'>,
  session: Session,
  root: LedgerRecord,
): Promise<readonly Part[]> {
  const player = partPlayer(session.pack, root.register)
  if (player) {
    const beside = await partsBeside(ports, session, root)
    return root.state === 'void' ? beside : [{ player, record: root }, ...beside]
  }
  // A report that was sent goes on to other days; those that name it stay on theirs.
  return ports.store.read(session.org.id, async (reader) => {
    const found: (readonly Part[])[] = []
    for (const one of playersOf(session.pack, 'eventPart')) {
      const where = { [one.fields.event]: root.id }
      const { items } = await reader.records({ register: one.register.id, where, limit: partsMax })
      found.push(items.map((record) => ({ player: one, record })))
    }
    return found.flat()
  })
}

const partsMax = 20

async function partsWithin(
  { store }: Pick<AppPorts, 'store'>,
  session: Session,
  span: DateSpan,
): Promise<readonly Part[]> {
  const players = playersOf(session.pack, 'eventPart')
  const ids = players.map(({ register }) => register.id)
  const records = await store.read(session.org.id, (reader) => reader.recordsOf(ids, span))
  return players.flatMap((player) =>
    records
      .filter(({ register }) => register === player.register.id)
      .map((record) => ({ player, record })),
  )
}

/**
 * The values of a record that is to be part of an event, with the shared facts that it does not say
 * itself: they are taken over from the parts that stand. Refuses with `event.differs` where it says
 * otherwise. What was part of that event before is as it is sent.
 */
export async function joinedValues(
  ports: Pick<AppPorts, 'store'>,
  session: Session,
  given: { readonly register: Register; readonly raw: unknown; readonly before?: Values },
): Promise<unknown> {
  const { register, raw, before } = given
  const player = partPlayer(session.pack, register.id)
  if (!player || !isObject(raw)) return raw
  const link = player.fields.event
  const named = own(raw, link)
  if (typeof named !== 'string' || before?.[link] === named) return raw
  const found = await ports.store.read(session.org.id, (reader) => reader.record(named))
  if (!found) return raw
  const of = partPlayer(session.pack, found.register)
  const event = of ? eventOf(of, found) : found.id
  const parts = await partsOf(ports, session, found)
  const facts = withHeadCount(factsTogether(parts.map(factsOfPart)), new Map())
  const values = { ...valuesOfFacts(player, facts), ...(raw as Values), [link]: event }
  refuseDiffering(player, values, facts)
  return values
}

function factsOfPart({ player, record }: Part): Facts {
  return factsOf(player, record.values)
}

function differing({ register }: PartPlayer, id: string): Fault {
  const label = register.fields.find((one) => one.id === id)?.label ?? { zh: id, en: id }
  return {
    code: 'event.differs',
    at: ['values', id],
    text: {
      zh: `“${label.zh}”与同一事项的其他记录不一致。`,
      en: `“${label.en}” is not what the other records of the event say.`,
    },
    hint: {
      zh: '同一事项的共同内容只登记一次：留空即可；要改，请更正其中任何一条，其余随之更正。',
      en: 'What they share is said once: leave it out. To change it correct any of them; the others follow.',
    },
  }
}

/**
 * Corrections together with those of the other parts of their events: whatever they change of a
 * shared fact is changed in every part, in the same transaction. Refuses with the faults of a part
 * that cannot take it, and with `event.differs` two corrections that say the same fact otherwise.
 */
export async function withOtherParts(
  ports: Pick<AppPorts, 'store' | 'clock' | 'rosters'>,
  session: Session,
  requests: readonly AppendRequest[],
): Promise<readonly AppendRequest[]> {
  await refuseJoining(ports, session, requests)
  const corrected = new Map(
    requests.flatMap((one) => {
      const isPart = one.kind === 'correct' && partPlayer(session.pack, one.register ?? '') !== null
      return isPart && one.record !== null ? [[one.record, one] as const] : []
    }),
  )
  if (corrected.size === 0) return requests
  const before = await ports.store.read(session.org.id, (reader) =>
    reader.recordsById([...corrected.keys()]),
  )
  const changes = before.flatMap((record) => changeOf(session, record, corrected.get(record.id)))
  const days = changes.flatMap(({ record }) => record.occurredOn ?? []).toSorted()
  const [from, to] = [days[0], days.at(-1)]
  if (from === undefined || to === undefined) return requests
  const parts = await partsWithin(ports, session, { from, to })
  const followers = new Map<string, Follower>()
  for (const change of changes) {
    const beside = parts.filter((part) => isBeside(part, change))
    const stood = factsTogether([change.stood, ...beside.map(factsOfPart)])
    const facts = withHeadCount(change.facts, stood)
    for (const part of beside) {
      const own = corrected.get(part.record.id)
      if (own) refuseDiffering(part.player, own.values, facts)
      else followers.set(part.record.id, following(part, facts, followers.get(part.record.id)))
    }
  }
  const reason = [...corrected.values()][0]?.reason ?? ''
  const writes = [...followers.values()].map(({ part, facts }) => {
    const told = { before: part.record, changes: valuesOfFacts(part.player, facts), reason }
    return placedInPart(part, () => prepareChanged(ports, session, told))
  })
  return [...requests, ...(await Promise.all(writes))]
}

/** Refuses new records that are to be part of an event and say otherwise than it does. */
async function refuseJoining(
  ports: Pick<AppPorts, 'store'>,
  session: Session,
  requests: readonly AppendRequest[],
): Promise<void> {
  for (const { kind, register: id, values } of requests) {
    const player = kind === 'create' ? partPlayer(session.pack, id ?? '') : null
    if (!player || !Object.hasOwn(values, player.fields.event)) continue
    await joinedValues(ports, session, { register: player.register, raw: values })
  }
}

/** What a correction changes of what its event shares. */
interface Change {
  readonly record: LedgerRecord
  readonly event: string
  readonly stood: Facts
  readonly facts: Facts
}

function changeOf(
  session: Session,
  record: LedgerRecord,
  request: AppendRequest | undefined,
): readonly Change[] {
  const player = partPlayer(session.pack, record.register)
  if (!player || !request) return []
  const facts = changedFacts(player, record.values, request.values)
  const event = eventOf(player, record)
  // Who leaves an event takes its facts along.
  const leaves = event !== eventOf(player, { id: record.id, values: request.values })
  if (facts.size === 0 || leaves) return []
  return [{ record, event, stood: factsOf(player, record.values), facts }]
}

function isBeside({ player, record }: Part, change: Change): boolean {
  return (
    record.id !== change.record.id &&
    record.occurredOn === change.record.occurredOn &&
    eventOf(player, record) === change.event
  )
}

/** A part that nobody corrects by itself, and what changes in it. */
interface Follower {
  readonly part: Part
  readonly facts: Facts
}

function following(part: Part, facts: Facts, before: Follower | undefined): Follower {
  return { part, facts: new Map([...(before?.facts ?? []), ...facts]) }
}

function refuseDiffering(player: PartPlayer, values: Values, facts: Facts): void {
  const differs = differingFields(player, values, facts)
  if (differs.length > 0) throw new Refusal(differs.map((id) => differing(player, id)))
}

/** A fault of a part that follows is told with the register that it is in. */
async function placedInPart<T>({ player }: Part, prepare: () => Promise<T>): Promise<T> {
  try {
    return await prepare()
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const { label } = player.register
    throw new Refusal(
      error.faults.map((one) => ({
        ...one,
        at: [],
        text: {
          zh: `同一事项在“${label.zh}”中的记录不能随之更正：${one.text.zh}`,
          en: `The record of the event in “${label.en}” cannot follow: ${one.text.en}`,
        },
      })),
    )
  }
}
