import { randomUUID } from 'node:crypto'
import type { AccountId, Accounts } from '../../app/account-ports.ts'
import { refuse, Refusal } from '../../ledger/fault.ts'
import type { Inside } from './inside.ts'
import { hashPassword } from './password-hash.ts'
import { checkPassword } from './password-rules.ts'
import { newSession } from './sessions.ts'
import { admitTry, forgetFailures } from './throttle.ts'
import { checkUsername, normalUsername, usernamePattern } from './username.ts'

type Part = Pick<
  Accounts,
  | 'none'
  | 'shutOut'
  | 'usernameTaken'
  | 'create'
  | 'discard'
  | 'forgetPassword'
  | 'setPassword'
  | 'setLang'
  | 'signIn'
>

/** Accounts and their passwords, in better-auth's tables. */
export function passwords(inside: Inside): Part {
  const { pool, context } = inside
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
    usernameTaken: async (username) => {
      const name = normalUsername(username)
      return (
        (await pool.query('select from auth."user" where username = $1', [name])).rowCount === 1
      )
    },
    create: (account) => create(inside, account),
    discard: async (account) => {
      await pool.query(
        `delete from auth."user" u where id = $1
           and not exists (select from auth.membership m where m.account = u.id)`,
        [account],
      )
    },
    setPassword: async ({ account, password, words }) => {
      checkPassword(password, { words: [...words, 'taizhang'] })
      const hash = await hashPassword(password)
      await context.internalAdapter.updatePassword(account, hash)
      await pool.query('update auth."user" set "mustSetPassword" = false where id = $1', [account])
    },
    forgetPassword: async (account) => {
      await context.internalAdapter.updatePassword(account, await hashPassword(randomUUID()))
      await pool.query('update auth."user" set "mustSetPassword" = true where id = $1', [account])
    },
    setLang: async ({ account, lang }) => {
      await pool.query('update auth."user" set lang = $2 where id = $1', [account, lang])
    },
    signIn: (attempt) => signIn(inside, attempt),
  }
}

async function create(
  { context, pool }: Inside,
  account: Parameters<Accounts['create']>[0],
): Promise<AccountId> {
  const username = checkUsername(account.username)
  if (account.password !== null) {
    checkPassword(account.password, { words: [username, 'taizhang', ...(account.words ?? [])] })
  }
  const taken = await pool.query('select from auth."user" where username = $1', [username])
  if (taken.rowCount !== 0) refuseTaken()
  // An invited account gets a password nobody knows, so that signing in costs and says the same.
  const hash = await hashPassword(account.password ?? randomUUID())
  // better-auth wants an e-mail; officials often have none. This domain can never receive any.
  const user = await context.internalAdapter.createUser(
    {
      name: username,
      email: `${randomUUID()}@taizhang.invalid`,
      emailVerified: false,
      username,
      displayUsername: account.username,
    },
    { method: 'credential' } as never,
  )
  await context.internalAdapter.linkAccount({
    userId: user.id,
    providerId: 'credential',
    accountId: user.id,
    password: hash,
  })
  await pool.query('update auth."user" set lang = $2, "mustSetPassword" = $3 where id = $1', [
    user.id,
    account.lang,
    account.password === null,
  ])
  return user.id
}

async function signIn(
  inside: Inside,
  attempt: { username: string; password: string; address: string },
) {
  const username = normalUsername(attempt.username)
  await admitTry(inside.pool, { username, address: attempt.address })
  const secret = await secretFor(inside, { username, password: attempt.password })
  await forgetFailures(inside.pool, username)
  await inside.pool.query('update auth."user" set "lastSignIn" = now() where username = $1', [
    username,
  ])
  return newSession(inside, secret)
}

async function secretFor(
  { library }: Inside,
  { username, password }: { username: string; password: string },
): Promise<string> {
  // better-auth answers a malformed name at once; here it costs as much as any other.
  if (!usernamePattern.test(username) || password.length > 256) {
    await hashPassword('as much work as for a real one')
    return refuseSignIn()
  }
  try {
    const { token } = await library.api.signInUsername({
      body: { username, password },
    })
    return token
  } catch (error) {
    if (error instanceof Refusal) throw error
    if (isUnauthorised(error)) return refuseSignIn()
    throw error
  }
}

function isUnauthorised(error: unknown): boolean {
  return error instanceof Error && 'status' in error && error.status === 'UNAUTHORIZED'
}

function refuseSignIn(): never {
  return refuse('sign-in.refused', {
    text: { zh: '用户名或密码不对。', en: 'The user name or the password is wrong.' },
    hint: {
      zh: '请检查大小写；忘记密码时，请管理员重发一次性链接。',
      en: 'Check capitals; if you forgot the password, ask the administrator for a new link.',
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
