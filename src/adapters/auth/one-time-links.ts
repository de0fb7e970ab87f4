import type { Accounts, LinkPurpose, OneTimeLink } from '../../app/account-ports.ts'
import { refuse } from '../../ledger/fault.ts'
import { newSecret, secretHash } from './hashed-sessions.ts'
import type { Inside } from './inside.ts'

type Part = Pick<Accounts, 'makeLink' | 'link' | 'useLink'>

interface LinkRow {
  readonly purpose: LinkPurpose
  readonly account: string | null
}

/** Links that work once: for the first start and for invited accounts. */
export function oneTimeLinks({ pool }: Inside): Part {
  return {
    makeLink: async ({ purpose, account, days }) => {
      const secret = newSecret()
      // A newer link for the same thing ends the older ones; those of the past go too.
      await pool.query(
        `delete from auth.link
         where (purpose = $1 and account is not distinct from $2) or expires_at < now()`,
        [purpose, account],
      )
      await pool.query(
        `insert into auth.link (hash, purpose, account, expires_at)
         values ($1, $2, $3, now() + $4::int * interval '1 day')`,
        [secretHash(secret), purpose, account, days],
      )
      return secret
    },
    link: async (secret) => {
      const { rows } = await pool.query<LinkRow>(
        'select purpose, account from auth.link where hash = $1 and expires_at > now()',
        [secretHash(secret)],
      )
      return rows[0] ?? refuseLink()
    },
    useLink: async (secret): Promise<OneTimeLink> => {
      const { rows } = await pool.query<LinkRow>(
        'delete from auth.link where hash = $1 and expires_at > now() returning purpose, account',
        [secretHash(secret)],
      )
      return rows[0] ?? refuseLink()
    },
  }
}

function refuseLink(): never {
  return refuse('link.used', {
    text: {
      zh: '这个链接已经用过或已过期。',
      en: 'This link has been used or has expired.',
    },
    hint: {
      zh: '请管理员重发；首次启动时，重新启动服务会给出新链接。',
      en: 'Ask the administrator for a new one; at first start, starting again prints a new one.',
    },
  })
}
