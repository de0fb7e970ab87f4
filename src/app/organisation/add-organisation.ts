import { core } from '../../ledger/core/core-registers.ts'
import { refuse } from '../../ledger/fault.ts'
import type { Label } from '../../ledger/label.ts'
import type { AccountId } from '../ports/account-ports.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Organisation, Session } from '../ports/store-ports.ts'
import { admit } from './admit-first-person.ts'
import { enterOwnUnits } from './subordinates.ts'
import { checkUnitName, checkZone } from './unit-name.ts'

/** Another organisation, below the caller's own or beside it. */
export interface AddOrganisation {
  readonly name: Label | string
  readonly zone: string
  readonly below: boolean
}

/**
 * Founds an organisation. Who founds it is its first administrator, as a person of its own. One
 * below the caller's stands in the register of bodies below at once. Refuses with `unit.name`,
 * `unit.zone` and, below a demo unit, with `unit.below-demo`.
 */
export async function addOrganisation(
  ports: AppPorts,
  session: Session,
  request: AddOrganisation & { readonly account: AccountId },
): Promise<Organisation> {
  const name = checkUnitName(request.name)
  const zone = checkZone(request.zone)
  if (request.below && session.org.kind === 'demo') refuseBelowDemo()
  const parent = request.below ? session.org.id : null
  const roster = await ports.rosters.of(session.org.id)
  const person = roster.people.get(session.actor.person ?? '')?.name ?? '管理员'
  const id = ports.random.uuid()
  const org = await ports.organisations.found({ name, zone, kind: 'real', parent, actor: id })
  const first = { account: request.account, person, id, roles: ['administrator'], kind: null }
  await admit(ports, org, first)
  if (request.below && session.pack.registers.has(core.subordinate.id)) {
    const said = new Map([[org.origin, { place: null, short: null }]])
    await enterOwnUnits(ports, session, said)
  }
  return org
}

// A demo and a real unit never stand in one tree.
function refuseBelowDemo(): never {
  return refuse('unit.below-demo', {
    at: ['body', 'below'],
    text: {
      zh: '演示单位之下不能设立真实单位。',
      en: 'A real unit cannot stand below a demo unit.',
    },
    hint: { zh: '请设为不相隶属的单位。', en: 'Add it beside, not below.' },
  })
}
