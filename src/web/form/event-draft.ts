import type { EventBody } from '../../api/contract/event.ts'
import type { PackView } from '../../api/contract/pack.ts'
import type { Fault } from '../../ledger/fault.ts'
import type { Label } from '../../ledger/label.ts'
import type {
  EventKind,
  EventPart,
  Facts,
  PartPlayer,
  SharedName,
} from '../../ledger/record/event.ts'
import {
  onceEach,
  partPlayer,
  partValues,
  placedInEvent,
  sharedField,
  sharedNames,
  withHeadCount,
} from '../../ledger/record/event.ts'
import { parseValues } from '../../ledger/record/parse-values.ts'
import type { Field, Register } from '../../ledger/register/register.ts'
import type { Value, Values } from '../../ledger/value.ts'
import { playingOf } from '../pack/players.ts'
import { isNeeded } from './is-needed.ts'

// What is typed lies in one flat record, as of any form: a shared fact under its name, what is a
// part's own under `meeting.agenda`, the parts that there were under `chosen`.

/** A part that a kind of event can have. */
export interface OfferedPart {
  readonly part: EventPart
  readonly player: PartPlayer
}

const chosenKey = 'chosen'

/** The parts of a kind of event, in the order of the pack. */
export function offeredParts(pack: PackView, kind: EventKind): readonly OfferedPart[] {
  return kind.parts.flatMap((part) => {
    const player = partPlayer(playingOf(pack), part.register)
    return player ? [{ part, player }] : []
  })
}

/** A part as people know it: its register, and what kind of record of it: 会议 · 支部党员大会. */
export function partLabel(pack: PackView, { player: { register }, part }: OfferedPart): Label {
  const kinds = register.fields.flatMap(({ id, of = '' }) => {
    return pack.lists[of]?.find((choice) => choice.id === part.values[id])?.label ?? []
  })
  const labels = [register.label, ...kinds.slice(0, 1)]
  const said = (lang: 'zh' | 'en') => labels.map((one) => one[lang]).join(' · ')
  return { zh: said('zh'), en: said('en') }
}

/** A form with some parts chosen, and what is filled in already. */
export function draftOf(
  chosen: readonly string[],
  filled: { readonly facts: Values; readonly parts: EventBody['parts'] },
): Values {
  const own = filled.parts.flatMap(({ register, values }) =>
    Object.entries(values).map(([id, value]) => [keyOf(register, id), value as Value] as const),
  )
  return { ...filled.facts, ...Object.fromEntries(own), [chosenKey]: chosen }
}

/** Where what is a part's own lies. */
export function keyOf(register: string, field: string): string {
  return `${register}.${field}`
}

/** The ids of registers whose part is chosen. */
export function chosenIn(draft: Values): readonly string[] {
  const chosen = draft[chosenKey]
  return Array.isArray(chosen) ? chosen.filter((one): one is string => typeof one === 'string') : []
}

/** The draft with a part chosen or left out; what was typed for it stays. */
export function withPart(draft: Values, register: string, isIn: boolean): Values {
  const others = chosenIn(draft).filter((one) => one !== register)
  return { ...draft, [chosenKey]: isIn ? [...others, register] : others }
}

/** The shared facts as they are typed, with the head count that follows from those present. */
export function factsIn(draft: Values): Facts {
  const said = sharedNames.flatMap((name): readonly (readonly [SharedName, Value])[] => {
    const value = draft[name]
    return value === undefined || value === '' || value === null ? [] : [[name, value]]
  })
  return withHeadCount(new Map(said), new Map())
}

/** The shared facts that the chosen parts ask for, each as the field that asks most. */
export function sharedFieldsOf(parts: readonly OfferedPart[]): readonly [SharedName, Field][] {
  return sharedNames.flatMap((name): readonly [SharedName, Field][] => {
    const fields = parts.flatMap(({ player }) => {
      const id = sharedField(player, name)
      return player.register.fields.find((field) => field.id === id) ?? []
    })
    const field = fields.find(isNeeded) ?? fields[0]
    return field ? [[name, { ...field, id: name }]] : []
  })
}

/** What of the draft is one part's own. */
function ownIn(draft: Values, register: string): Values {
  const prefix = keyOf(register, '')
  const own = Object.entries(draft).filter(([key]) => key.startsWith(prefix))
  return Object.fromEntries(own.map(([key, value]) => [key.slice(prefix.length), value]))
}

/** The whole record of each chosen part, as it would be written. */
export function recordsIn(
  draft: Values,
  parts: readonly OfferedPart[],
): readonly { readonly register: Register; readonly values: Values }[] {
  const facts = factsIn(draft)
  return parts.map(({ player, part }) => ({
    register: player.register,
    values: partValues(player, part, { facts, own: ownIn(draft, player.register.id) }),
  }))
}

/** What is wrong with a draft, by where it was typed; the server holds the same rules. */
export function faultsIn(
  draft: Values,
  parts: readonly OfferedPart[],
  context: Parameters<typeof parseValues>[2],
): ReadonlyMap<string, readonly Fault[]> {
  const all = recordsIn(draft, parts).flatMap(({ register, values }, nth) => {
    const player = parts[nth]?.player
    const faults = parseValues(register, values, context).faults ?? []
    return player ? faults.map((one) => placedInEvent(player, one)) : []
  })
  return byPlace(onceEach(all))
}

/** Faults by the key of the draft that they belong to; rows keep their number. */
export function byPlace(faults: readonly Fault[]): ReadonlyMap<string, readonly Fault[]> {
  const map = new Map<string, Fault[]>()
  for (const fault of faults) {
    const [where, name, ...rest] = fault.at
    const isPart = where === 'parts'
    const key = isPart ? keyOf(String(name), String(rest[0] ?? '')) : String(name ?? '')
    const at = isPart ? rest : [name ?? '', ...rest]
    map.set(key, [...(map.get(key) ?? []), { ...fault, at }])
  }
  return map
}

/** What is sent. */
export function bodyOf(
  kind: EventKind,
  draft: Values,
  { parts, reason }: { parts: readonly OfferedPart[]; reason: string },
): EventBody {
  const asked = new Set(sharedFieldsOf(parts).map(([name]) => name))
  const facts = [...factsIn(draft)].filter(([name]) => asked.has(name))
  return {
    kind: kind.id,
    facts: Object.fromEntries(facts),
    parts: parts.map(({ player: { register } }) => ({
      register: register.id,
      values: ownIn(draft, register.id),
    })),
    ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
  }
}
