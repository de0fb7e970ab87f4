import { core, coreRow, coreRows, coreValues } from '../../ledger/core/core-registers.ts'
import { rowsOf } from '../../ledger/fields/rows/rows.ts'
import { textOf } from '../../ledger/read-value.ts'
import type { Values } from '../../ledger/value.ts'
import { unflattenFields } from '../../log/flatten-fields.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import type { Acknowledgement } from './acknowledgement.ts'
import { acknowledgedIn } from './acknowledgement.ts'

/** What a body tells of one duty of a list that it took. */
export interface ToldDuty {
  readonly item: string
  readonly applies: boolean
  /** Why it does not apply. */
  readonly reason: string | null
}

/** That a body took a version of a duty list. */
export interface ListTaken {
  /** Digest of the version. */
  readonly digest: string
  readonly takenOn: string
  /** Entry of its log that says so: of several the newest stands. */
  readonly entry: number
  /** What applies there; null: it does not tell. */
  readonly told: readonly ToldDuty[] | null
}

const { digest, takenOn, tells, items } = core.dutyListTaken.names
const [item, applies, reason] = coreRows.toldDuty

/**
 * The fields that an acknowledgement of a list opens, of those that the entry has: never what the
 * unit calls a duty or counts it by; what applies only where the unit tells it.
 */
export function listAcknowledgedPaths(paths: readonly string[], values: Values): readonly string[] {
  const always = new Set<string>([digest, takenOn, tells])
  const isTold = coreValues(core.dutyListTaken, values).tells === true
  const cell = new RegExp(`^${items}/\\d+/(${item}|${applies}|${reason})$`)
  return paths.filter((path) => always.has(path) || (isTold && cell.test(path)))
}

/** What an acknowledgement says of a list that the log of an origin took; null: nothing. */
export function listTakenIn(
  crypto: LogCrypto,
  given: Acknowledgement,
  origin: string,
): ListTaken | null {
  const fields = acknowledgedIn(crypto, given, { origin, register: core.dutyListTaken.id })
  const values = fields && (unflattenFields(fields) as Values | null)
  if (!values) return null
  const said = coreValues(core.dutyListTaken, values)
  const [version, day] = [textOf(said.digest), textOf(said.takenOn)]
  if (version === null || day === null) return null
  const told = said.tells === true ? rowsOf(said.items).map(toldDutyOf) : null
  return { digest: version, takenOn: day, entry: given.index, told }
}

/** What names it among the items of a parcel: taken anew, it says something else. */
export function listTakenId({ digest, entry }: Pick<ListTaken, 'digest' | 'entry'>): string {
  return `${digest} ${entry}`
}

/** Reads such a row. */
export function toldDutyOf(row: Values): ToldDuty {
  const said = coreRow(coreRows.toldDuty, row)
  return {
    item: textOf(said.item) ?? '',
    applies: said.applies === true,
    reason: textOf(said.reason),
  }
}
