import type { PackView } from '../../api/contract/pack.ts'
import type { AssignmentView } from '../../api/contract/plan.ts'
import type { YearView } from '../../api/contract/year.ts'
import type { DutyStanding } from '../../duty/duty-standing.ts'
import { standingLook } from '../duty/state-words.ts'
import type { YearFilter } from './year-filter.ts'

/** A duty of the grid, with where it stands and what happened in each month. */
export interface ShownDuty {
  readonly duty: PackView['duties'][number]
  readonly standing: DutyStanding
  readonly months: readonly number[]
  /** How many of these were entered late. */
  readonly late: readonly number[]
}

/** A part of the grid with the duties that are left in it. */
export interface ShownSection {
  readonly id: string
  readonly label: PackView['parts'][number]['label']
  readonly duties: readonly ShownDuty[]
}

/** The grid as the filter leaves it; parts without duties are gone. */
export function shownDuties(
  { view, pack }: { view: YearView; pack: PackView },
  filter: YearFilter,
  assignments: readonly AssignmentView[],
): readonly ShownSection[] {
  const standings = new Map(view.standings.map((one) => [one.duty, one]))
  const marks = new Map(view.marks.map((one) => [one.duty, one]))
  const assigned = new Map(assignments.map((one) => [one.duty, one]))
  return pack.parts
    .filter(({ id }) => filter.part === undefined || id === filter.part)
    .map(({ id, label }) => ({
      id,
      label,
      duties: pack.duties
        .filter(({ part }) => part === id)
        .flatMap((duty) => {
          const standing = standings.get(duty.id)
          if (!standing || !fits(standing, assigned.get(duty.id), filter)) return []
          const { months = [], late = [] } = marks.get(duty.id) ?? {}
          return { duty, standing, months, late }
        }),
    }))
    .filter(({ duties }) => duties.length > 0)
}

function fits(
  standing: DutyStanding,
  assignment: AssignmentView | undefined,
  { office, person, state }: YearFilter,
): boolean {
  if (state !== undefined && standingLook(standing) !== state) return false
  if (office !== undefined) {
    const offices = [assignment?.office, ...(assignment?.withOffices ?? [])]
    if (!offices.includes(office)) return false
  }
  if (person === undefined) return true
  return assignment?.person === person || assignment?.supervisor === person
}
