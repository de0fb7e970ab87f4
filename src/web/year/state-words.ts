import type { DutyState } from '../../duty/duty.ts'
import type { Label } from '../../ledger/label.ts'

/** The word of each state, and the single mark that stands in a narrow cell. */
export const stateWords: Readonly<Record<DutyState, { word: Label; mark: string }>> = {
  met: { word: { zh: '已完成', en: 'Met' }, mark: '●' },
  onTrack: { word: { zh: '进行中', en: 'On track' }, mark: '○' },
  atRisk: { word: { zh: '有风险', en: 'At risk' }, mark: '◐' },
  overdue: { word: { zh: '逾期', en: 'Overdue' }, mark: '✕' },
  notDone: { word: { zh: '未开展', en: 'Not done' }, mark: '—' },
  notApplicable: { word: { zh: '不适用', en: 'Not applicable' }, mark: '∕' },
  awaitingAttestation: { word: { zh: '待确认', en: 'To attest' }, mark: '◇' },
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
