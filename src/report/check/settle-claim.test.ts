import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { DutyStanding, DutyState } from '../../duty/duty-standing.ts'
import type { FigureValue } from '../../ledger/figure.ts'
import type { ClaimCase } from './settle-claim.ts'
import { settleClaim } from './settle-claim.ts'

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

function settle(claim: Partial<ClaimCase>) {
  return settleClaim({
    kind: 'count',
    stated: null,
    blank: false,
    comparator: '=',
    figure: null,
    standing: null,
    ...claim,
  })
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

test('a zero that is stated rightly still has nothing behind it', () => {
  expect(settle({ stated: 0, figure: figure(0) }).state).toBe('unsupported')
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
