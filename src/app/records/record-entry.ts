import { writableRegister } from '../access/access.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import { rosterRegisters } from '../../ledger/core-registers.ts'
import { lateDaysOf } from '../../ledger/late.ts'
import type { Register } from '../../ledger/register.ts'
import { guardWrite } from './guard-write.ts'
import type { Appended, Session } from '../ports/store-ports.ts'
import type { AppendRequest } from '../../append/append-request.ts'
import { readValues } from './read-values.ts'
import { guardSameName } from '../people/same-name.ts'

/** A fact to be recorded; `key` makes a repeated request harmless. */
export interface RecordEntry {
  readonly register: string
  readonly values: unknown
  /** Why it comes late; asked for, never demanded. */
  readonly reason: string | null
  readonly idempotency: AppendRequest['idempotency']
  /** The person is another one than whoever bears the same name. */
  readonly isAnother?: boolean
}

type Needs = Pick<AppPorts, 'store' | 'clock' | 'rosters' | 'calendar'>

/** Records a fact once. Refuses with `register.unknown`, `access.denied` and the faults of fields. */
export async function recordEntry(
  ports: Needs,
  session: Session,
  request: RecordEntry,
): Promise<Appended> {
  return recordIn(ports, session, {
    register: writableRegister(session, request.register),
    request,
  })
}

/** Records a fact of a register that the caller has been found to be allowed to write to. */
export async function recordIn(
  ports: Needs,
  session: Session,
  given: {
    readonly register: Register
    readonly request: RecordEntry
    /** The values hold a sample that was drawn a moment ago. */
    readonly isDraw?: true
  },
): Promise<Appended> {
  const { register, request } = given
  const read = await readValues(ports, session, { register, raw: request.values })
  const { today, ...written } = read
  const isDraw = given.isDraw === true
  guardWrite(session, register, { before: null, after: written.values, today, isDraw })
  const { isAnother = false } = request
  await guardSameName(ports, session, { register, values: written.values, isAnother })
  const lateness = { occurredOn: read.occurredOn, recordedOn: today, lateAfter: register.lateAfter }
  const lateDays = lateDaysOf(lateness, ports.calendar.isWorkday)
  const appended = await ports.store.append(session.org.id, {
    ...written,
    kind: 'create',
    register: register.id,
    record: null,
    expected: null,
    lateDays,
    lateReason: lateDays > 0 ? request.reason : null,
    actor: session.actor.id,
    pack: session.pack.digest,
    idempotency: request.idempotency,
  })
  forgetRoster(ports, session, register.id)
  return appended
}

/** After a write to a register of the roster, names must be read again. */
export function forgetRoster(
  ports: Pick<AppPorts, 'rosters'>,
  session: Pick<Session, 'org'>,
  register: string,
): void {
  if (rosterRegisters.includes(register)) ports.rosters.forget(session.org.id)
}
