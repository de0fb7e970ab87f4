import { core } from '../../ledger/core/core-registers.ts'
import type { Lang } from '../../ledger/label.ts'
import { say } from '../../ledger/label.ts'
import type { AnswerSheet } from '../../report/call/answer-sheet.ts'
import { answerSheet, refuseOtherBody } from '../../report/call/answer-sheet.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import { readCalls } from './call-registers.ts'
import { addresseesOf, findCall } from './find-call.ts'
import { signedEntry } from './seal-call.ts'

/** The sheet of a call for one body, as an Excel file. */
export interface HandedOutSheet {
  /** What the file is called. */
  readonly name: string
  readonly bytes: Uint8Array
}

/** Which call, for which body below, in which language. */
export interface HandOutSheet {
  readonly call: string
  readonly body: string
  readonly lang: Lang
}

/**
 * The empty sheet in which a body answers a call of ours; whoever sends the call hands it out.
 * Refuses as `emptySheet` does.
 */
export async function handOutSheet(
  ports: Pick<AppPorts, 'store' | 'files'>,
  session: Session,
  asked: HandOutSheet,
): Promise<HandedOutSheet> {
  const { name, sheet } = await emptySheet(ports, session, asked)
  return { name, bytes: await ports.files.writeAnswerSheet(sheet) }
}

/**
 * What stands in that sheet. Refuses with `call.unknown`, `call.unsigned`, and
 * `answer-sheet.other-body`.
 */
export async function emptySheet(
  { store }: Pick<AppPorts, 'store'>,
  session: Session,
  { call: id, body, lang }: HandOutSheet,
): Promise<{ readonly name: string; readonly sheet: AnswerSheet }> {
  readCalls(session, core.call.id)
  const { org } = session
  const { call, asked, digest } = await store.read(org.id, async (reader) => {
    const sent = await findCall(reader, id)
    const { leafHash } = await signedEntry(reader, id)
    return { call: sent.call, asked: await addresseesOf(reader, sent), digest: leafHash }
  })
  const to = asked.find((one) => one.id === body) ?? refuseOtherBody()
  const given = { digest, body, name: to.name, sender: say(org.name, lang), lang }
  return { name: `${call.title} ${to.name}`, sheet: answerSheet(call, given) }
}
