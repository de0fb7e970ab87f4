import { core, coreValues } from '../ledger/core/core-registers.ts'
import { idsReferred } from '../ledger/fields/reference.ts'
import { textOf } from '../ledger/read-value.ts'
import type { LedgerRecord } from '../ledger/record/record.ts'
import type { Named } from './capacity.ts'

/** Who answers for a duty in a year. */
export interface Assignment {
  readonly duty: string
  readonly record: LedgerRecord
  readonly named: Named
}

/**
 * Who answers for what in a year, by duty. Of several records about one duty and year the one
 * that was written first last stands; what it was corrected to later changes nothing in that.
 */
export function assignmentsIn(
  records: readonly LedgerRecord[],
  year: number,
): ReadonlyMap<string, Assignment> {
  const standing = new Map<string, Assignment>()
  for (const record of [...records].sort((one, other) => one.firstEntry - other.firstEntry)) {
    const duty = textOf(coreValues(core.assignment, record.values).duty)
    if (record.state !== 'live' || duty === null || yearOfAssignment(record) !== year) continue
    standing.set(duty, { duty, record, named: namedIn(record) })
  }
  return standing
}

/** The year that a record of an assignment is about. */
export function yearOfAssignment({ values }: LedgerRecord): number {
  return Number(coreValues(core.assignment, values).year)
}

function namedIn({ values }: LedgerRecord): Named {
  const { person, supervisor, office, withOffices } = coreValues(core.assignment, values)
  return {
    owner: textOf(person),
    supervisor: textOf(supervisor),
    office: textOf(office),
    coOffices: idsReferred(withOffices),
  }
}
