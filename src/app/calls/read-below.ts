import { core, coreValues } from '../../ledger/core/core-registers.ts'
import { refuse } from '../../ledger/fault.ts'
import { textOf } from '../../ledger/read-value.ts'
import type { LedgerRecord } from '../../ledger/record/record.ts'
import type { CollectedValue } from '../../report/call/answer.ts'
import { collectedFrom } from '../../report/call/answer.ts'
import type { Below, BodyBelow } from '../../report/call/below.ts'
import { changedBelow, withCollectedBelow } from '../../report/call/below-answer.ts'
import type { Arrival } from '../../report/receive/arrival.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Organisation, Reader, Session } from '../ports/store-ports.ts'
import type { AskedFor } from './asked-answers.ts'
import { readCalls } from './call-registers.ts'

type FileNeeds = Pick<AppPorts, 'received' | 'outside'>
type Needs = FileNeeds & Pick<AppPorts, 'store'>

/** What a body that answered us counted of those below it. */
export interface ReadBelow {
  readonly sender: string
  /** Origin of its log. */
  readonly log: string
  /** Null: it counted nothing of them. */
  readonly below: Below | null
  /** Logs whose answer is another one than in the sender's answer before. */
  readonly changed: ReadonlySet<string>
}

/**
 * Reads out of an answer that arrived what its sender counted below, as its sealed file shows it.
 * Refuses with `record.unknown`.
 */
export async function readBelow(ports: Needs, session: Session, id: string): Promise<ReadBelow> {
  readCalls(session, core.call.id)
  const { record, earlier } = await ports.store.read(session.org.id, (reader) =>
    answerAndEarlier(reader, id),
  )
  const below = await belowIn(ports, session.org, record)
  const before = below && earlier && (await belowIn(ports, session.org, earlier))
  const { sender, log } = coreValues(core.receivedReport, record.values)
  return {
    sender: textOf(sender) ?? '',
    log: textOf(log) ?? '',
    below,
    changed: below ? changedBelow(below, before) : new Set(),
  }
}

/** The answer, and the one before it of the same body to the same call. */
async function answerAndEarlier(
  reader: Reader,
  id: string,
): Promise<{ readonly record: LedgerRecord; readonly earlier: LedgerRecord | null }> {
  const record = await reader.record(id)
  const { call, log, checkpoint } = coreValues(core.receivedReport, record?.values ?? {})
  if (record?.register !== core.receivedReport.id || typeof call !== 'string') {
    return refuseUnknown()
  }
  const { items } = await reader.records({
    register: core.receivedReport.id,
    where: { call, log: textOf(log) ?? '' },
    limit: answersMax,
  })
  const sizeOf = ({ values }: LedgerRecord) =>
    Number(coreValues(core.receivedReport, values).checkpoint ?? 0)
  const before = items.filter((one) => one.id !== id && sizeOf(one) < Number(checkpoint ?? 0))
  const [earlier = null] = before.toSorted((one, other) => sizeOf(other) - sizeOf(one))
  return { record, earlier }
}

/** Answers of one body to one call at most: more than anybody corrects. */
const answersMax = 50

async function belowIn(
  { received, outside }: FileNeeds,
  org: Organisation,
  { id }: Pick<LedgerRecord, 'id'>,
): Promise<Below | null> {
  const file = await received.file(org.id, id)
  if (file === null) return null
  const watched = await received.watched(org.id)
  const arrived = await outside.read('arrival', { file: file.bytes, watched }, org.id)
  return arrived.kind === 'verified' ? (arrived.answers?.below ?? null) : null
}

/** One thing asked: what a body counted of an answer, and what that answer says. */
export interface HandedItem {
  readonly item: string
  readonly label: string
  readonly counted: number | string | null
  readonly said: number | string | null
  /** How far the answer bears it out, and by how many records of its log. */
  readonly verdict: CollectedValue['verdict']
  readonly records: number
  /** What those records give, where it says a number of its ledger; null: they give none. */
  readonly recomputed: number | null
}

/** An answer from below that was handed on, held against what was counted of it. */
export interface HandedOn {
  readonly name: string
  /** The key of its log that whoever counted it believes. */
  readonly key: string
  readonly title: string
  /** It is the very answer that was counted. */
  readonly isSame: boolean
  readonly items: readonly HandedItem[]
}

/**
 * Holds the file of an answer from below, handed on by whoever counted it, against the digest and
 * the numbers that were counted: it is verified under the key that the body between believes of
 * its log. Writes nothing. Refuses with `handed.stranger`, `handed.broken`, `handed.other`.
 */
export async function checkHandedOn(
  ports: Pick<AppPorts, 'store' | 'received' | 'outside' | 'crypto'>,
  session: Session,
  given: { readonly record: string; readonly log: string; readonly file: Uint8Array },
): Promise<HandedOn> {
  const { below } = await readBelow(ports, session, given.record)
  return holdAgainst(ports, session.org, { ...given, below })
}

/**
 * The same of a file that a body below handed on since we asked for it: it must be the very answer.
 * Refuses with `handed.other-answer` too.
 */
export async function checkAskedFor(
  ports: Pick<AppPorts, 'received' | 'outside' | 'crypto'>,
  org: Organisation,
  { of, file }: { readonly of: AskedFor; readonly file: Uint8Array },
): Promise<HandedOn> {
  const below = await belowIn(ports, org, { id: of.answer })
  const held = await holdAgainst(ports, org, { below, log: of.source, file })
  return held.isSame ? held : refuseOtherAnswer(of.body)
}

async function holdAgainst(
  ports: Pick<AppPorts, 'outside' | 'crypto'>,
  org: Organisation,
  given: { readonly below: Below | null; readonly log: string; readonly file: Uint8Array },
): Promise<HandedOn> {
  const { below } = given
  const body = below?.bodies.find(({ log }) => log === given.log)
  if (!below || !body?.answer || body.log === null || body.key === null) return refuseStranger()
  const believed = { origin: body.log, vkey: body.key, former: [], size: 0 }
  const asked = { file: given.file, watched: [believed] }
  const arrived = await ports.outside.read('arrival', asked, org.id)
  if (arrived.kind !== 'verified') return refuseStranger()
  if (!arrived.verification.holds) return refuseBroken()
  if (arrived.answers?.digest !== below.passedOn.digest) return refuseOther()
  return {
    name: body.name,
    key: body.key,
    title: arrived.title,
    isSame: arrived.verification.digest === body.answer.digest,
    items: itemsOf(ports, { below, body, arrived }),
  }
}

function itemsOf(
  { crypto }: Pick<AppPorts, 'crypto'>,
  given: {
    readonly below: Below
    readonly body: BodyBelow
    readonly arrived: Extract<Arrival, { kind: 'verified' }>
  },
): readonly HandedItem[] {
  const { below, body, arrived } = given
  const { call } = below.passedOn
  const { answers, verification } = arrived
  if (answers === null) return []
  const { claims } = verification
  const found = collectedFrom(crypto, call, { ...answers, claims })
  const said = withCollectedBelow(found, { call, below: answers.below, claims })
  return call.items.flatMap(({ item, label }): HandedItem[] => {
    const row = body.answer?.rows.find((one) => one.item === item)
    // What whoever counted asked besides was not stated to us, and is nothing to hold it against.
    if (row === undefined) return []
    const own = said.find((one) => one.item === item)
    const claim = claims.find((one) => one.claim === item)
    return [
      {
        item,
        label,
        counted: row.value ?? row.said,
        said: own?.value ?? own?.said ?? null,
        verdict: own?.verdict ?? 'missing',
        records: claim?.records ?? 0,
        recomputed: claim?.recomputed ?? null,
      },
    ]
  })
}

function refuseUnknown(): never {
  return refuse('record.unknown', {
    text: { zh: '没有这份答复。', en: 'There is no such answer.' },
    hint: { zh: '请从报送任务的汇总中打开。', en: 'Open it from the totals of a call.' },
  })
}

function refuseStranger(): never {
  return refuse('handed.stranger', {
    at: ['file'],
    text: {
      zh: '这份文件不是这个单位的日志出具的，或其公钥未随汇总列出。',
      en: 'It is not of the log of this body, or the key of that log is not among what was counted.',
    },
    hint: { zh: '请向转报单位索取原件。', en: 'Ask the body between for the file as it arrived.' },
  })
}

function refuseBroken(): never {
  return refuse('handed.broken', {
    at: ['file'],
    text: { zh: '原件核验不通过。', en: 'The file does not hold.' },
    hint: { zh: '请在“核验”页面查看原因。', en: 'The page Verify says why.' },
  })
}

function refuseOtherAnswer(name: string): never {
  return refuse('handed.other-answer', {
    at: ['file'],
    text: {
      zh: `转来的不是调阅的那一份“${name}”的答复。`,
      en: `What was handed on is not the answer of “${name}” that was asked for.`,
    },
    hint: {
      zh: '没有收下；请与转交单位核对。',
      en: 'It was not taken; ask the body that handed it on.',
    },
  })
}

function refuseOther(): never {
  return refuse('handed.other', {
    at: ['file'],
    text: {
      zh: '这份文件答复的不是转发的这项任务。',
      en: 'It answers another call than the one that was passed on.',
    },
    hint: { zh: '请核对是哪一份答复。', en: 'Look which answer it is.' },
  })
}
