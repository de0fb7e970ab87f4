import { refuse } from '../../ledger/fault.ts'
import type { Label } from '../../ledger/label.ts'
import type { Reply, ReplyReason } from '../../report/receive/reply.ts'
import { readReply } from '../../report/receive/reply.ts'
import { replyReasonWords } from '../../report/receive/shown-reply.ts'
import type { SigningPasskey } from '../../report/verify/verification.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Appended, Organisation, Session } from '../ports/store-ports.ts'
import { findReport } from '../report/find-report.ts'
import { answerReport } from '../report/send-report.ts'
import { replyKeyOf, wasSentTo } from './reply-key.ts'

type Needs = Pick<
  AppPorts,
  'store' | 'drafts' | 'clock' | 'rosters' | 'crypto' | 'received' | 'organisations' | 'exchange'
>

/** A reply for one of our reports. */
export interface TakeReply {
  readonly report: string
  /** The version that whoever takes it has seen. */
  readonly expected: number
  readonly reply: Reply
}

/** What a reply changed: the step it led to, and how large our log was when it was witnessed. */
export interface TakenReply {
  /** Null where the receiver has not decided yet. */
  readonly appended: Appended | null
  readonly witnessedSize: number | null
  /** What the receiver's verification said; null where the reply does not say. */
  readonly verified: string | null
  /** Both its verdicts as `readVerdicts` reads them; null in replies before 2026-12. */
  readonly verdicts: string | null
  /** The receipt key of the receiver is known here; else whoever took it is to compare it. */
  readonly isKeyKnown: boolean
  /** The passkey of whoever returned it, whose signature holds; null: it says none. */
  readonly signedBy: SigningPasskey | null
}

/**
 * Takes the receiver's reply: its cosignature is kept with our log, and once the receiver has
 * decided, its answer becomes the report's next step. Refuses with `reply.…` what is not believed:
 * its receipt key is held against what is known of that log, and where nothing is, that is said.
 */
export async function takeReply(
  ports: Needs,
  session: Session,
  { report: id, expected, reply: given }: TakeReply,
): Promise<TakenReply> {
  const report = await findReport(ports, session, id)
  const sent = { digest: report.digest ?? '', origin: session.org.origin }
  const verdict = readReply(ports.crypto, given, sent)
  if (!verdict.ok) refuseReply(verdict.reason)
  // A key that signs in the name of another log, or of whom nothing was sent to, proves nothing.
  const { origin } = given.receiver
  const key = await replyKeyOf(ports, session.org, given)
  if (key === 'other') refuseReply('reply.key')
  if (!(await wasSentTo(ports, session.org, { digest: sent.digest, origin }))) {
    refuseReply('reply.receiver')
  }
  const isKeyKnown = key === 'known'
  const { step, reasons, verified, verdicts, cosigned, signedBy } = verdict.reply
  if (cosigned && given.cosigned) {
    const { checkpointText, line, witness } = given.cosigned
    if (!(await isOurs(ports, session.org, { size: cosigned.size, checkpointText }))) {
      refuseReply('reply.cosignature')
    }
    const { size } = cosigned
    await ports.received.keepCosignature(session.org.id, { size, witness, line })
  }
  const witnessedSize = cosigned?.size ?? null
  const said = { witnessedSize, verified, verdicts, isKeyKnown, signedBy }
  if (step !== 'accepted' && step !== 'returned') {
    return { appended: null, ...said }
  }
  const { receipt } = given.entry
  const answer = { report: id, expected, answer: step, reasons, receipt } as const
  const appended = await answerReport(ports, session, answer)
  return { appended, ...said }
}

/**
 * Whether a checkpoint is one of ours: a line under another tree of our name would spoil the
 * checkpoint that it is served with.
 */
export async function isOurs(
  { store }: Pick<Needs, 'store'>,
  org: Organisation,
  { size, checkpointText }: { readonly size: number; readonly checkpointText: string },
): Promise<boolean> {
  const { after } = await store.read(org.id, (reader) => reader.checkpointsAround(size - 1))
  return after?.note.startsWith(`${checkpointText}\n`) === true
}

const why: Readonly<Record<ReplyReason | 'reply.key' | 'reply.receiver', Label>> = {
  ...replyReasonWords,
  'reply.receiver': {
    zh: '本单位没有向它报送过这份报告',
    en: 'this unit sent no such report there',
  },
}

function refuseReply(reason: keyof typeof why): never {
  return refuse(reason, {
    at: ['body'],
    text: {
      zh: `回执不可信：${why[reason].zh}。`,
      en: `The reply is not believed: ${why[reason].en}.`,
    },
    hint: {
      zh: '请接收单位从“收到的报告”中重新导出回执。',
      en: 'The receiver exports it again from its received reports.',
    },
  })
}
