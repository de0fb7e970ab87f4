import { beforeAll, describe, expect, it } from 'vitest'
import type { Pack } from '../../src/pack/pack.ts'
import { readReport } from '../../src/report/read/read-report.ts'
import { parseTemplate } from '../../src/report/template/parse-template.ts'
import type { CaseSide, CoverageCase } from './coverage-cases.ts'
import { coverageCases, coverageRows, faultsOfRecords, outcome } from './coverage-cases.ts'
import { governancePack } from './own-packs.ts'

const rows = await coverageRows()
const cases = await coverageCases()

let pack: Pack

beforeAll(async () => {
  pack = await governancePack()
})

/** Checks one side; only what the case says is compared. */
function expectSide(one: CoverageCase, side: CaseSide): void {
  expect(faultsOfRecords(pack, side)).toEqual([])
  const { state, sentence, value } = side
  expect(outcome(pack, one, side)).toEqual(one.duty ? { state, sentence } : { value })
}

describe('the rows of a real report', () => {
  it('are thirty-six', () => {
    const expected = Array.from({ length: 36 }, (_, n) => `R${String(n + 1).padStart(2, '0')}`)
    expect(rows.map((one) => one.row)).toEqual(expected)
  })

  it.each(rows)('$row $says.zh: everything that carries it is in the pack', ({ carriedBy }) => {
    const { duties = [], figures = [], report, reader } = carriedBy
    for (const id of duties) expect(pack.duties.has(id), id).toBe(true)
    for (const id of figures) expect(pack.figures.has(id), id).toBe(true)
    if (report !== undefined) expect(pack.reports.has(report), report).toBe(true)
    expect(duties.length + figures.length > 0 || report !== undefined || reader !== undefined).toBe(
      true,
    )
  })

  it.each(rows.filter((one) => !one.carriedBy.report && !one.carriedBy.reader))(
    '$row: each duty that carries it has a case; a row without duties has one for a figure',
    ({ row, carriedBy }) => {
      const mine = cases.filter((one) => one.row === row)
      expect(mine.length).toBeGreaterThan(0)
      const covered = mine.map((one) => one.duty)
      expect((carriedBy.duties ?? []).filter((id) => !covered.includes(id))).toEqual([])
    },
  )
})

it('every duty of the pack has a case on both sides', () => {
  const judged = new Set(cases.map((one) => one.duty))
  expect([...pack.duties.keys()].filter((id) => !judged.has(id))).toEqual([])
})

describe.each(cases)('$row $duty $figure', (one) => {
  it('is met by records that meet it', () => {
    expectSide(one, one.meets)
  })

  it('is missed by one', () => {
    expectSide(one, one.misses)
    expect(outcome(pack, one, one.misses)).not.toEqual(outcome(pack, one, one.meets))
  })
})

describe('R35: the report itself', () => {
  it('has three parts, numbered headings and run-in ones', () => {
    const source = pack.reports.get('annual-report')?.source ?? ''
    const { template } = parseTemplate('annual-report', source)
    const blocks = template?.blocks ?? []
    const headings = blocks.filter((one) => one.kind === 'heading')
    expect(headings.filter((one) => one.level === 1)).toHaveLength(3)
    expect(headings.filter((one) => one.level === 2)).toHaveLength(5)
    const runIns = blocks.filter((one) => one.kind === 'paragraph' && one.runIn !== undefined)
    expect(runIns.length).toBeGreaterThanOrEqual(15)
  })

  it('states at least twenty of the duties that carry a row', () => {
    const source = pack.reports.get('annual-report')?.source ?? ''
    const carrying = rows.flatMap(({ carriedBy }) => carriedBy.duties ?? [])
    const named = carrying.filter((id) => source.includes(`"${id}"`))
    // Some duties stand behind a figure's claim or behind a list of problems and steps.
    expect(named.length).toBeGreaterThanOrEqual(20)
  })
})

describe('R36: blanks', () => {
  it.each([
    '书记办公会议专题研究意识形态工作 次。',
    '研究全面从严治党工作X次。',
    '选派第一书记XX人。',
  ])('are found in %s', (text) => {
    const { claims } = readReport(`一、工作情况\n${text}`)
    expect(claims.some((claim) => claim.quantity?.blank === true)).toBe(true)
  })
})
