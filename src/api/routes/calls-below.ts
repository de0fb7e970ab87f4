import { z } from 'zod'
import { readAnswersAsked } from '../../app/calls/answers-asked-of-us.ts'
import { askForAnswer } from '../../app/calls/ask-for-answer.ts'
import type { AskedFor, AskedState } from '../../app/calls/asked-answers.ts'
import { askedOf } from '../../app/calls/asked-answers.ts'
import { handOnAnswer } from '../../app/calls/hand-on-answer.ts'
import { passOn } from '../../app/calls/pass-on.ts'
import { readAskedAnswer, readAskedFile } from '../../app/calls/read-asked-answer.ts'
import type { HandedOn, ReadBelow } from '../../app/calls/read-below.ts'
import { checkHandedOn, readBelow } from '../../app/calls/read-below.ts'
import { carryAll } from '../../app/carrying/carry-all.ts'
import { fileTypes } from '../../app/report/file-types.ts'
import { endingOfReport } from '../../report/file/read-year-pack.ts'
import { attachmentHeaders } from '../attachment.ts'
import { callStep } from '../contract/call.ts'
import type { AskedAnswerView, BelowView, HandedOnView } from '../contract/calls-below.ts'
import {
  answersAskedView,
  askBody,
  askedAnswerView,
  belowView,
  handedOnView,
  handOnBody,
  passOnBody,
} from '../contract/calls-below.ts'
import { id } from '../contract/scalars.ts'
import type { Route } from '../route.ts'
import { route } from '../route.ts'
import { stepOf } from './sent-routes.ts'

const params = z.object({ id })

/** Calls that are passed on to the bodies below, and what those in between counted. */
export const callsBelowRoutes: readonly Route[] = [...countedRoutes(), ...onRequestRoutes()]

function countedRoutes(): readonly Route[] {
  return [
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
        const appended = await passOn(ports, session, { taken: params.id, ...body })
        return { body: stepOf(appended) }
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
      handle: async ({ service: { ports }, session, params }) => {
        const read = await readBelow(ports, session, params.id)
        return { body: viewOf(read, await askedOf(ports, session, read.log)) }
      },
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
      handle: async ({ service: { ports }, session, params, query, readFile }) => {
        const given = { record: params.id, log: query.log, file: await readFile() }
        return { body: heldView(await checkHandedOn(ports, session, given)) }
      },
    }),
  ]
}

/** Answers from below that are asked for through the exchange, and what becomes of that. */
function onRequestRoutes(): readonly Route[] {
  return [
    route({
      id: 'received.ask',
      method: 'POST',
      path: '/received/{id}/asked-answers',
      access: { who: 'member', ability: 'override' },
      summary: {
        zh: '请转报单位转交它汇总过的一份下级答复',
        en: 'Ask whoever counted an answer from below to hand it on',
      },
      params,
      body: askBody,
      answer: callStep,
      status: 201,
      handle: async ({ service: { ports }, session, params, body }) => ({
        body: stepOf(await askForAnswer(ports, session, { record: params.id, ...body })),
      }),
    }),
    route({
      id: 'asked-answer.read',
      method: 'GET',
      path: '/asked-answers/{id}',
      access: { who: 'member', scope: 'read' },
      summary: {
        zh: '调阅的一份下级答复：办理情况，与汇总的摘要和数是否一致',
        en: 'An answer that was asked for: what came of it, held against what was counted',
      },
      params,
      answer: askedAnswerView,
      handle: async ({ service: { ports }, session, params }) => {
        const { of, held } = await readAskedAnswer(ports, session, params.id)
        return { body: askedAnswerOf(of, held) }
      },
    }),
    route({
      id: 'asked-answer.file',
      method: 'GET',
      path: '/asked-answers/{id}/file',
      access: { who: 'member', scope: 'read' },
      summary: { zh: '转交来的答复原件', en: 'The file of an answer that was handed on' },
      params,
      answer: z.custom<Uint8Array>(),
      answersFile: [fileTypes.docx, fileTypes.zip],
      handle: async ({ service: { ports }, session, params }) => {
        const { of, bytes } = await readAskedFile(ports, session, params.id)
        const ending = endingOfReport(bytes)
        const name = { name: of.body, fallback: `answer-${params.id}`, ending }
        return { body: bytes, headers: attachmentHeaders({ ...name, type: fileTypes[ending] }) }
      },
    }),
    route({
      id: 'call.answers-asked',
      method: 'GET',
      path: '/calls/{id}/answers-asked',
      access: { who: 'member', scope: 'read' },
      summary: {
        zh: '上级调阅本单位汇总过的哪些答复，各如何办理',
        en: 'Which answers to a call the body above asks for, and what became of each',
      },
      params,
      answer: answersAskedView,
      handle: async ({ service: { ports }, session, params }) => {
        const given = { call: params.id, carrier: carryAll(ports) }
        const { open, decided } = await readAnswersAsked(ports, session, given)
        return { body: { open: [...open], decided: [...decided] } }
      },
    }),
    route({
      id: 'call.hand-on',
      method: 'POST',
      path: '/calls/{id}/answers-asked',
      access: { who: 'member', ability: 'override' },
      summary: {
        zh: '向上级转交一份下级答复，或说明不予转交',
        en: 'Hand an answer on to the body above, or decline with reasons',
      },
      params,
      body: handOnBody,
      answer: callStep,
      status: 201,
      handle: async ({ service: { ports }, session, params, body }) => {
        const given = { ...body, call: params.id, carrier: carryAll(ports) }
        return { body: stepOf(await handOnAnswer(ports, session, given)) }
      },
    }),
  ]
}

function heldView({ name, title, isSame, items }: HandedOn): HandedOnView {
  return { name, title, isSame, items: [...items] }
}

function askedForView({ id, reason, askedOn, step, reasons, decidedOn }: AskedFor) {
  return { id, reason, askedOn, step, reasons, decidedOn }
}

function askedAnswerOf(of: AskedFor, held: HandedOn | null): AskedAnswerView {
  const { sender, body } = of
  const shown = held && heldView(held)
  return { ...askedForView(of), sender, body, key: held?.key ?? null, held: shown }
}

function viewOf(
  { sender, below, changed }: ReadBelow,
  asked: ReadonlyMap<string, AskedState>,
): BelowView | null {
  if (below === null) return null
  return {
    sender,
    call: below.passedOn.call.title,
    totals: [...below.totals],
    bodies: below.bodies.map(({ name, log, answer }) => ({
      name,
      log,
      isChanged: log !== null && changed.has(log),
      asked: askedView(asked.get(answer?.digest ?? '')),
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

function askedView(of: AskedState | undefined) {
  return of === undefined ? null : { ...askedForView(of), isDelivered: of.isDelivered }
}
