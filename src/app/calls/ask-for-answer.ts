import { core } from '../../ledger/core/core-registers.ts'
import { Refusal, refuse } from '../../ledger/fault.ts'
import { todayIn } from '../clock/wall-clock.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Appended, Session } from '../ports/store-ports.ts'
import { prepareStep } from '../records/prepare-step.ts'
import { askedAnswers } from './asked-answers.ts'
import { signerOf, writtenCalls } from './call-registers.ts'
import { wordFaults } from './call-words.ts'
import { readBelow } from './read-below.ts'

type Needs = Pick<AppPorts, 'store' | 'received' | 'outside' | 'clock' | 'rosters'>

/** An answer from below that a body counted, and why it is wanted. */
export interface AskForAnswer {
  /** Record of the answer that counted it. */
  readonly record: string
  /** Origin of the log that answered. */
  readonly log: string
  readonly reason: string
}

/**
 * Asks a body below for the answer of one further below, which it counted: an entry of our log that
 * goes to it like a call. Whoever signs calls asks. Refuses with `asking.reason`, `call.boundary`,
 * `asking.sheet`, `asking.again` where that answer was asked for and not declined, and
 * `record.unknown` what was not counted.
 */
export async function askForAnswer(
  ports: Needs,
  session: Session,
  { record, log: source, reason }: AskForAnswer,
): Promise<Appended> {
  const register = writtenCalls(session, core.answerAsked.id)
  const askedBy = signerOf(session)
  const why = reason.trim()
  if (why === '') refuseReason()
  const faults = wordFaults([{ at: ['reason'], text: why }], ['body'])
  if (faults.length > 0) throw new Refusal(faults)
  const { sender, log, below } = await readBelow(ports, session, record)
  const body = below?.bodies.find((one) => one.log === source)
  if (!below || !body?.answer) return refuseUncounted()
  const { digest, root } = body.answer
  if (root === '') refuseSheet(body.name)
  const before = await ports.store.read(session.org.id, (reader) =>
    askedAnswers(reader, { log, digest }),
  )
  if (before.some(({ step }) => step !== 'declined')) refuseAgain()
  const raw = {
    ...{ answer: record, sender, log, call: below.passedOn.digest },
    ...{ body: body.name, source, digest, reason: why, askedBy, step: 'asked' },
    askedOn: todayIn(session.org.zone, ports.clock),
  }
  // Of two who ask at once the first does; after it was declined it may be asked for anew.
  const idempotency = { key: `asked for ${digest} of ${log} ${before.length}`, digest }
  const write = await prepareStep(ports, session, { register, raw, idempotency })
  return ports.store.append(session.org.id, write)
}

function refuseReason(): never {
  return refuse('asking.reason', {
    at: ['body', 'reason'],
    text: { zh: '应写明调阅理由。', en: 'Say why you ask for it.' },
    hint: {
      zh: '理由写入日志，转交单位会看到。',
      en: 'The reason stands in the log, and the body asked reads it.',
    },
  })
}

function refuseUncounted(): never {
  return refuse('record.unknown', {
    text: { zh: '这份汇总里没有该单位的答复。', en: 'No answer of that body was counted here.' },
    hint: { zh: '请从汇总的各单位中选择。', en: 'Choose one of the bodies that were counted.' },
  })
}

function refuseSheet(name: string): never {
  return refuse('asking.sheet', {
    text: {
      zh: `“${name}”以表格答复，没有可核验的原件。`,
      en: `“${name}” answered in a sheet: there is no file that could be verified.`,
    },
    hint: {
      zh: '要了解情况，请与转报单位联系。',
      en: 'Speak with the body that counted it.',
    },
  })
}

function refuseAgain(): never {
  return refuse('asking.again', {
    text: { zh: '这份答复已经调阅过。', en: 'This answer was asked for already.' },
    hint: {
      zh: '尚未转交的，请与对方联系；已转交的，在本页打开。',
      en: 'Where it is not here yet, speak with the body asked; else open it on this page.',
    },
  })
}
