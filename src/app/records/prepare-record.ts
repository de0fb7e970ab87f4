import type { AppendRequest } from '../../append/append-request.ts'
import { lateDaysOf } from '../../ledger/day/late.ts'
import type { LedgerRecord } from '../../ledger/record/record.ts'
import type { Register } from '../../ledger/register/register.ts'
import type { Values } from '../../ledger/value.ts'
import { writableRegister } from '../access/access.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import { guardWrite } from './guard-write.ts'
import { inName, nextVersion } from './in-name.ts'
import { readValues } from './read-values.ts'

type Needs = Pick<AppPorts, 'store' | 'clock' | 'rosters' | 'calendar'>

/**
 * A new record among others of one transaction. `key`: said again, it is not written again; with
 * `digest`, it is refused when what was said differs.
 */
export interface NewRecord {
  readonly register: string
  readonly values: Values
  readonly key: string | null
  readonly digest?: string
}

/** The write of a new record. Refuses as `recordEntry` does. */
export async function prepareNew(
  ports: Needs,
  session: Session,
  { register: id, values: raw, key, digest }: NewRecord,
): Promise<AppendRequest> {
  const register = writableRegister(session, id)
  const idempotency = key === null ? null : { key, digest: digest ?? key }
  return newWrite(ports, session, { register, raw, reason: null, idempotency })
}

/**
 * The write of a new record of a register that the caller has been found to be allowed to write to:
 * `raw` read and held against the rules of the register, and how late it comes.
 */
export async function newWrite(
  ports: Needs,
  session: Session,
  given: {
    readonly register: Register
    readonly raw: unknown
    /** Why it comes late, if it does. */
    readonly reason: string | null
    readonly idempotency: AppendRequest['idempotency']
    /** The values hold a sample that was drawn a moment ago. */
    readonly isDraw?: boolean
  },
): Promise<AppendRequest> {
  const { register, raw, reason, idempotency, isDraw = false } = given
  const { today, ...written } = await readValues(ports, session, { register, raw })
  guardWrite(session, register, { before: null, after: written.values, today, isDraw })
  const { occurredOn } = written
  const lateness = { occurredOn, recordedOn: today, lateAfter: register.lateAfter }
  const lateDays = lateDaysOf(lateness, ports.calendar.isWorkday)
  return inName(session, {
    ...written,
    kind: 'create',
    register: register.id,
    record: null,
    expected: null,
    lateDays,
    lateReason: lateDays > 0 ? reason : null,
    idempotency,
  })
}

/** A new version of a record among other writes of one transaction. */
export interface ChangedRecord {
  readonly before: LedgerRecord
  /** Fields that change; null takes a field away. */
  readonly changes: Values
  readonly reason: string
  readonly key?: string
}

/** The write of a new version; it is refused as stale when the record has changed meanwhile. */
export async function prepareChanged(
  ports: Omit<Needs, 'calendar'>,
  session: Session,
  { before, changes, reason, key }: ChangedRecord,
): Promise<AppendRequest> {
  const register = writableRegister(session, before.register)
  const raw = { ...before.values, ...changes }
  const idempotency = key === undefined ? null : { key, digest: key }
  const given = { register, before, raw, reason, expected: before.version, idempotency }
  return changedWrite(ports, session, given)
}

/**
 * The write of a new version of a record of a register that the caller has been found to be allowed
 * to write to: `raw` read and held against what stands.
 */
export async function changedWrite(
  ports: Omit<Needs, 'calendar'>,
  session: Session,
  given: {
    readonly register: Register
    readonly before: LedgerRecord
    readonly raw: unknown
    readonly reason: string
    /** The version that the writer saw. */
    readonly expected: number
    readonly idempotency: AppendRequest['idempotency']
  },
): Promise<AppendRequest> {
  const { register, before, raw, ...how } = given
  const { today, ...written } = await readValues(ports, session, { register, raw, id: before.id })
  guardWrite(session, register, { before: before.values, after: written.values, today })
  return nextVersion(session, before, { ...written, ...how, kind: 'correct' })
}
