import type { AppendRequest } from '../../append/append-request.ts'
import type { Fault } from '../../ledger/fault.ts'
import { Refusal, refuse } from '../../ledger/fault.ts'
import type { EventKind, EventPart, Facts, PartPlayer } from '../../ledger/record/event.ts'
import {
  onceEach,
  ownFields,
  partPlayer,
  partValues,
  placedInEvent,
  sharedField,
  sharedNames,
  withHeadCount,
} from '../../ledger/record/event.ts'
import type { Value, Values } from '../../ledger/value.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Appended, Session } from '../ports/store-ports.ts'
import { prepareNew } from './prepare-record.ts'

type Needs = Pick<AppPorts, 'store' | 'clock' | 'rosters' | 'calendar' | 'random'>

/** Values as they were sent; each is read by the rules of its register. */
type Sent = Readonly<Record<string, unknown>>

/** What happened once and stands in several registers. */
export interface EventEntry {
  /** The kind of event, as the pack declares it. */
  readonly kind: string
  /** What the parts share, by its name; `day` is the day. */
  readonly facts: Sent
  /** The parts that there were, each with what it says beside the shared facts. */
  readonly parts: readonly { readonly register: string; readonly values: Sent }[]
  /** Why it comes late. */
  readonly reason: string | null
  readonly idempotency: AppendRequest['idempotency']
}

/**
 * Records an event: one record in the register of each of its parts, all in one transaction. The
 * first part in the order of the pack is the record that the event is known by. Refuses with
 * `event.unknown`, `event.parts`, and with every fault of every part: at `facts` what they share,
 * at `parts` what is a part's own.
 */
export async function recordEvent(
  ports: Needs,
  session: Session,
  entry: EventEntry,
): Promise<readonly Appended[]> {
  const kind = session.pack.events.find(({ id }) => id === entry.kind)
  if (!kind || kind.report !== undefined) return refuseKind()
  const event = ports.random.uuid()
  const requests = await prepareEvent(ports, session, { ...entry, kind, event, isOneOfThem: true })
  return ports.store.appendAll(session.org.id, requests)
}

/** An event that is to be entered. */
export interface PreparedEvent extends Omit<EventEntry, 'kind'> {
  readonly kind: EventKind
  /** Id of the record that the event is known by. */
  readonly event: string
  /** That record is the first of the parts; otherwise it stands already, and they name it. */
  readonly isOneOfThem: boolean
}

/** The writes of an event. Refuses as `recordEvent` does. */
export async function prepareEvent(
  ports: Omit<Needs, 'random'>,
  session: Session,
  given: PreparedEvent,
): Promise<readonly AppendRequest[]> {
  const { kind, idempotency } = given
  const unknown = given.parts.find(({ register }) => !partOf(kind, register))
  if (unknown || given.parts.length === 0) refuseParts()
  const facts = withHeadCount(factsSent(given.facts), new Map())
  const chosen = kind.parts.flatMap((part) => {
    const sent = given.parts.find(({ register }) => register === part.register)
    const player = partPlayer(session.pack, part.register)
    return sent && player ? [{ player, part, own: sent.values }] : []
  })
  const writes: AppendRequest[] = []
  const found: (readonly Fault[])[] = [unknownFacts(session, kind, given.facts)]
  for (const [nth, { player, part, own }] of chosen.entries()) {
    found.push(strangeFields(player, part, own))
    try {
      const write = await prepareNew(ports, session, {
        register: player.register.id,
        values: partValues(player, part, { facts, own: own as Values }),
        key: idempotency === null ? null : `${idempotency.key} ${nth}`,
        ...(idempotency === null ? {} : { digest: idempotency.digest }),
      })
      writes.push(inEvent(player, write, { ...given, isFirst: given.isOneOfThem && nth === 0 }))
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      found.push(error.faults.map((one) => placedInEvent(player, within(one))))
    }
  }
  const faults = onceEach(found.flat())
  if (faults.length > 0) throw new Refusal(faults)
  return writes
}

function partOf({ parts }: EventKind, register: string): EventPart | undefined {
  return parts.find((one) => one.register === register)
}

function factsSent(sent: Sent): Facts {
  return new Map(
    sharedNames.flatMap((name) => {
      const value = (sent[name] ?? null) as Value
      return value === null ? [] : [[name, value] as const]
    }),
  )
}

/** The link is added when the values were read: the record it names is written with them. */
function inEvent(
  { fields }: PartPlayer,
  write: AppendRequest,
  { event, isFirst, reason }: { event: string; isFirst: boolean; reason: string | null },
): AppendRequest {
  return {
    ...write,
    record: isFirst ? event : null,
    values: isFirst ? write.values : { ...write.values, [fields.event]: event },
    lateReason: write.lateDays > 0 ? reason : null,
  }
}

/** A fault of values, as its register places it. */
function within(fault: Fault): Fault {
  return { ...fault, at: fault.at[0] === 'values' ? fault.at.slice(1) : fault.at }
}

function strangeFields(player: PartPlayer, part: EventPart, own: Sent): readonly Fault[] {
  const known = ownFields(player, part.values).fields.map(({ id }) => id)
  return Object.keys(own)
    .filter((id) => !known.includes(id))
    .map((id) => ({
      code: 'event.part.field',
      at: ['parts', player.register.id, id],
      text: { zh: `“${id}”不是这一部分自己的内容。`, en: `“${id}” is not this part's own.` },
      hint: {
        zh: '共同内容写在 facts 中；其余按台账的字段填写。',
        en: 'What the parts share goes under `facts`; the rest are fields of the register.',
      },
    }))
}

/** A fact of a part that was left out does no harm; one that no part has is a mistake. */
function unknownFacts(session: Session, kind: EventKind, facts: Sent): readonly Fault[] {
  const players = kind.parts.flatMap(({ register }) => partPlayer(session.pack, register) ?? [])
  const known = sharedNames.filter((name) =>
    players.some((player) => sharedField(player, name) !== undefined),
  )
  return Object.keys(facts)
    .filter((name) => !known.some((one) => one === name))
    .map((name) => ({
      code: 'event.fact.unknown',
      at: ['facts', name],
      text: { zh: `没有共同内容“${name}”。`, en: `The parts share no “${name}”.` },
      hint: {
        zh: `可用：${known.join('、')}。`,
        en: `They share ${known.join(', ')}.`,
      },
    }))
}

function refuseKind(): never {
  return refuse('event.unknown', {
    at: ['kind'],
    text: { zh: '业务包中没有这种事项。', en: 'The pack has no such kind of event.' },
    hint: { zh: '请从列出的事项中选择。', en: 'Choose one that is listed.' },
  })
}

function refuseParts(): never {
  return refuse('event.parts', {
    at: ['parts'],
    text: { zh: '请至少选择这一事项中的一项内容。', en: 'Choose at least one part of the event.' },
    hint: { zh: '只能选择该事项所含的台账。', en: 'Only registers of this kind of event.' },
  })
}
