import { dueDays } from '../duty/due-days.ts'
import type { Duty } from '../duty/duty.ts'
import type { DutyStanding, DutyState, DutyWindow } from '../duty/duty-standing.ts'
import type { Named } from './capacity.ts'
import { nobodyNamed } from './capacity.ts'
import type { Matter } from './matter.ts'
import { nobodysTurn, turnOf } from './matter.ts'

/** A window of a duty with the day on which it is due. */
export interface DutyMatter extends Matter {
  readonly kind: 'duty'
  readonly duty: string
  readonly period: string
  readonly due: string
  readonly state: DutyState
}

/** States in which nothing is owed any more, or somebody has said why nothing will be. */
const closed: ReadonlySet<DutyState> = new Set(['met', 'notApplicable', 'notDone'])

/**
 * What a duty asks for in a year, a matter a due day, in order. `named` is who answers for it that
 * year; null: nobody does yet.
 */
export function dutyMatters(
  duty: Duty,
  standing: DutyStanding,
  at: { readonly year: number; readonly today: string; readonly named: Named | null },
): readonly DutyMatter[] {
  const named = at.named ?? nobodyNamed
  return dueDays(duty, at.year, standing).flatMap(({ period, on }): readonly DutyMatter[] => {
    const window = windowOf(standing.windows, period)
    if (window === undefined) return []
    const isOpen = !closed.has(window.state)
    return [
      {
        kind: 'duty',
        key: `due ${duty.id} ${period}`,
        record: null,
        duty: duty.id,
        period,
        named,
        due: on,
        state: window.state,
        isOpen,
        isLate: isOpen && on < at.today,
        turn: isOpen ? turnOf(named.owner) : nobodysTurn,
        asks: on,
      },
    ]
  })
}

function windowOf(windows: readonly DutyWindow[], period: string): DutyWindow | undefined {
  return windows.find((one) => one.period === period) ?? windows[0]
}
