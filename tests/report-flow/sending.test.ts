import { afterEach, beforeEach, expect, test } from 'vitest'
import type { RecordView } from '../../src/api/contract/record.ts'
import { goodPassword, todayThere } from '../api/serving.ts'
import type { Office } from './people.ts'
import { draftOf, openOffice, override, soundTree, step } from './people.ts'

// Sending a report writes the dispatch and the paper it is: nothing that the report says is typed again.

let office: Office

beforeEach(async () => {
  office = await openOffice()
})

afterEach(async () => {
  const { unforeseen } = office.serving
  await office.serving.close()
  if (unforeseen.length > 0) throw unforeseen[0]
})

/** A report is sent in the year after the one it is about. */
const year = Number(todayThere().slice(0, 4)) - 1

/** A frozen report; its id, and the version to send it under. */
async function frozen(given: Parameters<typeof soundTree>[0] = {}) {
  const tree = soundTree({ title, ...given })
  const { id, revision } = await draftOf(office.clerk, { year, tree })
  const done = [
    await override(office.first, id),
    await step(office.reviewer, `/drafts/${id}/review`, 0, { revision, verdict: 'passed' }),
    await step(office.first, `/drafts/${id}/sign`, 1, { revision, password: goodPassword }),
  ]
  for (const { status, body } of done) expect(status, JSON.stringify(body)).toBe(201)
  const { body } = await office.clerk.ask('GET', `/api/v1/drafts/${id}`)
  return { id: body.flow.id as string, version: 3 }
}

const title = `海棠市档案馆关于${year}年度落实主体责任情况的报告`

async function recordsOf(register: string) {
  const { body } = await office.clerk.ask('GET', `/api/v1/registers/${register}/records?columns=*`)
  return body.items
}

test('a report that is sent is entered as dispatch and as document, with its file', async () => {
  const report = await frozen()
  const told = await office.clerk.ask('GET', `/api/v1/issued/${report.id}/sending`)
  expect(told.body.event).toMatchObject({
    kind: 'annual-report-sent',
    facts: { title, number: '海档〔2026〕3号', year },
    parts: [{ register: 'dispatch', values: { to: 'party-committee' } }, { register: 'document' }],
  })
  expect((await step(office.clerk, `/issued/${report.id}/send`, report.version)).status).toBe(201)
  const [dispatch] = await recordsOf('dispatch')
  const [document] = await recordsOf('document')
  expect(dispatch.values).toEqual({
    kind: 'annual-governance',
    title,
    sentOn: told.body.event.facts.day,
    to: 'party-committee',
    forYear: year,
    number: '海档〔2026〕3号',
    event: report.id,
  })
  const { body: sent } = await office.clerk.ask('GET', `/api/v1/records/${report.id}`)
  expect(document.values).toMatchObject({
    kind: 'report',
    direction: 'upward',
    issuer: sent.values.signer,
    event: report.id,
  })
  // It meets the duty of reporting, in the year that the report is about.
  const { body: uses } = await office.clerk.ask('GET', `/api/v1/records/${dispatch.id}/uses`)
  expect([uses.year, uses.duties.map((one: { duty: string }) => one.duty)]).toEqual([
    year,
    ['annual-report-sent'],
  ])
  const [file] = document.values.text
  const path = `/api/v1/records/${document.id}/files/${file.sha256}`
  const bytes = (await office.clerk.ask('GET', path)).bytes
  const frozenFile = await office.auditor.ask('GET', `/api/v1/issued/${report.id}/file`)
  expect(Buffer.from(bytes).equals(Buffer.from(frozenFile.bytes))).toBe(true)
  // Each opens the others.
  const beside = await office.clerk.ask('GET', `/api/v1/records/${dispatch.id}/event`)
  expect(beside.body.parts.map((one: RecordView) => one.id)).toEqual([document.id])
  const ofReport = await office.clerk.ask('GET', `/api/v1/records/${report.id}/event`)
  expect(ofReport.body.parts.map((one: RecordView) => one.id)).toEqual([dispatch.id, document.id])
})

test('sending twice, at once or again, writes nothing twice', async () => {
  const report = await frozen()
  const send = () => step(office.clerk, `/issued/${report.id}/send`, report.version)
  const answers = [...(await Promise.all([send(), send(), send()])), await send()]
  expect(answers.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([
    201, 412, 412, 412,
  ])
  expect(await recordsOf('dispatch')).toHaveLength(1)
  expect(await recordsOf('document')).toHaveLength(1)
})

test('what was entered by hand is not entered again', async () => {
  const values = {
    kind: 'annual-governance',
    title,
    sentOn: todayThere(),
    to: 'party-committee',
    forYear: year,
  }
  await office.clerk.ask('POST', '/api/v1/registers/dispatch/records', { body: { values } })
  const report = await frozen()
  await step(office.clerk, `/issued/${report.id}/send`, report.version)
  expect(await recordsOf('dispatch')).toHaveLength(1)
  expect(await recordsOf('document')).toHaveLength(1)
})

test('somebody may change what is entered; what is wrong is refused as a whole', async () => {
  const report = await frozen({ number: '', addressee: '市人大常委会' })
  const { event } = (await office.clerk.ask('GET', `/api/v1/issued/${report.id}/sending`)).body
  // Without a number it is no numbered paper; to whom it went no list knows.
  expect(event.parts.map((one: RecordView) => one.register)).toEqual(['dispatch'])
  const refused = await step(office.clerk, `/issued/${report.id}/send`, report.version)
  expect([refused.status, refused.body.faults[0].at]).toEqual([422, ['parts', 'dispatch', 'to']])
  const parts = [{ register: 'dispatch', values: { to: 'superior-bureau' } }]
  const body = { event: { ...event, parts } }
  const sent = await step(office.clerk, `/issued/${report.id}/send`, report.version, body)
  expect(sent.status, JSON.stringify(sent.body)).toBe(201)
  expect((await recordsOf('dispatch'))[0].values.to).toBe('superior-bureau')
})

test('somebody may leave it out', async () => {
  const report = await frozen()
  const body = { event: { kind: 'annual-report-sent', facts: {}, parts: [] } }
  const sent = await step(office.clerk, `/issued/${report.id}/send`, report.version, body)
  expect(sent.status).toBe(201)
  expect(await recordsOf('dispatch')).toEqual([])
})
