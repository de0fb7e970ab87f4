import { isBroken, isBrokenInYear } from '../../duty/broken.ts'
import { isDoneLate, isDoneLateInYear } from '../../duty/done-late.ts'
import type { DutyStanding, DutyState, DutyWindow } from '../../duty/duty-standing.ts'
import type { Label } from '../../ledger/label.ts'

const stateWords: Readonly<Record<DutyState, Label>> = {
  met: { zh: '已完成', en: 'Met' },
  onTrack: { zh: '进行中', en: 'On track' },
  atRisk: { zh: '有风险', en: 'At risk' },
  overdue: { zh: '逾期', en: 'Overdue' },
  notDone: { zh: '未开展', en: 'Not done' },
  notApplicable: { zh: '不适用', en: 'Not applicable' },
  awaitingAttestation: { zh: '待确认', en: 'To attest' },
}

const broken: Label = { zh: '不符合要求', en: 'Rule not kept' }

const doneLate: Label = { zh: '逾期完成', en: 'Done late' }

/**
 * The word of a duty's year: one that a record breaks was not left undone, and what came after its
 * day is done.
 */
export function standingWord(standing: Pick<DutyStanding, 'state' | 'against' | 'windows'>): Label {
  if (isDoneLateInYear(standing)) return doneLate
  return isBrokenInYear(standing) ? broken : stateWords[standing.state]
}

/** The word of one window of a duty. */
export function windowWord(window: DutyWindow, standing: Pick<DutyStanding, 'against'>): Label {
  if (isDoneLate(window)) return doneLate
  return isBroken(window, standing) ? broken : stateWords[window.state]
}

/** The word of all that are in a state, for legends, filters and sums. */
export function stateWord(state: DutyState): Label {
  if (state !== 'notDone') return stateWords[state]
  return { zh: '未开展或不符合', en: 'Not done or not kept' }
}

/** The order of the legend and of sums: best first. */
export const statesInOrder: readonly DutyState[] = [
  'met',
  'onTrack',
  'atRisk',
  'overdue',
  'awaitingAttestation',
  'notDone',
  'notApplicable',
]
