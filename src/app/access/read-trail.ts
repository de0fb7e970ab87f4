import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import { actorName } from '../records/list-versions.ts'

/** The trail of the organisation, newest first, with the names of who acted. */
export async function readTrail(
  ports: Pick<AppPorts, 'store' | 'rosters'>,
  session: Session,
  page: { readonly after?: string | undefined; readonly limit: number },
) {
  const { after, limit } = page
  const asked = { limit, ...(after === undefined ? {} : { after }) }
  const [found, roster] = await Promise.all([
    ports.store.read(session.org.id, (reader) => reader.trail(asked)),
    ports.rosters.of(session.org.id),
  ])
  const items = found.items.map(({ at, actor, act, subject, outcome, detail }) => ({
    at,
    actor,
    actorName: actorName(roster, actor),
    act,
    subject,
    outcome,
    detail,
  }))
  return { items, next: found.next }
}
