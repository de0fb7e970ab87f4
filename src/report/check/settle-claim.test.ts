import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { DutyStanding, DutyState } from '../../duty/duty-standing.ts'
import type { FigureValue } from '../../ledger/figure/figure.ts'
import { judgingRules } from '../document.ts'
import { settlerOf } from './settle-as-before.ts'
import type { ClaimCase } from './settle-claim.ts'
import { lastYearOf, settleClaim } from './settle-claim.ts'
import { shortBy } from './settle-said.ts'

const label = { zh: '次', en: 'times' }

function figure(value: FigureValue['value'], lastYear?: number | null): FigureValue {
  const count = typeof value === 'number' ? value : 0
  return {
    figure: 'f',
    value,
    unit: label,
    period: '2025',
    definition: label,
    records: Array.from({ length: count }, (_, at) => `r${at}`),
    asOf: { size: 1, root: '' },
    ...(lastYear === undefined ? {} : { lastYear }),
  }
}

function standing(state: DutyState, against: string[] = []): DutyStanding {
  return { duty: 'd', state, reason: label, windows: [], records: ['a'], against }
}

function caseOf(claim: Partial<ClaimCase>): ClaimCase {
  return {
    kind: 'count',
    stated: null,
    blank: false,
    comparator: '=',
    figure: null,
    standing: null,
    ...claim,
  }
}

function settle(claim: Partial<ClaimCase>) {
  return settleClaim(caseOf(claim))
}

test.each([
  ['=', 3, 3, 'supported'],
  ['=', 3, 4, 'contradicted'],
  ['=', 3, 2, 'contradicted'],
  ['>=', 3, 3, 'supported'],
  ['>=', 3, 4, 'supported'],
  ['>=', 3, 2, 'contradicted'],
  ['<=', 3, 3, 'supported'],
  ['<=', 3, 4, 'contradicted'],
  ['~', 100, 110, 'supported'],
  ['~', 100, 111, 'contradicted'],
] as const)('a count of %s %i over a ledger of %i is %s', (comparator, stated, ledger, state) => {
  expect(settle({ comparator, stated, figure: figure(ledger) }).state).toBe(state)
})

test.each([
  ['met', 'supported', 'd'],
  ['awaitingAttestation', 'awaiting', 'd'],
  ['onTrack', 'awaiting', 'd'],
] as const)('a zero whose answering duty is %s is %s', (state, expected, duty) => {
  const verdict = settle({ stated: 0, figure: figure(0), answer: standing(state) })
  expect(verdict).toMatchObject({ state: expected, duty, ledger: 0 })
  expect(settle({ kind: 'none', figure: figure(0), answer: standing(state) }).state).toBe(expected)
})

test('a zero that nobody answers for waits, and what else happened does not contradict it', () => {
  expect(settle({ stated: 0, figure: figure(0) }).state).toBe('awaiting')
  const other = standing('notDone', ['elsewhere'])
  expect(settle({ stated: 0, figure: figure(0), answer: other }).state).toBe('awaiting')
  expect(settle({ stated: 0, figure: figure(1), answer: standing('met') }).state).toBe(
    'contradicted',
  )
})

test.each([
  [8, 9, 8, 'supported'],
  [8, 9, 9, 'supported'],
  [8, 9, 10, 'contradicted'],
  [8, 9, 7, 'contradicted'],
] as const)('a range of %i to %i over a ledger of %i is %s', (stated, upper, ledger, state) => {
  const verdict = settle({ stated, upper, comparator: '>=', figure: figure(ledger) })
  expect(verdict.state).toBe(state)
  if (state === 'contradicted') expect(verdict.reason.zh).toContain('8—9')
})

test.each([
  // 45 of 48 is 93.75: by GB/T 8170 93.8 to one digit, 94 to none.
  [93.8, undefined, [45, 48], 'supported'],
  [93.75, undefined, [45, 48], 'supported'],
  [94, undefined, [45, 48], 'supported'],
  [93.7, undefined, [45, 48], 'contradicted'],
  [93, undefined, [45, 48], 'contradicted'],
  [94, 1, [45, 48], 'contradicted'],
  [100, undefined, [2999, 3000], 'contradicted'],
  [99.9, undefined, [2999, 3000], 'supported'],
  [100, undefined, [48, 48], 'supported'],
  [0, undefined, [0, 5], 'supported'],
] as const)('%s%% stated to %s digits over %j is %s', (stated, digits, [part, whole], state) => {
  const share = { ...figure({ part, whole }), records: ['a'] }
  const given = digits === undefined ? {} : { digits }
  expect(settle({ stated, figure: share, ...given }).state).toBe(state)
  // What is printed is at least what is printed.
  if (state === 'supported') {
    expect(settle({ stated, comparator: '>=', figure: share, ...given }).state).toBe('supported')
  }
})

test('everyone is held to what the text says; what the duty asks is a note beside it', () => {
  const each = (state: DutyState, least: number) => ({ ...standing(state), least })
  const say = (stated: number | null, state: DutyState, least: number) =>
    settle({ kind: 'everyone', stated, standing: each(state, least) })
  expect(say(1, 'overdue', 1)).toMatchObject({ state: 'supported', ledger: 1, note: {} })
  expect(say(null, 'overdue', 1)).toMatchObject({ state: 'supported', note: {} })
  expect(say(2, 'met', 2)).not.toHaveProperty('note')
  expect(say(2, 'overdue', 1).state).toBe('contradicted')
  expect(say(1, 'overdue', 0).state).toBe('contradicted')
  expect(say(null, 'overdue', 0).state).toBe('contradicted')
  // Whoever has nothing stands in no group: the duty, which knows everybody, decides.
  const groups = [{ key: 'p1', value: 1, records: ['a'] }]
  const split = { ...figure(1), groups }
  expect(
    settle({ kind: 'everyone', stated: 1, figure: split, standing: each('overdue', 0) }).state,
  ).toBe('contradicted')
})

test('what is said of a year to come is not held against this one', () => {
  const verdict = settle({ stated: 4, figure: figure(9), planned: true })
  expect(verdict).toMatchObject({ state: 'unbound', ledger: null, records: [] })
  expect(verdict.reason.zh).toBe('说的是以后的打算，不与本年台账比较')
})

test('a first year says that there is nothing to compare with', () => {
  const verdict = settle({ kind: 'compare', figure: figure(9, null) })
  expect(verdict.state).toBe('unsupported')
  expect(verdict.reason.zh).toBe('本单位没有上年的台账，也没有录入上年基数，无从比较')
  const told = { record: 'b', source: '2024年度报告' }
  const stated = settle({
    kind: 'compare',
    figure: { ...figure(9, 12), lastYearStated: told },
  })
  expect(stated.state).toBe('supported')
  expect(stated.note?.zh).toContain('人工填报')
  expect(stated.note?.zh).toContain('2024年度报告')
  expect(settle({ kind: 'compare', standing: standing('notApplicable') }).state).toBe('unsupported')
  expect(settle({ kind: 'compare', standing: standing('met') }).state).toBe('supported')
})

test('what was signed before is judged by the rules of then', () => {
  const before = settlerOf(undefined)
  const said = (claim: Partial<ClaimCase>) => before(caseOf(claim))
  expect(said({ stated: 0, figure: figure(0), answer: standing('met') }).state).toBe('unsupported')
  const share = { ...figure({ part: 45, whole: 48 }), records: ['a'] }
  expect(said({ stated: 93.7, figure: share }).state).toBe('supported')
  expect(said({ stated: 93.8, figure: share }).state).toBe('contradicted')
  expect(said({ stated: 8, upper: 9, comparator: '>=', figure: figure(10) }).state).toBe(
    'supported',
  )
  expect(said({ kind: 'compare', figure: figure(9, null) }).state).toBe('contradicted')
  const least = { ...standing('overdue'), least: 1 }
  expect(said({ kind: 'everyone', stated: 1, standing: least }).state).toBe('contradicted')
  expect(settlerOf(judgingRules)(caseOf({ stated: 93.8, figure: share })).state).toBe('supported')
})

test('a blank keeps the number that the ledger would put there', () => {
  const verdict = settle({ blank: true, figure: figure(7) })
  expect(verdict).toMatchObject({ state: 'blank', ledger: 7 })
  expect(verdict.reason.zh).toBe('此处数字留空，台账为7')
})

test.each([
  ['met', 'supported'],
  ['awaitingAttestation', 'awaiting'],
  ['onTrack', 'awaiting'],
  ['overdue', 'awaiting'],
  ['notDone', 'contradicted'],
] as const)('a negative whose duty is %s is %s', (state, expected) => {
  expect(settle({ kind: 'none', standing: standing(state) }).state).toBe(expected)
})

test('a record against a negative contradicts it even where it was attested', () => {
  const verdict = settle({ kind: 'none', standing: standing('met', ['leak']) })
  expect(verdict).toMatchObject({ state: 'contradicted', records: ['leak'] })
})

test('that nothing is recorded proves no negative', () => {
  expect(settle({ kind: 'none', figure: figure(0) }).state).toBe('awaiting')
  expect(settle({ kind: 'none', figure: figure(1) }).state).toBe('contradicted')
})

test.each([
  [9, 9, 'supported'],
  [9, 8, 'contradicted'],
  [9, null, 'unsupported'],
  [0, 9, 'supported'],
  [0, 0, 'unsupported'],
] as const)('papers %i against %s last year are %s', (now, before, state) => {
  expect(settle({ kind: 'compare', figure: figure(now, before) }).state).toBe(state)
})

test('the year before is told in what this one is told in: yuan, and percent rounded alike', () => {
  const money = { ...figure(150_000, 120_050), scale: 'fen' as const }
  expect(lastYearOf(money)).toBe(1200.5)
  expect(shortBy({ figure: money, standing: null })).toBe(299.5)
  const share = figure({ part: 2, whole: 3 }, 2 / 3)
  expect(lastYearOf(share)).toBe(66.7)
  expect(lastYearOf({ ...share, rounding: 'cut' })).toBe(66.6)
  const settled = settle({ kind: 'compare', figure: { ...share, records: ['a'] } })
  expect([settled.state, settled.reason.zh]).toEqual(['supported', '本年66.7，上年66.7，没有增加'])
  expect(shortBy({ figure: figure({ part: 3, whole: 4 }, 2 / 3), standing: null })).toBe(8.3)
})

test('a claim bound to nothing is never supported', () => {
  fc.assert(
    fc.property(
      fc.constantFrom<ClaimCase['kind'][]>('count', 'none', 'everyone', 'compare', 'event', 'list'),
      fc.option(fc.nat(), { nil: null }),
      fc.boolean(),
      (kind, stated, blank) => {
        const { state, ledger } = settle({ kind, stated, blank })
        expect(state).toBe(blank ? 'blank' : 'unbound')
        expect(ledger).toBeNull()
      },
    ),
  )
})
