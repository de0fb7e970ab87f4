import { readEvent } from '../../app/records/event-parts.ts'
import { recordEvent } from '../../app/records/record-event.ts'
import { eventAnswer, eventBody, eventView } from '../contract/event.ts'
import { recordParams } from '../contract/record.ts'
import { idempotencyKey } from '../preconditions.ts'
import type { Route } from '../route.ts'
import { route } from '../route.ts'
import { idempotencyOf, shown, written } from '../written.ts'

/** Events that several registers hold records of. */
export const eventRoutes: readonly Route[] = [
  route({
    id: 'events.create',
    method: 'POST',
    path: '/events',
    access: { who: 'member', scope: 'record' },
    summary: { zh: '登记一个事项的各项内容', en: 'Record an event in all its registers' },
    body: eventBody,
    answer: eventAnswer,
    status: 201,
    headers: [{ name: 'Idempotency-Key', required: false }],
    handle: async ({ service, session, body, header, lang }) => {
      const key = idempotencyKey(header('idempotency-key'))
      const { reason = null, ...event } = body
      const idempotency = idempotencyOf(session, key, ['events', body])
      const all = await recordEvent(service.ports, session, { ...event, reason, idempotency })
      const told = all.map((appended) => written(service, session, { appended, lang }))
      return { body: { records: (await Promise.all(told)).map((one) => one.body) } }
    },
  }),
  route({
    id: 'record.event',
    method: 'GET',
    path: '/records/{id}/event',
    access: { who: 'member', scope: 'read' },
    summary: { zh: '同一事项的其他记录', en: 'The other records of its event' },
    params: recordParams,
    answer: eventView,
    handle: async ({ service, session, params, lang }) => {
      const records = await readEvent(service.ports, session, params.id)
      const parts = records.map((record) => shown(service, session, { record, lang }))
      return { body: { parts: await Promise.all(parts) } }
    },
  }),
]
