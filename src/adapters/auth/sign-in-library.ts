import { betterAuth } from 'better-auth'
import type { BetterAuthOptions } from 'better-auth'
import { getAdapter } from 'better-auth/db/adapter'
import { username } from 'better-auth/plugins'
import type { Pool } from 'pg'
import { withHashedSessions } from './hashed-sessions.ts'
import { hashPassword, verifyPassword } from './password-hash.ts'
import { passwordLengthMax, passwordLengthMin } from './password-rules.ts'
import { usernameLengthMax, usernameLengthMin } from './username.ts'

/** Idle for so long, a session ends; and it ends after a working day however busy it was. */
export const sessionIdleMs = 30 * 60 * 1000
export const sessionAgeMsMax = 8 * 60 * 60 * 1000

/**
 * better-auth as this product uses it: user names, passwords and sessions in the schema `auth`.
 * Its own HTTP routes are never mounted: the API calls it inside, so that throttle, trail,
 * problem details and cookies are the same for all routes.
 */
export async function signInLibrary({ pool, secret }: { pool: Pool; secret: string }) {
  const options = {
    secret,
    // Used for links in mails and for OAuth, neither of which exists here.
    baseURL: 'http://taizhang.invalid',
    telemetry: { enabled: false },
    logger: { disabled: true },
    emailAndPassword: {
      enabled: true,
      autoSignIn: false,
      minPasswordLength: passwordLengthMin,
      maxPasswordLength: passwordLengthMax,
      password: { hash: hashPassword, verify: verifyPassword },
    },
    session: { expiresIn: sessionAgeMsMax / 1000 },
    // `checkUsername` has decided what a name may be.
    plugins: [
      username({
        minUsernameLength: usernameLengthMin,
        maxUsernameLength: usernameLengthMax * 2,
        usernameValidator: () => true,
      }),
    ],
  } satisfies BetterAuthOptions
  const adapter = await getAdapter({ ...options, database: pool })
  return betterAuth({ ...options, database: () => withHashedSessions(adapter) })
}

export type SignInLibrary = Awaited<ReturnType<typeof signInLibrary>>
