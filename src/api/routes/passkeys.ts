import { z } from 'zod'
import {
  askForPasskey,
  listPasskeys,
  registerPasskey,
  removePasskey,
} from '../../app/people/register-passkey.ts'
import { signInAgain } from '../../app/people/sign-in.ts'
import { passkeyFingerprint } from '../../report/passkey/check-assertion.ts'
import {
  againBody,
  passkeyBody,
  passkeyEndBody,
  passkeyOptions,
  passkeysView,
} from '../contract/passkey.ts'
import { id } from '../contract/scalars.ts'
import { passkeyPlace } from '../passkey-place.ts'
import type { Route } from '../route.ts'
import { route } from '../route.ts'
import { person } from './person.ts'

/** The caller's own passkeys, which reports are signed with. */
export const passkeyRoutes: readonly Route[] = [
  route({
    id: 'passkeys.list',
    method: 'GET',
    path: '/mine/passkeys',
    access: { who: 'member' },
    summary: { zh: '我的通行密钥', en: 'My passkeys' },
    answer: passkeysView,
    handle: async ({ service: { ports, serverAddress }, session, header }) => {
      const held = await listPasskeys(ports, session)
      const keys = held.map(({ record, version, name, registeredOn, key }) => {
        const fingerprint = passkeyFingerprint(ports.crypto, key)
        return { record, version, name, rpId: key.rpId, registeredOn, fingerprint }
      })
      return { body: { here: passkeyPlace(serverAddress, header('host'))?.rpId ?? null, keys } }
    },
  }),
  route({
    id: 'passkey.ask',
    method: 'POST',
    path: '/mine/passkeys/options',
    access: { who: 'member' },
    summary: { zh: '添加通行密钥：取得登记参数', en: 'Begin to make a passkey' },
    body: againBody,
    answer: passkeyOptions,
    handle: async ({ service: { ports, serverAddress }, session, caller, body, header }) => {
      const { signedIn } = person(caller)
      await signInAgain(ports, { signedIn, password: body.password })
      const place = passkeyPlace(serverAddress, header('host'))
      const { account } = signedIn
      return { body: await askForPasskey(ports, session, { account, place }) }
    },
  }),
  route({
    id: 'passkey.register',
    method: 'POST',
    path: '/mine/passkeys',
    access: { who: 'member' },
    summary: { zh: '登记通行密钥', en: 'Register a passkey' },
    body: passkeyBody,
    answer: null,
    handle: async ({ service: { ports, serverAddress }, session, caller, body, header }) => {
      const { account } = person(caller).signedIn
      const { name, ...made } = body
      const place = passkeyPlace(serverAddress, header('host'))
      await registerPasskey(ports, session, { account, place, made, name })
      return { body: undefined }
    },
  }),
  route({
    id: 'passkey.remove',
    method: 'POST',
    path: '/mine/passkeys/{id}/remove',
    access: { who: 'member' },
    summary: { zh: '移除通行密钥', en: 'Remove a passkey' },
    params: z.object({ id }),
    body: passkeyEndBody,
    answer: null,
    handle: async ({ service: { ports }, session, caller, params, body }) => {
      const { version: expected, password } = body
      await signInAgain(ports, { signedIn: person(caller).signedIn, password })
      await removePasskey(ports, session, { record: params.id, expected })
      return { body: undefined }
    },
  }),
]
