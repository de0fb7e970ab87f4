import type { PackView } from '../../api/contract/pack.ts'
import type { Player, Playing, RegisterRole } from '../../ledger/register/roles.ts'
import { playersOf } from '../../ledger/register/roles.ts'

const kept = new WeakMap<PackView, Playing>()

/** The pack in force as far as the reader may see it: its registers, and what they play. */
export function playingOf(pack: PackView): Playing {
  const known = kept.get(pack)
  if (known) return known
  const registers = new Map(pack.registers.map((one) => [one.id, one]))
  const playing = { registers, plays: new Map(Object.entries(pack.plays)) }
  kept.set(pack, playing)
  return playing
}

/** The registers of the pack in force that the reader may see and that play a role. */
export function playersIn<R extends RegisterRole>(pack: PackView, role: R): readonly Player<R>[] {
  return playersOf(playingOf(pack), role)
}
