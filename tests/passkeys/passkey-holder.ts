import { passkeysView } from '../../src/api/contract/passkey.ts'
import { toBase64 } from '../../src/log/base64.ts'
import { signingChallenge } from '../../src/report/passkey/signing-challenge.ts'
import type { Browser, Told } from '../api/serving.ts'
import { goodPassword } from '../api/serving.ts'
import type { AskedFrom, Odd, SoftwareAuthenticator } from './software-authenticator.ts'

/** The page under the one name where browsers give passkeys without encryption. */
export const localhost: AskedFrom = { rpId: 'localhost', origin: 'http://localhost:5280' }

/** Headers of a page that stands there. */
export const fromLocalhost = { host: 'localhost:5280', origin: localhost.origin }

/** Adds a passkey as the page does; the last answer. */
export async function addPasskey(
  browser: Browser,
  authenticator: SoftwareAuthenticator,
  { name = '工作手机', odd = {} }: { name?: string; odd?: Odd } = {},
): Promise<Told> {
  const asked = await browser.ask('POST', '/api/v1/mine/passkeys/options', {
    body: { password: goodPassword },
    headers: fromLocalhost,
  })
  if (asked.status !== 200) return asked
  const { challenge } = asked.body as { challenge: string }
  const made = authenticator.create(challenge, localhost, odd)
  const body = { name, challenge, ...made }
  return browser.ask('POST', '/api/v1/mine/passkeys', { body, headers: fromLocalhost })
}

/** Asks for what is to be signed. */
export function prepare(
  browser: Browser,
  { id, revision, at }: { id: string; revision: number; at: number },
): Promise<Told> {
  const headers = { ...fromLocalhost, 'if-match': `"${at}"` }
  return browser.ask('POST', `/api/v1/drafts/${id}/signing`, { body: { revision }, headers })
}

/** Sends a signature by passkey. */
export function sendSigned(
  browser: Browser,
  { id, revision, at }: { id: string; revision: number; at: number },
  passkey: object,
): Promise<Told> {
  const headers = { ...fromLocalhost, 'if-match': `"${at}"` }
  const body = { revision, passkey }
  return browser.ask('POST', `/api/v1/drafts/${id}/sign`, { body, headers })
}

/** What an authenticator gives for this digest. */
export function signDigest(
  authenticator: SoftwareAuthenticator,
  digest: string,
  odd: Odd & { readonly from?: AskedFrom } = {},
) {
  const { from = localhost, ...rest } = odd
  return { digest, ...authenticator.get(toBase64(signingChallenge(digest)), from, rest) }
}

/** The passkeys in force of whoever this browser is. */
export async function keysOf(browser: Browser) {
  const { body } = await browser.ask('GET', '/api/v1/mine/passkeys', { headers: fromLocalhost })
  return passkeysView.parse(body).keys
}

/** Removes them. */
export async function removeAll(browser: Browser) {
  for (const { record, version } of await keysOf(browser)) {
    const path = `/api/v1/mine/passkeys/${record}/remove`
    await browser.ask('POST', path, { body: { version, password: goodPassword } })
  }
}
