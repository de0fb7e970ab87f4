import { listPlan } from '../../app/plan/list-plan.ts'
import { planQuery, planView } from '../contract/plan-schemas.ts'
import { route } from '../route.ts'
import type { Route } from '../route.ts'

/** The plan of a year: assignments, tasks, meetings to come. */
export const planRoutes: readonly Route[] = [
  route({
    id: 'plan.read',
    method: 'GET',
    path: '/plan',
    access: { who: 'member', scope: 'read' },
    summary: {
      zh: '年度计划：责任分工、任务、会议安排',
      en: 'The plan of a year: assignments, tasks, meetings to come',
    },
    query: planQuery,
    answer: planView,
    handle: async ({ service, session, query }) => ({
      body: await listPlan(service.ports, session, {
        year: query.year,
        person: query.person ?? null,
      }),
    }),
  }),
]
