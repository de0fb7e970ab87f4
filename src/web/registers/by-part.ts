import type { PackView } from '../../api/contract/pack.ts'
import { rosterRegisters } from '../../ledger/core/core-registers.ts'
import type { Register } from '../../ledger/register/register.ts'
import { inDailyOrder } from './daily-order.ts'

/** The registers of a part of the year; `part` null: of no duty. */
export interface PartOfLedger {
  readonly part: PackView['parts'][number] | null
  readonly registers: readonly Register[]
}

/**
 * The registers under the part whose duties most often ask for them, in the order of the year page;
 * last those that no duty asks for. People and offices have a place of their own.
 */
export function byPart(pack: PackView): readonly PartOfLedger[] {
  const partOf = new Map(pack.registers.map(({ id }) => [id, mostAsking(pack, id)]))
  const registers = inDailyOrder(pack).filter(({ id }) => !rosterRegisters.includes(id))
  return [...pack.parts, null]
    .map((part) => ({
      part,
      registers: registers.filter(({ id }) => partOf.get(id) === (part?.id ?? null)),
    }))
    .filter((one) => one.registers.length > 0)
}

function mostAsking({ parts, duties }: PackView, register: string): string | null {
  const asking = (part: string) =>
    duties.filter((duty) => duty.part === part && duty.register === register).length
  const [first] = parts
    .map(({ id }) => ({ id, times: asking(id) }))
    .filter(({ times }) => times > 0)
    .sort((one, other) => other.times - one.times)
  return first?.id ?? null
}
