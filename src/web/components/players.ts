import type { PackView } from '../../api/contract/pack.ts'
import { playersOf } from '../../ledger/roles.ts'
import type { Player, Playing, RegisterRole } from '../../ledger/roles.ts'

const kept = new WeakMap<PackView, Playing>()

/** The registers of the pack in force that the reader may see and that play a role. */
export function playersIn<R extends RegisterRole>(pack: PackView, role: R): readonly Player<R>[] {
  let playing = kept.get(pack)
  if (playing === undefined) {
    const registers = new Map(pack.registers.map((one) => [one.id, one]))
    playing = { registers, plays: new Map(Object.entries(pack.plays)) }
    kept.set(pack, playing)
  }
  return playersOf(playing, role)
}
