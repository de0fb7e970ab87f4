import type { PackView } from '../../api/contract/pack.ts'
import { rosterRegisters } from '../../ledger/core/core-registers.ts'
import { isOwnWay } from '../../ledger/core/own-way.ts'
import type { Label } from '../../ledger/label.ts'
import type { Register } from '../../ledger/register/register.ts'
import { inDailyOrder } from './daily-order.ts'

/** Registers that stand together: those of a part of the year, or of no duty. */
export interface PartOfLedger {
  readonly id: string
  readonly label: Label
  readonly registers: readonly Register[]
}

const rest: Label = { zh: '其他', en: 'Others' }
const written: Label = { zh: '系统生成', en: 'Written by pages of their own' }

/**
 * The registers under the part whose duties most often ask for them, in the order of the year page;
 * then those that no duty asks for, and last what no form writes: steps, words and keys that pages
 * of their own enter. People and offices have a place of their own.
 */
export function byPart(pack: PackView): readonly PartOfLedger[] {
  const partOf = new Map(pack.registers.map(({ id }) => [id, partAsking(pack, id)]))
  const registers = inDailyOrder(pack).filter(({ id }) => !rosterRegisters.includes(id))
  return [...pack.parts, { id: 'rest', label: rest }, { id: 'written', label: written }]
    .map(({ id, label }) => ({
      id,
      label,
      registers: registers.filter((register) => partOf.get(register.id) === id),
    }))
    .filter((one) => one.registers.length > 0)
}

function partAsking({ parts, duties }: PackView, register: string): string {
  if (isOwnWay(register)) return 'written'
  const asking = (part: string) =>
    duties.filter((duty) => duty.part === part && duty.register === register).length
  const [first] = parts
    .map(({ id }) => ({ id, times: asking(id) }))
    .filter(({ times }) => times > 0)
    .sort((one, other) => other.times - one.times)
  return first?.id ?? 'rest'
}
