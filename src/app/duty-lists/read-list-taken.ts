import { core, coreValues } from '../../ledger/core/core-registers.ts'
import { rowsOf } from '../../ledger/fields/rows/rows.ts'
import { textOf } from '../../ledger/read-value.ts'
import type { ListTaken } from '../../report/call/list-acknowledgement.ts'
import { toldDutyOf } from '../../report/call/list-acknowledgement.ts'
import { readCalls } from '../calls/call-registers.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Reader, Session } from '../ports/store-ports.ts'
import { everyRecord } from '../records/every-record.ts'
import { bodiesOf, findDutyList, signedVersions } from './find-duty-list.ts'

/** One body that a list goes to, as the receiver's own entries have it. */
export interface ListAddressee {
  readonly id: string
  readonly name: string
  /** It keeps no log here or elsewhere, and takes nothing by an entry. */
  readonly isWithoutLog: boolean
  /** What its own entry says; null: nothing yet. */
  readonly taken: (ListTaken & { readonly isNewest: boolean }) | null
}

/** Some of the bodies that a list goes to, in their official order. */
export interface ListAddressees {
  readonly asked: number
  /** How many of all of them took the newest version, and how many an earlier one. */
  readonly taken: number
  readonly earlier: number
  readonly items: readonly ListAddressee[]
  /** The last of them, behind which the next page begins; null: there are no more. */
  readonly next: string | null
}

/** Bodies that one page lists. */
const pageBodies = 200

/**
 * Who took a list, by what was fetched, a page of bodies behind one of them. Nothing tells one body
 * from another but what it says itself. Refuses with `duty-list.unknown`.
 */
export async function readListTaken(
  { store }: Pick<AppPorts, 'store'>,
  session: Session,
  { list, after }: { readonly list: string; readonly after: string | null },
): Promise<ListAddressees> {
  readCalls(session, core.dutyList.id)
  const isKnown = session.pack.registers.has(core.dutyListAcknowledged.id)
  const { bodies, newest, said } = await store.read(session.org.id, async (reader) => {
    await findDutyList(reader, list)
    const signed = (await signedVersions(reader, list)).at(-1)
    return {
      bodies: signed === undefined ? [] : await bodiesOf(reader, signed),
      newest: signed?.leafHash ?? null,
      said: isKnown ? await newestSaid(reader, list) : new Map<string, ListTaken>(),
    }
  })
  const all = bodies.map(({ id, name, log }): ListAddressee => {
    const taken = said.get(log ?? '') ?? null
    return {
      ...{ id, name, isWithoutLog: log === null },
      taken: taken && { ...taken, isNewest: taken.digest === newest },
    }
  })
  const from = after === null ? 0 : all.findIndex(({ id }) => id === after) + 1
  const items = all.slice(from, from + pageBodies)
  return {
    asked: all.length,
    taken: all.filter(({ taken }) => taken?.isNewest === true).length,
    earlier: all.filter(({ taken }) => taken?.isNewest === false).length,
    items,
    next: from + items.length < all.length ? (items.at(-1)?.id ?? null) : null,
  }
}

/** What each body said last of a list, by its log. */
async function newestSaid(reader: Reader, list: string): Promise<ReadonlyMap<string, ListTaken>> {
  const where = { [core.dutyListAcknowledged.names.list]: list }
  const newest = new Map<string, ListTaken>()
  for (const { values } of await everyRecord(reader, {
    register: core.dutyListAcknowledged.id,
    where,
  })) {
    const { log, digest, takenOn, entry, said } = coreValues(core.dutyListAcknowledged, values)
    const known = newest.get(textOf(log) ?? '')
    if (known !== undefined && known.entry >= Number(entry)) continue
    newest.set(textOf(log) ?? '', {
      digest: textOf(digest) ?? '',
      takenOn: textOf(takenOn) ?? '',
      entry: Number(entry),
      told: said === undefined ? null : rowsOf(said).map(toldDutyOf),
    })
  }
  return newest
}
