import { signInAgain } from '../../app/people/sign-in.ts'
import { eraseFields } from '../../app/records/erase-fields.ts'
import { listErasures } from '../../app/records/list-erasures.ts'
import { eraseAnswer, eraseBody, erasureViews } from '../contract/erase.ts'
import { recordParams } from '../contract/record.ts'
import { expectedVersion } from '../preconditions.ts'
import type { Route } from '../route.ts'
import { route } from '../route.ts'
import { person } from './person.ts'

/** Lawful erasure: by a role of its own, after the password once more. */
export const erasureRoutes: readonly Route[] = [
  route({
    id: 'record.erasures',
    method: 'GET',
    path: '/records/{id}/erasures',
    access: { who: 'member', scope: 'read' },
    summary: { zh: '依法删除的内容', en: 'What was erased of a record' },
    params: recordParams,
    answer: erasureViews,
    handle: async ({ service, session, params }) => ({
      body: await listErasures(service.ports, session, params.id),
    }),
  }),
  route({
    id: 'record.erase',
    method: 'POST',
    path: '/records/{id}/erase',
    access: { who: 'member', ability: 'erase' },
    summary: { zh: '依法删除字段', en: 'Erase fields of a record' },
    params: recordParams,
    body: eraseBody,
    answer: eraseAnswer,
    headers: [{ name: 'If-Match', required: true }],
    handle: async ({ service, session, caller, params, body, header }) => {
      const expected = expectedVersion(header('if-match'))
      const { password, ...erasing } = body
      const { signedIn } = person(caller)
      await signInAgain(service.ports, { signedIn, password })
      const request = { record: params.id, expected, ...erasing }
      const { index, receipt } = await eraseFields(service.ports, session, request)
      return { body: { index, receipt } }
    },
  }),
]
