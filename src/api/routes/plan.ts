import { z } from 'zod'
import { assignDuties } from '../../app/plan/assign-duties.ts'
import { listPlan } from '../../app/plan/list-plan.ts'
import { noteProgress } from '../../app/plan/note-progress.ts'
import { openYear } from '../../app/plan/open-year.ts'
import { proposePlan } from '../../app/plan/propose-plan.ts'
import {
  assignmentsBody,
  openedYear,
  openYearBody,
  planQuery,
  planView,
  progressAnswer,
  progressBody,
  proposedPlanView,
  writtenAnswer,
} from '../contract/plan.ts'
import { year } from '../contract/scalars.ts'
import type { Route } from '../route.ts'
import { route } from '../route.ts'

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
  route({
    id: 'plan.assign',
    method: 'PUT',
    path: '/plan/assignments',
    access: { who: 'member', ability: 'record' },
    summary: { zh: '责任事项分工', en: 'Assign duties of a year' },
    body: assignmentsBody,
    answer: writtenAnswer,
    handle: async ({ service, session, body }) => ({
      body: await assignDuties(service.ports, session, body),
    }),
  }),
  route({
    id: 'plan.propose',
    method: 'GET',
    path: '/plan/proposal',
    access: { who: 'member', ability: 'record' },
    summary: { zh: '编制年度计划的建议内容', en: 'What a year may be opened with' },
    query: z.strictObject({ year }),
    answer: proposedPlanView,
    handle: async ({ service, session, query }) => {
      const { assignments, ...rest } = await proposePlan(service.ports, session, query.year)
      return { body: { ...rest, assignments: [...assignments] } }
    },
  }),
  route({
    id: 'plan.open',
    method: 'POST',
    path: '/plan',
    access: { who: 'member', ability: 'record' },
    summary: { zh: '编制年度计划', en: 'Open a year' },
    body: openYearBody,
    answer: openedYear,
    status: 201,
    handle: async ({ service, session, body }) => ({
      body: await openYear(service.ports, session, body),
    }),
  }),
  route({
    id: 'task.progress',
    method: 'POST',
    path: '/tasks/{id}/progress',
    access: { who: 'member', ability: 'correct' },
    summary: { zh: '登记任务进展', en: 'Note progress of a task' },
    params: z.object({ id: z.uuid() }),
    body: progressBody,
    answer: progressAnswer,
    handle: async ({ service, session, params, body }) => {
      const { version, ...note } = body
      const asked = { task: params.id, expected: version, ...note }
      const { record } = await noteProgress(service.ports, session, asked)
      return { body: { version: record?.version ?? version } }
    },
  }),
]
