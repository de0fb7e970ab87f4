import { z } from 'zod'
import { endStandIn, grantStandIn, listStandIns } from '../../app/people/grant-stand-in.ts'
import { handOver, listHandover } from '../../app/plan/hand-over.ts'
import { writtenAnswer } from '../contract/plan.ts'
import {
  handoverBody,
  handoverView,
  standInBody,
  standInEndBody,
  standInView,
} from '../contract/standing-in.ts'
import type { Route } from '../route.ts'
import { route } from '../route.ts'

const idParams = z.object({ id: z.uuid() })

/** Standing in for somebody who is away, and handing over for good. */
export const standingInRoutes: readonly Route[] = [
  route({
    id: 'stand-ins.list',
    method: 'GET',
    path: '/stand-ins',
    access: { who: 'member' },
    summary: { zh: '代行授权', en: 'Who stands in for whom' },
    answer: z.array(standInView),
    handle: async ({ service, session }) => ({
      body: await listStandIns(service.ports, session),
    }),
  }),
  route({
    id: 'stand-in.grant',
    method: 'POST',
    path: '/stand-ins',
    access: { who: 'member' },
    summary: { zh: '授权代行', en: 'Let somebody stand in' },
    body: standInBody,
    answer: null,
    handle: async ({ service, session, body }) => {
      await grantStandIn(service.ports, session, body)
      return { body: undefined }
    },
  }),
  route({
    id: 'stand-in.end',
    method: 'POST',
    path: '/stand-ins/{id}/end',
    access: { who: 'member' },
    summary: { zh: '收回代行授权', en: 'Take a stand-in back' },
    params: idParams,
    body: standInEndBody,
    answer: null,
    handle: async ({ service, session, params, body }) => {
      const { version: expected, reason } = body
      await endStandIn(service.ports, session, { record: params.id, expected, reason })
      return { body: undefined }
    },
  }),
  route({
    id: 'handover.list',
    method: 'GET',
    path: '/people/{id}/handover',
    access: { who: 'member' },
    summary: { zh: '某人未办结的事项', en: 'What of a person’s is open' },
    params: idParams,
    answer: handoverView,
    handle: async ({ service, session, params }) => ({
      body: await listHandover(service.ports, session, params.id),
    }),
  }),
  route({
    id: 'handover.do',
    method: 'POST',
    path: '/people/{id}/handover',
    access: { who: 'member' },
    summary: { zh: '移交未办结的事项', en: 'Hand over what is open' },
    params: idParams,
    body: handoverBody,
    answer: writtenAnswer,
    handle: async ({ service, session, params, body }) => ({
      body: await handOver(service.ports, session, { from: params.id, ...body }),
    }),
  }),
]
