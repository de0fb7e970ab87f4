import type { PackView } from '../../api/contract/pack.ts'
import type { EventKind } from '../../ledger/record/event.ts'
import { searchForm } from '../../ledger/record/search-text.ts'
import type { Register } from '../../ledger/register/register.ts'
import type { Values } from '../../ledger/value.ts'
import type { Unit } from '../components/use-unit.ts'
import { mayFill } from '../components/use-unit.ts'
import { rankByName } from '../fields/rank-by-name.ts'
import { inDailyOrder } from '../pack/daily-order.ts'

/** What it is called by. */
export type Named = Pick<PackView['recordable'][number], 'label' | 'called'>

/** What 记一笔 opens a form for: an event of several registers, a register, a kind of its records. */
export type Offered = Named &
  (
    | { readonly event: EventKind; readonly register?: undefined }
    | { readonly register: Register; readonly kind: Values; readonly event?: undefined }
  )

/** Everything that whoever is signed in may record, events first, then as a hand reaches for it. */
export function offeredTo({ pack, session }: Pick<Unit, 'pack' | 'session'>): readonly Offered[] {
  const order = inDailyOrder(pack).filter((register) => mayFill(session, register))
  const events = pack.recordable.flatMap(({ of, ...named }): Offered[] => {
    const event = 'event' in of ? pack.events.find(({ id }) => id === of.event) : undefined
    return event ? [{ ...named, event }] : []
  })
  const rest = order.flatMap((register) =>
    pack.recordable.flatMap(({ of, ...named }): Offered[] =>
      'register' in of && of.register === register.id
        ? [{ ...named, register, kind: of.kind }]
        : [],
    ),
  )
  return [...events, ...rest]
}

/** A name within what was typed tells more than chance from so many characters on. */
const tellingLength = 2

/**
 * What was meant by what somebody typed, best first: a name or its initials whole, a part of them,
 * and last a name that stands within a sentence (下午开了党组会), the longest first.
 */
export function findOffered<One extends Named>(all: readonly One[], typed: string): readonly One[] {
  const wanted = searchForm(typed).toUpperCase()
  if (wanted === '') return []
  return all
    .flatMap((one) => {
      const rank = rankOf(one, wanted)
      return rank === null ? [] : [{ one, rank }]
    })
    .sort((one, other) => one.rank - other.rank)
    .map(({ one }) => one)
}

function rankOf(one: Named, wanted: string): number | null {
  const ranks = namesOf(one).flatMap((named) => rankByName(named, wanted) ?? [])
  if (ranks.length > 0) return ranks.includes(0) ? 0 : 1
  const longest = nameWithin(one, wanted)
  return longest === null ? null : 2 + 1 / longest.length
}

/** The longest of its names that stands within what was typed, as they are compared; or null. */
export function nameWithin(one: Named, typed: string): string | null {
  const wanted = searchForm(typed).toUpperCase()
  return namesOf(one)
    .filter(({ name }) => name.length >= tellingLength && wanted.includes(name))
    .reduce<string | null>(
      (longest, { name }) => (name.length > (longest?.length ?? 0) ? name : longest),
      null,
    )
}

function namesOf({ label, called }: Named): readonly { name: string; initials: string }[] {
  return [...called, { name: label.en, initials: '' }].map(({ name, initials }) => ({
    name: searchForm(name).toUpperCase(),
    initials,
  }))
}
