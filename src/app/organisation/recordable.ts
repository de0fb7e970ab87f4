import { offeredChoices } from '../../ledger/choice.ts'
import { isOwnWay } from '../../ledger/core/own-way.ts'
import type { Label } from '../../ledger/label.ts'
import type { EventKind } from '../../ledger/record/event.ts'
import type { Field, Register } from '../../ledger/register/register.ts'
import { kindFields } from '../../ledger/register/title.ts'
import type { Values } from '../../ledger/value.ts'
import { ownLists } from '../../pack/check-pack.ts'
import type { Pack } from '../../pack/pack.ts'
import { servingItems } from '../../pack/pack-of-unit.ts'
import type { AppPorts } from '../ports/app-ports.ts'

/** What somebody may say that happened: an event, a register, or one kind of its records. */
export interface Recordable {
  /** `kind`: what its form begins with; empty where it may be any. */
  readonly of: { readonly register: string; readonly kind: Values } | { readonly event: string }
  readonly label: Label
  /** Its Chinese names, the one in force first, each with its pinyin initials. */
  readonly called: readonly { readonly name: string; readonly initials: string }[]
}

/**
 * Everything that a form can record, by all the names that people have for it: what the unit calls
 * it, what the pack does, what else a sheet may, and the function that it serves (班子会).
 */
export function recordableIn(
  { wordInitials }: Pick<AppPorts, 'wordInitials'>,
  pack: Pack,
  seen: { readonly registers: readonly Register[]; readonly events: readonly EventKind[] },
): readonly Recordable[] {
  const named = (of: Recordable['of'], label: Label, also: readonly string[]): Recordable => ({
    of,
    label,
    called: [...new Set([label.zh, ...also])].map((name) => ({
      name,
      initials: wordInitials(name),
    })),
  })
  const events = seen.events
    .filter(({ report, parts }) => report === undefined && parts.length > 1)
    .map(({ id, label }) => named({ event: id }, label, []))
  const registers = seen.registers
    .filter(({ id }) => !isOwnWay(id))
    .flatMap((register) => [
      named({ register: register.id, kind: {} }, register.label, []),
      ...kindsIn(pack, register).map(({ kind, label, also }) =>
        named({ register: register.id, kind }, label, also),
      ),
    ])
  return [...events, ...registers]
}

/** The kinds of a register; a duty or a figure is what a record is about, and no kind of it. */
function kindsIn(pack: Pack, register: Register) {
  return kindFields(register)
    .filter(({ of }) => !ownLists.some((one) => one === of))
    .flatMap((field) => {
      const items = pack.lists.get(field.of ?? '') ?? []
      return offeredChoices(items, []).map(({ id, label, also = [] }) => ({
        kind: { [field.id]: id },
        label,
        also: [...also, ...servedBy(pack, field, id)],
      }))
    })
}

/** The functions that an item serves in the unit, by the names that bodies have for them. */
function servedBy({ functions, lists, unit }: Pack, field: Field, item: string): readonly string[] {
  return functions
    .filter(({ list }) => list === field.of)
    .filter((one) => servingItems(one, { lists, terms: unit }).some(({ id }) => id === item))
    .map(({ label }) => label.zh)
}
