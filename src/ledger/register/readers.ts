/** Roles that may read or write something; null: every member of the organisation. */
export type Roles = ReadonlySet<string> | null

/** Who may read what is declared with these readers. An auditor reads everything anyway. */
export function rolesOf(readers: readonly string[] | undefined): Roles {
  return readers === undefined ? null : new Set(readers.filter((role) => role !== 'auditor'))
}

/** Who is among both. */
export function both(one: Roles, other: Roles): Roles {
  if (one === null || other === null) return one ?? other
  return new Set([...one].filter((role) => other.has(role)))
}

/** Whether every one of an audience is among the readers. */
export function covers(readers: Roles, audience: Roles): boolean {
  if (readers === null) return true
  return audience !== null && [...audience].every((role) => readers.has(role))
}
