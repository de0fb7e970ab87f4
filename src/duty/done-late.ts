import type { DutyStanding, DutyWindow } from './duty-standing.ts'

/** Whether a window is `overdue` since what was owed came after its day: nothing is left to do. */
export function isDoneLate({
  state,
  done,
  owed,
}: Pick<DutyWindow, 'state' | 'done' | 'owed'>): boolean {
  return state === 'overdue' && owed > 0 && done >= owed
}

/** The same of the whole year: every window that is overdue was done late. */
export function isDoneLateInYear({
  state,
  windows,
}: Pick<DutyStanding, 'state' | 'windows'>): boolean {
  const overdue = windows.filter((one) => one.state === 'overdue')
  return state === 'overdue' && overdue.length > 0 && overdue.every(isDoneLate)
}

/** Whether nothing of the year is left undone: all that failed came after its day. */
export function isOnlyDoneLate(standing: Pick<DutyStanding, 'state' | 'windows'>): boolean {
  return isDoneLateInYear(standing) && standing.windows.every(({ state }) => state !== 'notDone')
}
