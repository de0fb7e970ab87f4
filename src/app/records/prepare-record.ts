import type { AppendRequest } from '../../append/append-request.ts'
import { lateDaysOf } from '../../ledger/day/late.ts'
import type { LedgerRecord } from '../../ledger/record/record.ts'
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
  const { today, ...written } = await readValues(ports, session, { register, raw })
  guardWrite(session, register, { before: null, after: written.values, today })
  const { occurredOn } = written
  const lateness = { occurredOn, recordedOn: today, lateAfter: register.lateAfter }
  return inName(session, {
    ...written,
    kind: 'create',
    register: register.id,
    record: null,
    expected: null,
    lateDays: lateDaysOf(lateness, ports.calendar.isWorkday),
    lateReason: null,
    idempotency: key === null ? null : { key, digest: digest ?? key },
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
  const given = { register, raw: { ...before.values, ...changes }, id: before.id }
  const { today, ...written } = await readValues(ports, session, given)
  guardWrite(session, register, { before: before.values, after: written.values, today })
  const idempotency = key === undefined ? null : { key, digest: key }
  return nextVersion(session, before, { ...written, kind: 'correct', reason, idempotency })
}
