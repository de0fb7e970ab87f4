import type { Label } from '../../ledger/label.ts'
import type { AccountId } from '../ports/account-ports.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Organisation, Session } from '../ports/store-ports.ts'
import { admit } from './admit-first-person.ts'
import { checkUnitName, checkZone } from './unit-name.ts'

/** Another organisation, below the caller's own or beside it. */
export interface AddOrganisation {
  readonly name: Label | string
  readonly zone: string
  readonly below: boolean
}

/** Founds an organisation. Who founds it is its first administrator, as a person of its own. */
export async function addOrganisation(
  ports: AppPorts,
  session: Session,
  request: AddOrganisation & { readonly account: AccountId },
): Promise<Organisation> {
  const name = checkUnitName(request.name)
  const zone = checkZone(request.zone)
  // A demo and a real unit never stand in one tree.
  const parent = request.below && session.org.kind === 'real' ? session.org.id : null
  const roster = await ports.rosters.of(session.org.id)
  const person = roster.people.get(session.actor.person ?? '')?.name ?? '管理员'
  const id = ports.random.uuid()
  const org = await ports.organisations.found({ name, zone, kind: 'real', parent, actor: id })
  const first = { account: request.account, person, id, roles: ['administrator'], kind: null }
  await admit(ports, org, first)
  return org
}
