import { randomUUID } from 'node:crypto'
import type {
  AccountId,
  Accounts,
  Membership,
  NewSession,
  SignedIn,
} from '../../app/ports/account-ports.ts'
import type { OrgId } from '../../app/ports/store-ports.ts'
import type { Lang } from '../../ledger/label.ts'
import type { Inside } from './inside.ts'
import { newSecret, secretHash } from './secret.ts'

type Part = Pick<Accounts, 'open' | 'session' | 'switchTo' | 'signOut' | 'signOutEverywhere'>

// Idle for so long, a session ends; and it ends after a working day however busy it was.
const sessionIdleMs = 30 * 60 * 1000
const sessionAgeMsMax = 8 * 60 * 60 * 1000

// Written at most once a minute: every request of a busy page would otherwise be a write.
const touchEveryMs = 60_000

/** Sessions, looked up by the hash of the secret in the cookie. */
export function sessions(inside: Inside): Part {
  const { pool, kept } = inside
  return {
    open: async (account, org) => {
      await pool.query(
        `update auth."user" set "lastSignIn" = now(), "lastOrg" = coalesce($2, "lastOrg")
         where id = $1`,
        [account, org],
      )
      return newSession(inside, account, { org, link: null })
    },
    session: (secret) => kept.of(`session ${hashed(secret)}`, () => find(inside, secret)),
    switchTo: async ({ secret, org }) => {
      await pool.query(
        `with changed as (
           update auth.session set org = $2 where token = $1 returning "userId"
         )
         update auth."user" u set "lastOrg" = $2 from changed where u.id = changed."userId"`,
        [hashed(secret), org],
      )
      kept.drop()
    },
    signOut: async (secret) => {
      await pool.query('delete from auth.session where token = $1', [hashed(secret)])
      kept.drop()
    },
    signOutEverywhere: async (account) => {
      await pool.query('delete from auth.session where "userId" = $1', [account])
      kept.drop()
    },
  }
}

/** Makes a session; `link`: the hash of the one-time link that opened it. */
export async function newSession(
  inside: Inside,
  account: AccountId,
  { org, link }: { org: OrgId | null; link: Buffer | null },
): Promise<NewSession> {
  const secret = newSecret()
  // The database asks its own clock whether a session is over, so it is that one which begins it.
  await inside.pool.query(
    `insert into auth.session (id, token, "userId", org, link, "expiresAt")
     select $1, $2, u.id, coalesce($4, u."lastOrg"), $5,
       now() + $6::float8 * interval '1 millisecond'
     from auth."user" u where u.id = $3`,
    [randomUUID(), hashed(secret), account, org, link, sessionAgeMsMax],
  )
  const signedIn = await find(inside, secret)
  if (!signedIn) throw new Error('a session that was just made is not there')
  // Where nobody signs in any more, nobody would clear old ones: this is the one place that does.
  await inside.pool.query('delete from auth.session where "expiresAt" < now()')
  return { secret, signedIn }
}

interface SessionRow {
  readonly session: string
  readonly account: string
  readonly username: string
  readonly lang: Lang
  readonly must: boolean
  readonly quietMs: string
  readonly member: Membership | null
  readonly hasOthers: boolean
}

// Never all memberships: somebody may be a member of three thousand organisations.
const memberOf = (where: string) => `(select json_build_object('org', m.org, 'person', m.person,
    'roles', m.roles, 'record', m.record)
  from auth.membership m where m.account = u.id ${where} order by m.org limit 1)`

async function find({ pool }: Inside, secret: string): Promise<SignedIn | null> {
  const token = hashed(secret)
  const { rows } = await pool.query<SessionRow>({
    name: 'session',
    text: `select s.id as session, u.id as account, u."displayUsername" as username, u.lang,
             u."mustSetPassword" as must,
             extract(epoch from now() - s."updatedAt") * 1000 as "quietMs",
             coalesce(${memberOf('and m.org = s.org')}, ${memberOf('')}) as member,
             exists (select from auth.membership m where m.account = u.id offset 1)
               as "hasOthers"
           from auth.session s join auth."user" u on u.id = s."userId"
           where s.token = $1 and s."expiresAt" > now()
             and s."createdAt" > now() - $2::float8 * interval '1 millisecond'
             and s."updatedAt" > now() - $3::float8 * interval '1 millisecond'`,
    values: [token, sessionAgeMsMax, sessionIdleMs],
  })
  const row = rows[0]
  if (!row) return null
  if (Number(row.quietMs) > touchEveryMs) {
    await pool.query('update auth.session set "updatedAt" = now() where token = $1', [token])
  }
  return signedInOf(row)
}

function signedInOf(row: SessionRow): SignedIn {
  return {
    session: row.session,
    account: row.account,
    username: row.username,
    lang: row.lang,
    org: row.member?.org ?? null,
    member: row.member,
    hasOthers: row.hasOthers,
    mustSetPassword: row.must,
  }
}

function hashed(secret: string): string {
  return secretHash(secret).toString('base64url')
}
