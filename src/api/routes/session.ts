import { abilitiesHere } from '../../app/backup/server-copies.ts'
import { todayIn } from '../../app/clock/wall-clock.ts'
import { withParent } from '../../app/organisation/my-organisations.ts'
import { refuseOrganisation } from '../../app/organisation/organisations.ts'
import { setPassword } from '../../app/people/set-password.ts'
import { signIn, switchOrganisation } from '../../app/people/sign-in.ts'
import type { Membership, SignedIn } from '../../app/ports/account-ports.ts'
import type { Organisation, Session } from '../../app/ports/store-ports.ts'
import { openingYear } from '../../app/year/opening-year.ts'
import { Refusal } from '../../ledger/fault.ts'
import { lastSoonDay } from '../../matter/soon.ts'
import type { LinkAnswer, SessionView } from '../contract/account.ts'
import {
  knownView,
  linkAnswer,
  linkBody,
  passwordBody,
  sessionView,
  signInBody,
  switchBody,
} from '../contract/account.ts'
import type { Route } from '../route.ts'
import { route } from '../route.ts'
import type { Service } from '../service.ts'
import { organisationOf } from './organisations.ts'
import { person } from './person.ts'

/** Signing in and out, one-time links, passwords, the organisation one acts for. */
export const sessionRoutes: readonly Route[] = [
  route({
    id: 'session.read',
    method: 'GET',
    path: '/session',
    access: { who: 'member' },
    summary: { zh: '当前登录', en: 'Who is signed in' },
    answer: sessionView,
    handle: async ({ service, caller, session }) => ({
      body: await viewOf(service, person(caller).signedIn, session),
    }),
  }),
  route({
    id: 'session.known',
    method: 'GET',
    path: '/session/known',
    access: { who: 'public' },
    summary: { zh: '是否已经登录', en: 'Whether somebody is signed in' },
    answer: knownView,
    handle: async ({ caller }) => ({ body: { signedIn: caller.kind === 'person' } }),
  }),
  route({
    id: 'session.open',
    method: 'POST',
    path: '/session',
    access: { who: 'public' },
    summary: { zh: '登录', en: 'Sign in' },
    body: signInBody,
    answer: linkAnswer,
    handle: async ({ service: { ports }, caller, body, address, kept }) => {
      const before = caller.kind === 'person' ? caller.secret : null
      const held = { browser: kept.take('browser'), turn: kept.take('turn') }
      // Before the try: a turn that comes only while this is looked at has not been tried.
      const turn = ports.accounts.turn({ username: body.username, held: held.turn })
      try {
        const attempt = { ...body, ...held, address, before }
        const { secret, signedIn, browser } = await signIn(ports, attempt)
        kept.put('browser', browser)
        return { body: opened('sign-in', signedIn), session: secret }
      } catch (error) {
        if (error instanceof Refusal && error.faults[0]?.code === 'sign-in.wait') {
          kept.put('turn', turn)
        }
        throw error
      }
    },
  }),
  route({
    id: 'session.link',
    method: 'POST',
    path: '/session/link',
    access: { who: 'public' },
    summary: { zh: '使用一次性链接', en: 'Use a one-time link' },
    body: linkBody,
    answer: linkAnswer,
    handle: async ({ service, body }) => {
      const { accounts } = service.ports
      // A link is used up by what it leads to, not by looking at it: mail is opened by machines.
      const found = await accounts.link(body.token)
      if (found.account === null) {
        return { body: opened('first-start', { username: null, mustSetPassword: false }) }
      }
      const { secret, signedIn } = await accounts.openByLink(body.token)
      return { body: opened('invited', signedIn), session: secret }
    },
  }),
  route({
    id: 'session.password',
    method: 'POST',
    path: '/session/password',
    access: { who: 'signed-in' },
    summary: { zh: '设置密码', en: 'Choose a password' },
    body: passwordBody,
    answer: null,
    handle: async ({ service: { ports }, caller, body, kept }) => {
      const { secret, signedIn } = person(caller)
      const old = body.old ?? null
      const change = { signedIn, old, password: body.password, browser: kept.take('browser') }
      kept.put('browser', await setPassword(ports, change))
      // Said again, for clients that keep only the first cookie of an answer.
      return { body: undefined, session: secret }
    },
  }),
  route({
    id: 'session.switch',
    method: 'POST',
    path: '/session/organisation',
    access: { who: 'signed-in' },
    summary: { zh: '切换单位', en: 'Act for another organisation' },
    body: switchBody,
    answer: sessionView,
    handle: async ({ service, caller, body }) => {
      const { secret, signedIn } = person(caller)
      const change = { secret, signedIn, organisation: body.organisation }
      const chosen = (await switchOrganisation(service.ports, change)) ?? refuseOrganisation()
      return { body: await viewIn(service, signedIn, chosen) }
    },
  }),
  route({
    id: 'session.close',
    method: 'DELETE',
    path: '/session',
    access: { who: 'public' },
    summary: { zh: '退出登录', en: 'Sign out' },
    answer: null,
    handle: async ({ service, caller }) => {
      if (caller.kind === 'person') await service.ports.accounts.signOut(caller.secret)
      return { body: undefined, session: null }
    },
  }),
]

/** What is answered to whoever has just come in. */
export function opened(
  purpose: LinkAnswer['purpose'],
  { username, mustSetPassword }: Pick<LinkAnswer, 'username' | 'mustSetPassword'>,
): LinkAnswer {
  return { purpose, username, mustSetPassword }
}

async function viewIn(
  service: Service,
  signedIn: SignedIn,
  { org, member: { person, roles } }: { org: Organisation; member: Membership },
): Promise<SessionView> {
  const actor = { id: person ?? `account:${signedIn.account}`, person, roles }
  return viewOf(service, signedIn, { org, actor })
}

async function viewOf(
  { ports }: Service,
  signedIn: SignedIn,
  { org, actor }: Pick<Session, 'org' | 'actor'>,
): Promise<SessionView> {
  const today = todayIn(org.zone, ports.clock)
  return {
    account: signedIn.account,
    username: signedIn.username,
    lang: signedIn.lang,
    organisation: organisationOf(await withParent(ports, signedIn.account, org)),
    hasOthers: signedIn.hasOthers,
    person: actor.person,
    roles: actor.roles,
    may: [...(await abilitiesHere(ports, { org, actor }))],
    zone: org.zone,
    today,
    lastSoonDay: lastSoonDay(today, (day) => ports.calendar.isWorkday(day)),
    openingYear: await openingYear(ports, org),
    ...(actor.standingInFor === undefined ? {} : { standingInFor: actor.standingInFor }),
  }
}
