import { core } from '../../ledger/core/core-registers.ts'
import { Refusal, refuse } from '../../ledger/fault.ts'
import { endingOfReport } from '../../report/file/read-year-pack.ts'
import { todayIn } from '../clock/wall-clock.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { CallCarrier } from '../ports/call-ports.ts'
import type { ReceivedFile } from '../ports/received-ports.ts'
import type { Appended, Session } from '../ports/store-ports.ts'
import { prepareStep } from '../records/prepare-step.ts'
import { answersAskedOfUs, handedKey } from './answers-asked-of-us.ts'
import { signerOf, writtenCalls } from './call-registers.ts'
import { wordFaults } from './call-words.ts'

type Needs = Pick<AppPorts, 'store' | 'received' | 'crypto' | 'clock' | 'rosters'>

/** What becomes of an answer that the body above asks for. */
export interface HandOnAnswer {
  /** Our call that it answers. */
  readonly call: string
  /** Hash of the entry that asks. */
  readonly asked: string
  readonly step: 'handed' | 'declined'
  /** Needed to decline. */
  readonly reasons: string | null
}

/**
 * Hands an answer from below on to the body above that asked for it, or declines; once, and by a
 * person: it is the word of another body. An entry of our log says so, and the file goes up behind
 * it. Refuses with `handing.unknown` what nobody asks or what is decided, `handing.reasons`,
 * `call.boundary`, `handing.gone` where its file is no more, and `handing.pack` where it is a year
 * pack: that has every record of the body behind it, and what was asked for is its answer.
 */
export async function handOnAnswer(
  ports: Needs,
  session: Session,
  { call, asked, step, reasons, carrier }: HandOnAnswer & { readonly carrier: CallCarrier },
): Promise<Appended> {
  const register = writtenCalls(session, core.answerHanded.id)
  const decidedBy = signerOf(session)
  const { org } = session
  const open = await answersAskedOfUs(ports, session, carrier)
  const found =
    open.find((one) => one.call === call && one.asking.asked === asked) ?? refuseUnknown()
  const why = reasons?.trim() ?? ''
  if (step === 'declined' && why === '') refuseReasons()
  const faults = wordFaults([{ at: ['reasons'], text: why }], ['body'])
  if (faults.length > 0) throw new Refusal(faults)
  const { asking, asker, log, body, answer } = found
  if (step === 'handed') checkFile(await ports.received.file(org.id, answer.id))
  const { source, digest, reason } = asking
  const raw = {
    ...{ asked, asker, log, call, answer: answer.id },
    ...{ body, source, digest, reason, step, decidedBy },
    ...(step === 'declined' ? { reasons: why } : {}),
    decidedOn: todayIn(org.zone, ports.clock),
  }
  const idempotency = { key: handedKey(asked), digest }
  const write = await prepareStep(ports, session, { register, raw, idempotency })
  const appended = await ports.store.append(org.id, write)
  return appended.repeated ? refuseUnknown() : appended
}

function checkFile(file: ReceivedFile | null): void {
  if (file === null) return refuseGone()
  if (endingOfReport(file.bytes) === 'zip') refusePack()
}

function refusePack(): never {
  return refuse('handing.pack', {
    text: {
      zh: '这份答复是以年度证据包报来的，包里有该单位背后的记录，不向上转交。',
      en: 'This answer came as a year pack, with the records behind it; that is not handed on.',
    },
    hint: {
      zh: '请不予转交并说明；对方可向答复单位另行索取。',
      en: 'Decline and say so; whoever asked may turn to the body that answered.',
    },
  })
}

function refuseUnknown(): never {
  return refuse('handing.unknown', {
    text: {
      zh: '没有这项调阅，或者已经办理。',
      en: 'Nobody asks for this answer, or it was decided already.',
    },
    hint: { zh: '请刷新页面。', en: 'Load the page again.' },
  })
}

function refuseReasons(): never {
  return refuse('handing.reasons', {
    at: ['body', 'reasons'],
    text: { zh: '不予转交应说明原因。', en: 'Say why it is not handed on.' },
    hint: { zh: '调阅单位会看到。', en: 'Whoever asked reads it.' },
  })
}

function refuseGone(): never {
  return refuse('handing.gone', {
    text: {
      zh: '这份答复的文件已不在本单位，无法转交。',
      en: 'The file of this answer is no longer here and cannot be handed on.',
    },
    hint: {
      zh: '请不予转交并说明；对方可向答复单位另行索取。',
      en: 'Decline and say so; whoever asked may turn to the body that answered.',
    },
  })
}
