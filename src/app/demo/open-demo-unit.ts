import type { Lang } from '../../ledger/label.ts'
import { todayIn } from '../clock/wall-clock.ts'
import { checkFirstStart } from '../organisation/set-up-unit.ts'
import type { Membership, NewSession } from '../ports/account-ports.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Organisation, OrgId } from '../ports/store-ports.ts'
import { readRoster } from '../roster/keep-rosters.ts'
import { peopleInRole } from '../roster/roster.ts'
import { refuseDemo } from './read-story.ts'

/** Makes the demo organisation as of now and says its number. */
export type MakeDemo = (seed: number | null) => Promise<OrgId>

// Everything can be tried by one visitor; in a real unit these never come together.
const visitorRoles = [
  'clerk',
  'first-responsible',
  'confidentiality-lead',
  'administrator',
] as const

const visitorName = 'demo'

/**
 * Makes the demo unit and signs the visitor in as its first responsible person. The account has
 * no password until one is chosen: there is no default one anywhere. The link is good until the
 * visitor is in: making the demo takes long, and may fail.
 */
export async function openDemoUnit(
  ports: AppPorts,
  makeDemo: MakeDemo | null,
  request: { readonly link: string; readonly seed: number | null; readonly lang: Lang },
): Promise<NewSession> {
  await checkFirstStart(ports, request.link)
  if (!makeDemo) return refuseDemo()
  const orgId = await makeDemo(request.seed)
  const org = await ports.organisations.of(orgId)
  if (!org) throw new Error('the demo organisation is not there')
  // Others may have waited for the same demo: whoever comes first uses the link up.
  await ports.accounts.useLink(request.link)
  try {
    return await admitVisitor(ports, org, request.lang)
  } catch (error) {
    if (await ports.accounts.none()) await ports.accounts.giveLinkBack(request.link)
    throw error
  }
}

async function admitVisitor(ports: AppPorts, org: Organisation, lang: Lang): Promise<NewSession> {
  const { accounts } = ports
  // Made by a process that died before it could let the visitor in anywhere.
  const left = (await accounts.judgeUsernames([visitorName])).get(visitorName)?.account ?? null
  if (left !== null) await accounts.discard(left)
  const account = await accounts.create({ username: visitorName, password: null, lang })
  // The body above and those beside the unit belong to the story: a visitor walks into each.
  const bodies = (await ports.organisations.all()).filter(({ kind }) => kind === 'demo')
  for (const body of bodies) await accounts.putMembership(account, await visitorIn(ports, body))
  return accounts.open(account, org.id)
}

/** The visitor as the first responsible person of a body, with every role. */
async function visitorIn(
  { store, clock }: Pick<AppPorts, 'store' | 'clock'>,
  { id, zone }: Organisation,
): Promise<Membership> {
  const roster = await store.read(id, readRoster)
  const day = todayIn(zone, clock)
  const leaders = peopleInRole(roster, { role: 'first-responsible', day })
  const person = leaders[0] ?? roster.people.keys().next().value ?? null
  const record = roster.memberships.find((one) => one.person === person)?.record ?? 'demo'
  return { org: id, person, roles: visitorRoles, record }
}
