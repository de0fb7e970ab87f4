import { core, coreValues } from '../../ledger/core/core-registers.ts'
import { holdsOn } from '../../ledger/day/holds-on.ts'
import { refuse } from '../../ledger/fault.ts'
import { rowsOf } from '../../ledger/fields/rows/rows.ts'
import { textOf } from '../../ledger/read-value.ts'
import type { LedgerRecord } from '../../ledger/record/record.ts'
import type { Call } from '../../report/call/call.ts'
import { callOf } from '../../report/call/call.ts'
import type { Subordinate } from '../../report/call/subordinate.ts'
import { askedOf } from '../../report/call/subordinate.ts'
import { subordinatesIn } from '../organisation/subordinates.ts'
import type { Reader } from '../ports/store-ports.ts'
import { everyRecord } from '../records/every-record.ts'

/** A call in the log of whoever sends it. */
export interface SentCall {
  readonly id: string
  readonly version: number
  readonly step: 'prepared' | 'issued' | 'withdrawn'
  /** The day on which it was prepared, or signed. */
  readonly on: string
  readonly call: Call
  /** Records of the bodies that it names; null: it goes to every body below. */
  readonly units: readonly string[] | null
  /** How often those who had not answered were urged, and the last day. */
  readonly urged: number
  readonly urgedOn: string | null
  readonly record: LedgerRecord
}

/** Reads a record of the register of calls. */
export function sentCallOf(record: LedgerRecord): SentCall {
  const { id, version, values } = record
  const { step, on, urged, urgedOn, addressees } = coreValues(core.call, values)
  const units = rowsOf(addressees).flatMap(({ unit }) => textOf(unit) ?? [])
  return {
    id,
    version,
    step: step === 'issued' || step === 'withdrawn' ? step : 'prepared',
    on: textOf(on) ?? '',
    call: callOf(values),
    units: units.length === 0 ? null : units,
    urged: typeof urged === 'number' ? urged : 0,
    urgedOn: textOf(urgedOn),
    record,
  }
}

/** A call of this organisation. Refuses with `call.unknown`. */
export async function findCall(reader: Reader, id: string): Promise<SentCall> {
  const record = await reader.record(id)
  if (record?.register === core.call.id && record.state === 'live') return sentCallOf(record)
  return refuse('call.unknown', {
    text: { zh: '没有这项报送任务。', en: 'There is no such call.' },
    hint: { zh: '请从报送任务列表中打开。', en: 'Open it from the list of calls.' },
  })
}

/** Whom something signed is for: logs by name, else every body that was below on a day. */
export interface SignedFor {
  readonly to: readonly string[] | null
  readonly on: string
}

/** Whether the body of a log is among them; `below`: all bodies that there ever were. */
export function isFor({ to, on }: SignedFor, below: readonly Subordinate[], log: string): boolean {
  if (to !== null) return to.includes(log)
  return below.some((body) => body.log === log && holdsOn(body, on))
}

/** Whom a call is addressed to, in the official order: those it names, else every body below. */
export async function addresseesOf(
  reader: Reader,
  sent: SentCall,
): Promise<readonly Subordinate[]> {
  return addresseesAmong(await subordinatesIn(reader), sent)
}

/** The same, among all bodies that there ever were. */
export function addresseesAmong(
  below: readonly Subordinate[],
  { units, on }: SentCall,
): readonly Subordinate[] {
  return askedOf(below, { units: units ?? [], on })
}

/** Every call of ours that is in force or has ended, but was not withdrawn; the newest first. */
export async function issuedCalls(reader: Reader): Promise<readonly SentCall[]> {
  const where = { [core.call.names.step]: 'issued' }
  return (await everyRecord(reader, { register: core.call.id, where })).map(sentCallOf)
}
