import type { SessionView } from '../../api/contract/account.ts'
import type { Register } from '../../ledger/register/register.ts'
import { listColumns } from '../../ledger/register/register.ts'

const nameOf = ({ account }: SessionView, register: string) =>
  `taizhang.columns.${account}.${register}`

/** The columns somebody chose on this device, else those the register shows first. */
export function storedColumns(session: SessionView, register: Register): readonly string[] {
  const known = new Set(register.fields.map((field) => field.id))
  const stored = localStorage.getItem(nameOf(session, register.id))?.split(',') ?? []
  const chosen = stored.filter((id) => known.has(id))
  return chosen.length > 0 ? chosen : listColumns(register)
}

/** Remembers the choice on this device, for whoever is signed in. */
export function keepColumns(
  session: SessionView,
  register: Register,
  columns: readonly string[],
): void {
  localStorage.setItem(nameOf(session, register.id), columns.join(','))
}
