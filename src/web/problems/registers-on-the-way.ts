import type { PackView } from '../../api/contract/pack.ts'
import type { Register } from '../../ledger/register.ts'

/** The register whose records are put right and may return: what the pack calls problems. */
export function problemRegister(pack: PackView): Register | null {
  return pack.registers.find(({ returns, stages }) => returns && stages) ?? null
}

/** The register that draws samples: what the pack calls inspections. */
export function drawRegister(pack: PackView): Register | null {
  return pack.registers.find(({ draw }) => draw !== undefined) ?? null
}

/** The problem's field that says it came from a record of this register; null where none does. */
export function originField(problems: Register, register: string): string | null {
  const fits = problems.fields.find((one) => one.type === 'record' && one.register === register)
  return fits && fits.id !== problems.returns?.via ? fits.id : null
}
