import type { Fault } from '../../ledger/fault.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { OrgId } from '../ports/store-ports.ts'

/** A server whose clock keeps writes from a unit, and what they are refused with there. */
export interface HoldingServer {
  readonly address: string
  readonly held: Fault
}

/**
 * The servers that hold writes of a unit, or the founding of one (`org` null), by what each says of
 * its own clock: a jump shows only to a process that was there, and not to one that asks later.
 */
export async function heldByServers(
  { store, instances }: Pick<AppPorts, 'store' | 'instances'>,
  org: OrgId | null,
): Promise<readonly HoldingServer[]> {
  const holding: HoldingServer[] = []
  for (const { address, isHere, doubt } of await instances.all()) {
    const held = isHere && doubt !== null ? await store.heldByDoubt(org, doubt) : null
    if (held !== null) holding.push({ address, held })
  }
  return holding
}
