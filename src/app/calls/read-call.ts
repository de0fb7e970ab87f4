import { core, coreValues } from '../../ledger/core-registers.ts'
import { sheetOf } from '../../ledger/collected.ts'
import type { CollectedRow } from '../../ledger/collected.ts'
import { textOf } from '../../matter/read-value.ts'
import { addresseeState } from '../../report/call/addressee-state.ts'
import type { AddresseeState } from '../../report/call/addressee-state.ts'
import { todayIn } from '../organisation/today.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { CollectedTotal } from '../ports/collected-ports.ts'
import type { Reader, Session } from '../ports/store-ports.ts'
import { readCalls } from './call-registers.ts'
import { addresseesOf, findCall } from './find-call.ts'
import type { SentCall } from './find-call.ts'
import type { Subordinate } from './subordinates.ts'

type Needs = Pick<AppPorts, 'store' | 'clock' | 'collected'>

/** One body that a call asks, as the receiver's own entries have it. */
export interface Addressee {
  readonly id: string
  readonly name: string
  /** It keeps no log here or elsewhere, and answers in a sheet. */
  readonly isWithoutLog: boolean
  readonly state: AddresseeState
  readonly isOverdue: boolean
  readonly takenOn: string | null
  /** The record of its newest answer, and how many came. */
  readonly answer: string | null
  readonly answers: number
}

/** A call with where everybody stands and what was collected. */
export interface ReadCall {
  readonly sent: SentCall
  readonly addressees: readonly Addressee[]
  readonly totals: readonly CollectedTotal[]
}

/** A call of ours, its addressees in the official order, its totals. Refuses with `call.unknown`. */
export async function readCall(ports: Needs, session: Session, id: string): Promise<ReadCall> {
  readCalls(session, core.call.id)
  const { org } = session
  const { sent, asked, taken } = await ports.store.read(org.id, async (reader) => {
    const sent = await findCall(reader, id)
    return {
      sent,
      asked: await addresseesOf(reader, sent),
      taken: await takenOnByLog(reader, id),
    }
  })
  const item = sent.call.items[0]?.item ?? ''
  const rows = await ports.collected.ofItem(org.id, { call: id, item })
  const arrivals = byLog(rows)
  const isOpen = sent.step === 'issued'
  const day = { due: sent.call.due, today: todayIn(org.zone, ports.clock) }
  const addressees = asked.map((body): Addressee => {
    const { id, name, log } = body
    const own = answersOf(body, arrivals)
    const [newest] = own
    const takenOn = taken.get(log ?? '') ?? null
    const { state, isOverdue } = addresseeState({ takenOn, answer: newest ?? null }, day)
    return {
      id,
      name,
      isWithoutLog: log === null,
      state,
      // Of what was withdrawn nobody is late.
      isOverdue: isOpen && isOverdue,
      takenOn,
      answer: newest?.record ?? null,
      answers: own.length,
    }
  })
  const logs = asked.flatMap((body) => answersOf(body, arrivals)[0]?.log ?? [])
  return {
    sent,
    addressees,
    totals: await ports.collected.totals(org.id, { call: id, item, logs }),
  }
}

function byLog(rows: readonly CollectedRow[]): ReadonlyMap<string, readonly CollectedRow[]> {
  const groups = new Map<string, CollectedRow[]>()
  for (const row of rows) {
    const known = groups.get(row.log)
    if (known) known.push(row)
    else groups.set(row.log, [row])
  }
  return groups
}

/**
 * What a body answered, the newest first: under its log, else in sheets. Of one that began to keep
 * a log the sheets count until its first answer with evidence, and where that one was returned.
 */
function answersOf(
  { id, log }: Subordinate,
  arrivals: ReadonlyMap<string, readonly CollectedRow[]>,
): readonly CollectedRow[] {
  const proved = arrivals.get(log ?? '') ?? []
  const sheets = arrivals.get(sheetOf(id)) ?? []
  return sheets.length > 0 && proved.every(isReturned) ? sheets : proved
}

function isReturned({ step }: CollectedRow): boolean {
  return step === 'returned'
}

async function takenOnByLog(reader: Reader, call: string): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>()
  let after: string | undefined
  do {
    const page = await reader.records({
      register: core.callAcknowledged.id,
      where: { [core.callAcknowledged.names.call]: call },
      limit: pageRecords,
      ...(after === undefined ? {} : { after }),
    })
    for (const { values } of page.items) {
      const { log, takenOn } = coreValues(core.callAcknowledged, values)
      found.set(textOf(log) ?? '', textOf(takenOn) ?? '')
    }
    after = page.next ?? undefined
  } while (after !== undefined)
  return found
}

const pageRecords = 1_000

/** What one body said to one thing asked. */
export interface CollectedOf {
  readonly id: string
  readonly name: string
  /** Its newest answer that was not returned; null: there is none. Missing is not zero. */
  readonly row: CollectedRow | null
  /** It was corrected after an earlier answer. */
  readonly isCorrected: boolean
}

/** What each body said to one thing asked, in the official order. Refuses with `call.unknown`. */
export async function readCollected(
  ports: Needs,
  session: Session,
  { call: id, item }: { readonly call: string; readonly item: string },
): Promise<readonly CollectedOf[]> {
  readCalls(session, core.call.id)
  const { org } = session
  const asked = await ports.store.read(org.id, async (reader) =>
    addresseesOf(reader, await findCall(reader, id)),
  )
  const rows = await ports.collected.ofItem(org.id, { call: id, item })
  const standing = byLog(rows.filter((row) => !isReturned(row)))
  return asked.map((body) => {
    const own = answersOf(body, standing)
    return { id: body.id, name: body.name, row: own[0] ?? null, isCorrected: own.length > 1 }
  })
}
