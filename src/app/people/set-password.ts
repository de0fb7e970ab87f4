import type { SignedIn } from '../ports/account-ports.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import { signInAgain, trailSignIn } from './sign-in.ts'

/**
 * Chooses a password: after a one-time link at once, later by the old one. All other sessions of
 * the account end; answers the secret by which this browser is known from now on. Refuses with
 * `password.*`, `link.*` and `sign-in.again`.
 */
export async function setPassword(
  ports: Pick<AppPorts, 'accounts' | 'organisations' | 'store'>,
  change: {
    readonly signedIn: SignedIn
    readonly old: string | null
    readonly password: string
    readonly browser: string | null
  },
): Promise<string> {
  const { signedIn, old, password, browser } = change
  const { account, session } = signedIn
  if (!signedIn.mustSetPassword) await signInAgain(ports, { signedIn, password: old ?? '' })
  const org = signedIn.org === null ? null : await ports.organisations.of(signedIn.org)
  const words = [signedIn.username, ...(org === null ? [] : [org.name.zh, org.name.en])]
  await ports.accounts.setPassword({ account, session, password, words })
  // Only now is somebody in: a link that is merely opened lets nobody in.
  if (signedIn.mustSetPassword) await trailSignIn(ports, signedIn)
  return ports.accounts.rememberBrowser({ account, browser })
}
