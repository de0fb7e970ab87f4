import { core } from '../../ledger/core/core-registers.ts'
import { periodText } from '../../ledger/day/period.ts'
import { refuse } from '../../ledger/fault.ts'
import type { Register } from '../../ledger/register/register.ts'
import type { Values } from '../../ledger/value.ts'
import type { CollectedValue } from '../../report/call/answer.ts'
import { collectedFrom } from '../../report/call/answer.ts'
import { withCollectedBelow } from '../../report/call/below-answer.ts'
import type { ArrivedAnswer } from '../../report/receive/arrival.ts'
import type { Verification } from '../../report/verify/verification.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import { addresseesOf, findCall } from './find-call.ts'
import { signedEntry } from './seal-call.ts'

/**
 * What the record of an arrival says where it answers a call of ours: which, and what it says to
 * each thing asked. Nothing where it answers no call, or somebody else's. Refuses with
 * `received.other-call` what names a call that we did not sign, with `received.other-period` what
 * counts over another period, and with `received.not-asked` an answer of a body that the call does
 * not ask.
 */
export async function answeredCall(
  { store, crypto }: Pick<AppPorts, 'store' | 'crypto'>,
  { org }: Session,
  given: {
    readonly register: Register
    readonly origin: string
    readonly answers: ArrivedAnswer | null
    readonly verification: Verification
  },
): Promise<Values> {
  const { register, origin, answers, verification } = given
  const { names } = core.receivedReport
  // A pack that was adopted before has no such field.
  const knows = register.fields.some(({ id }) => id === names.collected)
  if (answers === null || !knows || answers.log !== org.origin) return {}
  const { sent, asked } = await store.read(org.id, async (reader) => {
    const sent = await findCall(reader, answers.call)
    const entry = await signedEntry(reader, answers.call)
    if (entry.leafHash !== answers.digest) refuseOther()
    return { sent, asked: await addresseesOf(reader, sent) }
  })
  if (!asked.some(({ log }) => log === origin)) refuseNotAsked()
  const { call } = sent
  if (answers.period !== call.period) refuseOtherPeriod(call.period)
  const { claims } = verification
  const found = collectedFrom(crypto, call, { ...answers, claims })
  // What a pack that was adopted before cannot hold stays in the file.
  const below = knowsBelow(register) ? answers.below : null
  return collectedValues(sent, withCollectedBelow(found, { call, below, claims }))
}

/** The values that say what was collected of an answer to a call. */
export function collectedValues(
  { id, call }: { readonly id: string; readonly call: { readonly period: string } },
  found: readonly CollectedValue[],
): Values {
  const { names } = core.receivedReport
  return {
    [names.call]: id,
    [names.period]: call.period,
    [names.collected]: found.map(({ figure, value, said, below, ...one }) => ({
      ...one,
      ...(below === undefined ? {} : belowCells(below)),
      ...(figure === null ? {} : { figure }),
      ...(value === null ? {} : { value }),
      ...(said === null ? {} : { said }),
    })),
  }
}

function belowCells({ sum, answered, missing }: NonNullable<CollectedValue['below']>) {
  return {
    ...(sum === null ? {} : { below: sum }),
    answered,
    lacking: missing,
  }
}

function knowsBelow({ fields }: Register): boolean {
  const rows = fields.find(({ id }) => id === core.receivedReport.names.collected)
  return rows?.fields?.some(({ id }) => id === 'below') ?? false
}

function refuseOtherPeriod(period: string): never {
  const asked = periodText(period)
  return refuse('received.other-period', {
    at: ['file'],
    text: {
      zh: `它统计的不是任务要求的${asked.zh}，没有接收。`,
      en: `It does not count over ${asked.en}, as the call asks, and was not received.`,
    },
    hint: {
      zh: '请报送单位从签收的任务重新起草答复。',
      en: 'The sender begins the answer anew from the call that it took.',
    },
  })
}

function refuseOther(): never {
  return refuse('received.other-call', {
    at: ['file'],
    text: {
      zh: '它答复的报送任务与本单位签发的不符，没有接收。',
      en: 'It answers another call than the one that was signed here, and was not received.',
    },
    hint: {
      zh: '请报送单位签收本单位下达的任务后重新答复。',
      en: 'The sender takes the call as it was sent down, and answers that.',
    },
  })
}

function refuseNotAsked(): never {
  return refuse('received.not-asked', {
    at: ['file'],
    text: {
      zh: '这项报送任务没有布置给这个单位，没有接收。',
      en: 'The call that it answers does not ask this body, and it was not received.',
    },
    hint: { zh: '请核对下级单位名册。', en: 'Compare the register of bodies below.' },
  })
}
