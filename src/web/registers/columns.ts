import { listColumns } from '../../ledger/register.ts'
import type { Register } from '../../ledger/register.ts'

const nameOf = (register: string) => `taizhang.columns.${register}`

/** The columns somebody chose on this device, else those the register shows first. */
export function storedColumns(register: Register): readonly string[] {
  const known = new Set(register.fields.map((field) => field.id))
  const stored = localStorage.getItem(nameOf(register.id))?.split(',') ?? []
  const chosen = stored.filter((id) => known.has(id))
  return chosen.length > 0 ? chosen : listColumns(register)
}

/** Remembers the choice on this device. */
export function keepColumns(register: Register, columns: readonly string[]): void {
  localStorage.setItem(nameOf(register.id), columns.join(','))
}
