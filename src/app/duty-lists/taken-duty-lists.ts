import { core, coreRow, coreRows, coreValues } from '../../ledger/core/core-registers.ts'
import type { ListedDuty } from '../../ledger/core/listed-duty.ts'
import { listedDutyOf } from '../../ledger/core/listed-duty.ts'
import { rowsOf } from '../../ledger/fields/rows/rows.ts'
import type { Label } from '../../ledger/label.ts'
import { textOf } from '../../ledger/read-value.ts'
import type { LedgerRecord } from '../../ledger/record/record.ts'
import { readCalls } from '../calls/call-registers.ts'
import type { Called } from '../calls/called.ts'
import { calledHere } from '../calls/called.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Reader, Session } from '../ports/store-ports.ts'
import { allDays } from '../roster/keep-rosters.ts'

/** A duty of a list with what the unit made of it. */
export interface FittedDuty {
  readonly listed: ListedDuty
  /** Id of the duty in the year. */
  readonly duty: string
  readonly applies: boolean
  readonly reason: string | null
  readonly ownName: string | null
  readonly figure: string | null
}

/** A list that was taken and that no later one replaces. */
export interface TakenDutyList {
  readonly record: string
  /** What its sender is called here. */
  readonly sender: Label
  readonly title: string
  readonly basis: string | null
  readonly clause: string | null
  readonly from: string
  readonly ends: string | null
  readonly takenOn: string
  readonly digest: string
  /** Entry of the sender's log that signed it. */
  readonly entry: number
  /** Whether the sender is told what applies. */
  readonly tells: boolean
  readonly items: readonly FittedDuty[]
}

/** Every record of lists that were taken, those that later ones replaced among them. */
export async function dutyListsTaken(reader: Reader): Promise<readonly LedgerRecord[]> {
  const records = await reader.recordsOf([core.dutyListTaken.id], allDays)
  return records.filter(({ state }) => state === 'live')
}

/** What stands of one list of a sender; null: it was not taken. */
export function standingOfList(
  records: readonly LedgerRecord[],
  { log, list }: { readonly log: string; readonly list: string },
): LedgerRecord | null {
  const own = standingOfSender(records, log).filter(
    ({ values }) => coreValues(core.dutyListTaken, values).list === list,
  )
  return own.toSorted((one, other) => one.firstEntry - other.firstEntry).at(-1) ?? null
}

/** What stands of all lists that were taken of the body of a log. */
export function standingOfSender(
  records: readonly LedgerRecord[],
  log: string,
): readonly LedgerRecord[] {
  return records.filter(({ values }) => {
    const said = coreValues(core.dutyListTaken, values)
    return said.log === log && said.replacedOn === undefined
  })
}

/** The entry of the sender's log that signed the list of a record. */
export function entryOfTaken({ values }: LedgerRecord): number {
  return Number(coreValues(core.dutyListTaken, values).entry ?? -1)
}

/** Reads a record of a list that was taken. */
export function takenDutyListOf(record: LedgerRecord, called: Called): TakenDutyList {
  const said = coreValues(core.dutyListTaken, record.values)
  return {
    record: record.id,
    sender: called(textOf(said.log) ?? '', { before: textOf(said.sender) ?? '' }),
    title: textOf(said.title) ?? '',
    basis: textOf(said.basis),
    clause: textOf(said.clause),
    from: textOf(said.from) ?? '',
    ends: textOf(said.ends),
    takenOn: textOf(said.takenOn) ?? '',
    digest: textOf(said.digest) ?? '',
    entry: entryOfTaken(record),
    tells: said.tells === true,
    items: rowsOf(said.items).map((row): FittedDuty => {
      const { duty, applies, reason, ownName, figure } = coreRow(coreRows.takenDuty, row)
      return {
        listed: listedDutyOf(row),
        duty: textOf(duty) ?? '',
        applies: applies === true,
        reason: textOf(reason),
        ownName: textOf(ownName),
        figure: textOf(figure),
      }
    }),
  }
}

/** The lists that the unit has taken and that stand. */
export async function takenDutyLists(
  ports: Pick<AppPorts, 'store' | 'organisations' | 'received'>,
  session: Session,
): Promise<readonly TakenDutyList[]> {
  readCalls(session, core.dutyListTaken.id)
  const called = await calledHere(ports, session)
  const all = await ports.store.read(session.org.id, dutyListsTaken)
  return all
    .filter(({ values }) => coreValues(core.dutyListTaken, values).replacedOn === undefined)
    .map((record) => takenDutyListOf(record, called))
    .toReversed()
}
