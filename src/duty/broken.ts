import type { DutyStanding, DutyWindow } from './duty-standing.ts'

/**
 * Whether a window is `notDone` because a record speaks against the duty: something was done or
 * happened, and it does not keep the rule. "Not done" would then say what is not true.
 */
export function isBroken(
  { state, records }: Pick<DutyWindow, 'state' | 'records'>,
  { against }: Pick<DutyStanding, 'against'>,
): boolean {
  return state === 'notDone' && records.some((id) => against.includes(id))
}

/** As `isBroken`, of the whole year instead of one window. */
export function isBrokenInYear({
  state,
  against,
}: Pick<DutyStanding, 'state' | 'against'>): boolean {
  return state === 'notDone' && against.length > 0
}
