import type { PackView } from '../../api/contract/pack.ts'
import type { Register } from '../../ledger/register/register.ts'
import { playersIn } from './players.ts'

/** The registers of what is to be put right. */
export function problemRegisters(pack: PackView): readonly Register[] {
  return playersIn(pack, 'problem').map(({ register }) => register)
}

/** The register that draws samples: what the pack calls inspections. */
export function drawRegister(pack: PackView): Register | null {
  return pack.registers.find(({ draw }) => draw !== undefined) ?? null
}

/** The first register of problems that may come of a record of this one; null where none may. */
export function problemsFrom(pack: PackView, register: string): Register | null {
  return problemRegisters(pack).find((one) => originField(one, register) !== null) ?? null
}

/** The problem's field that says it came from a record of this register; null where none does. */
export function originField(problems: Register, register: string): string | null {
  const fits = problems.fields.find((one) => one.type === 'record' && one.register === register)
  return fits && fits.id !== problems.returns?.via ? fits.id : null
}
