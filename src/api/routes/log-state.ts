import { confirmClock } from '../../app/log/confirm-clock.ts'
import { readLogState } from '../../app/log/log-state.ts'
import { signInAgain } from '../../app/people/sign-in.ts'
import { confirmClockBody, logStateView } from '../contract/log-state.ts'
import type { Route } from '../route.ts'
import { route } from '../route.ts'
import { person } from './person.ts'

/** How our log stands: signed or not, dated as it should be or not; and a word about the clock. */
export const logStateRoutes: readonly Route[] = [
  route({
    id: 'log-state.read',
    method: 'GET',
    path: '/log-state',
    access: { who: 'member' },
    summary: { zh: '日志的签署与时间', en: 'Whether the log is signed and rightly dated' },
    answer: logStateView,
    handle: async ({ service: { ports }, session }) => {
      const { recordedAt: _, held, ...state } = await readLogState(ports, session.org.id)
      return { body: { ...state, held: held && { text: held.text, hint: held.hint } } }
    },
  }),
  route({
    id: 'clock.confirm',
    method: 'POST',
    path: '/clock/confirm',
    access: { who: 'member', ability: 'manage-keys' },
    summary: { zh: '确认服务器时钟无误', en: 'Confirm that the clock of the server is right' },
    body: confirmClockBody,
    answer: null,
    handle: async ({ service: { ports }, session, caller, body }) => {
      const { password } = body
      await signInAgain(ports, { signedIn: person(caller).signedIn, password })
      await confirmClock(ports, { org: session.org.id, actor: session.actor.id })
      return { body: undefined }
    },
  }),
]
