import { todayIn } from '../clock/wall-clock.ts'
import type { Organisation, Session } from '../ports/store-ports.ts'
import { peopleInRole } from '../roster/roster.ts'
import type { DemoPorts } from './demo-reports.ts'
import { sessionOf } from './demo-reports.ts'

/** A clerk of a body who does not review what clerks write. */
export async function clerkOf(ports: DemoPorts, org: Organisation): Promise<Session> {
  const reviewers = await inRole(ports, org, 'reviewer')
  const clerks = await inRole(ports, org, 'clerk')
  const [clerk = ''] = clerks.filter((one) => !reviewers.includes(one))
  return sessionOf({ ports, org }, clerk)
}

/** The first responsible person of a body. */
export async function firstOf(ports: DemoPorts, org: Organisation): Promise<Session> {
  const [first = ''] = await inRole(ports, org, 'first-responsible')
  return sessionOf({ ports, org }, first)
}

/** Who has a role in a body today, by their ids. */
export async function inRole(
  ports: DemoPorts,
  org: Organisation,
  role: string,
): Promise<readonly string[]> {
  const roster = await ports.rosters.of(org.id)
  return peopleInRole(roster, { role, day: todayIn(org.zone, ports.clock) })
}
