import type { CoreValues } from '../../ledger/core/core-registers.ts'
import { core } from '../../ledger/core/core-registers.ts'
import type { Values } from '../../ledger/value.ts'
import type { EntryKind } from '../../log/leaf.ts'
import { todayIn } from '../clock/wall-clock.ts'
import { subordinatesIn } from '../organisation/subordinates.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Appended, Session } from '../ports/store-ports.ts'
import { prepareStep } from '../records/prepare-step.ts'
import { writtenCalls } from './call-registers.ts'

/** A version of a call or of a duty list. */
interface SentVersion {
  readonly kind: Extract<EntryKind, 'create' | 'correct' | 'sign'>
  readonly over: { readonly id: string; readonly expected: number } | null
  readonly values: Values
  /** The day of a step that was taken before; absent: today. */
  readonly on?: string
}

/** Appends a version of what goes down to the bodies below: a call or a duty list. */
export async function appendSent(
  ports: Pick<AppPorts, 'store' | 'clock' | 'rosters'>,
  session: Session,
  id: typeof core.call.id | typeof core.dutyList.id,
  { kind, over, values, on = todayIn(session.org.zone, ports.clock) }: SentVersion,
): Promise<Appended> {
  const register = writtenCalls(session, id)
  const raw = { ...values, on }
  const linked = await namesOfBodies(ports, session, values)
  const write = await prepareStep(ports, session, {
    ...{ register, raw, linked, kind },
    record: over?.id ?? null,
    expected: over?.expected ?? null,
  })
  return ports.store.append(session.org.id, write)
}

/** Names of the bodies that something names, by their records: read at once, not one by one. */
async function namesOfBodies(
  { store }: Pick<AppPorts, 'store'>,
  { org }: Session,
  { addressees }: CoreValues<typeof core.call>,
): Promise<ReadonlyMap<string, string>> {
  if (addressees === undefined) return new Map()
  const bodies = await store.read(org.id, subordinatesIn)
  return new Map(bodies.map(({ id, name }) => [id, name]))
}
