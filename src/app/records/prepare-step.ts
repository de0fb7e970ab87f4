import type { AppendRequest } from '../../append/append-request.ts'
import type { Register } from '../../ledger/register/register.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import { inName } from './in-name.ts'
import { readValues } from './read-values.ts'

/** A step in a register that only actions of its own write to, as those of reports and calls. */
export interface Step {
  readonly register: Register
  readonly raw: unknown
  /** Titles of records that it points to and that are read already. */
  readonly linked?: ReadonlyMap<string, string>
  readonly kind?: AppendRequest['kind']
  /** Of a record that is there, or that other writes speak of; absent: a new one gets an id. */
  readonly record?: string | null
  /** The version that the step follows; absent: it is the first. */
  readonly expected?: number | null
  readonly idempotency?: AppendRequest['idempotency']
}

/**
 * The write of a step. Whoever asks has decided that it may be taken; it is entered in the moment
 * in which it is, so it never comes late. Refuses as `readValues` does.
 */
export async function prepareStep(
  ports: Pick<AppPorts, 'store' | 'clock' | 'rosters'>,
  session: Session,
  step: Step,
): Promise<AppendRequest> {
  const { kind = 'create', record = null, expected = null, idempotency = null } = step
  const known = record === null ? step : { ...step, id: record }
  const { today: _, ...written } = await readValues(ports, session, known)
  const place = { kind, register: step.register.id, record, expected, idempotency }
  return inName(session, { ...written, ...place, lateDays: 0, lateReason: null })
}
