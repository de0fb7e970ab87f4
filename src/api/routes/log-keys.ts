import { replaceKeys } from '../../app/log/replace-keys.ts'
import { signInAgain } from '../../app/people/sign-in.ts'
import { acceptWatchedKey } from '../../app/watching/change-watched-key.ts'
import { keysInForce } from '../../log/announced-keys.ts'
import { acceptKeyBody, rotateBody, rotatedView } from '../contract/key.ts'
import { watchedLogView } from '../contract/received.ts'
import type { Route } from '../route.ts'
import { route } from '../route.ts'
import { person } from './person.ts'

const access = { who: 'member', ability: 'manage-keys' } as const

/** Which keys are believed: our own, rotated, and another log's, accepted after it lost its own. */
export const logKeyRoutes: readonly Route[] = [
  route({
    id: 'log-keys.rotate',
    method: 'POST',
    path: '/log-keys',
    access,
    summary: { zh: '更换日志密钥', en: 'Rotate the keys of the log' },
    body: rotateBody,
    answer: rotatedView,
    status: 201,
    handle: async ({ service: { ports }, session, caller, body }) => {
      const { reason, password } = body
      await signInAgain(ports, { signedIn: person(caller).signedIn, password })
      const { index } = await replaceKeys(ports, session, { how: 'rotated', reason })
      const keys = await ports.store.read(session.org.id, (reader) => reader.keys())
      return { body: { index, vkey: keysInForce(keys, index + 1).log } }
    },
  }),
  route({
    id: 'watched.accept-key',
    method: 'POST',
    path: '/watched-logs/key',
    access,
    summary: {
      zh: '换用报送单位丢失密钥后的新公钥',
      en: 'Believe the new key of a sender that lost its key',
    },
    body: acceptKeyBody,
    answer: watchedLogView,
    status: 201,
    handle: async ({ service: { ports }, session, caller, body }) => {
      const { password, ...accepted } = body
      await signInAgain(ports, { signedIn: person(caller).signedIn, password })
      return { body: await acceptWatchedKey(ports, session, accepted) }
    },
  }),
]
