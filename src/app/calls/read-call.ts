import type { CollectedRow } from '../../ledger/core/collected.ts'
import { sheetOf } from '../../ledger/core/collected.ts'
import { core } from '../../ledger/core/core-registers.ts'
import type { AddresseeState, CallStanding } from '../../report/call/addressee-state.ts'
import { callStanding } from '../../report/call/addressee-state.ts'
import { answersAs } from '../../report/call/subordinate.ts'
import { todayIn } from '../clock/wall-clock.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { CollectedTotal } from '../ports/collected-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import type { CallAbove } from './call-above.ts'
import { callAbove } from './call-above.ts'
import { readCalls } from './call-registers.ts'
import type { Addressee, StandingCall } from './call-standing.ts'
import { standingsOf } from './call-standing.ts'
import type { SentCall } from './find-call.ts'
import { addresseesOf, findCall } from './find-call.ts'
import type { UrgeRest } from './urge.ts'
import { urgeRest } from './urge.ts'

type Needs = Pick<AppPorts, 'store' | 'clock' | 'collected'>

/** Some of the bodies in their official order. */
export interface AddresseePage {
  readonly items: readonly Addressee[]
  /** The last of them, behind which the next page begins; null: there are no more. */
  readonly next: string | null
}

/** Where a page of bodies begins, and of which state they are; null: from the first, of any. */
export interface AddresseesAsked {
  readonly after: string | null
  readonly state: AddresseeState | null
}

/** A call with where everybody stands and what was collected. */
export interface ReadCall extends CallStanding {
  readonly sent: SentCall
  /** The call that it passes on; null: it is our own. */
  readonly above: CallAbove | null
  /** Why those who have not answered are not urged now; null: they may be, while it is issued. */
  readonly urgeRest: UrgeRest | null
  readonly addressees: AddresseePage
  readonly totals: readonly CollectedTotal[]
}

/** Bodies that one page lists: a province has thousands of them. */
const pageBodies = 200

/** A call of ours, its bodies in the official order, its totals. Refuses with `call.unknown`. */
export async function readCall(ports: Needs, session: Session, id: string): Promise<ReadCall> {
  const { sent, addressees, logs } = await standingOf(ports, session, id)
  const items = sent.call.items.map(({ item }) => item)
  const { above } = sent.call
  return {
    sent,
    above: await ports.store.read(session.org.id, (reader) => callAbove(reader, above)),
    urgeRest: urgeRest(sent, todayIn(session.org.zone, ports.clock)),
    ...callStanding(addressees),
    addressees: pageOf(addressees, { after: null, state: null }),
    totals: await ports.collected.totals(session.org.id, { call: id, items, logs }),
  }
}

/** Further bodies that a call asks. Refuses with `call.unknown`. */
export async function readAddressees(
  ports: Needs,
  session: Session,
  { call, ...asked }: AddresseesAsked & { readonly call: string },
): Promise<AddresseePage> {
  const { addressees } = await standingOf(ports, session, call)
  return pageOf(addressees, asked)
}

async function standingOf(ports: Needs, session: Session, id: string): Promise<StandingCall> {
  readCalls(session, core.call.id)
  const sent = await ports.store.read(session.org.id, (reader) => findCall(reader, id))
  const [standing] = await standingsOf(ports, session, [sent])
  if (standing === undefined) throw new Error(`nothing stands of call ${id}`)
  return standing
}

function pageOf(
  addressees: readonly Addressee[],
  { after, state }: AddresseesAsked,
): AddresseePage {
  const from = after === null ? 0 : addressees.findIndex(({ id }) => id === after) + 1
  const rest = addressees.slice(from).filter((one) => state === null || one.state === state)
  const items = rest.slice(0, pageBodies)
  return { items, next: rest.length > items.length ? (items.at(-1)?.id ?? null) : null }
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

/** What one body said to one thing asked. */
export interface CollectedOf {
  readonly id: string
  readonly name: string
  /** Its newest answer that was not returned; null: there is none. Missing is not zero. */
  readonly row: CollectedRow | null
  /** It was corrected after an earlier answer. */
  readonly isCorrected: boolean
}

/**
 * What bodies said to one thing asked, in the official order, a page of them behind one of them.
 * Refuses with `call.unknown`.
 */
export async function readCollected(
  ports: Needs,
  session: Session,
  given: { readonly call: string; readonly item: string; readonly after: string | null },
): Promise<readonly CollectedOf[]> {
  readCalls(session, core.call.id)
  const { org } = session
  const { call: id, item, after } = given
  const asked = await ports.store.read(org.id, async (reader) =>
    addresseesOf(reader, await findCall(reader, id)),
  )
  const from = after === null ? 0 : asked.findIndex((one) => one.id === after) + 1
  const bodies = asked.slice(from, from + pageBodies)
  const logs = bodies.flatMap((body) => [body.log ?? [], sheetOf(body.id)].flat())
  const rows = await ports.collected.ofItem(org.id, { call: id, item, logs })
  const standing = byLog(rows.filter(({ step }) => step !== 'returned'))
  return bodies.map((body) => {
    const own =
      standing.get(answersAs(body, (log) => (standing.has(log) ? 'stands' : 'none'))) ?? []
    return { id: body.id, name: body.name, row: own[0] ?? null, isCorrected: own.length > 1 }
  })
}
