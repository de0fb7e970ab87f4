import { trailRestricted } from '../../app/access/trail-restricted.ts'
import type { ListedRecords } from '../../app/records/list-records.ts'
import { listRecords } from '../../app/records/list-records.ts'
import { listVersions } from '../../app/records/list-versions.ts'
import { proveRecord } from '../../app/records/prove-record.ts'
import { readRecord } from '../../app/records/read-record.ts'
import type { FoundIn } from '../../app/records/search-records.ts'
import { searchRecords } from '../../app/records/search-records.ts'
import { usesOfRecord } from '../../app/records/uses-of-record.ts'
import { correctRecord, recordEntry, voidRecord } from '../../app/records/write-record.ts'
import { reportsRestingOn } from '../../app/report/reports-resting-on.ts'
import type { RecordPage, SearchAnswer } from '../contract/record.ts'
import {
  correctBody,
  createBody,
  listQuery,
  proofQuery,
  proofView,
  recordPage,
  recordParams,
  recordView,
  registerParams,
  restingReports,
  searchAnswer,
  searchQuery,
  usesView,
  versionViews,
  voidBody,
  writeAnswer,
} from '../contract/record.ts'
import { expectedVersion, idempotencyKey, tagOf } from '../preconditions.ts'
import type { Route } from '../route.ts'
import { JsonText, route } from '../route.ts'
import { whereIn } from '../where-in.ts'
import { idempotencyOf, shown, written } from '../written.ts'

function columnsIn(text: string | undefined): readonly string[] | 'declared' | undefined {
  if (text === undefined) return 'declared'
  return text === '*' ? undefined : text.split(',')
}

/**
 * Each record is written around its values, which are JSON already, and all of them are put
 * together once: a long text to which something is added is made anew. Where one character is
 * Chinese every character takes two bytes, so titles are written by themselves.
 */
function pageText({ items, withheld, next, columns }: ListedRecords): JsonText<RecordPage> {
  const withheldText = JSON.stringify(withheld)
  const texts = items.map(({ record, title, valuesText }, nth) => {
    const beside = {
      id: record.id,
      register: record.register,
      version: record.version,
      state: record.state,
      occurredOn: record.occurredOn,
      firstRecordedAt: record.firstRecordedAt,
      recordedAt: record.recordedAt,
      lateDays: record.lateDays,
      lateReason: record.lateReason,
      entry: record.entry,
      firstEntry: record.firstEntry,
    } satisfies Omit<RecordPage['items'][number], 'title' | 'withheld' | 'values'>
    const said = `"title":${JSON.stringify(title)},"withheld":${withheldText}`
    const comma = nth === 0 ? '' : ','
    return `${comma}${JSON.stringify(beside).slice(0, -1)},${said},"values":${valuesText}}`
  })
  const rest = JSON.stringify({ next, columns } satisfies Omit<RecordPage, 'items'>)
  return new JsonText(['{"items":[', ...texts, `],${rest.slice(1)}`].join(''))
}

/** The pages of a search, each under its register. */
function searchText(found: readonly FoundIn[]): JsonText<SearchAnswer> {
  const texts = found.map(
    ({ register, list }) =>
      `{"register":${JSON.stringify(register)},"page":${pageText(list).text}}`,
  )
  return new JsonText(`{"found":[${texts.join(',')}]}`)
}

/** Records: one set of routes for every register of the pack. */
export const recordRoutes: readonly Route[] = [
  route({
    id: 'records.search',
    method: 'GET',
    path: '/search',
    access: { who: 'member', scope: 'read' },
    summary: { zh: '在全部台账中搜索', en: 'Search all registers' },
    query: searchQuery,
    answer: searchAnswer,
    handle: async ({ service, session, query, lang }) => {
      const found = await searchRecords(service.ports, session, { ...query, lang })
      const registers = found.map(({ register }) => register)
      await trailRestricted(service.ports, session, { registers, how: 'search' })
      return { body: searchText(found) }
    },
  }),
  route({
    id: 'records.list',
    method: 'GET',
    path: '/registers/{register}/records',
    access: { who: 'member', scope: 'read' },
    summary: { zh: '列出记录', en: 'List records' },
    params: registerParams,
    query: listQuery,
    answer: recordPage,
    handle: async ({ service, session, params, query, lang }) => {
      const { from, to, search, voided, sort, after, limit } = query
      const columns = columnsIn(query.columns)
      const list = { register: params.register, from, to, search, sort, after, limit, columns }
      const where = whereIn(query)
      const asked = { list: { ...list, where, includeVoid: voided === 'true' }, lang }
      const page = await listRecords(service.ports, session, asked)
      const registers = page.items.length === 0 ? [] : [params.register]
      const how = search === undefined ? 'list' : 'search'
      await trailRestricted(service.ports, session, { registers, how })
      return { body: pageText(page) }
    },
  }),
  route({
    id: 'records.create',
    method: 'POST',
    path: '/registers/{register}/records',
    access: { who: 'member', scope: 'record' },
    summary: { zh: '登记', en: 'Record' },
    params: registerParams,
    body: createBody,
    answer: writeAnswer,
    status: 201,
    headers: [{ name: 'Idempotency-Key', required: false }],
    handle: async ({ service, session, params, body, header, lang }) => {
      const key = idempotencyKey(header('idempotency-key'))
      const appended = await recordEntry(service.ports, session, {
        register: params.register,
        values: body.values,
        reason: body.reason ?? null,
        isAnother: body.another === true,
        idempotency: idempotencyOf(session, key, [params.register, body]),
      })
      return written(service, session, { appended, lang })
    },
  }),
  route({
    id: 'record.read',
    method: 'GET',
    path: '/records/{id}',
    access: { who: 'member', scope: 'read' },
    summary: { zh: '打开记录', en: 'Open a record' },
    params: recordParams,
    answer: recordView,
    handle: async ({ service, session, params, lang }) => {
      const record = await readRecord(service.ports, session, params.id)
      await trailRestricted(service.ports, session, {
        register: record.register,
        record: record.id,
      })
      return { body: await shown(service, session, { record, lang }), headers: tagOf(record) }
    },
  }),
  route({
    id: 'record.correct',
    method: 'PUT',
    path: '/records/{id}',
    access: { who: 'member', scope: 'record' },
    summary: { zh: '更正', en: 'Correct' },
    params: recordParams,
    body: correctBody,
    answer: writeAnswer,
    headers: [{ name: 'If-Match', required: true }],
    handle: async ({ service, session, params, body, header, lang }) => {
      const expected = expectedVersion(header('if-match'))
      const { values, reason, another: isAnother = false } = body
      const request = { record: params.id, expected, values, reason, isAnother }
      const appended = await correctRecord(service.ports, session, request)
      return written(service, session, { appended, lang })
    },
  }),
  route({
    id: 'record.void',
    method: 'POST',
    path: '/records/{id}/void',
    access: { who: 'member', scope: 'record' },
    summary: { zh: '作废', en: 'Void' },
    params: recordParams,
    body: voidBody,
    answer: writeAnswer,
    headers: [{ name: 'If-Match', required: true }],
    handle: async ({ service, session, params, body, header, lang }) => {
      const expected = expectedVersion(header('if-match'))
      const request = { record: params.id, expected, ...body }
      const appended = await voidRecord(service.ports, session, request)
      return written(service, session, { appended, lang })
    },
  }),
  route({
    id: 'record.versions',
    method: 'GET',
    path: '/records/{id}/versions',
    access: { who: 'member', scope: 'read' },
    summary: { zh: '历次版本', en: 'Versions' },
    params: recordParams,
    answer: versionViews,
    handle: async ({ service, session, params }) => ({
      body: await listVersions(service.ports, session, params.id),
    }),
  }),
  route({
    id: 'record.proof',
    method: 'GET',
    path: '/records/{id}/proof',
    access: { who: 'member', scope: 'read' },
    summary: { zh: '证明', en: 'Proof' },
    params: recordParams,
    query: proofQuery,
    answer: proofView,
    handle: async ({ service, session, params, query }) => {
      const asked = { id: params.id, version: query.version ?? null }
      return { body: await proveRecord(service.ports, session, asked) }
    },
  }),
  route({
    id: 'record.uses',
    method: 'GET',
    path: '/records/{id}/uses',
    access: { who: 'member', scope: 'read' },
    summary: { zh: '用在何处', en: 'Where it is used' },
    params: recordParams,
    answer: usesView,
    handle: async ({ service, session, params }) => ({
      body: await usesOfRecord(service.ports, session, params.id),
    }),
  }),
  route({
    id: 'record.reports',
    method: 'GET',
    path: '/records/{id}/reports',
    access: { who: 'member', scope: 'read' },
    summary: { zh: '依据它的已签发报告', en: 'Signed reports that rest on it' },
    params: recordParams,
    answer: restingReports,
    handle: async ({ service, session, params }) => ({
      body: { reports: await reportsRestingOn(service.ports, session, params.id) },
    }),
  }),
]
