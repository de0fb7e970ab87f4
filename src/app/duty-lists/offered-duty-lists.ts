import { core } from '../../ledger/core/core-registers.ts'
import type { Label } from '../../ledger/label.ts'
import type { LedgerRecord } from '../../ledger/record/record.ts'
import type { ListChanges } from '../../report/call/duty-list.ts'
import { listChanges } from '../../report/call/duty-list.ts'
import type { VerifiedDutyList } from '../../report/call/sealed-duty-list.ts'
import { verifyDutyList } from '../../report/call/sealed-duty-list.ts'
import type { SealedEntry } from '../../report/call/sealed-entry.ts'
import { parseSealedEntry, sealedEntryText } from '../../report/call/sealed-entry.ts'
import { mayWrite } from '../access/access.ts'
import type { Called } from '../calls/called.ts'
import { calledHere } from '../calls/called.ts'
import { hasEnded } from '../calls/ended-call.ts'
import { todayIn } from '../clock/wall-clock.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { CallCarrier } from '../ports/call-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import type { TakenDutyList } from './taken-duty-lists.ts'
import { dutyListsTaken, standingOfList, takenDutyListOf } from './taken-duty-lists.ts'

/** A list that reached us and that nobody has taken so yet. */
export interface OfferedDutyList {
  readonly sealed: SealedEntry
  /** What taking it is given. */
  readonly text: string
  readonly verified: VerifiedDutyList
  /** What its sender is called here. */
  readonly sender: Label
  /** The version that was taken before; null: it is new here. */
  readonly before: TakenDutyList | null
  readonly changes: ListChanges
}

type Needs = Pick<AppPorts, 'store' | 'crypto' | 'received' | 'clock' | 'organisations'>

/**
 * Lists of the body above that wait to be taken, as they verify under the key that they name
 * themselves: whether that key is believed is for taking them. None for who may not take them.
 */
export async function offeredDutyLists(
  ports: Needs,
  session: Session,
  carrier: CallCarrier,
): Promise<readonly OfferedDutyList[]> {
  const { org, pack } = session
  const register = pack.registers.get(core.dutyListTaken.id)
  if (register === undefined || !mayWrite(session, register)) return []
  const watched = await ports.received.watched(org.id)
  const all = await ports.store.read(org.id, dutyListsTaken)
  const digests = new Set(all.map(({ values }) => values[core.dutyListTaken.names.digest]))
  const offered = await carrier.dutyListsFor(org, {
    seen: (log) => watched.find(({ origin }) => origin === log)?.size ?? 0,
    taken: (asked) => Promise.resolve(new Set(asked.filter((one) => digests.has(one)))),
  })
  const beside = { taken: all, called: await calledHere(ports, session) }
  const today = todayIn(org.zone, ports.clock)
  return offered.flatMap((sealed): OfferedDutyList[] => {
    const one = readOffered(ports, sealed, beside)
    if (one === null) return []
    const { verified, before } = one
    const isPast = before === null ? hasEnded(verified.list, today) : verified.entry < before.entry
    return isPast ? [] : [one]
  })
}

/** A sealed list beside what was taken of it before; null: it is none, or does not hold. */
export async function readOfferedText(
  ports: Omit<Needs, 'clock'>,
  session: Session,
  text: string,
): Promise<OfferedDutyList | null> {
  const sealed = parseSealedEntry(text)
  if (sealed === null) return null
  const taken = await ports.store.read(session.org.id, dutyListsTaken)
  return readOffered(ports, sealed, { taken, called: await calledHere(ports, session) })
}

function readOffered(
  { crypto }: Pick<Needs, 'crypto'>,
  sealed: SealedEntry,
  { taken, called }: { readonly taken: readonly LedgerRecord[]; readonly called: Called },
): OfferedDutyList | null {
  const verified = verifyDutyList(crypto, sealed, sealed.key)
  if (!verified.ok) return null
  const asked = { log: sealed.sender.origin, list: verified.record }
  const standing = standingOfList(taken, asked)
  const before = standing && takenDutyListOf(standing, called)
  const known = before?.items.map(({ listed }) => listed) ?? []
  return {
    sealed,
    text: sealedEntryText(sealed),
    verified,
    sender: called(sealed.sender.origin, { said: sealed.sender.name }),
    before,
    changes: listChanges(verified.list.items, known),
  }
}
