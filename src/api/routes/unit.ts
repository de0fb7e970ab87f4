import { createHash } from 'node:crypto'
import { z } from 'zod'
import { readChecklist } from '../../app/matters/read-checklist.ts'
import { readUnit } from '../../app/organisation/read-unit.ts'
import {
  nameThing,
  startLedger,
  stateProfile,
  switchDuty,
} from '../../app/organisation/write-unit.ts'
import type { Session } from '../../app/ports/store-ports.ts'
import { id } from '../contract/scalars.ts'
import {
  checklistView,
  nameBody,
  profileBody,
  startBody,
  switchBody,
  unitView,
} from '../contract/unit.ts'
import { idempotencyKey } from '../preconditions.ts'
import type { Route } from '../route.ts'
import { route } from '../route.ts'
import type { Service } from '../service.ts'

/** What the unit is, what it calls things, and which duties bind it. */
export const unitRoutes: readonly Route[] = [
  route({
    id: 'unit.read',
    method: 'GET',
    path: '/unit',
    access: { who: 'member', scope: 'read' },
    summary: { zh: '本单位用语与概况', en: 'The unit and its words' },
    answer: unitView,
    handle: async ({ service, session }) => ({ body: await readUnit(service.ports, session) }),
  }),
  route({
    id: 'unit.checklist',
    method: 'GET',
    path: '/unit/checklist',
    access: { who: 'member', ability: 'manage-people' },
    summary: { zh: '建立台账还差什么', en: 'What is missing for the ledger to begin' },
    answer: checklistView,
    handle: async ({ service, session }) => ({
      body: await readChecklist(service.ports, session),
    }),
  }),
  route({
    id: 'unit.name',
    method: 'PUT',
    path: '/unit/names',
    access: { who: 'member' },
    summary: { zh: '从某日起这样称呼', en: 'Call something so from a day on' },
    body: nameBody,
    answer: unitView,
    headers: [{ name: 'Idempotency-Key', required: false }],
    handle: async ({ service, session, body, header }) => {
      const key = idempotencyKey(header('idempotency-key'))
      await nameThing(service.ports, session, { ...body, key: key === null ? null : hexOf(key) })
      return { body: await unitNow(service, session) }
    },
  }),
  route({
    id: 'unit.profile',
    method: 'PUT',
    path: '/unit/profile',
    access: { who: 'member' },
    summary: { zh: '单位类别和规模', en: 'Kind and size of the body' },
    body: profileBody,
    answer: unitView,
    handle: async ({ service, session, body }) => {
      await stateProfile(service.ports, session, body)
      return { body: await unitNow(service, session) }
    },
  }),
  route({
    id: 'unit.start',
    method: 'PUT',
    path: '/unit/start',
    access: { who: 'member' },
    summary: { zh: '台账起始日', en: 'First day of the ledger' },
    body: startBody,
    answer: unitView,
    handle: async ({ service, session, body }) => {
      await startLedger(service.ports, session, body)
      return { body: await unitNow(service, session) }
    },
  }),
  route({
    id: 'unit.duty',
    method: 'PUT',
    path: '/unit/duties/{id}',
    access: { who: 'member' },
    summary: { zh: '启用或停用责任事项', en: 'Take a duty up or lay it down' },
    params: z.object({ id }),
    body: switchBody,
    answer: unitView,
    handle: async ({ service, session, params, body }) => {
      await switchDuty(service.ports, session, { duty: params.id, ...body })
      return { body: await unitNow(service, session) }
    },
  }),
]

function hexOf(key: string): string {
  return createHash('sha256').update(key).digest('hex')
}

/** The unit after what was just said. */
async function unitNow({ ports }: Service, session: Session) {
  const pack = await ports.unitPacks.of(session.org)
  return readUnit(ports, { ...session, pack })
}
