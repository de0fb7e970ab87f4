import { drawInspection } from '../../app/plan/draw-inspection.ts'
import { readDraw } from '../../app/plan/read-draw.ts'
import { shownRecords } from '../../app/records/shown-record.ts'
import { drawBody, drawView } from '../contract/problem.ts'
import { recordParams, registerParams, writeAnswer } from '../contract/record.ts'
import { tagOf } from '../preconditions.ts'
import type { Route } from '../route.ts'
import { route } from '../route.ts'

/** Samples that anybody can draw again. */
export const inspectionRoutes: readonly Route[] = [
  route({
    id: 'draw.make',
    method: 'POST',
    path: '/registers/{register}/draws',
    access: { who: 'member', ability: 'record' },
    summary: { zh: '按规则抽取样本并登记', en: 'Draw a sample by the rule and record it' },
    params: registerParams,
    body: drawBody,
    answer: writeAnswer,
    status: 201,
    handle: async ({ service, session, params, body, lang }) => {
      const request = { ...body, register: params.register, reason: body.reason ?? null }
      const appended = await drawInspection(service.ports, session, request)
      const { record, index, leafHash, receipt, repeated } = appended
      const roster = await service.ports.rosters.of(session.org.id)
      const [shown] = shownRecords(session, record ? [record] : [], { roster, lang })
      if (!record || !shown) throw new Error('a sample was drawn and is not there')
      return {
        body: { record: shown, index, leafHash, receipt, repeated },
        headers: tagOf(record),
      }
    },
  }),
  route({
    id: 'draw.read',
    method: 'GET',
    path: '/records/{id}/draw',
    access: { who: 'member', scope: 'read' },
    summary: { zh: '重新抽取所需的全部材料', en: 'All that lets somebody repeat a draw' },
    params: recordParams,
    answer: drawView,
    handle: async ({ service, session, params, lang }) => ({
      body: await readDraw(service.ports, session, { id: params.id, lang }),
    }),
  }),
]
