import { isBroken, isBrokenInYear } from '../../duty/broken.ts'
import { isDoneLate, isDoneLateInYear } from '../../duty/done-late.ts'
import type { DutyStanding, DutyState, DutyWindow } from '../../duty/duty-standing.ts'
import { overallState } from '../../duty/overall-state.ts'
import type { Label } from '../../ledger/label.ts'

/** A state as it is drawn, named and counted: what was done after its day is not owed any more. */
export type Look = DutyState | 'doneLate'

const lookWords: Readonly<Record<Look, Label>> = {
  met: { zh: '已完成', en: 'Met' },
  doneLate: { zh: '逾期完成', en: 'Done late' },
  onTrack: { zh: '进行中', en: 'On track' },
  atRisk: { zh: '有风险', en: 'At risk' },
  overdue: { zh: '逾期', en: 'Overdue' },
  notDone: { zh: '未开展', en: 'Not done' },
  notApplicable: { zh: '不适用', en: 'Not applicable' },
  awaitingAttestation: { zh: '待确认', en: 'To attest' },
}

const broken: Label = { zh: '不符合要求', en: 'Rule not kept' }

const stillAsking: readonly Look[] = ['atRisk', 'awaitingAttestation', 'notDone']

/** How a duty's year looks; where only done late is overdue, what else still asks for something. */
export function standingLook(standing: Pick<DutyStanding, 'state' | 'windows'>): Look {
  if (!isDoneLateInYear(standing)) return standing.state
  const rest = overallState(standing.windows.filter((one) => !isDoneLate(one)))
  return stillAsking.includes(rest) ? rest : 'doneLate'
}

/** How one window of a duty looks. */
export function windowLook(window: DutyWindow): Look {
  return isDoneLate(window) ? 'doneLate' : window.state
}

/** The word of a duty's year: one that a record breaks was not left undone. */
export function standingWord(standing: Pick<DutyStanding, 'state' | 'against' | 'windows'>): Label {
  const look = standingLook(standing)
  return look !== 'doneLate' && isBrokenInYear(standing) ? broken : lookWords[look]
}

/** The word of one window of a duty. */
export function windowWord(window: DutyWindow, standing: Pick<DutyStanding, 'against'>): Label {
  const look = windowLook(window)
  return look !== 'doneLate' && isBroken(window, standing) ? broken : lookWords[look]
}

/** The word of all that look so, for legends, filters and sums. */
export function lookWord(look: Look): Label {
  if (look !== 'notDone') return lookWords[look]
  return { zh: '未开展或不符合', en: 'Not done or not kept' }
}

/** The order of the legend and of sums: best first. */
export const looksInOrder: readonly Look[] = [
  'met',
  'doneLate',
  'onTrack',
  'atRisk',
  'overdue',
  'awaitingAttestation',
  'notDone',
  'notApplicable',
]
