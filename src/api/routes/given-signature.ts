import type { GivenSignature } from '../../app/people/passkey-signature.ts'
import { signInAgain } from '../../app/people/sign-in.ts'
import type { SignBody } from '../contract/passkey.ts'
import { passkeyPlace } from '../passkey-place.ts'
import type { Caller } from '../route.ts'
import type { Service } from '../service.ts'
import { person } from './person.ts'

/**
 * By what somebody signs: a passkey's signature, or the password once more, which is checked here.
 */
export async function givenSignature(
  { ports, serverAddress }: Service,
  given: {
    readonly body: SignBody
    readonly caller: Caller
    readonly host: string | null
  },
): Promise<GivenSignature> {
  const { body, caller, host } = given
  const { signedIn } = person(caller)
  if ('password' in body) await signInAgain(ports, { signedIn, password: body.password })
  const passkey = 'passkey' in body ? body.passkey : null
  return { passkey, place: passkeyPlace(serverAddress, host) }
}
