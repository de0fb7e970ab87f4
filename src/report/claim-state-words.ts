import type { Label } from '../ledger/label.ts'
import type { ClaimState } from './document.ts'

/** The word of each state of a claim wherever it is told, in the order a writer deals with them. */
export const claimStateWords: readonly (readonly [ClaimState, Label])[] = [
  ['blank', { zh: '留空', en: 'blank' }],
  ['contradicted', { zh: '与台账不符', en: 'contradicted' }],
  ['awaiting', { zh: '待确认', en: 'to attest' }],
  ['unsupported', { zh: '没有依据', en: 'unsupported' }],
  ['unbound', { zh: '未关联', en: 'unbound' }],
  ['supported', { zh: '有依据', en: 'supported' }],
]

/** Of a claim that the ledger does not bear out, and that was let stand. */
export const keptWord: Label = { zh: '说明理由保留', en: 'kept with a reason' }

/** The word of one state. */
export function claimStateWord(state: ClaimState): Label {
  return claimStateWords.find(([one]) => one === state)?.[1] ?? { zh: state, en: state }
}
