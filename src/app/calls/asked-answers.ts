import { core, coreValues } from '../../ledger/core/core-registers.ts'
import { refuse } from '../../ledger/fault.ts'
import { textOf, textOrEmpty } from '../../ledger/read-value.ts'
import type { LedgerRecord } from '../../ledger/record/record.ts'
import { itemKey } from '../../report/exchange/parcel.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { AskedAnswer } from '../ports/call-ports.ts'
import type { Organisation, Reader, Session } from '../ports/store-ports.ts'
import { everyRecord } from '../records/every-record.ts'
import { readCalls } from './call-registers.ts'

/** An answer that we asked for, as our own record has it. */
export interface AskedFor {
  readonly id: string
  readonly version: number
  /** Record of the answer that counted it. */
  readonly answer: string
  /** Whom we asked: its name and log. */
  readonly sender: string
  readonly log: string
  /** Whose answer it is: name and log, and what names the answer. */
  readonly body: string
  readonly source: string
  readonly digest: string
  readonly reason: string
  readonly askedOn: string
  readonly step: 'asked' | 'handed' | 'declined'
  /** Why it was declined; null: it was not. */
  readonly reasons: string | null
  readonly decidedOn: string | null
  readonly record: LedgerRecord
}

function askedForOf(record: LedgerRecord): AskedFor {
  const { id, version, values } = record
  const said = coreValues(core.answerAsked, values)
  return {
    ...{ id, version, record },
    step: said.step === 'handed' || said.step === 'declined' ? said.step : 'asked',
    answer: textOrEmpty(said.answer),
    sender: textOrEmpty(said.sender),
    log: textOrEmpty(said.log),
    body: textOrEmpty(said.body),
    source: textOrEmpty(said.source),
    digest: textOrEmpty(said.digest),
    reason: textOrEmpty(said.reason),
    askedOn: textOrEmpty(said.askedOn),
    reasons: textOf(said.reasons),
    decidedOn: textOf(said.decidedOn),
  }
}

/** What we asked for, as far as these values say; the newest first. */
export async function askedAnswers(
  reader: Reader,
  where: Readonly<Partial<Record<'log' | 'digest' | 'step', string>>>,
): Promise<readonly AskedFor[]> {
  return (await everyRecord(reader, { register: core.answerAsked.id, where })).map(askedForOf)
}

/** One of them. Refuses with `record.unknown`. */
export async function askedAnswer(
  { store }: Pick<AppPorts, 'store'>,
  session: Session,
  id: string,
): Promise<AskedFor> {
  readCalls(session, core.answerAsked.id)
  const record = await store.read(session.org.id, (reader) => reader.record(id))
  if (record?.register === core.answerAsked.id) return askedForOf(record)
  return refuse('record.unknown', {
    text: { zh: '没有这项调阅。', en: 'Nothing of that name was asked for.' },
    hint: { zh: '请从报送任务的汇总中打开。', en: 'Open it from the totals of a call.' },
  })
}

/** An answer that we asked for, named as whoever was asked knows it. */
export interface NamedAsking extends AskedAnswer {
  readonly of: AskedFor
}

/** What names each to whoever was asked: the hash of the entry that asks. */
function named(reader: Reader, asked: readonly AskedFor[]): Promise<readonly NamedAsking[]> {
  return Promise.all(
    asked.map(async (of): Promise<NamedAsking> => {
      const { log, digest, record } = of
      const entry = await reader.entry(record.firstEntry)
      if (entry === null) throw new Error(`entry ${record.firstEntry} is not there`)
      return { asked: entry.leafHash, log, digest, of }
    }),
  )
}

/** What we asked for, of all bodies or of one, and what is not decided on as far as we know. */
export async function openAskings(
  reader: Reader,
  where: { readonly log?: string; readonly digest?: string },
): Promise<readonly NamedAsking[]> {
  return named(reader, await askedAnswers(reader, { ...where, step: 'asked' }))
}

/** What is still to come: what is not decided, and what was entered when its file was lost. */
export async function awaitedAnswers(
  { store, received }: Pick<AppPorts, 'store' | 'received'>,
  { id }: Organisation,
): Promise<readonly NamedAsking[]> {
  const all = await store.read(id, (reader) => askedAnswers(reader, {}))
  const handed = all.filter(({ step }) => step === 'handed').map((one) => one.id)
  const kept = await received.withFile(id, handed)
  const awaited = all.filter((one) => one.step !== 'declined' && !kept.has(one.id))
  return store.read(id, (reader) => named(reader, awaited))
}

/** An answer that we asked for, and whether the server of whoever was asked has heard of it. */
export interface AskedState extends AskedFor {
  readonly isDelivered: boolean
}

/** What we asked the body of a log for: of each answer, by its digest, the newest. */
export async function askedOf(
  ports: Pick<AppPorts, 'store' | 'exchange' | 'organisations'>,
  { org, pack }: Session,
  log: string,
): Promise<ReadonlyMap<string, AskedState>> {
  if (!pack.registers.has(core.answerAsked.id)) return new Map()
  const asked = await ports.store.read(org.id, async (reader) =>
    named(reader, await askedAnswers(reader, { log })),
  )
  if (asked.length === 0) return new Map()
  const isHere = (await ports.organisations.all()).some(({ origin }) => origin === log)
  const holds = new Set((await ports.exchange.partner(org.id, log))?.holds)
  const states = asked.map(({ asked: id, of }): [string, AskedState] => {
    const isDelivered = isHere || holds.has(itemKey({ kind: 'file-asked', id }))
    return [of.digest, { ...of, isDelivered: isDelivered || of.step !== 'asked' }]
  })
  // Of several the newest stands: what was declined may be asked for anew.
  const inOrder = states.toSorted(
    ([, one], [, other]) => one.record.firstEntry - other.record.firstEntry,
  )
  return new Map(inOrder)
}
