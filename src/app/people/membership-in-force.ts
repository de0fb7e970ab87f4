import { holdsOn } from '../../ledger/day/holds-on.ts'
import { todayIn } from '../clock/wall-clock.ts'
import type { Membership } from '../ports/account-ports.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Organisation } from '../ports/store-ports.ts'

/**
 * A membership as the log has it today, or null when its record is void, over, or not begun. What
 * stands beside the accounts only says which record to look at: should the two ever differ, the
 * log decides, and who is in neither gets nothing.
 */
export async function membershipInForce(
  ports: Pick<AppPorts, 'rosters' | 'clock'>,
  org: Organisation,
  membership: Membership,
): Promise<Membership | null> {
  // The visitor of a demo unit stands in nobody's shoes and so in no record.
  if (org.kind === 'demo') return membership
  const row = await rowOf(ports, membership)
  const today = todayIn(org.zone, ports.clock)
  if (!row || row.person !== membership.person || !holdsOn(row, today)) return null
  return { ...membership, roles: row.roles }
}

async function rowOf({ rosters }: Pick<AppPorts, 'rosters'>, { org, record }: Membership) {
  const find = async () => (await rosters.of(org)).memberships.find((one) => one.record === record)
  const known = await find()
  if (known) return known
  // Somebody may have been invited on another server a moment ago.
  rosters.forget(org)
  return find()
}
