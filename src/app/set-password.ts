import type { SignedIn } from './account-ports.ts'
import type { AppPorts } from './app-ports.ts'
import { signInAgain } from './sign-in.ts'

/**
 * Chooses a password: after an invitation at once, later by the old one. All other sessions of
 * the account end. Refuses with `password.*` and `sign-in.again`.
 */
export async function setPassword(
  ports: Pick<AppPorts, 'accounts' | 'organisations'>,
  change: {
    readonly secret: string
    readonly signedIn: SignedIn
    readonly old: string | null
    readonly password: string
    readonly address: string
  },
): Promise<void> {
  const { signedIn, old, password, address, secret } = change
  if (!signedIn.mustSetPassword) {
    await signInAgain(ports, { signedIn, password: old ?? '', address })
  }
  const org = signedIn.org === null ? null : await ports.organisations.of(signedIn.org)
  const words = [signedIn.username, ...(org === null ? [] : [org.name.zh, org.name.en])]
  await ports.accounts.setPassword({ account: signedIn.account, password, words })
  await ports.accounts.signOutEverywhere(signedIn.account, secret)
}
