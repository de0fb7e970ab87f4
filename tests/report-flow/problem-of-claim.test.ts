import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Register } from '../../src/ledger/register.ts'
import {
  problemOfClaim,
  problemRegister,
  wordsOfClaim,
} from '../../src/web/report/problem-of-claim.ts'
import { draftOf, openOffice, step } from './people.ts'
import type { Office } from './people.ts'

let office: Office

beforeAll(async () => {
  office = await openOffice()
})

afterAll(() => office?.serving.close())

test('a bare number is named by what it counts', () => {
  const figure = { label: { zh: '书记办公会', en: '' }, unit: { zh: '次', en: '' } }
  expect(wordsOfClaim('24', figure)).toBe('书记办公会24次')
  expect(wordsOfClaim('召开24次', figure)).toBe('召开24次')
  expect(wordsOfClaim('24', undefined)).toBe('24')
})

test('a problem noted at a claim carries its words and leads to the report', async () => {
  const { clerk, reviewer } = office
  const pack = (await clerk.ask('GET', '/api/v1/pack')).body
  const register = pack.registers.find((one: Register) => one.id === problemRegister)
  const sources = pack.lists['problem-sources'].map((one: { id: string }) => one.id)
  const draft = await draftOf(clerk, { year: 2025 })
  const body = { revision: draft.revision, verdict: 'returned', reasons: '缺少数据' }
  expect((await step(reviewer, `/drafts/${draft.id}/review`, 0, body)).status).toBe(201)
  const view = (await clerk.ask('GET', `/api/v1/drafts/${draft.id}`)).body
  const { text } = view.document.claims[0]

  const start = problemOfClaim(register, { text, report: view.flow.id, sources })
  expect(start).toEqual({ title: text, source: 'annual-report', about: view.flow.id })
  const values = { ...start, foundOn: '2026-01-05' }
  const told = await clerk.ask('POST', '/api/v1/registers/problem/records', { body: { values } })
  expect(told.status, JSON.stringify(told.body)).toBe(201)
  const kept = await clerk.ask('GET', `/api/v1/records/${told.body.record.id}`)
  expect(kept.body.values).toMatchObject(values)

  const long = problemOfClaim(register, { text: '字'.repeat(500), report: null, sources: [] })
  expect(long).toEqual({ title: '字'.repeat(120) })
  expect(office.serving.unforeseen).toEqual([])
})
