import type { Fault } from '../fault.ts'
import type { Label } from '../label.ts'
import type { Register } from '../register/register.ts'
import type { Player, Playing, RoleFields } from '../register/roles.ts'
import { playerOf, registerRoles } from '../register/roles.ts'
import type { Value, Values } from '../value.ts'
import type { LedgerRecord } from './record.ts'

/**
 * One event, several ledgers (decision 0064): an afternoon with a meeting, a lecture and study is a
 * record in each of three registers, and each carries its own values. What the registers keep under
 * the same name of the role `eventPart`, and the day, is one fact: it is typed once, and corrected
 * in all of them at once.
 */

/** A kind of event that a pack declares: which registers hold a part of it. */
export interface EventKind {
  readonly id: string
  readonly label: Label
  /** The template whose report, being sent, is this event; nobody enters it by hand. */
  readonly report?: string
  readonly parts: readonly EventPart[]
}

/** A part of a kind of event, and what is so of every such part. */
export interface EventPart {
  readonly register: string
  readonly values: Values
}

/** A register whose records may be parts of an event. */
export type PartPlayer = Player<'eventPart'>

/** What the parts of an event share: the day, and the names of the role. */
export type SharedName = 'day' | Exclude<keyof RoleFields<'eventPart'>, 'event'>

/** Shared facts by name; null: it is not said. */
export type Facts = ReadonlyMap<SharedName, Value>

const names = Object.keys(registerRoles.eventPart).filter((name) => name !== 'event')
/** Every name of a shared fact, in the order in which a form asks for them. */
export const sharedNames = ['day', ...names] as readonly SharedName[]

/** The register as a part of events; null: its records are none. */
export function partPlayer(playing: Playing, register: string): PartPlayer | null {
  return playerOf(playing, 'eventPart', register)
}

/** The field of a register that holds a shared fact; undefined: it has none. */
export function sharedField(
  { register, fields }: PartPlayer,
  name: SharedName,
): string | undefined {
  return name === 'day' ? register.date : fields[name]
}

/** The name of the shared fact that a field holds; undefined: the fact is the part's own. */
export function sharedNameOf(player: PartPlayer, field: string): SharedName | undefined {
  return sharedNames.find((name) => sharedField(player, name) === field)
}

/** The record that the event of a part is known by: the one it names, or itself. */
export function eventOf(
  { fields }: PartPlayer,
  { id, values }: Pick<LedgerRecord, 'id' | 'values'>,
) {
  const named = values[fields.event]
  return typeof named === 'string' ? named : id
}

/** What a part says of the shared facts that its register keeps. */
export function factsOf(player: PartPlayer, values: Values): Facts {
  return new Map(
    sharedNames.flatMap((name) => {
      const field = sharedField(player, name)
      return field === undefined ? [] : [[name, values[field] ?? null] as const]
    }),
  )
}

/** The shared facts that a correction of a part changes, as they are afterwards. */
export function changedFacts(player: PartPlayer, before: Values, after: Values): Facts {
  const stood = factsOf(player, before)
  const facts = [...factsOf(player, after)].filter(
    ([name, value]) => !isSame(stood.get(name), value),
  )
  return new Map(facts)
}

/** Shared facts as values of the part's own fields; null takes a value away. */
export function valuesOfFacts(player: PartPlayer, facts: Facts): Values {
  return Object.fromEntries(
    [...facts].flatMap(([name, value]) => {
      const field = sharedField(player, name)
      return field === undefined ? [] : [[field, value] as const]
    }),
  )
}

/** Fields of a part whose values differ from the shared facts. */
export function differingFields(
  player: PartPlayer,
  values: Values,
  facts: Facts,
): readonly string[] {
  return [...factsOf(player, values)].flatMap(([name, value]) => {
    const field = sharedField(player, name)
    return field === undefined || !facts.has(name) || isSame(facts.get(name), value) ? [] : [field]
  })
}

/** The facts of several parts as one; a fact that one part does not say is taken from another. */
export function factsTogether(parts: readonly Facts[]): Facts {
  const together = new Map<SharedName, Value>()
  for (const [name, value] of parts.flatMap((one) => [...one])) {
    if ((together.get(name) ?? null) === null) together.set(name, value)
  }
  return together
}

/**
 * Changed facts with the head count that follows: where none was said, or where it was the number
 * of those who were present, it is the number of those who are now.
 */
export function withHeadCount(changed: Facts, stood: Facts): Facts {
  const now = countOf(changed.get('present'))
  if (now === null || (changed.get('headCount') ?? null) !== null) return changed
  const count = stood.get('headCount') ?? null
  const follows = count === null || count === countOf(stood.get('present'))
  return follows ? new Map([...changed, ['headCount', now]]) : changed
}

function countOf(present: Value | undefined): number | null {
  return Array.isArray(present) ? present.length : null
}

function isSame(one: Value | undefined, other: Value | undefined): boolean {
  return JSON.stringify(one ?? null) === JSON.stringify(other ?? null)
}

/**
 * A part as a form asks for it beside the shared facts: the register without them, without the link
 * to its event, and without what is so of every such part.
 */
export function ownFields(player: PartPlayer, fixed: Values): Register {
  const { register, fields } = player
  const isOwn = (id: string) =>
    id !== fields.event && !Object.hasOwn(fixed, id) && sharedNameOf(player, id) === undefined
  return { ...register, fields: register.fields.filter(({ id }) => isOwn(id)) }
}

/** The values of a part: what is its own, what all share, what is so of every such part. */
export function partValues(
  player: PartPlayer,
  part: EventPart,
  said: { readonly facts: Facts; readonly own: Values },
): Values {
  return { ...said.own, ...valuesOfFacts(player, said.facts), ...part.values }
}

/**
 * A fault in the values of a part, where what is wrong was typed: at `facts` with its name, or at
 * `parts` with its register.
 */
export function placedInEvent(player: PartPlayer, fault: Fault): Fault {
  const [field, ...rest] = fault.at
  const name = typeof field === 'string' ? sharedNameOf(player, field) : undefined
  if (name !== undefined) return { ...fault, at: ['facts', name, ...rest] }
  return { ...fault, at: ['parts', player.register.id, ...fault.at] }
}

/** Each fault once: a mistake in a shared fact is found in every part that has it. */
export function onceEach(faults: readonly Fault[]): readonly Fault[] {
  return [...new Map(faults.map((one) => [JSON.stringify([one.code, one.at]), one])).values()]
}
