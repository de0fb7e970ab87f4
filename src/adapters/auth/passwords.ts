import { randomUUID } from 'node:crypto'
import type { ClientBase, Pool } from 'pg'
import type { AccountId, Accounts, JudgedUsername } from '../../app/ports/account-ports.ts'
import type { Fault } from '../../ledger/fault.ts'
import { fault, Refusal, refuse } from '../../ledger/fault.ts'
import { inTransaction } from './in-transaction.ts'
import type { Inside } from './inside.ts'
import { forgetBrowsers } from './known-browsers.ts'
import { endLinksOf, spendLink } from './one-time-links.ts'
import { checkPassword } from './password-rules.ts'
import { forgetTries } from './throttle.ts'
import { checkUsername, normalUsername, seenUsername, usernameFault } from './username.ts'

type Part = Pick<
  Accounts,
  'none' | 'shutOut' | 'create' | 'judgeUsernames' | 'discard' | 'forgetPassword' | 'setPassword'
>

/** Accounts and their passwords. */
export function passwords(inside: Inside): Part {
  const { pool, hashing, kept } = inside
  return {
    none: async () => (await pool.query('select from auth.membership limit 1')).rowCount === 0,
    shutOut: async () => {
      const { rows } = await pool.query<{ id: string }>(
        `select u.id from auth."user" u join auth.membership m on m.account = u.id
         where not exists (select from auth."user" where not "mustSetPassword")
         order by u."createdAt", u.id limit 1`,
      )
      return rows[0]?.id ?? null
    },
    create: (account) => create(inside, account),
    judgeUsernames: (usernames) => judge(pool, usernames),
    discard: async (account) => {
      await pool.query(
        `delete from auth."user" u where id = $1
           and not exists (select from auth.membership m where m.account = u.id)`,
        [account],
      )
      kept.drop()
    },
    setPassword: async (change) => {
      checkPassword(change.password, { words: [...change.words, 'taizhang'] })
      const hash = await hashing.hash(change.password)
      await inTransaction(pool, (client) => setHash(client, { ...change, hash }))
      kept.drop()
    },
    forgetPassword: async (account) => {
      const hash = hashing.unusable()
      await inTransaction(pool, async (client) => {
        await keepHash(client, { account, hash, mustSet: true })
        await client.query('delete from auth.session where "userId" = $1', [account])
      })
      kept.drop()
    },
  }
}

async function setHash(
  client: ClientBase,
  change: { account: AccountId; session: string; hash: string },
): Promise<void> {
  const { account, session, hash } = change
  const { rows } = await client.query<{ link: Buffer | null }>(
    'select link from auth.session where id = $1 and "userId" = $2',
    [session, account],
  )
  const link = rows[0]?.link ?? null
  await lockAccount(client, account)
  if (link !== null) await spendLink(client, link)
  // A new password or link, set elsewhere at the same moment, has ended this session.
  const open = await client.query('select from auth.session where id = $1', [session])
  if (open.rowCount === 0) refuseSession()
  await keepHash(client, { account, hash, mustSet: false })
  await client.query('update auth.session set link = null where id = $1', [session])
  await client.query('delete from auth.session where "userId" = $1 and id <> $2', [
    account,
    session,
  ])
}

/** With another password all that went before is over: links, known browsers, counted tries. */
async function keepHash(
  client: ClientBase,
  { account, hash, mustSet }: { account: AccountId; hash: string; mustSet: boolean },
): Promise<void> {
  await lockAccount(client, account)
  await client.query(
    `update auth.account set password = $2, "updatedAt" = now()
     where "userId" = $1 and "providerId" = 'credential'`,
    [account, hash],
  )
  const { rows } = await client.query<{ username: string }>(
    'update auth."user" set "mustSetPassword" = $2 where id = $1 returning username',
    [account, mustSet],
  )
  await endLinksOf(client, account)
  await forgetBrowsers(client, account)
  await forgetTries(client, rows[0]?.username ?? '')
}

// Always first, so that no two changes of one account wait for each other.
async function lockAccount(client: ClientBase, account: AccountId): Promise<void> {
  await client.query('select from auth."user" where id = $1 for update', [account])
}

async function create(
  { pool, hashing }: Inside,
  account: Parameters<Accounts['create']>[0],
): Promise<AccountId> {
  const username = checkUsername(account.username)
  if (account.password !== null) {
    checkPassword(account.password, { words: [username, 'taizhang', ...(account.words ?? [])] })
  }
  await refuseSeen(pool, account.username)
  // Invited, it has a hash that no password gives: trying to sign in costs and says the same.
  const { password } = account
  const hash = password === null ? hashing.unusable() : await hashing.hash(password)
  const id = randomUUID()
  await inTransaction(pool, async (client) => {
    await client.query(
      `insert into auth."user"
         (id, name, username, "displayUsername", seen, lang, "mustSetPassword")
       values ($1, $2, $2, $3, $4, $5, $6)`,
      [
        ...[id, username, account.username, seenUsername(account.username)],
        ...[account.lang, password === null],
      ],
    )
    await client.query(
      `insert into auth.account (id, "accountId", "providerId", "userId", password)
       values ($1, $2, 'credential', $2, $3)`,
      [randomUUID(), id, hash],
    )
    // Two may be given the same name at once.
  }).catch(async (error) => {
    await refuseSeen(pool, account.username)
    throw error
  })
  return id
}

async function judge(
  pool: Pool,
  usernames: readonly string[],
): Promise<ReadonlyMap<string, JudgedUsername>> {
  const { rows } = await pool.query<{ id: string; username: string; seen: string }>(
    `select id, "displayUsername" as username, seen from auth."user" where seen = any ($1::text[])`,
    [usernames.map(seenUsername)],
  )
  const taken = new Map(rows.map((row) => [row.seen, row]))
  return new Map(
    usernames.map((username) => {
      const seen = seenUsername(username)
      const one = taken.get(seen)
      const isSame = one !== undefined && normalUsername(one.username) === normalUsername(username)
      const account = isSame ? one.id : null
      const found = usernameFault(username) ?? (one && !isSame ? alikeFault(one.username) : null)
      return [username, { seen, account, fault: found }]
    }),
  )
}

async function refuseSeen(pool: Pool, username: string): Promise<void> {
  const { rows } = await pool.query<{ username: string }>(
    'select "displayUsername" as username from auth."user" where seen = $1 limit 1',
    [seenUsername(username)],
  )
  const alike = rows[0]?.username
  if (alike === undefined) return
  if (normalUsername(alike) === normalUsername(username)) refuseTaken()
  throw new Refusal([alikeFault(alike)])
}

function alikeFault(alike: string): Fault {
  return fault('username.alike', {
    at: ['username'],
    text: {
      zh: `这个用户名与已有的“${alike}”看上去一样。`,
      en: `This user name looks like “${alike}”, which is taken.`,
    },
    hint: {
      zh: '请换一个不易混淆的；数字 1、0 与字母 l、o 形近。',
      en: 'Choose one that cannot be mistaken; 1 and 0 look like l and o.',
    },
  })
}

function refuseSession(): never {
  return refuse('session.none', {
    text: {
      zh: '密码没有设置：这个页面打开之后，密码已另行设置，或链接已经重发。',
      en: 'No password was set: meanwhile one was set elsewhere, or a new link made.',
    },
    hint: {
      zh: '请用已设的密码登录，或打开最新的链接。',
      en: 'Sign in with the one that was set, or open the newest link.',
    },
  })
}

function refuseTaken(): never {
  return refuse('username.taken', {
    at: ['username'],
    text: { zh: '这个用户名已经有人用了。', en: 'This user name is taken.' },
    hint: { zh: '请换一个。', en: 'Choose another.' },
  })
}
