import { refuse } from '../../ledger/fault.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Appended, Session } from '../ports/store-ports.ts'
import { findReport } from '../report/find-report.ts'
import type { AnswerReport } from '../report/send-report.ts'
import { answerReport } from '../report/send-report.ts'
import type { CarryPorts } from './carry-all.ts'
import { fetchReply } from './fetch-reply.ts'

type Needs = CarryPorts & Pick<AppPorts, 'drafts' | 'rosters'>

/**
 * Enters the answer of a receiver that came on paper. Refuses with `reply.waits` where the
 * receiver's own word is here, signed: by hand somebody could enter the contrary of it; else as
 * `answerReport` does.
 */
export async function answerByHand(
  ports: Needs,
  session: Session,
  answer: Omit<AnswerReport, 'receipt'>,
): Promise<Appended> {
  const { step } = await findReport(ports, session, answer.report)
  if (step === 'sent' && (await fetchReply(ports, session, answer.report)) !== null) refuseWaits()
  return answerReport(ports, session, { ...answer, receipt: null })
}

function refuseWaits(): never {
  return refuse('reply.waits', {
    text: {
      zh: '接收单位签名的回执已在这里，不能手工登记答复。',
      en: 'The receiver’s signed reply is here: no answer is entered by hand.',
    },
    hint: {
      zh: '请在报告页面“取回回执”。',
      en: 'Take its reply on the page of the report.',
    },
  })
}
