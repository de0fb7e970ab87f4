import { core, coreRow, coreRows, coreValues } from '../../ledger/core/core-registers.ts'
import { refuse } from '../../ledger/fault.ts'
import { rowsOf } from '../../ledger/fields/rows/rows.ts'
import { textOf } from '../../ledger/read-value.ts'
import type { LedgerRecord } from '../../ledger/record/record.ts'
import type { Values } from '../../ledger/value.ts'
import type { DutyList } from '../../report/call/duty-list.ts'
import { dutyListOf } from '../../report/call/duty-list.ts'
import type { SealedEntry } from '../../report/call/sealed-entry.ts'
import type { Subordinate } from '../../report/call/subordinate.ts'
import { askedOf } from '../../report/call/subordinate.ts'
import type { SignedFor } from '../calls/find-call.ts'
import { sealEntry } from '../calls/seal-call.ts'
import { subordinatesIn } from '../organisation/subordinates.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Organisation, Reader, StoredEntry } from '../ports/store-ports.ts'
import { everyRecord } from '../records/every-record.ts'

/** A list in the log of whoever sends it. */
export interface SentDutyList {
  readonly id: string
  readonly version: number
  /** `prepared`: a version waits to be signed; one that was signed before holds until then. */
  readonly step: 'prepared' | 'issued'
  readonly on: string
  readonly list: DutyList
  readonly record: LedgerRecord
}

/** Reads a record of the register of lists. */
function sentDutyListOf(record: LedgerRecord): SentDutyList {
  const { id, version, values } = record
  const { step, on } = coreValues(core.dutyList, values)
  return {
    id,
    version,
    step: step === 'issued' ? step : 'prepared',
    on: textOf(on) ?? '',
    list: dutyListOf(values),
    record,
  }
}

/** A list of this organisation. Refuses with `duty-list.unknown`. */
export async function findDutyList(reader: Reader, id: string): Promise<SentDutyList> {
  const record = await reader.record(id)
  if (record?.register === core.dutyList.id && record.state === 'live') {
    return sentDutyListOf(record)
  }
  return refuse('duty-list.unknown', {
    text: { zh: '没有这份责任清单。', en: 'There is no such duty list.' },
    hint: { zh: '请从责任清单列表中打开。', en: 'Open it from the list of duty lists.' },
  })
}

/** The entry that signed the newest version of a list; null: none is signed. */
export async function newestSigned(reader: Reader, list: string): Promise<StoredEntry | null> {
  return (await signedVersions(reader, list)).at(-1) ?? null
}

/** The entries that signed its versions, the newest last. */
export async function signedVersions(
  reader: Reader,
  list: string,
): Promise<readonly StoredEntry[]> {
  return (await reader.versions(list)).filter(signsList)
}

function signsList({ leaf }: StoredEntry): boolean {
  return leaf.kind === 'sign' && leaf.register === core.dutyList.id
}

/** Records of the bodies that a list names; none: it goes to all. */
export function unitsNamed(values: Values): readonly string[] {
  return rowsOf(coreValues(core.dutyList, values).addressees).flatMap(
    (row) => textOf(coreRow(coreRows.addressee, row).unit) ?? [],
  )
}

/** Whom a signed version goes to, in the official order. */
export async function bodiesOf(
  reader: Reader,
  { values }: StoredEntry,
): Promise<readonly Subordinate[]> {
  const said = values ?? {}
  const on = textOf(coreValues(core.dutyList, said).on) ?? ''
  return askedOf(await subordinatesIn(reader), { units: unitsNamed(said), on })
}

/** The newest signed version of a list, whom it is for, and the entry that signs it. */
export interface SignedDutyList extends SignedFor {
  readonly id: string
  readonly entry: StoredEntry
}

/** The newest signed version of each list. */
export async function signedDutyLists(reader: Reader): Promise<readonly SignedDutyList[]> {
  const lists = await everyRecord(reader, { register: core.dutyList.id })
  const versions = lists.length === 0 ? [] : await reader.versionsOf(lists.map(({ id }) => id))
  const newest = new Map(versions.filter(signsList).map((entry) => [entry.leaf.record, entry]))
  return lists.flatMap(({ id }): readonly SignedDutyList[] => {
    const entry = newest.get(id)
    if (!entry?.values) return []
    const on = textOf(coreValues(core.dutyList, entry.values).on) ?? ''
    return [{ id, entry, to: dutyListOf(entry.values).to, on }]
  })
}

/** The sealed file of the newest signed version. Refuses with `call.unsigned`. */
export function sealDutyList(
  ports: Pick<AppPorts, 'store' | 'crypto'>,
  sender: Organisation,
  { list, seen }: { readonly list: string; readonly seen: number | null },
): Promise<SealedEntry> {
  const entryOf = async (reader: Reader) => (await newestSigned(reader, list)) ?? refuseUnsigned()
  return sealEntry(ports, sender, { entryOf, seen })
}

function refuseUnsigned(): never {
  return refuse('call.unsigned', {
    text: { zh: '这份责任清单还没有签发。', en: 'This duty list is not signed yet.' },
    hint: { zh: '签发之后才能下达。', en: 'It goes down once it is signed.' },
  })
}
