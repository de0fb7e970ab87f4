import { todayIn } from '../clock/wall-clock.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import { readRoster } from '../roster/keep-rosters.ts'
import { namesApart } from '../roster/names-apart.ts'
import { isFormer, postOn } from '../roster/roster.ts'

/**
 * Names for pickers and lists: the body's own staff in name order, and its offices. Whoever goes on
 * as another is among them by name, for what was written before.
 */
export async function listRoster(
  ports: Pick<AppPorts, 'store' | 'clock' | 'initials'>,
  session: Session,
) {
  const roster = await ports.store.read(session.org.id, readRoster)
  const day = todayIn(session.org.zone, ports.clock)
  const { shown } = namesApart(roster)
  const people = [...roster.people.values(), ...roster.merged.values()].map(({ id, name }) => {
    const post = postOn(roster, { person: id, day })
    const isMerged = roster.merged.has(id)
    return {
      id,
      name: shown.get(id) ?? name,
      initials: ports.initials(name),
      office: post?.office ?? null,
      post: post?.title ?? null,
      former: isMerged || isFormer(roster, { person: id, day }),
      goesOnAs: isMerged ? roster.who.is(id) : null,
    }
  })
  const offices = [...roster.offices.values()]
    .filter((one) => one.until === null || one.until >= day)
    .map(({ id, name, kind, parent }) => ({ id, name, kind, parent }))
  const inOrder = new Intl.Collator('zh-Hans-CN').compare
  return {
    people: people.sort((one, other) => inOrder(one.name, other.name)),
    offices: offices.sort((one, other) => inOrder(one.name, other.name)),
  }
}
