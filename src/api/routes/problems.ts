import { trailRestricted } from '../../app/access/trail-restricted.ts'
import { readBoard, readReturns } from '../../app/plan/read-board.ts'
import { boardQuery, boardView, returnsView } from '../contract/problem.ts'
import { recordParams, registerParams } from '../contract/record.ts'
import type { Route } from '../route.ts'
import { route } from '../route.ts'

/** Records on their way: the board of a register, and what has come back. */
export const problemRoutes: readonly Route[] = [
  route({
    id: 'board.read',
    method: 'GET',
    path: '/registers/{register}/board',
    access: { who: 'member', scope: 'read' },
    summary: { zh: '分阶段看板', en: 'The board of a register, by stage' },
    params: registerParams,
    query: boardQuery,
    answer: boardView,
    handle: async ({ service, session, params, query, lang }) => {
      const asked = { register: params.register, year: query.year, lang }
      const body = await readBoard(service.ports, session, asked)
      await trailRestricted(service.ports, session, { registers: [params.register], how: 'list' })
      return { body }
    },
  }),
  route({
    id: 'record.returns',
    method: 'GET',
    path: '/records/{id}/returns',
    access: { who: 'member', scope: 'read' },
    summary: { zh: '同类问题是否反复', en: 'Whether a record has come back' },
    params: recordParams,
    answer: returnsView,
    handle: async ({ service, session, params, lang }) => ({
      body: await readReturns(service.ports, session, { id: params.id, lang }),
    }),
  }),
]
