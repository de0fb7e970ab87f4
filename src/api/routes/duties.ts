import { z } from 'zod'
import { signInAgain } from '../../app/people/sign-in.ts'
import type { Appended, Session } from '../../app/ports/store-ports.ts'
import { shownRecords } from '../../app/records/shown-record.ts'
import { checkPeriod } from '../../app/year/check-period.ts'
import {
  checkMayAttest,
  giveAttestation,
  refuseDuty,
  stateDuty,
} from '../../app/year/state-duty.ts'
import { weighAttestation } from '../../app/year/weigh-attestation.ts'
import { yearOf } from '../../ledger/day/period.ts'
import type { Lang } from '../../ledger/label.ts'
import { password } from '../contract/password.ts'
import type { WriteAnswer } from '../contract/record.ts'
import { writeAnswer } from '../contract/record.ts'
import { id, period, year } from '../contract/scalars.ts'
import { at, attestationView, dutyStanding, wantedView } from '../contract/year.ts'
import type { Route } from '../route.ts'
import { route } from '../route.ts'
import type { Service } from '../service.ts'
import { person } from './person.ts'

const statementBody = z.strictObject({
  period,
  state: z.enum(['notDone', 'notApplicable']),
  reason: z.string().trim().min(1).max(300),
  office: z.exactOptional(z.string().max(60)),
})

const attestationBody = z.strictObject({
  duty: id,
  period,
  text: z.string().trim().min(1).max(300),
  password,
})

/** Where a duty stands, and what people say about it: not done, nothing happened. */
export const dutyRoutes: readonly Route[] = [
  route({
    id: 'duty.standing',
    method: 'GET',
    path: '/duties/{id}/standing',
    access: { who: 'member', scope: 'read' },
    summary: {
      zh: '一项责任的情况及其全部记录',
      en: 'Where a duty stands, with all records behind it',
    },
    params: z.object({ id }),
    query: z.strictObject({ year, at }),
    answer: dutyStanding,
    handle: async ({ service: { ports }, session, params, query }) => {
      const book = await ports.yearBooks.of(session, query.year, query.at)
      return { body: book.standing(params.id) ?? refuseDuty(params.id) }
    },
  }),
  route({
    id: 'duty.wanted',
    method: 'GET',
    path: '/duties/{id}/wanted',
    access: { who: 'member', scope: 'read' },
    summary: {
      zh: '一个时段要记什么才算完成',
      en: 'What has to be recorded for a window to count it',
    },
    params: z.object({ id }),
    query: z.strictObject({ period }),
    answer: wantedView,
    handle: async ({ service: { ports }, session, params, query }) => {
      checkPeriod(query.period, ['query', 'period'])
      const book = await ports.yearBooks.of(session, yearOf(query.period))
      return { body: { wanted: book.wanted(params.id, query.period) } }
    },
  }),
  route({
    id: 'duty.state',
    method: 'POST',
    path: '/duties/{id}/statement',
    access: { who: 'member', ability: 'record' },
    summary: { zh: '说明未开展或不适用', en: 'Say that it was not done or does not apply' },
    params: z.object({ id }),
    body: statementBody,
    answer: writeAnswer,
    status: 201,
    handle: async ({ service, session, params, body, lang }) => {
      const appended = await stateDuty(service.ports, session, { duty: params.id, ...body })
      return { body: await written(service, session, { appended, lang }) }
    },
  }),
  route({
    id: 'attestation.weigh',
    method: 'GET',
    path: '/duties/{id}/attestation',
    access: { who: 'member', scope: 'read' },
    summary: {
      zh: '书面确认之前：相符与不符的记录',
      en: 'Before an attestation: the records that speak for and against it',
    },
    params: z.object({ id }),
    query: z.strictObject({ period }),
    answer: attestationView,
    handle: async ({ service, session, params, query, lang }) => ({
      body: await weighAttestation(service.ports, session, { duty: params.id, ...query, lang }),
    }),
  }),
  route({
    id: 'attestation.give',
    method: 'POST',
    path: '/attestations',
    access: { who: 'member', ability: 'attest' },
    summary: { zh: '书面确认', en: 'Give an attestation' },
    body: attestationBody,
    answer: writeAnswer,
    status: 201,
    handle: async ({ service, session, caller, body, lang }) => {
      const { password, ...attestation } = body
      checkMayAttest(session, attestation.duty)
      const { signedIn } = person(caller)
      await signInAgain(service.ports, { signedIn, password })
      const appended = await giveAttestation(service.ports, session, attestation)
      return { body: await written(service, session, { appended, lang }) }
    },
  }),
]

async function written(
  { ports }: Service,
  session: Session,
  { appended, lang }: { appended: Appended; lang: Lang },
): Promise<WriteAnswer> {
  const { record, index, leafHash, receipt, repeated } = appended
  const roster = await ports.rosters.of(session.org.id)
  const [shown] = shownRecords(session, record ? [record] : [], { roster, lang })
  if (!shown) throw new Error('a statement was written and is not there')
  return { record: shown, index, leafHash, receipt, repeated }
}
