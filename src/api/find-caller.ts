import { refuseOrganisation } from '../app/organisation/organisations.ts'
import { membershipInForce } from '../app/people/membership-in-force.ts'
import { takePlace } from '../app/people/take-place.ts'
import type { TokenRow } from '../app/ports/account-ports.ts'
import type { Organisation, Session } from '../app/ports/store-ports.ts'
import { refuse } from '../ledger/fault.ts'
import type { Pack } from '../pack/pack.ts'
import type { Caller } from './route.ts'
import type { Service } from './service.ts'
import { secretIn } from './session-cookie.ts'

/** Who sent this request: by token if one is given, else by cookie. */
export async function findCaller(
  service: Service,
  headers: { readonly authorization: string | null; readonly cookie: string | null },
): Promise<Caller> {
  if (headers.authorization !== null) return byToken(service, headers.authorization)
  const secret = secretIn(service.serverAddress, 'session', headers.cookie)
  if (secret === null) return { kind: 'nobody' }
  const signedIn = await service.ports.accounts.session(secret)
  if (!signedIn) return { kind: 'nobody' }
  const { member } = signedIn
  const org = member === null ? null : await service.ports.organisations.of(member.org)
  const inForce = member && org ? await membershipInForce(service.ports, org, member) : null
  if (!inForce || !org) return { kind: 'person', secret, signedIn, session: null }
  const { person, roles } = inForce
  const actor = { id: person ?? `account:${signedIn.account}`, person, roles }
  const session = { org, actor, pack: await packOf(service, org) }
  return { kind: 'person', secret, signedIn, session }
}

async function packOf({ adoption, ports }: Service, org: Organisation): Promise<Pack> {
  await adoption.before(org)
  return ports.unitPacks.of(org)
}

async function byToken(service: Service, authorization: string): Promise<Caller> {
  const secret = /^Bearer ([\w-]{10,200})$/i.exec(authorization)?.[1]
  const token = secret === undefined ? null : await service.ports.accounts.token(secret)
  if (!token) return refuseToken()
  const org = (await service.ports.organisations.of(token.org)) ?? refuseOrganisation()
  const pack = await packOf(service, org)
  return { kind: 'token', token, session: tokenSession({ token, org, pack }) }
}

// A machine reads what every member reads and records what every clerk records; nothing that is
// restricted to a role, because no person stands behind it.
function tokenSession({
  token,
  org,
  pack,
}: Pick<Session, 'org' | 'pack'> & { readonly token: TokenRow }): Session {
  const roles = token.scopes.includes('record') ? ['clerk'] : []
  const actor = { id: `token:${token.id}`, person: null, roles }
  return { org, actor, pack }
}

function refuseToken(): never {
  return refuse('session.none', {
    text: { zh: '访问令牌无效或已过期。', en: 'The access token is not valid or has expired.' },
    hint: { zh: '请管理员发放新的令牌。', en: 'Ask the administrator for a new one.' },
  })
}

/**
 * Refuses with `session.elsewhere` when the page of the caller shows another organisation than its
 * session acts for: another window changed that, and what this one sends was meant for the other.
 */
export function holdToShown(caller: Caller, shown: string | null): void {
  if (shown === null || caller.kind !== 'person' || caller.session === null) return
  const { publicId, name } = caller.session.org
  if (shown === publicId) return
  refuse('session.elsewhere', {
    text: {
      zh: `您已在另一个窗口切换到“${name.zh}”，本窗口显示的是别的单位：没有办理，也没有写入。`,
      en: `Another window changed to ${name.en}, and this one shows another body: nothing was done or written.`,
    },
    hint: {
      zh: '切换回本窗口的单位再继续，或重新载入本页。',
      en: 'Change back to the body of this window and go on, or load the page anew.',
    },
  })
}

/** The caller standing in for another, when asked to. Refuses with `access.stand-in`. */
export async function inPlaceOf(
  { ports }: Service,
  caller: Caller,
  record: string | null,
): Promise<Caller> {
  if (record === null || caller.kind !== 'person' || caller.session === null) return caller
  return { ...caller, session: await takePlace(ports, caller.session, record) }
}
