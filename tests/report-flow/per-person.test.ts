import { afterAll, beforeAll, expect, test } from 'vitest'
import type { PackView } from '../../src/api/contract/pack.ts'
import type { Finding } from '../../src/report/check/finding.ts'
import { figureProposer } from '../../src/report/propose/propose-figure.ts'
import { figureRanker } from '../../src/report/propose/rank-figures.ts'
import { readReport } from '../../src/report/read/read-report.ts'
import { isOfUnit } from '../../src/web/pack/figures-by-part.ts'
import type { Office } from './people.ts'
import { openOffice, save, soundTree } from './people.ts'

// What one person attended or studied is theirs: nothing offers it as a number of a report.

let office: Office
let pack: PackView

beforeAll(async () => {
  office = await openOffice()
  pack = (await office.clerk.ask('GET', '/api/v1/pack')).body
})

afterAll(() => office.serving.close())

// The reader takes the sum of them where a text says that it is one.
const together = '班子成员共开展全面从严治党专题调研34次。'

test('whoever writes a report is offered the numbers of the unit, and all of those', async () => {
  const { body: draft } = await office.clerk.ask('POST', '/api/v1/drafts', {
    body: { report: 'annual-report', year: 2025 },
  })
  const { body: view } = await office.clerk.ask('GET', `/api/v1/drafts/${draft.id}`)
  const offered = figureRanker(view.wordings)('')
  const ofUnit = pack.figures.filter(isOfUnit)
  expect(ofUnit.length).toBeLessThan(pack.figures.length)
  expect(offered.map(({ figureId }) => figureId)).toEqual(ofUnit.map(({ id }) => id))
})

test('a number typed without support is told of no figure per person', async () => {
  const { body: draft } = await office.clerk.ask('POST', '/api/v1/drafts', {
    body: { report: 'annual-report', year: 2024 },
  })
  const path = `/api/v1/drafts/${draft.id}`
  const inlines = [{ kind: 'text', text: together, claim: null }] as const
  const block = { id: 'b1', kind: 'paragraph', runIn: null, inlines } as const
  const tree = soundTree({ blocks: [block], claims: {} })
  expect((await save(office.clerk, { id: draft.id, revision: 1 }, tree)).status).toBe(200)
  const { body: view } = await office.clerk.ask('GET', path)
  const [count] = readReport(together).claims.filter(({ kind }) => kind === 'count')
  if (count === undefined) throw new Error('the text states no count')
  expect(figureProposer(view.wordings)(together, count)).toBeNull()
  const free = view.findings.filter((one: Finding) => one.text.zh.includes('34次'))
  const names = pack.figures.filter((one) => !isOfUnit(one)).map(({ label }) => label.zh)
  expect(free).toHaveLength(1)
  expect(names.filter((name) => JSON.stringify(free).includes(name))).toEqual([])
})

test('no count of an earlier report is bound to one, proposed or asked for', async () => {
  const text = `一、工作情况\n${together}`
  const { body: read } = await office.clerk.ask('POST', '/api/v1/reading', {
    body: { text, year: 2023 },
  })
  const [count] = read.claims.filter((one: { quantity: unknown }) => one.quantity !== null)
  // The check of a text says what it counts; a report is not begun with it.
  expect(count.figure).toBe('research-by-leader')
  const { body: last } = await office.clerk.ask('POST', '/api/v1/reading/last-report?year=2023', {
    file: new TextEncoder().encode(text),
  })
  expect(last.claims.map((one: { figure: string | null }) => one.figure)).toEqual([null])
  const begun = await office.clerk.ask('POST', '/api/v1/drafts/from-text', {
    body: {
      report: 'annual-report',
      year: 2023,
      text,
      bindings: { [count.id]: 'research-by-leader' },
    },
  })
  expect(begun.body.code).toBe('reading.binding')
  expect(begun.body.faults[0].text).toContain('按人统计')
})

test('the figures of a year carry no list of people by number', async () => {
  const { body } = await office.clerk.ask('GET', '/api/v1/figures?period=2026')
  const perPerson = pack.figures.filter((one) => !isOfUnit(one)).map(({ id }) => id)
  const told = body.figures.filter(({ figure }: { figure: string }) => perPerson.includes(figure))
  expect(told.length).toBeGreaterThan(0)
  for (const one of told) {
    expect(one).not.toHaveProperty('groups')
    const path = `/api/v1/figures/${one.figure}?period=2026&ids=true`
    const { body: alone } = await office.clerk.ask('GET', path)
    expect(alone).not.toHaveProperty('groups')
    expect(alone.ids).not.toHaveProperty('groups')
  }
})
