import { core } from '../../ledger/core/core-registers.ts'
import { holdsOn } from '../../ledger/day/holds-on.ts'
import type { Subordinate } from '../../report/call/subordinate.ts'
import { todayIn } from '../clock/wall-clock.ts'
import { subordinatesIn } from '../organisation/subordinates.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import { readCalls } from './call-registers.ts'

/** The bodies that stand below today, in the official order. */
export async function bodiesBelow(
  { store, clock }: Pick<AppPorts, 'store' | 'clock'>,
  session: Session,
): Promise<readonly Subordinate[]> {
  readCalls(session, core.subordinate.id)
  const { org } = session
  const today = todayIn(org.zone, clock)
  const all = await store.read(org.id, subordinatesIn)
  return all.filter((one) => holdsOn(one, today))
}
