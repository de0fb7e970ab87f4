import type { Label } from '../../ledger/label.ts'
import { soonWord } from '../../matter/soon.ts'
import type { WaitingAsk } from '../../matter/waiting.ts'

/** What each kind of thing that waits asks of me. */
export const waitingWords: Readonly<Record<WaitingAsk, Label>> = {
  returned: { zh: '退回修改', en: 'Returned' },
  sign: { zh: '待签发', en: 'To sign' },
  review: { zh: '待复核', en: 'To review' },
  attest: { zh: '待确认', en: 'To attest' },
  answer: { zh: '待答复', en: 'To answer' },
  send: { zh: '待报送', en: 'To send' },
  overdue: { zh: '已逾期', en: 'Overdue' },
  due: soonWord,
}
