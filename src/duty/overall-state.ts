import type { DutyState, DutyWindow } from './duty-standing.ts'

/** From what most needs somebody's attention to what needs none. */
const byUrgency: readonly DutyState[] = [
  'overdue',
  'notDone',
  'awaitingAttestation',
  'atRisk',
  'onTrack',
  'met',
  'notApplicable',
]

/** The state of the year from those of its windows: the one that most needs attention. */
export function overallState(windows: readonly DutyWindow[]): DutyState {
  const states = new Set(windows.map(({ state }) => state))
  return byUrgency.find((state) => states.has(state)) ?? 'notApplicable'
}

/** The first window in that state. */
export function firstIn(windows: readonly DutyWindow[], state: DutyState): DutyWindow | undefined {
  return windows.find((window) => window.state === state)
}
