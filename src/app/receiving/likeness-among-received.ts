import { refuse } from '../../ledger/fault.ts'
import type { LedgerRecord } from '../../ledger/record/record.ts'
import { beforeAnnex } from '../../report/verify/annex.ts'
import { readableRegister } from '../access/access.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import { readReceivedFile } from './received-file.ts'
import { isSheet, receivedRegisterId } from './received-register.ts'

type Needs = Pick<AppPorts, 'store' | 'received' | 'outside'>

/** Two received reports that share much of their wording. */
export interface AlikeReports {
  readonly one: string
  readonly other: string
  readonly share: number
}

/** Below this share two reports are as alike as reports of one kind always are. */
const shareMin = 0.3
/** Reports of one year that are compared; more are refused rather than left out. */
const reportsMax = 500

/** Which of the reports received for a year share their wording; by pairs, never by sender. */
export async function likenessAmongReceived(
  ports: Needs,
  session: Session,
  year: number,
): Promise<readonly AlikeReports[]> {
  const records = await receivedOf(ports, session, year)
  const texts: string[] = []
  for (const { id } of records) texts.push(await textOf(ports, session, id))
  const asked = { texts, atLeast: shareMin }
  const pairs = await ports.outside.read('likeness', asked, session.org.id)
  return pairs.map(({ one, other, share }) => ({
    one: records[one]?.id ?? '',
    other: records[other]?.id ?? '',
    share,
  }))
}

/** The sentences that two received reports share, with the words of both. */
export async function passagesShared(
  ports: Needs,
  session: Session,
  { one, other }: { readonly one: string; readonly other: string },
): Promise<readonly { readonly words: string; readonly passage: string }[]> {
  const text = await textOf(ports, session, one)
  const against = await textOf(ports, session, other)
  const asked = { text, others: [{ id: other, text: against }] }
  const shared = await ports.outside.read('passages', asked, session.org.id)
  return shared.map(({ start, end, passage }) => ({
    words: text.slice(start, end),
    passage: against.slice(passage.start, passage.end),
  }))
}

async function receivedOf(
  { store }: Needs,
  session: Session,
  year: number,
): Promise<readonly LedgerRecord[]> {
  readableRegister(session, receivedRegisterId)
  const page = await store.read(session.org.id, (reader) =>
    reader.records({ register: receivedRegisterId, where: { year }, limit: reportsMax }),
  )
  if (page.next !== null) refuseMany()
  return page.items.filter((record) => !isSheet(record))
}

async function textOf(ports: Needs, session: Session, id: string): Promise<string> {
  const { file } = await readReceivedFile(ports, session, id)
  const { text } = await ports.outside.read('report', file.bytes, session.org.id)
  return beforeAnnex(text)
}

function refuseMany(): never {
  return refuse('received.many', {
    text: {
      zh: `这一年收到的报告超过 ${reportsMax} 份，不能一次比对。`,
      en: `More than ${reportsMax} reports were received for that year.`,
    },
    hint: { zh: '请分批比对。', en: 'Compare them in parts.' },
  })
}
