import { z } from 'zod'
import { readCalls } from '../../app/calls/call-registers.ts'
import { carryAll } from '../../app/carrying/carry-all.ts'
import { fetchListReceipts } from '../../app/duty-lists/fetch-list-receipts.ts'
import {
  findDutyList,
  newestSigned,
  sealDutyList,
  unitsNamed,
} from '../../app/duty-lists/find-duty-list.ts'
import { issueDutyList, prepareDutyListSignature } from '../../app/duty-lists/issue-duty-list.ts'
import type { OfferedDutyList } from '../../app/duty-lists/offered-duty-lists.ts'
import { offeredDutyLists, readOfferedText } from '../../app/duty-lists/offered-duty-lists.ts'
import { prepareDutyList } from '../../app/duty-lists/prepare-duty-list.ts'
import { readListTaken } from '../../app/duty-lists/read-list-taken.ts'
import { sealedOfTaken, takeDutyList } from '../../app/duty-lists/take-duty-list.ts'
import type { TakenDutyList } from '../../app/duty-lists/taken-duty-lists.ts'
import { takenDutyLists } from '../../app/duty-lists/taken-duty-lists.ts'
import { core } from '../../ledger/core/core-registers.ts'
import type { DutyList } from '../../report/call/duty-list.ts'
import { callStep } from '../contract/call.ts'
import type {
  DutyListBody,
  DutyListView,
  OfferedDutyListView,
  TakenDutyListView,
} from '../contract/duty-list.ts'
import {
  dutyListBody,
  listTakenByView,
  offeredDutyList,
  sealedBody,
  sentDutyListView,
  takeDutyListBody,
  takenDutyListView,
} from '../contract/duty-list.ts'
import { id } from '../contract/scalars.ts'
import type { Route } from '../route.ts'
import { route } from '../route.ts'
import type { SentKind } from './sent-routes.ts'
import { sealedRoute, sentRoutes, stepOf } from './sent-routes.ts'

const params = z.object({ id })

const lists: SentKind<DutyListBody> = {
  register: core.dutyList.id,
  body: dutyListBody,
  summaries: {
    prepare: { zh: '起草责任清单', en: 'Prepare a duty list for the bodies below' },
    rewrite: { zh: '修改责任清单，或起草新版本', en: 'Write a later version of a duty list' },
    issue: { zh: '签发责任清单', en: 'Sign a duty list, so that it goes down' },
    signing: {
      zh: '用通行密钥签发责任清单：取得待签内容的摘要值',
      en: 'The digest of a duty list that a passkey is to sign',
    },
    sealed: { zh: '责任清单文件（带证明）', en: 'The sealed file of a duty list' },
  },
  prepare: prepareDutyList,
  issue: (ports, session, { id: list, ...given }) =>
    issueDutyList(ports, session, { list, ...given }),
  signing: (ports, session, { id: list, ...given }) =>
    prepareDutyListSignature(ports, session, { list, ...given }),
  seal: (ports, org, list) => sealDutyList(ports, org, { list, seen: 0 }),
}

/** Duty lists: laid upon those below, and taken from the body above. */
export const dutyListRoutes: readonly Route[] = [...sendingRoutes(), ...takingRoutes()]

function sendingRoutes(): readonly Route[] {
  return [
    ...sentRoutes(lists),
    route({
      id: 'duty-list.read',
      method: 'GET',
      path: '/duty-lists/{id}',
      access: { who: 'member', scope: 'read' },
      summary: { zh: '一份责任清单', en: 'A duty list' },
      params,
      answer: sentDutyListView,
      handle: async ({ service: { ports }, session, params }) => {
        readCalls(session, core.dutyList.id)
        const { sent, signed } = await ports.store.read(session.org.id, async (reader) => ({
          sent: await findDutyList(reader, params.id),
          signed: await newestSigned(reader, params.id),
        }))
        const { record, list, ...shown } = sent
        const units = unitsNamed(record.values)
        const body = {
          ...shown,
          list: listView(list),
          units: units.length === 0 ? null : [...units],
          isSigned: signed !== null,
        }
        return { body, headers: { etag: `"${sent.version}"` } }
      },
    }),
    ...takenByRoutes(),
    sealedRoute(lists),
  ]
}

/** Who of the bodies below took a list. */
function takenByRoutes(): readonly Route[] {
  return [
    route({
      id: 'duty-list.taken-by',
      method: 'GET',
      path: '/duty-lists/{id}/taken-by',
      access: { who: 'member', scope: 'read' },
      summary: {
        zh: '哪些下级单位认领了责任清单，以及它们说明的适用情况',
        en: 'Which bodies below took a duty list, and what they tell of it',
      },
      params,
      query: z.strictObject({ after: id.nullable().default(null) }),
      answer: listTakenByView,
      handle: async ({ service: { ports }, session, params, query }) => {
        const asked = { list: params.id, after: query.after }
        const { items, ...rest } = await readListTaken(ports, session, asked)
        const bodies = items.map(({ taken, ...one }) => {
          if (taken === null) return { ...one, taken }
          const { takenOn, isNewest, told } = taken
          return { ...one, taken: { takenOn, isNewest, told: told && [...told] } }
        })
        return { body: { ...rest, bodies } }
      },
    }),
    route({
      id: 'duty-list.fetch',
      method: 'POST',
      path: '/duty-lists/{id}/fetch',
      access: { who: 'member', ability: 'record' },
      summary: {
        zh: '取回下级单位的认领凭证，逐件核验',
        en: 'Fetch who of the bodies below took a duty list, each verified',
      },
      params,
      answer: z.strictObject({ taken: z.int() }),
      handle: async ({ service: { ports }, session, params }) => {
        const given = { list: params.id, carrier: carryAll(ports) }
        return { body: { taken: await fetchListReceipts(ports, session, given) } }
      },
    }),
  ]
}

function takingRoutes(): readonly Route[] {
  return [
    route({
      id: 'duty-lists.offered',
      method: 'GET',
      path: '/duty-lists-offered',
      access: { who: 'member', scope: 'read' },
      summary: { zh: '待认领的上级责任清单', en: 'Duty lists that wait to be taken' },
      answer: z.array(offeredDutyList),
      handle: async ({ service: { ports }, session }) => {
        const offered = await offeredDutyLists(ports, session, carryAll(ports))
        return { body: offered.map(offeredView) }
      },
    }),
    route({
      id: 'duty-lists.look',
      method: 'POST',
      path: '/duty-lists-offered',
      access: { who: 'member', scope: 'read' },
      summary: {
        zh: '打开一份责任清单文件，与已认领的版本比较；不写入',
        en: 'Open the file of a duty list beside what was taken of it; nothing is written',
      },
      body: sealedBody,
      answer: z.array(offeredDutyList),
      handle: async ({ service: { ports }, session, body }) => {
        readCalls(session, core.dutyListTaken.id)
        const offered = await readOfferedText(ports, session, body.sealed)
        return { body: offered === null ? [] : [offeredView(offered)] }
      },
    }),
    route({
      id: 'duty-lists.taken',
      method: 'GET',
      path: '/duty-lists-taken',
      access: { who: 'member', scope: 'read' },
      summary: { zh: '已认领的责任清单', en: 'Duty lists that were taken' },
      answer: z.array(takenDutyListView),
      handle: async ({ service: { ports }, session }) => ({
        body: (await takenDutyLists(ports, session)).map(takenView),
      }),
    }),
    route({
      id: 'duty-lists.taken-file',
      method: 'GET',
      path: '/duty-lists-taken/{id}/offered',
      access: { who: 'member', scope: 'read' },
      summary: {
        zh: '已认领的清单，供重新确定适用情况',
        en: 'A list that was taken, to be fitted to the unit anew',
      },
      params,
      answer: z.array(offeredDutyList),
      handle: async ({ service: { ports }, session, params }) => {
        const text = await sealedOfTaken(ports, session, params.id)
        const offered = await readOfferedText(ports, session, text)
        return { body: offered === null ? [] : [offeredView(offered)] }
      },
    }),
    route({
      id: 'duty-list.take',
      method: 'POST',
      path: '/duty-lists-taken',
      access: { who: 'member' },
      summary: {
        zh: '认领责任清单，逐项确定在本单位的适用情况',
        en: 'Take a duty list, each of its duties fitted to the unit',
      },
      body: takeDutyListBody,
      answer: callStep,
      status: 201,
      handle: async ({ service: { ports }, session, body }) => ({
        body: stepOf(await takeDutyList(ports, session, body)),
      }),
    }),
  ]
}

function listView({ items, to, ...head }: DutyList): DutyListView {
  return { ...head, items: [...items], to: to === null ? null : [...to] }
}

function takenView({ items, ...head }: TakenDutyList): TakenDutyListView {
  return { ...head, items: [...items] }
}

function offeredView(offered: OfferedDutyList): OfferedDutyListView {
  const { sender, text, verified, before, changes } = offered
  return {
    digest: verified.digest,
    sender,
    recordedAt: verified.recordedAt,
    signedBy: verified.signedBy,
    list: listView(verified.list),
    before: before && takenView(before),
    changes: [...changes.of].map(([item, change]) => ({ item, change })),
    gone: [...changes.gone],
    sealed: text,
  }
}
