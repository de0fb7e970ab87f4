import { z } from 'zod'
import type { TokenRow } from '../../app/ports/account-ports.ts'
import { refuse } from '../../ledger/fault.ts'
import type { TokenView } from '../contract/account.ts'
import { tokenAnswer, tokenBody, tokenView } from '../contract/account.ts'
import { id } from '../contract/scalars.ts'
import type { Route } from '../route.ts'
import { route } from '../route.ts'
import { person } from './person.ts'

const tokens = { who: 'member', ability: 'manage-tokens' } as const
const tokenDaysDefault = 90

/** Tokens under which programs read and write the ledger. */
export const tokenRoutes: readonly Route[] = [
  route({
    id: 'tokens.list',
    method: 'GET',
    path: '/tokens',
    access: tokens,
    summary: { zh: '访问令牌', en: 'Access tokens' },
    answer: z.array(tokenView),
    handle: async ({ service, session }) => ({
      body: (await service.ports.accounts.tokens(session.org.id)).map(viewOf),
    }),
  }),
  route({
    id: 'tokens.make',
    method: 'POST',
    path: '/tokens',
    access: tokens,
    summary: { zh: '发放访问令牌', en: 'Make an access token' },
    body: tokenBody,
    answer: tokenAnswer,
    status: 201,
    handle: async ({ service: { ports }, session, caller, body }) => {
      const { row, secret } = await ports.accounts.makeToken({
        org: session.org.id,
        name: body.name,
        scopes: body.scopes,
        by: person(caller).signedIn.account,
        days: body.days ?? tokenDaysDefault,
      })
      const line = { actor: session.actor.id, act: 'token', subject: row.id } as const
      const detail = row.scopes.join(' ')
      await ports.store.trail(session.org.id, { ...line, outcome: 'done', detail })
      return { body: { token: viewOf(row), secret } }
    },
  }),
  route({
    id: 'token.end',
    method: 'DELETE',
    path: '/tokens/{id}',
    access: tokens,
    summary: { zh: '收回访问令牌', en: 'End an access token' },
    params: z.object({ id }),
    answer: null,
    handle: async ({ service: { ports }, session, params }) => {
      const ended = await ports.accounts.endToken({ id: params.id, org: session.org.id })
      if (!ended) refuseToken()
      const line = { actor: session.actor.id, act: 'token', subject: params.id } as const
      await ports.store.trail(session.org.id, { ...line, outcome: 'done', detail: 'ended' })
      return { body: undefined }
    },
  }),
]

function viewOf({ id, name, scopes, createdAt, expiresAt, lastUsedAt }: TokenRow): TokenView {
  return { id, name, scopes, createdAt, expiresAt, lastUsedAt }
}

function refuseToken(): never {
  return refuse('token.unknown', {
    at: ['path', 'id'],
    text: { zh: '没有这个访问令牌。', en: 'There is no such access token.' },
    hint: { zh: '请从令牌列表中选择。', en: 'Choose one from the list of tokens.' },
  })
}
