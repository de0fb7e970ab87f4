import type { PackView } from '../../api/contract/pack.ts'
import { core, rosterRegisters } from '../../ledger/core/core-registers.ts'
import type { Register } from '../../ledger/register/register.ts'

/** Registers that the year page writes, by a duty's own dialog. */
const spokenRegisters = new Set<string>([core.attestation.id, core.statement.id])

/** Registers as a hand reaches for them: first those that most figures count, people last. */
export function inDailyOrder(pack: PackView): readonly Register[] {
  const counted = new Map<string, number>()
  for (const { register } of pack.figures) counted.set(register, (counted.get(register) ?? 0) + 1)
  const rank = ({ id }: Register) => {
    if (rosterRegisters.includes(id)) return 2
    return spokenRegisters.has(id) ? 1 : -(counted.get(id) ?? 0)
  }
  return [...pack.registers].sort((one, other) => rank(one) - rank(other))
}
