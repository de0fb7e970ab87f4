/** Who is named with something that is to be done. */
export interface Named {
  readonly owner: string | null
  readonly supervisor: string | null
  readonly office: string | null
  readonly coOffices: readonly string[]
}

/** In which of the four places somebody is named. */
export type Capacity = 'owner' | 'supervisor' | 'office' | 'coOffice'

/** A person, and the office they sit in on the day that is asked about. */
export interface Self {
  readonly person: string | null
  readonly office: string | null
}

/** Nobody is named. */
export const nobodyNamed: Named = { owner: null, supervisor: null, office: null, coOffices: [] }

/**
 * In which capacity something is somebody's; null: it is not. What is owed in person stands before
 * what the office owes.
 */
export function capacityOf({ person, office }: Self, named: Named): Capacity | null {
  if (person !== null && named.owner === person) return 'owner'
  if (person !== null && named.supervisor === person) return 'supervisor'
  if (office === null) return null
  if (named.office === office) return 'office'
  return named.coOffices.includes(office) ? 'coOffice' : null
}
