import type { EventPart, Facts, PartPlayer } from '../../src/ledger/record/event.ts'
import { eventOf, factsOf, partPlayer, sharedNames } from '../../src/ledger/record/event.ts'
import type { LedgerRecord } from '../../src/ledger/record/record.ts'
import type { Pack } from '../../src/pack/pack.ts'

/** Two records of one occasion in two registers, and the facts that were typed into both. */
export interface TypedTwice {
  readonly one: LedgerRecord
  readonly other: LedgerRecord
  readonly names: readonly string[]
}

interface Part {
  readonly record: LedgerRecord
  readonly player: PartPlayer
  readonly facts: Facts
}

/**
 * What was typed twice. Two live records are of one occasion when the pack has a kind of event that
 * both are a part of, they lie on one day, and they agree in every fact that both say and in at least
 * one beside the day. What they share was typed once where they are parts of one event, else twice.
 */
export function typedTwice(pack: Pack, records: readonly LedgerRecord[]): readonly TypedTwice[] {
  const live = records.filter(({ state }) => state === 'live')
  return pack.events.flatMap(({ parts }) => {
    const found = parts.map((part) => live.flatMap((record) => partOf(pack, part, record)))
    return found.flatMap((ones, nth) =>
      found
        .slice(nth + 1)
        .flatMap((others) => ones.flatMap((one) => others.flatMap((other) => twice(one, other)))),
    )
  })
}

function partOf(pack: Pack, part: EventPart, record: LedgerRecord): readonly Part[] {
  const player = partPlayer(pack, part.register)
  const isSuch = Object.entries(part.values).every(([id, value]) => record.values[id] === value)
  if (!player || record.register !== part.register || !isSuch) return []
  return [{ record, player, facts: factsOf(player, record.values) }]
}

function twice(one: Part, other: Part): readonly TypedTwice[] {
  if (one.record.occurredOn !== other.record.occurredOn) return []
  if (eventOf(one.player, one.record) === eventOf(other.player, other.record)) return []
  const both = sharedNames.filter((name) => isSaid(one.facts, name) && isSaid(other.facts, name))
  const text = ({ facts }: Part, name: (typeof both)[number]) => JSON.stringify(facts.get(name))
  const isOne = both.length > 1 && both.every((name) => text(one, name) === text(other, name))
  return isOne ? [{ one: one.record, other: other.record, names: both }] : []
}

function isSaid(facts: Facts, name: (typeof sharedNames)[number]): boolean {
  return (facts.get(name) ?? null) !== null
}
