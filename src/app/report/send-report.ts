import { refuse } from '../../ledger/fault.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Appended, Session } from '../ports/store-ports.ts'
import { appendStep, expectVersion, refuseStep } from './append-step.ts'
import { findReport } from './find-report.ts'
import { frozenReport } from './freeze-file.ts'

type Needs = Pick<AppPorts, 'store' | 'drafts' | 'clock' | 'rosters' | 'crypto'>

/** Enters that a frozen report was sent to its addressee. Refuses with `report.step`. */
export async function sendReport(
  ports: Needs,
  session: Session,
  { report: id, expected }: { readonly report: string; readonly expected: number },
): Promise<Appended> {
  const report = await findReport(ports, session, id)
  expectVersion(expected, report)
  if (report.step !== 'frozen') return refuseStep(session, report.step)
  const { document } = await frozenReport(ports, session, report)
  return appendStep(ports, session, {
    record: report.id,
    expected,
    kind: 'submit',
    step: 'sent',
    before: report.values,
    changes: { sentTo: document.addressee },
  })
}

/** What the receiver answered; a return says why. */
export interface AnswerReport {
  readonly report: string
  readonly expected: number
  readonly answer: 'accepted' | 'returned'
  readonly reasons: string | null
  /** The receiver's receipt, a signed note; null where the answer came on paper. */
  readonly receipt: string | null
}

/** Enters the receiver's answer. Refuses with `report.step`, `report.reasons`. */
export async function answerReport(
  ports: Needs,
  session: Session,
  { report: id, expected, answer, reasons, receipt }: AnswerReport,
): Promise<Appended> {
  const report = await findReport(ports, session, id)
  expectVersion(expected, report)
  if (report.step !== 'sent') return refuseStep(session, report.step)
  if (answer === 'returned' && !reasons?.trim()) return refuseReasons()
  return appendStep(ports, session, {
    record: report.id,
    expected,
    kind: 'correct',
    step: answer,
    before: report.values,
    changes: { reasons: answer === 'returned' ? reasons : null, receipt },
  })
}

/** Refuses with `report.reasons`: whoever returns something says why. */
export function refuseReasons(): never {
  return refuse('report.reasons', {
    at: ['body', 'reasons'],
    text: { zh: '退回要说明原因。', en: 'A return needs its reasons.' },
    hint: { zh: '写明哪里要改。', en: 'Say what has to be mended.' },
  })
}
