import { voidableRegister } from './access.ts'
import type { AppPorts } from './app-ports.ts'
import { refuseVoid } from './correct-record.ts'
import type { Appended, Session } from './ports.ts'
import { readRecord } from './read-record.ts'
import { forgetRoster } from './record-entry.ts'
import { namesOf } from './roster.ts'
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
  if (before.state === 'void') refuseVoid()
  const names = namesOf(await ports.rosters.of(session.org.id))
  const appended = await ports.store.append(session.org.id, {
    kind: 'void',
    register: register.id,
    record: before.id,
    expected: request.expected,
    values: before.values,
    occurredOn: before.occurredOn,
    lateDays: before.lateDays,
    lateReason: before.lateReason,
    reason: request.reason,
    state: 'void',
    ...storedWords(register, before.values, { lists: session.pack.lists, names }),
    actor: session.actor.id,
    pack: session.pack.digest,
    idempotency: null,
  })
  forgetRoster(ports, session, register.id)
  return appended
}
