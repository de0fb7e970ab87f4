import { standingInActor } from '../../ledger/core/actor.ts'
import { holdsOn } from '../../ledger/day/holds-on.ts'
import { refuse } from '../../ledger/fault.ts'
import { todayIn } from '../clock/wall-clock.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import type { Roster } from '../roster/roster.ts'
import { standInFrom, standInRegister } from './stand-in.ts'

// Whoever runs the system or audits it does so in person, or the parting of the two means nothing.
const inPersonOnly: ReadonlySet<string> = new Set(['administrator', 'auditor'])

/**
 * The session of somebody who stands in for another: their own roles and those the other holds
 * today, under an actor that names both. Refuses with `access.stand-in` unless the record is in
 * force today and names the caller as deputy.
 */
export async function takePlace(
  ports: Pick<AppPorts, 'store' | 'clock' | 'rosters' | 'accounts'>,
  session: Session,
  record: string,
): Promise<Session> {
  const { org, actor } = session
  const found = await ports.store.read(org.id, (reader) => reader.record(record))
  const today = todayIn(org.zone, ports.clock)
  if (!found || found.register !== standInRegister || actor.person === null) return refuseStandIn()
  const { person, deputy, state } = standInFrom(found, today)
  if (state !== 'inForce' || deputy !== actor.person || actor.standingInFor !== undefined) {
    return refuseStandIn()
  }
  // The last day of a membership still counts in the roster, but who was let go is out at once.
  const members = await ports.accounts.members(org.id)
  const isMember = members.some(({ membership }) => membership.person === person)
  const roles = isMember ? rolesOf(await ports.rosters.of(org.id), { person, today }) : []
  return {
    ...session,
    actor: {
      id: standingInActor({ hand: actor.id, for: person }),
      person: actor.person,
      roles: [...new Set([...actor.roles, ...roles])],
      standingInFor: person,
    },
  }
}

/** What the other may do today by membership; one who has left gives nothing to stand in for. */
function rolesOf(
  roster: Roster,
  { person, today }: { person: string; today: string },
): readonly string[] {
  return roster.memberships
    .filter((one) => one.person === person && holdsOn(one, today))
    .flatMap(({ roles }) => roles)
    .filter((role) => !inPersonOnly.has(role))
}

function refuseStandIn(): never {
  return refuse('access.stand-in', {
    text: {
      zh: '代行授权不存在、已收回，或不在授权期限内。',
      en: 'There is no such stand-in, it was revoked, or today lies outside its dates.',
    },
    hint: {
      zh: '请改以本人身份办理，或请被代人、管理员重新授权。',
      en: 'Act as yourself, or ask the person or the administrator for a new authorisation.',
    },
  })
}
