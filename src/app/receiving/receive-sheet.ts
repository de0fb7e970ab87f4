import { sheetOf } from '../../ledger/core/collected.ts'
import { core } from '../../ledger/core/core-registers.ts'
import { yearOf } from '../../ledger/day/period.ts'
import { refuse } from '../../ledger/fault.ts'
import { toBase64 } from '../../log/base64.ts'
import { readAnswerSheet, withoutEvidence } from '../../report/call/answer-sheet.ts'
import { collectedValues } from '../calls/answered-call.ts'
import { refuseOldPack } from '../calls/call-registers.ts'
import { addresseesOf, findCall } from '../calls/find-call.ts'
import { signedEntry } from '../calls/seal-call.ts'
import { todayIn } from '../clock/wall-clock.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Appended, Session } from '../ports/store-ports.ts'
import { enterArrival } from './enter-arrival.ts'
import { receivedRegister } from './received-register.ts'

type Needs = Pick<
  AppPorts,
  'store' | 'received' | 'collected' | 'crypto' | 'clock' | 'outside' | 'rosters'
>

/** A sheet that was received, and whose it is. */
export interface ReceivedSheet {
  readonly name: string
  readonly appended: Appended
}

/**
 * Takes a sheet that a body without a log has filled in, as its answer to a call of ours: all that
 * it says is marked as without evidence, and the file is kept. Refuses as `readAnswerSheet` does,
 * with `answer-sheet.proved` where an answer with evidence stands, and `received.again`.
 */
export async function receiveSheet(
  ports: Needs,
  session: Session,
  { call: id, file }: { readonly call: string; readonly file: Uint8Array },
): Promise<ReceivedSheet> {
  const register = receivedRegister(session)
  const { names } = core.receivedReport
  if (!register.fields.some((one) => one.id === names.body)) refuseOldPack()
  const { org } = session
  const { sent, asked, digest } = await ports.store.read(org.id, async (reader) => {
    const sent = await findCall(reader, id)
    const { leafHash } = await signedEntry(reader, id)
    return { sent, asked: await addresseesOf(reader, sent), digest: leafHash }
  })
  const { call } = sent
  const tables = await ports.outside.read('tables', file, org.id)
  const { body: from, values } = readAnswerSheet(tables, { call, digest, asked })
  const sheets = sheetOf(from.id)
  const logs = from.log === null ? [sheets] : [from.log, sheets]
  const item = call.items[0]?.item ?? ''
  const rows = await ports.collected.ofItem(org.id, { call: id, item, logs })
  const standing = rows.filter(({ step }) => step !== 'returned')
  if (from.log !== null && standing.some(({ log }) => log === from.log)) refuseProved(from.name)
  const before = rows.find(({ log }) => log === sheets)
  const sha256 = toBase64(ports.crypto.sha256(file))
  const raw = {
    ...collectedValues(sent, values),
    body: from.id,
    sender: from.name,
    title: call.title,
    year: yearOf(call.period),
    receivedOn: todayIn(org.zone, ports.clock),
    step: 'received',
    digest: sha256,
    file: sha256,
    claims: withoutEvidence.zh,
    ...(before ? { corrects: before.record } : {}),
  }
  const arrival = { register, raw, digest: sha256, sha256, bytes: file }
  const appended = await enterArrival(ports, session, arrival)
  return { name: from.name, appended }
}

function refuseProved(name: string): never {
  return refuse('answer-sheet.proved', {
    at: ['file'],
    text: {
      zh: `“${name}”已有带证据的答复，填报表没有接收。`,
      en: `“${name}” has answered with evidence, so its sheet was not received.`,
    },
    hint: {
      zh: '要改的，由该单位在自己的台账中更正后重新报送；或先退回原答复。',
      en: 'It corrects its own answer and sends it anew; or return that one first.',
    },
  })
}
