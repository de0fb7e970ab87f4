import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Office } from './people.ts'
import { issueReport, openOffice, soundTree } from './people.ts'

let office: Office

beforeAll(async () => {
  office = await openOffice()
})

afterAll(() => office.serving.close())

const sentence = '逐柜核对库房温湿度记录，发现问题当场整改并向分管领导报告。'
const paragraph = `一、工作情况\n组织学习4次。${sentence}`

const begin = (given: object) =>
  office.clerk.ask('POST', '/api/v1/drafts/from-text', {
    body: { report: 'annual-report', year: 2025, text: paragraph, ...given },
  })

test('what cannot be begun is refused with a word, and nothing is begun', async () => {
  const { body: read } = await office.clerk.ask('POST', '/api/v1/reading', {
    body: { text: paragraph, year: 2025 },
  })
  const [count] = read.claims.filter((one: { quantity: unknown }) => one.quantity !== null)
  const refused = [
    await begin({ bindings: { [count.id]: 'no-such-figure' } }),
    await begin({ bindings: { c999: 'ideology-rules', [count.id]: '' } }),
    await begin({ text: '机密★一年\n正文。' }),
    await begin({ report: 'no-such-report' }),
    await begin({ text: '' }),
  ]
  expect(refused.map(({ body }) => body.code)).toEqual([
    'reading.binding',
    'reading.binding',
    'text.secret',
    'report.unknown',
    'request.invalid',
  ])
  expect(refused[0]?.body.faults[0].text).toContain(count.text)
  expect((await office.clerk.ask('GET', '/api/v1/drafts?year=2025')).body).toEqual([])
})

test('a pasted paragraph becomes a draft with the head of its template', async () => {
  const { body: read } = await office.clerk.ask('POST', '/api/v1/reading', {
    body: { text: paragraph, year: 2025 },
  })
  const [count] = read.claims.filter((one: { quantity: unknown }) => one.quantity !== null)
  const begun = await begin({ bindings: { [count.id]: 'ideology-rules' } })
  expect(begun.status).toBe(201)
  const { body: view } = await office.clerk.ask('GET', `/api/v1/drafts/${begun.body.id}`)
  expect(view.tree.title).toContain('2025年')
  expect(view.tree.addressee).not.toBe('')
  expect(view.document.claims).toMatchObject([{ figure: 'ideology-rules', stated: 0 }])
  expect((await begin({})).body.code).toBe('draft.exists')
})

test('sentences that stand in a text given are shown with their passage', async () => {
  const { body: listed } = await office.clerk.ask('GET', '/api/v1/drafts?year=2025')
  const texts = [{ name: '上级通知', text: `各单位：\n${sentence}另行通知。` }]
  const path = `/api/v1/drafts/${listed[0].id}/likeness`
  const { status, body } = await office.clerk.ask('POST', path, { body: { texts } })
  expect(status).toBe(200)
  const same = '逐柜核对库房温湿度记录，发现问题当场整改并向分管领导报告'
  expect(body.passages).toMatchObject([
    { kind: 'verbatim', source: '上级通知', words: same, passage: same },
  ])
})

test('our own signed file is known as such, and becomes next year’s draft with its bindings', async () => {
  const { id, bytes } = await issueReport(office, 2023)
  const pdf = await office.clerk.ask('GET', `/api/v1/issued/${id}/file?format=pdf`)
  for (const [file, year] of [
    [bytes, 2024],
    [pdf.bytes, 2022],
  ] as const) {
    const path = `/api/v1/reading/last-report?year=${year}`
    const told = await office.clerk.ask('POST', path, { file })
    expect(told.status, JSON.stringify(told.body)).toBe(200)
    const { text, notices, renewed } = told.body
    expect(text).not.toContain('核验说明')
    expect(notices.map((one: { zh: string }) => one.zh).join()).not.toMatch(/与签发时不一致/)
    expect(renewed).toMatchObject({ report: 'annual-report', of: 2023, bound: 1, released: [] })
    const begun = await office.clerk.ask('POST', '/api/v1/drafts/from-signed', {
      body: { report: renewed.report, year, tree: renewed.tree },
    })
    expect(begun.status, JSON.stringify(begun.body)).toBe(201)
    const { body: view } = await office.clerk.ask('GET', `/api/v1/drafts/${begun.body.id}`)
    expect(view.document).toMatchObject({ year, claims: [{ figure: 'ideology-rules', stated: 0 }] })
    expect(view.tree).toMatchObject({ issuer: '', number: '', date: '' })
    expect(JSON.stringify(view.tree)).not.toContain('核验说明')
    expect(view.tree.blocks).toHaveLength(soundTree().blocks.length)
  }
}, 120_000)

test('a file of ours that was changed, or is of another body, is no more than its text', async () => {
  const folder = join(import.meta.dirname, '../kept/v0.1.0-2026-11-28')
  for (const name of ['report-2025.docx', 'report-2025.changed.docx']) {
    const file = readFileSync(join(folder, name))
    const told = await office.clerk.ask('POST', '/api/v1/reading/last-report?year=2026', { file })
    expect([told.status, told.body.renewed]).toEqual([200, null])
  }
})

test('nothing of all this was unforeseen', () => {
  expect(office.serving.unforeseen).toEqual([])
})
