import { z } from 'zod'
import { passOn } from '../../app/calls/pass-on.ts'
import { checkHandedOn, readBelow } from '../../app/calls/read-below.ts'
import type { ReadBelow } from '../../app/calls/read-below.ts'
import { id } from '../contract/basic.ts'
import { callStep } from '../contract/call.ts'
import { belowView, handedOnView, passOnBody } from '../contract/calls-below.ts'
import type { BelowView } from '../contract/calls-below.ts'
import { route } from '../route.ts'
import type { Route } from '../route.ts'

const params = z.object({ id })

/** Calls that are passed on to the bodies below, and what those in between counted. */
export const callsBelowRoutes: readonly Route[] = [
  route({
    id: 'call.pass-on',
    method: 'POST',
    path: '/calls-taken/{id}/pass-on',
    access: { who: 'member', ability: 'record' },
    summary: {
      zh: '把签收的任务转发下级：内容和口径相同，期限提前',
      en: 'Pass a call that was taken on to the bodies below: the same, and due earlier',
    },
    params,
    body: passOnBody,
    answer: callStep,
    status: 201,
    handle: async ({ service: { ports }, session, params, body }) => {
      const { record, receipt } = await passOn(ports, session, { taken: params.id, ...body })
      return { body: { id: record?.id ?? '', version: record?.version ?? 0, receipt } }
    },
  }),
  route({
    id: 'received.below',
    method: 'GET',
    path: '/received/{id}/below',
    access: { who: 'member', scope: 'read' },
    summary: {
      zh: '一份答复汇总了哪些下级单位：摘要、日志位置和数',
      en: 'What an answer counted of the bodies below: digests, places in their logs, numbers',
    },
    params,
    answer: belowView.nullable(),
    handle: async ({ service: { ports }, session, params }) => ({
      body: viewOf(await readBelow(ports, session, params.id)),
    }),
  }),
  route({
    id: 'received.handed-on',
    method: 'POST',
    path: '/received/{id}/handed-on',
    access: { who: 'member', scope: 'read' },
    summary: {
      zh: '核对转来的下级答复原件：与汇总的摘要和数是否一致',
      en: 'Hold the file of an answer from below against what was counted of it',
    },
    params,
    query: z.strictObject({ log: z.string().max(255) }),
    file: true,
    answer: handedOnView,
    handle: async ({ service: { ports }, session, params, query, file }) => {
      const given = { record: params.id, log: query.log, file }
      const { items, ...rest } = await checkHandedOn(ports, session, given)
      return { body: { ...rest, items: [...items] } }
    },
  }),
]

function viewOf({ sender, below, changed }: ReadBelow): BelowView | null {
  if (below === null) return null
  return {
    sender,
    call: below.passedOn.call.title,
    totals: [...below.totals],
    bodies: below.bodies.map(({ name, log, answer }) => ({
      name,
      log,
      isChanged: log !== null && changed.has(log),
      answer: answer && {
        entry: answer.entry,
        digest: answer.digest,
        size: answer.size,
        root: answer.root,
        rows: answer.rows.map(({ item, value, said, verdict, below: sum }) => {
          return { item, value, said, verdict, below: sum }
        }),
      },
    })),
  }
}
