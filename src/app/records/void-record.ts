import type { LedgerRecord } from '../../ledger/record.ts'
import type { Register } from '../../ledger/register.ts'
import { voidableRegister } from '../access/access.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import { refuseVoid } from './correct-record.ts'
import type { Appended, Session } from '../ports/store-ports.ts'
import { readRecord } from './read-record.ts'
import { forgetRoster } from './record-entry.ts'
import { namesOf } from '../people/roster.ts'
import { storedWords } from './shown-record.ts'

/** A record that should not count, and why. It stays, struck through. */
export interface VoidRecord {
  readonly record: string
  readonly expected: number
  readonly reason: string
}

/** Voids a record. Refuses with `record.unknown`, `record.void`, `write.stale`. */
export async function voidRecord(
  ports: Pick<AppPorts, 'store' | 'rosters'>,
  session: Session,
  request: VoidRecord,
): Promise<Appended> {
  const before = await readRecord(ports, session, request.record)
  const register = voidableRegister(session, before.register)
  return voidIn(ports, session, { register, before, ...request })
}

/** Voids a record that the caller has been found to be allowed to void. Refuses as `voidRecord`. */
export async function voidIn(
  ports: Pick<AppPorts, 'store' | 'rosters'>,
  session: Session,
  given: {
    readonly register: Register
    readonly before: LedgerRecord
    readonly expected: number
    readonly reason: string
  },
): Promise<Appended> {
  const { register, before, expected, reason } = given
  if (before.state === 'void') refuseVoid()
  const names = namesOf(await ports.rosters.of(session.org.id))
  const appended = await ports.store.append(session.org.id, {
    ...{ kind: 'void', register: register.id, record: before.id, expected, reason },
    values: before.values,
    occurredOn: before.occurredOn,
    lateDays: before.lateDays,
    lateReason: before.lateReason,
    ...storedWords(register, before.values, { lists: session.pack.lists, names }),
    actor: session.actor.id,
    pack: session.pack.digest,
    idempotency: null,
  })
  forgetRoster(ports, session, register.id)
  return appended
}
