import type { ClientBase } from 'pg'
import type { Accounts } from '../../app/ports/account-ports.ts'
import { inTransaction } from './in-transaction.ts'
import type { Inside } from './inside.ts'
import { newSecret, secretHash } from './secret.ts'

const knownDays = 180
const browsersMax = 10

/** Browsers that an account has signed in with: what they try is not held up by strangers. */
export function knownBrowsers({ pool }: Pick<Inside, 'pool'>): Pick<Accounts, 'rememberBrowser'> {
  return {
    rememberBrowser: async ({ account, browser }) => {
      const secret = newSecret()
      await inTransaction(pool, async (client) => {
        // A new secret each time, for all accounts that share the browser: what somebody planted
        // there, or copied from it, is worth nothing after the next sign-in.
        if (browser !== null) {
          await client.query('update auth.browser set hash = $2 where hash = $1', [
            secretHash(browser),
            secretHash(secret),
          ])
        }
        await client.query(
          `insert into auth.browser (account, hash) values ($1, $2)
           on conflict (account, hash) do update set at = now()`,
          [account, secretHash(secret)],
        )
        await client.query(
          `delete from auth.browser where account = $1 and (at < now() - $2::int * interval '1 day'
             or hash not in (select hash from auth.browser where account = $1
               order by at desc limit $3))`,
          [account, knownDays, browsersMax],
        )
      })
      return secret
    },
  }
}

/** Whether somebody has signed in by this name with this browser; its id in the throttle. */
export async function knownBrowser(
  { pool }: Pick<Inside, 'pool'>,
  { username, browser }: { username: string; browser: string | null },
): Promise<{ readonly browser: string } | null> {
  // Its id stays when the secret changes: else whoever shares the browser would get fresh guesses
  // at the other's name by signing in once more.
  const { rows } = await pool.query<{ id: string }>(
    `select b.id from auth.browser b join auth."user" u on u.id = b.account
     where u.username = $1 and b.hash = $2 and b.at > now() - $3::int * interval '1 day'`,
    [username, secretHash(browser ?? ''), knownDays],
  )
  return rows[0] ? { browser: rows[0].id } : null
}

/** With a new password all browsers are strangers again. */
export async function forgetBrowsers(client: ClientBase, account: string): Promise<void> {
  await client.query('delete from auth.browser where account = $1', [account])
}
