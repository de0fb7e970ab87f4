import { describe, expect, test } from 'vitest'
import type { DutyState, DutyWindow } from '../../duty/duty-standing.ts'
import type { ShownDuty } from './shown-duties.ts'
import { firstInTrouble, stripOf, windowFirst } from './trouble.ts'

const label = { zh: '责任', en: 'Duty' }

function window(period: string, to: string, state: DutyState): DutyWindow {
  return { period, from: '2025-01-01', to, state, done: 0, owed: 1, records: [] }
}

function shown(id: string, state: DutyState, windows: readonly DutyWindow[] = []): ShownDuty {
  const standing = { duty: id, state, reason: label, windows, records: [], against: [] }
  const source = { instrument: 'own-rule', clause: null, verified: false, tier: 'own' } as const
  const duty = { id, label, part: 'p', source, requirement: label }
  return { duty: duty as ShownDuty['duty'], standing, months: [], late: [] }
}

describe('a part on one line', () => {
  test('stands in the month in which something falls due, by what most asks for attention', () => {
    const half = window('2025-H1', '2025-06-30', 'overdue')
    const other = window('2025-H1', '2025-06-30', 'met')
    const next = window('2025', '2026-02-28', 'atRisk')
    const strip = stripOf([shown('a', 'overdue', [half, next]), shown('b', 'met', [other])], 2025)
    expect(strip).toHaveLength(12)
    expect(strip[5]).toEqual({ state: 'overdue', count: 2, asking: 1 })
    expect(strip[11]).toEqual({ state: 'atRisk', count: 1, asking: 1 })
    expect(strip.filter(({ state }) => state !== null)).toHaveLength(2)
  })

  test('keeps in sight four that ask for something, those that are over first', () => {
    const states: readonly DutyState[] = ['atRisk', 'met', 'atRisk', 'awaitingAttestation']
    const duties = [...states, 'overdue' as const, 'atRisk' as const].map((state, nth) =>
      shown(`d${nth}`, state),
    )
    expect([...firstInTrouble(duties)].sort()).toEqual(['d0', 'd2', 'd4', 'd5'])
  })

  test('opens a duty at what asks for something, or at its end', () => {
    const [met, late] = [
      window('2025-Q1', '2025-03-31', 'met'),
      window('2025-Q2', '2025-06-30', 'overdue'),
    ]
    const last = window('2025-Q3', '2025-09-30', 'onTrack')
    expect(windowFirst({ windows: [met, late, last] })).toBe(late)
    expect(windowFirst({ windows: [met, last] })).toBe(last)
    expect(windowFirst({ windows: [] })).toBeUndefined()
  })
})

test('what was done after its day neither asks for anything nor colours its month', () => {
  const late = { ...window('2025-H1', '2025-06-30', 'overdue'), done: 1 }
  const duty = shown('late', 'overdue', [late])
  expect(firstInTrouble([duty]).size).toBe(0)
  expect(stripOf([duty], 2025)[5]).toEqual({ state: 'doneLate', count: 1, asking: 0 })
})
