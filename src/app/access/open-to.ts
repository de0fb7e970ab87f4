import { readableValues } from '../../ledger/register/readable.ts'
import { covers, rolesOf } from '../../ledger/register/readers.ts'
import type { Register } from '../../ledger/register/register.ts'
import type { Values } from '../../ledger/value.ts'
import type { Session } from '../ports/store-ports.ts'

/** The values that the caller may read, and what is withheld. Who audits reads everything. */
export function openTo(
  { actor }: Pick<Session, 'actor'>,
  register: Register,
  values: Values,
): { readonly values: Values; readonly withheld: readonly string[] } {
  if (actor.roles.includes('auditor')) return { values, withheld: [] }
  return readableValues(register, values, actor.roles)
}

/**
 * Fields that the caller may not read, or not whole. Rows may move, so a column that somebody does
 * not see could not be kept where it stands: its whole field counts as hidden.
 */
export function hiddenFields(session: Pick<Session, 'actor'>, register: Register): Set<string> {
  const { withheld } = openTo(session, register, {})
  return new Set(withheld.map((id) => id.split('.')[0] ?? id))
}

/**
 * Whether everybody who may read the records of a register may read those of another. What records
 * of another are called is stored with those that point to them, to be searched.
 */
export function isReadWith(register: Register, other: Register): boolean {
  return covers(rolesOf(other.readers), rolesOf(register.readers))
}

/** The values that everybody may read who may read the register. */
export function openToAll(register: Register, values: Values): Values {
  const { readers: _, ...open } = register
  return readableValues(open, values, []).values
}
