import { refuse } from '../../ledger/fault.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Appended, Session } from '../ports/store-ports.ts'
import type { EventEntry } from '../records/record-event.ts'
import { appendStep, expectVersion, refuseStep } from './append-step.ts'
import type { Sending } from './enter-sending.ts'
import { prepareSending, proposeSending } from './enter-sending.ts'
import { findReport } from './find-report.ts'
import { frozenReport } from './freeze-file.ts'

type Needs = Pick<AppPorts, 'store' | 'drafts' | 'clock' | 'rosters' | 'crypto'>

/** What is to be entered for a report that stands ready to be sent. Refuses with `report.step`. */
export async function readSending(
  ports: Needs,
  session: Session,
  id: string,
): Promise<Sending | null> {
  const report = await findReport(ports, session, id)
  if (report.step !== 'frozen') return refuseStep(session, report.step)
  return proposeSending(ports, session, report)
}

/**
 * Enters that a frozen report was sent to its addressee, and in the same transaction the records
 * that the pack has for it: the sending itself, the paper. `sending`: what somebody made of what was
 * proposed; null: the proposal as it is. Refuses with `report.step`, and as `recordEvent` does.
 */
export async function sendReport(
  ports: Needs & Pick<AppPorts, 'calendar' | 'blobs'>,
  session: Session,
  given: {
    readonly report: string
    readonly expected: number
    readonly sending: Omit<EventEntry, 'idempotency'> | null
  },
): Promise<Appended> {
  const { report: id, expected, sending } = given
  const report = await findReport(ports, session, id)
  expectVersion(expected, report)
  if (report.step !== 'frozen') return refuseStep(session, report.step)
  const { document } = await frozenReport(ports, session, report)
  const alongside = await prepareSending(ports, session, { report, sending })
  return appendStep(ports, session, {
    record: report.id,
    expected,
    kind: 'submit',
    step: 'sent',
    before: report.values,
    changes: { sentTo: document.addressee },
    alongside,
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
