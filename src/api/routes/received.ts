import { z } from 'zod'
import { fetchReply } from '../../app/carrying/fetch-reply.ts'
import type { Appended, Session } from '../../app/ports/store-ports.ts'
import { receiveReport } from '../../app/receiving/receive-report.ts'
import { readReceivedFile } from '../../app/receiving/received-file.ts'
import { receivedRegister } from '../../app/receiving/received-register.ts'
import { replyToSender } from '../../app/receiving/reply-to-sender.ts'
import { prepareReturn, settleReceived } from '../../app/receiving/settle-received.ts'
import { takeReply } from '../../app/receiving/take-reply.ts'
import { shownRecords } from '../../app/records/shown-record.ts'
import { fileTypes } from '../../app/report/file-types.ts'
import { watchLog } from '../../app/watching/watch-log.ts'
import type { Lang } from '../../ledger/label.ts'
import { attachmentHeaders } from '../attachment.ts'
import { signingView } from '../contract/passkey.ts'
import {
  offeredReply,
  receivedAnswer,
  replyView,
  returnBody,
  settleBody,
  takenReply,
  watchBody,
  watchedLogView,
} from '../contract/received.ts'
import type { RecordView } from '../contract/record.ts'
import { writeAnswer } from '../contract/record.ts'
import { id } from '../contract/scalars.ts'
import { passkeyPlace } from '../passkey-place.ts'
import { expectedVersion } from '../preconditions.ts'
import type { Route } from '../route.ts'
import { route } from '../route.ts'
import type { Service } from '../service.ts'

const params = z.object({ id })
const bytes = z.custom<Uint8Array | string>()

/** The receiving side: reports of bodies below, and the logs that are watched. */
export const receivedRoutes: readonly Route[] = [
  route({
    id: 'received.take',
    method: 'POST',
    path: '/received',
    access: { who: 'member', ability: 'record', scope: 'record' },
    summary: {
      zh: '接收下级单位的报告文件，到达即核验',
      en: 'Take the report of another body, verified on arrival',
    },
    file: true,
    answer: receivedAnswer,
    status: 201,
    handle: async ({ service, session, readFile, lang }) => {
      const taken = await receiveReport(service.ports, session, await readFile())
      const { appended, verification, growth } = taken
      const record = await shown(service, session, { appended, lang })
      return { body: { record, receipt: appended.receipt, verification, growth } }
    },
  }),
  route({
    id: 'received.settle',
    method: 'POST',
    path: '/received/{id}/settle',
    access: { who: 'member', ability: 'record' },
    summary: { zh: '接收或退回', en: 'Accept it, or return it with reasons' },
    params,
    headers: [{ name: 'If-Match', required: true }],
    body: settleBody,
    answer: writeAnswer,
    status: 201,
    handle: async ({ service, session, params, body, header, lang }) => {
      const expected = expectedVersion(header('if-match'))
      const { passkey, ...said } = body
      const place = passkeyPlace(service.serverAddress, header('host'))
      const appended = await settleReceived(service.ports, session, {
        record: params.id,
        expected,
        ...said,
        signature: { passkey, place },
      })
      const { index, leafHash, receipt, repeated } = appended
      const record = await shown(service, session, { appended, lang })
      return { body: { record, index, leafHash, receipt, repeated } }
    },
  }),
  route({
    id: 'received.prepare-return',
    method: 'POST',
    path: '/received/{id}/signing',
    access: { who: 'member', ability: 'record' },
    summary: {
      zh: '用通行密钥退回：取得待签内容的摘要值',
      en: 'The digest of a return that a passkey is to sign',
    },
    params,
    body: returnBody,
    answer: signingView,
    handle: async ({ service: { ports, serverAddress }, session, params, body, header }) => {
      const place = passkeyPlace(serverAddress, header('host'))
      const asked = { record: params.id, ...body, place }
      return { body: await prepareReturn(ports, session, asked) }
    },
  }),
  route({
    id: 'received.file',
    method: 'GET',
    path: '/received/{id}/file',
    access: { who: 'member', scope: 'read' },
    summary: { zh: '收到的原文件', en: 'The file as it arrived' },
    params,
    answer: bytes,
    answersFile: [fileTypes.docx, fileTypes.zip, fileTypes.xlsx],
    handle: async ({ service, session, params }) => {
      const { title, kind, file } = await readReceivedFile(service.ports, session, params.id)
      const name = { name: title, fallback: `received-${params.id}`, ending: kind }
      return { body: file.bytes, headers: attachmentHeaders({ ...name, type: fileTypes[kind] }) }
    },
  }),
  route({
    id: 'received.reply',
    method: 'GET',
    path: '/received/{id}/reply',
    access: { who: 'member', scope: 'read' },
    summary: {
      zh: '给报送单位的回执：办理情况、入账凭证、见证签名',
      en: 'The reply to the sender: what became of it, receipt, cosignature',
    },
    params,
    answer: replyView,
    handle: async ({ service, session, params }) => ({
      body: await replyToSender(service.ports, session.org, params.id),
    }),
  }),
  route({
    id: 'watched.list',
    method: 'GET',
    path: '/watched-logs',
    access: { who: 'member', scope: 'read' },
    summary: { zh: '见证的日志', en: 'Logs that are watched' },
    answer: z.array(watchedLogView),
    handle: async ({ service: { ports }, session }) => ({
      body: [...(await ports.received.watched(session.org.id))],
    }),
  }),
  route({
    id: 'watched.add',
    method: 'POST',
    path: '/watched-logs',
    access: { who: 'member', ability: 'record' },
    summary: { zh: '登记报送单位的日志公钥', en: "Believe a sender's log key" },
    body: watchBody,
    answer: watchedLogView,
    status: 201,
    handle: async ({ service: { ports }, session, body }) => {
      receivedRegister(session)
      return { body: await watchLog(ports, session, body) }
    },
  }),
  route({
    id: 'report.reply',
    method: 'GET',
    path: '/issued/{id}/reply',
    access: { who: 'member', scope: 'read' },
    summary: {
      zh: '上级单位的回执（上级也在本服务器上时）',
      en: 'The reply of the body above, where it keeps its books on this server',
    },
    params,
    answer: offeredReply,
    handle: async ({ service, session, params }) => ({
      body: (await fetchReply(service.ports, session, params.id)) ?? noReply,
    }),
  }),
  route({
    id: 'report.take-reply',
    method: 'POST',
    path: '/issued/{id}/reply',
    access: { who: 'member', ability: 'record' },
    summary: { zh: '登记接收单位的回执', en: "Take the receiver's reply" },
    params,
    headers: [{ name: 'If-Match', required: true }],
    body: replyView,
    answer: takenReply,
    status: 201,
    handle: async ({ service, session, params, body, header }) => {
      const expected = expectedVersion(header('if-match'))
      const reply = { report: params.id, expected, reply: body }
      const { appended, ...said } = await takeReply(service.ports, session, reply)
      const version = appended?.record?.version ?? expected
      return { body: { version, isDecided: appended !== null, ...said } }
    },
  }),
]

const noReply = { reply: null, isDecided: false }

async function shown(
  { ports }: Service,
  session: Session,
  { appended, lang }: { appended: Appended; lang: Lang },
): Promise<RecordView> {
  const roster = await ports.rosters.of(session.org.id)
  const records = appended.record === null ? [] : [appended.record]
  const [record] = shownRecords(session, records, { roster, lang })
  if (!record) throw new Error('a received report was written and is not there')
  return record
}
