import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Office } from './people.ts'
import { draftOf, openOffice, soundTree, step } from './people.ts'

const year = 2025

let office: Office

beforeAll(async () => {
  office = await openOffice()
})

afterAll(async () => {
  await office?.serving.close()
})

test('a drafter who may not see an incident is asked to fill no gap; its reviewer reads what is signed', async () => {
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
  const [toFirst, toClerk, toReviewer] = [
    await seenBy('first'),
    await seenBy('clerk'),
    await seenBy('reviewer'),
  ]
  expect(toFirst.document.claims[0]).toMatchObject({ state: 'supported' })
  expect(toFirst.document.claims[0].text).toContain('9月12日')
  expect(toFirst.document.claims[0].records).toHaveLength(1)
  expect(toClerk.document.claims[0]).toMatchObject({ state: 'supported', records: [] })
  expect(toClerk.document.claims[0].text).not.toContain('9月12日')
  expect(toClerk.document.claims[0].reason.zh).toContain('限知悉')
  const codes = toClerk.findings.map((one: { code: string }) => one.code)
  expect(codes).not.toContain('report.blank')
  // A review of other words than those that will be signed would be none.
  expect(toReviewer.document.blocks).toEqual(toFirst.document.blocks)
  expect(toReviewer.document.claims[0]).toMatchObject({ state: 'supported', records: [] })
  expect(toReviewer.document.claims[0].reason.zh).toContain('限知悉')

  const { revision } = toReviewer.draft ?? toReviewer
  const passed = { revision, verdict: 'passed' }
  const reviewed = await step(office.reviewer, `/drafts/${id}/review`, 0, passed)
  expect(reviewed.status, JSON.stringify(reviewed.body)).toBe(201)
  expect((await seenBy('reviewer')).document.blocks).toEqual(toFirst.document.blocks)
})
