import { afterAll, beforeAll, expect, test } from 'vitest'
import { playersIn } from '../../src/web/pack/players.ts'
import { problemOfClaim, wordsOfClaim } from '../../src/web/report/problem-of-claim.ts'
import type { Office } from './people.ts'
import { draftOf, openOffice, step } from './people.ts'

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
  const [player] = playersIn(pack, 'problem')
  if (player === undefined) throw new Error('no register plays problem')
  const draft = await draftOf(clerk, { year: 2025 })
  const body = { revision: draft.revision, verdict: 'returned', reasons: '缺少数据' }
  expect((await step(reviewer, `/drafts/${draft.id}/review`, 0, body)).status).toBe(201)
  const view = (await clerk.ask('GET', `/api/v1/drafts/${draft.id}`)).body
  const { text } = view.document.claims[0]

  const start = problemOfClaim(player, { text, report: view.flow.id })
  expect(start).toEqual({ title: text, source: 'annual-report', about: view.flow.id })
  const values = { ...start, foundOn: '2026-01-05' }
  const told = await clerk.ask('POST', '/api/v1/registers/problem/records', { body: { values } })
  expect(told.status, JSON.stringify(told.body)).toBe(201)
  const kept = await clerk.ask('GET', `/api/v1/records/${told.body.record.id}`)
  expect(kept.body.values).toMatchObject(values)

  const long = problemOfClaim(player, { text: '字'.repeat(500), report: null })
  expect(long).toEqual({ title: '字'.repeat(120), source: 'annual-report' })
  const { source: _, fromReport: __, ...fewer } = player.fields
  const short = problemOfClaim({ ...player, fields: fewer }, { text, report: null })
  expect(short).toEqual({ title: text })
  expect(office.serving.unforeseen).toEqual([])
})
