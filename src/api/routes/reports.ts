import { z } from 'zod'
import { answerByHand } from '../../app/carrying/answer-by-hand.ts'
import { signInAgain } from '../../app/people/sign-in.ts'
import type { Appended } from '../../app/ports/store-ports.ts'
import { fileTypes } from '../../app/report/file-types.ts'
import { freezeFile } from '../../app/report/freeze-file.ts'
import { checkMayOverride, overrideClaims } from '../../app/report/override-claim.ts'
import {
  readFrozenFile,
  readReportAnnex,
  readReportPdf,
} from '../../app/report/read-frozen-file.ts'
import { readSigning } from '../../app/report/read-signing.ts'
import { reviewReport } from '../../app/report/review-report.ts'
import { sendBack } from '../../app/report/send-back.ts'
import { readSending, refuseReasons, sendReport } from '../../app/report/send-report.ts'
import { prepareSignature } from '../../app/report/sign-by-passkey.ts'
import { signReport } from '../../app/report/sign-report.ts'
import { verdictsOfReport } from '../../app/report/verdicts-of-report.ts'
import { attachmentHeaders } from '../attachment.ts'
import type { StepAnswer } from '../contract/draft.ts'
import { reportVerdicts, stepAnswer, whatIsSigned } from '../contract/draft.ts'
import { sendBody, sendingView } from '../contract/event.ts'
import { exact } from '../contract/exact.ts'
import { passkeySignature, signingView } from '../contract/passkey.ts'
import { password } from '../contract/password.ts'
import { id } from '../contract/scalars.ts'
import type { ServerAddress } from '../guard-origin.ts'
import { passkeyPlace } from '../passkey-place.ts'
import { expectedVersion } from '../preconditions.ts'
import type { Route } from '../route.ts'
import { route } from '../route.ts'
import { person } from './person.ts'

const params = z.object({ id })
/** Claims let stand in one sitting, at most. */
const overriddenAtOnceMax = 200

const ifMatch = [{ name: 'If-Match', required: true }]
const revision = z.int().min(1)
const reasons = z.string().trim().max(2_000).nullable().default(null)

/** The way of a report from review to answer; each step an entry with the version before it. */
export const reportRoutes: readonly Route[] = [
  route({
    id: 'report.review',
    method: 'POST',
    path: '/drafts/{id}/review',
    access: { who: 'member', ability: 'review' },
    summary: { zh: '复核：通过或退回起草', en: 'Review: passed, or back to drafting' },
    params,
    headers: ifMatch,
    body: z.strictObject({ revision, verdict: z.enum(['passed', 'returned']), reasons }),
    answer: stepAnswer,
    status: 201,
    handle: async ({ service: { ports }, session, params, body, header }) => {
      const expected = expectedVersion(header('if-match'))
      if (body.verdict === 'returned' && !body.reasons) refuseReasons()
      const review = { draft: params.id, expected, ...body }
      return { body: stepOf(await reviewReport(ports, session, review)) }
    },
  }),
  route({
    id: 'report.override',
    method: 'POST',
    path: '/drafts/{id}/override',
    access: { who: 'member', ability: 'override' },
    summary: {
      zh: '第一责任人说明理由，保留表述：一次确认，逐处记入日志',
      en: 'The first responsible person lets claims stand, each with a reason, confirmed once',
    },
    params,
    body: z.strictObject({
      claims: z
        .array(
          z.strictObject({
            claim: id,
            words: exact(z.string().min(1).max(2_000)),
            state: z.enum(['contradicted', 'awaiting', 'unsupported']),
            reason: z.string().trim().min(1).max(1_000),
          }),
        )
        .min(1)
        .max(overriddenAtOnceMax)
        .refine((all) => new Set(all.map(({ claim }) => claim)).size === all.length, {
          message: 'each claim once',
        }),
      password,
    }),
    answer: z.array(stepAnswer),
    status: 201,
    handle: async ({ service: { ports }, session, caller, params, body }) => {
      const { password, claims } = body
      checkMayOverride(session)
      await signInAgain(ports, { signedIn: person(caller).signedIn, password })
      const written = await overrideClaims(ports, session, { draft: params.id, claims })
      return { body: written.map(stepOf) }
    },
  }),
  route({
    id: 'report.send-back',
    method: 'POST',
    path: '/drafts/{id}/send-back',
    access: { who: 'member', ability: 'override' },
    summary: {
      zh: '第一责任人不予签发，说明原因退回起草',
      en: 'The first responsible person does not sign but returns it to drafting, with reasons',
    },
    params,
    headers: ifMatch,
    body: z.strictObject({ revision, reasons }),
    answer: stepAnswer,
    status: 201,
    handle: async ({ service: { ports }, session, params, body, header }) => {
      const seen = { draft: params.id, expected: expectedVersion(header('if-match')) }
      const { revision, reasons } = body
      if (!reasons) return refuseReasons()
      return { body: stepOf(await sendBack(ports, session, { ...seen, revision, reasons })) }
    },
  }),
  ...signingRoutes(),
  ...frozenRoutes(),
  ...sentRoutes(),
]

/** By passkey where the signer has one, else after the password. */
function signingRoutes(): readonly Route[] {
  return [
    route({
      id: 'report.signing',
      method: 'GET',
      path: '/drafts/{id}/signing',
      access: { who: 'member', ability: 'override' },
      summary: {
        zh: '签发前所示：两项核验结论、说明理由保留的表述、署名确认的句子、未提及的事项',
        en: 'What would be signed now: both verdicts, what is kept, accepted, not mentioned',
      },
      params,
      query: z.strictObject({
        version: z.coerce.number().int(),
        revision: z.coerce.number().int(),
      }),
      answer: whatIsSigned,
      handle: async ({ service: { ports, serverAddress }, session, params, query }) => {
        const seen = { draft: params.id, expected: query.version, revision: query.revision }
        return {
          body: await readSigning(ports, session, { ...seen, page: verifyPage(serverAddress) }),
        }
      },
    }),
    route({
      id: 'report.prepare-signature',
      method: 'POST',
      path: '/drafts/{id}/signing',
      access: { who: 'member', ability: 'override' },
      summary: {
        zh: '用通行密钥签发：固定待签内容，取得摘要值',
        en: 'Freeze what a passkey is to sign, and give its digest',
      },
      params,
      headers: ifMatch,
      body: z.strictObject({ revision }),
      answer: signingView,
      handle: async ({ service: { ports, serverAddress }, session, params, body, header }) => {
        const expected = expectedVersion(header('if-match'))
        const place = passkeyPlace(serverAddress, header('host'))
        const seen = { draft: params.id, expected, ...body, page: verifyPage(serverAddress) }
        return { body: await prepareSignature(ports, session, { ...seen, place }) }
      },
    }),
    route({
      id: 'report.sign',
      method: 'POST',
      path: '/drafts/{id}/sign',
      access: { who: 'member', ability: 'override' },
      summary: { zh: '签发', en: 'Sign' },
      params,
      headers: ifMatch,
      body: z.union([
        z.strictObject({ revision, password }),
        z.strictObject({ revision, passkey: passkeySignature }),
      ]),
      answer: stepAnswer,
      status: 201,
      handle: async ({ service, session, caller, params, body, header }) => {
        const { ports, serverAddress } = service
        const expected = expectedVersion(header('if-match'))
        checkMayOverride(session)
        const signedIn = person(caller).signedIn
        if ('password' in body) {
          await signInAgain(ports, { signedIn, password: body.password })
        }
        const request = {
          draft: params.id,
          expected,
          revision: body.revision,
          page: verifyPage(serverAddress),
          passkey: 'passkey' in body ? body.passkey : null,
          place: passkeyPlace(serverAddress, header('host')),
        }
        return { body: stepOf(await signReport(ports, session, request)) }
      },
    }),
  ]
}

function verifyPage({ publicUrl }: ServerAddress): string | null {
  return publicUrl === null ? null : new URL('/verify', publicUrl).href
}

/** The file of a signed report. */
function frozenRoutes(): readonly Route[] {
  return [
    route({
      id: 'report.freeze',
      method: 'POST',
      path: '/issued/{id}/freeze',
      access: { who: 'member', ability: 'record' },
      summary: { zh: '定稿：生成并保存文件', en: 'Freeze: make the file and keep it' },
      params,
      answer: stepAnswer,
      status: 201,
      handle: async ({ service: { ports }, session, params }) => ({
        body: stepOf(await freezeFile(ports, session, params.id)),
      }),
    }),
    route({
      id: 'report.verdicts',
      method: 'GET',
      path: '/issued/{id}/verdicts',
      access: { who: 'member', scope: 'read' },
      summary: {
        zh: '定稿的两项核验结论：文件与内容',
        en: 'Both verdicts on the frozen file: on the file, and on its content',
      },
      params,
      answer: reportVerdicts,
      handle: async ({ service: { ports }, session, params }) => ({
        body: { verdicts: await verdictsOfReport(ports, session, params.id) },
      }),
    }),
    route({
      id: 'report.frozen-file',
      method: 'GET',
      path: '/issued/{id}/file',
      access: { who: 'member', scope: 'read' },
      summary: { zh: '下载定稿', en: 'The frozen file' },
      params,
      query: z.strictObject({ format: z.enum(['docx', 'pdf', 'annex']).default('docx') }),
      answer: z.custom<Uint8Array>(),
      answersFile: [fileTypes.docx, fileTypes.pdf],
      handle: async ({ service: { ports }, session, params, query }) => {
        if (query.format === 'pdf') {
          const { title, bytes } = await readReportPdf(ports, session, params.id)
          const file = { name: title, fallback: 'report', ending: 'pdf', type: fileTypes.pdf }
          return { body: bytes, headers: attachmentHeaders(file) }
        }
        if (query.format === 'annex') {
          const { title, bytes } = await readReportAnnex(ports, session, params.id)
          const file = { name: title, fallback: 'annex', ending: 'docx', type: fileTypes.docx }
          return { body: bytes, headers: attachmentHeaders(file) }
        }
        const { title, bytes, digest } = await readFrozenFile(ports, session, params.id)
        const file = { name: title, fallback: 'report', ending: 'docx', type: fileTypes.docx }
        return { body: bytes, headers: { ...attachmentHeaders(file), etag: `"${digest}"` } }
      },
    }),
  ]
}

/** What happens to a report once its file is there. */
function sentRoutes(): readonly Route[] {
  return [
    route({
      id: 'report.send',
      method: 'POST',
      path: '/issued/{id}/send',
      access: { who: 'member', ability: 'record' },
      summary: { zh: '报送', en: 'Send' },
      params,
      headers: ifMatch,
      body: sendBody,
      answer: stepAnswer,
      status: 201,
      handle: async ({ service: { ports }, session, params, body, header }) => {
        const expected = expectedVersion(header('if-match'))
        const { event } = body
        const sending = event ? { ...event, reason: event.reason ?? null } : null
        const sent = await sendReport(ports, session, { report: params.id, expected, sending })
        return { body: stepOf(sent) }
      },
    }),
    route({
      id: 'report.sending',
      method: 'GET',
      path: '/issued/{id}/sending',
      access: { who: 'member', ability: 'record' },
      summary: { zh: '报送时登记的内容', en: 'What is entered when it is sent' },
      params,
      answer: sendingView,
      handle: async ({ service: { ports }, session, params }) => ({
        body: { event: await readSending(ports, session, params.id) },
      }),
    }),
    route({
      id: 'report.answer',
      method: 'POST',
      path: '/issued/{id}/answer',
      access: { who: 'member', ability: 'record' },
      summary: { zh: '登记接收单位的答复', en: 'Enter the answer of the receiver' },
      params,
      headers: ifMatch,
      body: z.strictObject({ answer: z.enum(['accepted', 'returned']), reasons }),
      answer: stepAnswer,
      status: 201,
      handle: async ({ service: { ports }, session, params, body, header }) => {
        const expected = expectedVersion(header('if-match'))
        const answer = { report: params.id, expected, ...body }
        return { body: stepOf(await answerByHand(ports, session, answer)) }
      },
    }),
  ]
}

function stepOf({ record, index, receipt }: Appended): StepAnswer {
  if (!record) throw new Error('a step was entered and its record is not there')
  return { record: record.id, version: record.version, index, receipt }
}
