import { z } from 'zod'
import type { Ability } from '../../app/access/access.ts'
import { writableRegister } from '../../app/access/access.ts'
import { askedBefore } from '../../app/calls/asked-before.ts'
import { bodiesBelow } from '../../app/calls/bodies-below.ts'
import { readCalls, writtenCalls } from '../../app/calls/call-registers.ts'
import { readCallTaking, switchCallTaking } from '../../app/calls/call-taking.ts'
import { fetchHanded } from '../../app/calls/fetch-handed.ts'
import { handOutSheet } from '../../app/calls/hand-out-sheet.ts'
import { handedFurther } from '../../app/calls/handed-further.ts'
import { issueCall, prepareCallSignature, withdrawCall } from '../../app/calls/issue-call.ts'
import { listCalls } from '../../app/calls/list-calls.ts'
import { offeredCalls } from '../../app/calls/offered-calls.ts'
import { prepareCall } from '../../app/calls/prepare-call.ts'
import type { AddresseePage } from '../../app/calls/read-call.ts'
import { readAddressees, readCall, readCollected } from '../../app/calls/read-call.ts'
import { sealCall } from '../../app/calls/seal-call.ts'
import { takeCall } from '../../app/calls/take-call.ts'
import { urge } from '../../app/calls/urge.ts'
import { carryAll } from '../../app/carrying/carry-all.ts'
import { openAnswer } from '../../app/draft/open-answer.ts'
import { takenCalls } from '../../app/draft/taken-calls.ts'
import { enterOwnUnits } from '../../app/organisation/subordinates.ts'
import { fetchAnswers } from '../../app/receiving/fetch-answers.ts'
import { receiveSheet } from '../../app/receiving/receive-sheet.ts'
import { fileTypes } from '../../app/report/file-types.ts'
import type { CollectedRow } from '../../ledger/core/collected.ts'
import { core } from '../../ledger/core/core-registers.ts'
import type { Label } from '../../ledger/label.ts'
import { addresseeStates } from '../../report/call/addressee-state.ts'
import { attachmentHeaders } from '../attachment.ts'
import type { AddresseePageView, CallBody } from '../contract/call.ts'
import {
  addresseePage,
  beforeView,
  bodyBelowView,
  callBody,
  callStep,
  callsPage,
  collectedView,
  fetchedView,
  offeredCall,
  receivedSheet,
  sentCallView,
  takeBody,
  takenCallView,
  takingView,
} from '../contract/call.ts'
import { openedDraft } from '../contract/draft.ts'
import { id, period } from '../contract/scalars.ts'
import { expectedVersion } from '../preconditions.ts'
import type { Route } from '../route.ts'
import { route } from '../route.ts'
import type { SentKind } from './sent-routes.ts'
import { sealedRoute, sentRoutes, stepOf } from './sent-routes.ts'

const params = z.object({ id })
const ifMatch = [{ name: 'If-Match', required: true }]

const calls: SentKind<CallBody> = {
  register: core.call.id,
  body: callBody,
  summaries: {
    prepare: { zh: '起草报送任务', en: 'Prepare a call to the bodies below' },
    rewrite: { zh: '修改待签发的报送任务', en: 'Write a call anew that is to be signed' },
    issue: { zh: '签发报送任务', en: 'Sign a call, so that it goes down' },
    signing: {
      zh: '用通行密钥签发报送任务：取得待签内容的摘要值',
      en: 'The digest of a call that a passkey is to sign',
    },
    sealed: { zh: '报送任务文件（带证明）', en: 'The sealed file of a call' },
  },
  prepare: prepareCall,
  issue: (ports, session, { id: call, ...given }) => issueCall(ports, session, { call, ...given }),
  signing: (ports, session, { id: call, ...given }) =>
    prepareCallSignature(ports, session, { call, ...given }),
  seal: (ports, org, call) => sealCall(ports, org, { call, seen: 0 }),
}

/** Calls down, answers up, and what was collected: of the body above and of the units below. */
export const callRoutes: readonly Route[] = [
  ...sendingRoutes(),
  ...readingRoutes(),
  ...takingRoutes(),
]

function sendingRoutes(): readonly Route[] {
  return [
    ...sentRoutes(calls),
    decideRoute({
      act: 'withdraw',
      ability: 'override',
      summary: { zh: '撤回报送任务', en: 'Withdraw a call' },
      decide: withdrawCall,
    }),
    decideRoute({
      act: 'urge',
      ability: 'record',
      summary: {
        zh: '催报：每天至多一次，至多三次',
        en: 'Urge those who have not answered: once a day, three times at most',
      },
      decide: urge,
    }),
    route({
      id: 'call.fetch',
      method: 'POST',
      path: '/calls/{id}/fetch',
      access: { who: 'member', ability: 'record' },
      summary: {
        zh: '取回下级单位的签收、答复和转交的答复，逐件核验',
        en: 'Fetch receipts and answers of the bodies below, and such as they hand on, each verified',
      },
      params,
      answer: fetchedView,
      handle: async ({ service: { ports }, session, params }) => {
        const carrier = carryAll(ports)
        const answers = await fetchAnswers(ports, session, { call: params.id, carrier })
        const { handed, declined, refused } = await fetchHanded(ports, session, carrier)
        const { acknowledged, received } = answers
        const shown = [...answers.refused, ...refused].map(({ name, faults }) => ({
          name,
          faults: faults.map(({ code, text, hint }) => ({ code, text, hint })),
        }))
        return { body: { acknowledged, received, handed, declined, refused: shown } }
      },
    }),
    ...sheetRoutes(),
    route({
      id: 'subordinates.enter',
      method: 'POST',
      path: '/subordinates/own',
      // Who may is whoever may write into that register, as with any other.
      access: { who: 'member' },
      summary: {
        zh: '把本服务器上的下级单位登记入册',
        en: 'Enter the units of this server that stand below',
      },
      answer: z.strictObject({ entered: z.int() }),
      handle: async ({ service: { ports }, session }) => {
        readCalls(session, core.subordinate.id)
        writableRegister(session, core.subordinate.id)
        return { body: { entered: await enterOwnUnits(ports, session) } }
      },
    }),
  ]
}

/** A step of a call over the version that was read, which takes nothing else to decide. */
function decideRoute(given: {
  readonly act: 'withdraw' | 'urge'
  readonly ability: Ability
  readonly summary: Label
  readonly decide: typeof withdrawCall
}): Route {
  const { act, ability, summary, decide } = given
  return route({
    id: `call.${act}`,
    method: 'POST',
    path: `/calls/{id}/${act}`,
    access: { who: 'member', ability },
    summary,
    params,
    headers: ifMatch,
    answer: callStep,
    status: 201,
    handle: async ({ service: { ports }, session, params, header }) => {
      const expected = expectedVersion(header('if-match'))
      return { body: stepOf(await decide(ports, session, { call: params.id, expected })) }
    },
  })
}

/** For bodies that keep no log: the call goes out as a sheet, and comes back filled in. */
function sheetRoutes(): readonly Route[] {
  return [
    route({
      id: 'call.sheet',
      method: 'GET',
      path: '/calls/{id}/sheets/{body}',
      access: { who: 'member', scope: 'read' },
      summary: { zh: '一个单位的填报表', en: 'The sheet in which one body answers a call' },
      params: z.object({ id, body: id }),
      answer: z.custom<Uint8Array>(),
      answersFile: [fileTypes.xlsx],
      handle: async ({ service: { ports }, session, params, lang }) => {
        const asked = { call: params.id, body: params.body, lang }
        const { name, bytes } = await handOutSheet(ports, session, asked)
        const file = { name, fallback: `call-${params.id}`, ending: 'xlsx' }
        return { body: bytes, headers: attachmentHeaders({ ...file, type: fileTypes.xlsx }) }
      },
    }),
    route({
      id: 'call.receive-sheet',
      method: 'POST',
      path: '/calls/{id}/sheets',
      access: { who: 'member', ability: 'record', scope: 'record' },
      summary: {
        zh: '导入填好的填报表，计为无证据的答复',
        en: 'Take a filled sheet as an answer without evidence',
      },
      params,
      file: true,
      answer: receivedSheet,
      status: 201,
      handle: async ({ service: { ports }, session, params, readFile }) => {
        const file = await readFile()
        const taken = await receiveSheet(ports, session, { call: params.id, file })
        const { version: _, ...step } = stepOf(taken.appended)
        return { body: { ...step, name: taken.name } }
      },
    }),
  ]
}

function listRoute(): Route {
  return route({
    id: 'calls.list',
    method: 'GET',
    path: '/calls',
    access: { who: 'member', scope: 'read' },
    summary: {
      zh: '布置的报送任务，各有几家应答、几家已收',
      en: 'Calls of ours, each with how many bodies have answered',
    },
    query: z.strictObject({ after: z.string().max(600).nullable().default(null) }),
    answer: callsPage,
    handle: async ({ service: { ports }, session, query }) => {
      const { items, next } = await listCalls(ports, session, query.after)
      const calls = items.map(({ sent: { id, step, call }, standing }) => {
        const { title, period, due } = call
        return { id, step, title, period, due, standing }
      })
      return { body: { calls, next } }
    },
  })
}

function readingRoutes(): readonly Route[] {
  return [
    listRoute(),
    route({
      id: 'call.read',
      method: 'GET',
      path: '/calls/{id}',
      access: { who: 'member', scope: 'read' },
      summary: { zh: '报送任务：各单位进度与汇总', en: 'A call: where each body stands, totals' },
      params,
      answer: sentCallView,
      handle: async ({ service: { ports }, session, params }) => {
        const read = await readCall(ports, session, params.id)
        const { sent, addressees, totals, ...counts } = read
        const { record: _, ...shown } = sent
        const body = { ...shown, ...counts, ...pageView(addressees), totals: [...totals] }
        return { body, headers: { etag: `"${sent.version}"` } }
      },
    }),
    route({
      id: 'call.addressees',
      method: 'GET',
      path: '/calls/{id}/addressees',
      access: { who: 'member', scope: 'read' },
      summary: { zh: '报送任务的更多单位', en: 'Further bodies that a call asks' },
      params,
      query: z.strictObject({
        after: id.nullable().default(null),
        state: z.enum(addresseeStates).nullable().default(null),
      }),
      answer: addresseePage,
      handle: async ({ service: { ports }, session, params, query }) => ({
        body: pageView(await readAddressees(ports, session, { call: params.id, ...query })),
      }),
    }),
    route({
      id: 'call.collected',
      method: 'GET',
      path: '/calls/{id}/collected',
      access: { who: 'member', scope: 'read' },
      summary: {
        zh: '一项内容的汇总，按单位既定顺序',
        en: 'What each body said to one thing, in the official order',
      },
      params,
      query: z.strictObject({ item: id, after: id.nullable().default(null) }),
      answer: collectedView,
      handle: async ({ service: { ports }, session, params, query }) => {
        const asked = { call: params.id, ...query }
        const all = await readCollected(ports, session, asked)
        return { body: all.map(({ row, ...one }) => ({ ...one, row: row && rowView(row) })) }
      },
    }),
    sealedRoute(calls),
    route({
      id: 'subordinates.list',
      method: 'GET',
      path: '/subordinates',
      access: { who: 'member', scope: 'read' },
      summary: { zh: '现有下级单位，按既定顺序', en: 'The bodies below, in the official order' },
      answer: z.array(bodyBelowView),
      handle: async ({ service: { ports }, session }) => {
        const bodies = await bodiesBelow(ports, session)
        return {
          body: bodies.map(({ id, name, log }) => ({ id, name, isWithoutLog: log === null })),
        }
      },
    }),
    route({
      id: 'collected.before',
      method: 'GET',
      path: '/collected',
      access: { who: 'member', scope: 'read' },
      summary: {
        zh: '某数据项、某时段已经收到的数据',
        en: 'What was received before of a figure and period',
      },
      query: z.strictObject({ figure: id, period }),
      answer: beforeView,
      handle: async ({ service: { ports }, session, query }) => ({
        body: [...(await askedBefore(ports, session, query))],
      }),
    }),
  ]
}

function takingRoutes(): readonly Route[] {
  return [
    route({
      id: 'calls.offered',
      method: 'GET',
      path: '/calls-offered',
      access: { who: 'member', scope: 'read' },
      summary: { zh: '待签收的上级报送任务', en: 'Calls of the body above that wait to be taken' },
      answer: z.array(offeredCall),
      handle: async ({ service: { ports }, session }) => {
        const offered = await offeredCalls(ports, session, carryAll(ports))
        return {
          body: offered.map(({ sender, text, verified }) => ({
            digest: verified.digest,
            sender,
            recordedAt: verified.recordedAt,
            signedBy: verified.signedBy,
            call: verified.call,
            sealed: text,
          })),
        }
      },
    }),
    route({
      id: 'calls.taken',
      method: 'GET',
      path: '/calls-taken',
      access: { who: 'member', scope: 'read' },
      summary: { zh: '已签收的上级报送任务', en: 'Calls that were taken, with their answers' },
      answer: z.array(takenCallView),
      handle: async ({ service: { ports }, session }) => {
        const taken = await takenCalls(ports, session)
        const digests = taken.flatMap(({ answers }) =>
          answers.flatMap(({ digest }) => digest ?? []),
        )
        const given = { digests, carrier: carryAll(ports) }
        const further = await handedFurther(ports, session, given)
        const body = taken.map(({ answers, ...one }) => ({
          ...one,
          answers: answers.map(({ digest, ...answer }) => {
            return { ...answer, handedTo: [...(further.get(digest ?? '') ?? [])] }
          }),
        }))
        return { body }
      },
    }),
    route({
      id: 'call.take',
      method: 'POST',
      path: '/calls-taken',
      access: { who: 'member', ability: 'record' },
      summary: { zh: '签收上级报送任务', en: 'Take a call of the body above' },
      body: takeBody,
      answer: callStep,
      status: 201,
      handle: async ({ service: { ports }, session, body }) => {
        writtenCalls(session, core.callTaken.id)
        return { body: stepOf((await takeCall(ports, session, body)).appended) }
      },
    }),
    route({
      id: 'calls.taking',
      method: 'GET',
      path: '/call-taking',
      access: { who: 'member', scope: 'read' },
      summary: { zh: '是否自动签收上级报送任务', en: 'Whether the unit’s own job takes calls' },
      answer: takingView,
      handle: ({ session }) => Promise.resolve({ body: readCallTaking(session) }),
    }),
    route({
      id: 'calls.switch-taking',
      method: 'POST',
      path: '/call-taking',
      access: { who: 'member' },
      summary: {
        zh: '启用或停用自动签收（写入日志）',
        en: 'Have the unit’s own job take calls, or no more; an entry says so',
      },
      body: z.strictObject({ on: z.boolean() }),
      answer: z.strictObject({ on: z.boolean() }),
      handle: async ({ service: { ports }, session, body }) => {
        await switchCallTaking(ports, session, body.on)
        return { body }
      },
    }),
    route({
      id: 'call.answer',
      method: 'POST',
      path: '/calls-taken/{id}/answer',
      access: { who: 'member', ability: 'record' },
      summary: { zh: '开始起草答复', en: 'Begin to draft the answer' },
      params,
      answer: openedDraft,
      status: 201,
      handle: async ({ service: { ports }, session, params }) => {
        const draft = await openAnswer(ports, session, params.id)
        return { body: { id: draft.id } }
      },
    }),
  ]
}

function pageView({ items, next }: AddresseePage): AddresseePageView {
  return { addressees: [...items], next }
}

function rowView({ record, step, value, said, verdict, size, root, entry, ...row }: CollectedRow) {
  const { below, answered, lacking } = row
  return {
    record,
    step,
    value,
    said,
    verdict,
    below,
    answered,
    lacking,
    size,
    root,
    entry,
  }
}
