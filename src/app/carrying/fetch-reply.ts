import type { CarriedReply } from '../ports/call-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import { findReport } from '../report/find-report.ts'
import type { CarryPorts } from './carry-all.ts'
import { carryAll } from './carry-all.ts'

/** The reply of whoever received a report of ours, as far as it reached us; null: none did. */
export async function fetchReply(
  ports: CarryPorts,
  session: Session,
  report: string,
): Promise<CarriedReply | null> {
  const { digest } = await findReport(ports, session, report)
  return digest === null ? null : carryAll(ports).replyTo(session.org, digest)
}

/** Whether it is known here that the receiver has accepted or returned the report of a digest. */
export async function isAnsweredAbove(
  ports: CarryPorts,
  { org }: Session,
  digest: string,
): Promise<boolean> {
  return (await carryAll(ports).replyTo(org, digest))?.isDecided ?? false
}
