import type { Accounts, Proved } from '../../app/ports/account-ports.ts'
import { Refusal, refuse } from '../../ledger/fault.ts'
import type { Inside } from './inside.ts'
import { knownBrowser } from './known-browsers.ts'
import { verifyPassword } from './password-hash.ts'
import { passwordLengthMax } from './password-rules.ts'
import type { Try } from './throttle.ts'
import { admitTry, forgetTry, undoTry } from './throttle.ts'
import { turnsBy } from './turns.ts'
import { normalUsername } from './username.ts'

type Part = Pick<Accounts, 'prove' | 'confirm' | 'turn'>

/** Whether a password is right, behind the throttle. */
export function provingPasswords(inside: Inside): Part {
  const turns = turnsBy(inside.secret)
  return {
    prove: async ({ password, address, browser, turn, ...attempt }) => {
      const username = normalUsername(attempt.username)
      const known = await knownBrowser(inside, { username, browser })
      const held = turns.held(username, turn)
      return lookAt(inside, { username, known, address, turn: held }, password)
    },
    confirm: async ({ signedIn, password }) => {
      const username = normalUsername(signedIn.username)
      const known = { session: signedIn.session }
      const turn = turns.held(username, null)
      await lookAt(inside, { username, known, address: '', turn }, password)
    },
    turn: ({ username, held }) => {
      const name = normalUsername(username)
      return held !== null && turns.isAwaited(name, held) ? held : turns.give(name)
    },
  }
}

async function lookAt(inside: Inside, attempt: Try, password: string): Promise<Proved> {
  const admitted = await admitTry(inside.pool, attempt)
  try {
    const proved = await proveAs(inside, attempt.username, password)
    await forgetTry(inside.pool, admitted)
    return proved
  } catch (error) {
    const wasSeen = error instanceof Refusal && error.faults[0]?.code === 'sign-in.refused'
    if (!wasSeen) await undoTry(inside.pool, admitted)
    throw error
  }
}

interface ProvedRow {
  readonly account: string
  readonly password: string
}

async function proveAs(
  { pool, hashing }: Inside,
  username: string,
  password: string,
): Promise<Proved> {
  const { rows } = await pool.query<ProvedRow>({
    name: 'password',
    text: `select u.id as account, a.password
           from auth."user" u join auth.account a on a."userId" = u.id
           where u.username = $1 and a."providerId" = 'credential'`,
    values: [username],
  })
  const row = rows[0]
  const hash = row?.password ?? hashing.ofNobody
  const isRight = await verifyPassword({ hash, password: password.slice(0, passwordLengthMax + 1) })
  if (row === undefined || !isRight) return refuseSignIn()
  return { account: row.account }
}

function refuseSignIn(): never {
  return refuse('sign-in.refused', {
    text: { zh: '用户名或密码不对。', en: 'The user name or the password is wrong.' },
    hint: {
      zh: '请检查大小写；忘记密码时，请管理员重发一次性链接，管理员本人的由运行服务器的人重发。',
      en: 'Check capitals; if you forgot the password, ask the administrator for a new link, and as the administrator whoever runs the server.',
    },
  })
}
