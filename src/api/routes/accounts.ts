import { z } from 'zod'
import { changeRoles, endAccount, renewLink } from '../../app/people/change-account.ts'
import { invitePerson } from '../../app/people/invite-person.ts'
import { openManyAccounts, proposeAccounts } from '../../app/people/many-accounts.ts'
import { rolesHeld } from '../../app/people/roles-held.ts'
import type { AccountRow } from '../../app/ports/account-ports.ts'
import type { Roster } from '../../app/roster/roster.ts'
import { namesOf } from '../../app/roster/roster.ts'
import type { AccountView } from '../contract/account.ts'
import { accountView, inviteAnswer, inviteBody, rolesBody } from '../contract/account.ts'
import { manyAccountsAnswer, manyAccountsBody, proposedAccounts } from '../contract/people.ts'
import { id } from '../contract/scalars.ts'
import type { Route } from '../route.ts'
import { route } from '../route.ts'

const params = z.object({ id })
const access = { who: 'member', ability: 'manage-accounts' } as const

/** Accounts of the organisation, their roles and one-time links. */
export const accountRoutes: readonly Route[] = [
  route({
    id: 'accounts.list',
    method: 'GET',
    path: '/accounts',
    access,
    summary: { zh: '账号', en: 'Accounts' },
    answer: z.array(accountView),
    handle: async ({ service: { ports }, session }) => {
      const roster = await ports.rosters.of(session.org.id)
      const members = await ports.accounts.members(session.org.id)
      return { body: members.map((one) => viewOf(one, roster)) }
    },
  }),
  route({
    id: 'accounts.invite',
    method: 'POST',
    path: '/accounts',
    access,
    summary: { zh: '邀请人员', en: 'Invite somebody' },
    body: inviteBody,
    answer: inviteAnswer,
    status: 201,
    handle: async ({ service: { ports }, session, body, lang }) => {
      const { account, link } = await invitePerson(ports, session, {
        person: body.person ?? null,
        newPerson: body.newPerson ?? null,
        username: body.username,
        roles: body.roles,
        from: body.from ?? null,
        isAnother: body.another === true,
        lang,
      })
      const roster = await ports.rosters.of(session.org.id)
      return { body: { account: viewOf(account, roster), link } }
    },
  }),
  route({
    id: 'accounts.proposed',
    method: 'GET',
    path: '/accounts/proposed',
    access,
    summary: {
      zh: '没有账号的人员和拟用的用户名',
      en: 'People without an account, with user names',
    },
    answer: proposedAccounts,
    handle: async ({ service: { ports }, session }) => ({
      body: [...(await proposeAccounts(ports, session))],
    }),
  }),
  route({
    id: 'accounts.many',
    method: 'POST',
    path: '/accounts/many',
    access,
    summary: { zh: '为多人开通账号', en: 'Open accounts for several people' },
    body: manyAccountsBody,
    answer: manyAccountsAnswer,
    status: 201,
    handle: async ({ service: { ports }, session, body, lang }) => {
      const { accounts, from = null } = body
      const opened = await openManyAccounts(ports, session, { accounts, from, lang })
      const roster = await ports.rosters.of(session.org.id)
      return {
        body: opened.map(({ account, link }) => ({ account: viewOf(account, roster), link })),
      }
    },
  }),
  route({
    id: 'account.roles',
    method: 'PUT',
    path: '/accounts/{id}',
    access,
    summary: { zh: '调整角色', en: 'Change roles' },
    params,
    body: rolesBody,
    answer: accountView,
    handle: async ({ service: { ports }, session, params, body }) => {
      const change = { account: params.id, roles: body.roles, from: body.from ?? null }
      const account = await changeRoles(ports, session, change)
      return { body: viewOf(account, await ports.rosters.of(session.org.id)) }
    },
  }),
  route({
    id: 'account.link',
    method: 'POST',
    path: '/accounts/{id}/link',
    access,
    summary: { zh: '重发一次性链接', en: 'Make a new one-time link' },
    params,
    answer: inviteAnswer,
    handle: async ({ service: { ports }, session, params }) => {
      const { account, link } = await renewLink(ports, session, params.id)
      const roster = await ports.rosters.of(session.org.id)
      return { body: { account: viewOf(account, roster), link } }
    },
  }),
  route({
    id: 'account.end',
    method: 'DELETE',
    path: '/accounts/{id}',
    access,
    summary: { zh: '停用账号', en: 'End an account' },
    params,
    answer: null,
    handle: async ({ service: { ports }, session, params }) => {
      await endAccount(ports, session, params.id)
      return { body: undefined }
    },
  }),
]

function viewOf(
  { id, username, membership, ready, lastSignIn }: AccountRow,
  roster: Roster,
): AccountView {
  const { person, roles } = membership
  const personName = namesOf(roster).person(person ?? '')
  const held = rolesHeld(roster, { person, membership })
  const from = held.find(({ via }) => via === 'account')?.from ?? null
  return { id, username, person, personName, roles, held, from, ready, lastSignIn }
}
