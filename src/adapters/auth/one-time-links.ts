import type { ClientBase } from 'pg'
import type { Accounts, LinkPurpose, OneTimeLink } from '../../app/ports/account-ports.ts'
import { refuse } from '../../ledger/fault.ts'
import { inTransaction } from './in-transaction.ts'
import type { Inside } from './inside.ts'
import { newSecret, secretHash } from './secret.ts'
import { newSession } from './sessions.ts'

type Part = Pick<Accounts, 'makeLink' | 'link' | 'useLink' | 'giveLinkBack' | 'openByLink'>

/** What became of a link that is no good any more. */
type Done = 'used' | 'replaced' | 'ended'

interface LinkRow {
  readonly purpose: LinkPurpose
  readonly account: string | null
  readonly done: Done | null
  readonly expired: boolean
}

// So long whoever opens a dead link is told what became of it.
const toldDays = 90

/** Links that work once: for the first start and for invited accounts. */
export function oneTimeLinks(inside: Inside): Part {
  const { pool } = inside
  return {
    makeLink: async ({ purpose, account, days }) => {
      const secret = newSecret()
      await pool.query(
        `delete from auth.link where expires_at < now() - $1::int * interval '1 day'`,
        [toldDays],
      )
      // A newer link for the same thing ends the older ones.
      await pool.query(
        `update auth.link set done = 'replaced'
         where purpose = $1 and account is not distinct from $2 and done is null`,
        [purpose, account],
      )
      await pool.query(
        `insert into auth.link (hash, purpose, account, expires_at)
         values ($1, $2, $3, now() + $4::int * interval '1 day')`,
        [secretHash(secret), purpose, account, days],
      )
      return secret
    },
    link: (secret) => lookAt(pool, secretHash(secret)),
    useLink: (secret) => inTransaction(pool, (client) => spendLink(client, secretHash(secret))),
    giveLinkBack: async (secret) => {
      await pool.query(`update auth.link set done = null where hash = $1 and done = 'used'`, [
        secretHash(secret),
      ])
    },
    openByLink: async (secret) => {
      const { account } = await lookAt(pool, secretHash(secret))
      if (account === null) throw new Error('the link of the first start opens no session')
      return newSession(inside, account, { org: null, link: secretHash(secret) })
    },
  }
}

async function lookAt(
  database: Pick<ClientBase, 'query'>,
  hash: Buffer,
  lock: '' | 'for update' = '',
): Promise<OneTimeLink> {
  const { rows } = await database.query<LinkRow>(
    `select purpose, account, done, expires_at <= now() as expired
     from auth.link where hash = $1 ${lock}`,
    [hash],
  )
  const [row] = rows
  if (row === undefined) return refuseUnknown()
  if (row.done !== null) return refuseDone(row.done)
  if (row.expired) return refuseExpired()
  return { purpose: row.purpose, account: row.account }
}

/** Uses a link up within a transaction: whoever comes second waits, and is refused. */
export async function spendLink(client: ClientBase, hash: Buffer): Promise<OneTimeLink> {
  const found = await lookAt(client, hash, 'for update')
  await client.query(`update auth.link set done = 'used' where hash = $1`, [hash])
  return found
}

/** Ends the other links of an account: one of them has led to a password, or a new one will. */
export async function endLinksOf(client: ClientBase, account: string): Promise<void> {
  await client.query(`update auth.link set done = 'replaced' where account = $1 and done is null`, [
    account,
  ])
}

const hint = {
  zh: '请管理员重发；首次启动时，重新启动服务会给出新链接。',
  en: 'Ask the administrator for a new one; at first start, starting again prints a new one.',
}

function refuseDone(done: Done): never {
  switch (done) {
    case 'used':
      return refuse('link.used', {
        text: {
          zh: '这个链接已经用过。',
          en: 'This link has been used.',
        },
        hint: {
          zh: '设过密码的请登录；还没有设成的，请管理员另发一个，首次使用时重新启动服务即可。不是您用的，请立即告知管理员。',
          en: 'Sign in if a password was set. If not, ask for another link; at the first start, start the server again. If it was not you, tell the administrator at once.',
        },
      })
    case 'replaced':
      return refuse('link.replaced', {
        text: {
          zh: '这个链接已被较新的链接取代，或密码已另行设置。',
          en: 'This link was replaced by a newer one, or a password was set another way.',
        },
        hint: {
          zh: '请打开最新收到的链接（首次启动的，是最近一次启动时显示的那个），或用所设的密码登录。',
          en: 'Open the newest link you were sent (at the first start the one that the last start printed), or sign in with the password that was set.',
        },
      })
    case 'ended':
      return refuse('link.ended', {
        text: {
          zh: '这个链接所属的账号已停用。',
          en: 'The account that this link belongs to has ended.',
        },
        hint: { zh: '请联系管理员。', en: 'Ask the administrator.' },
      })
  }
}

function refuseExpired(): never {
  return refuse('link.expired', {
    text: { zh: '这个链接已过期。', en: 'This link has expired.' },
    hint,
  })
}

function refuseUnknown(): never {
  return refuse('link.unknown', {
    text: {
      zh: '没有这个链接：地址可能没有复制完整，或早已失效。',
      en: 'There is no such link: it may not have been copied whole, or it is long over.',
    },
    hint,
  })
}
