import type { AppendRequest } from '../../append/append-request.ts'
import type { LedgerRecord } from '../../ledger/record/record.ts'
import type { Session } from '../ports/store-ports.ts'

/** A write in the caller's name, under the pack in force. */
export function inName<R extends string | null>(
  { actor, pack }: Session,
  write: Omit<AppendRequest, 'actor' | 'pack' | 'register'> & { readonly register: R },
): AppendRequest & { readonly register: R } {
  return { ...write, actor: actor.id, pack: pack.digest }
}

/**
 * The write of a new version of a record, in the caller's name. It follows the version that is given,
 * unless the writer saw another (`expected`); how late the fact came does not change by it.
 */
export function nextVersion(
  session: Session,
  { register, id, version, lateDays, lateReason }: LedgerRecord,
  write: Pick<AppendRequest, 'kind' | 'values' | 'occurredOn' | 'title' | 'search'> & {
    readonly reason: string
    readonly expected?: number
    readonly idempotency?: AppendRequest['idempotency']
  },
): AppendRequest & { readonly register: string } {
  const { expected = version, idempotency = null } = write
  const lateness = { lateDays, lateReason }
  return inName(session, { ...write, ...lateness, register, record: id, expected, idempotency })
}
