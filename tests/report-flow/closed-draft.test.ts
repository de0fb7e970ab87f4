import { afterAll, beforeAll, expect, test } from 'vitest'
import { draftOf, openOffice, soundTree } from './people.ts'
import type { Office } from './people.ts'

const year = 2025

let office: Office

beforeAll(async () => {
  office = await openOffice()
}, 120_000)

afterAll(async () => {
  await office?.serving.close()
})

test('whoever may not see an incident is asked to fill no gap that the ledger fills for the signer', async () => {
  const values = { kind: 'medium-lost', happenedOn: `${year}-09-12`, found: '自查发现' }
  const recorded = await office.first.ask('POST', '/api/v1/registers/leak-incident/records', {
    body: { values, reason: '补录' },
  })
  expect(recorded.status, JSON.stringify(recorded.body)).toBe(201)
  const text = (words: string) => ({ kind: 'text' as const, text: words, claim: 'c1' })
  const tree = soundTree({
    blocks: [
      {
        id: 'b1',
        kind: 'paragraph',
        runIn: null,
        inlines: [
          text('发生失泄密事件'),
          { kind: 'shortfall', show: 'days', claim: 'c1' },
          text('。'),
        ],
      },
    ],
    claims: { c1: { by: 'duty', id: 'no-leak', atLeast: false, says: 'fails' } },
  })
  const { id } = await draftOf(office.clerk, { year, tree })
  const seenBy = async (who: keyof Office) =>
    (await (office[who] as Office['clerk']).ask('GET', `/api/v1/drafts/${id}`)).body
  const [toFirst, toReviewer] = [await seenBy('first'), await seenBy('reviewer')]
  expect(toFirst.document.claims[0]).toMatchObject({ state: 'supported' })
  expect(toFirst.document.claims[0].text).toContain('9月12日')
  expect(toReviewer.document.claims[0]).toMatchObject({ state: 'supported', records: [] })
  expect(toReviewer.document.claims[0].text).not.toContain('9月12日')
  expect(toReviewer.document.claims[0].reason.zh).toContain('限知悉')
  const codes = toReviewer.findings.map((one: { code: string }) => one.code)
  expect(codes).not.toContain('report.blank')
})
