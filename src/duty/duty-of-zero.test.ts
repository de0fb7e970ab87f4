import { expect, test } from 'vitest'
import type { FigureDefinition } from '../ledger/figure/figure.ts'
import type { Predicate } from '../ledger/predicate/predicate.ts'
import type { Duty } from './duty.ts'
import { dutyOfZero } from './duty-of-zero.ts'
import type { Requirement } from './requirements/requirement-kinds.ts'

const label = { zh: '事', en: 'Matter' }

function figure(id: string, register: string, where?: Predicate): FigureDefinition {
  const measure = { kind: 'count', register } as const
  return { id, label, unit: label, measure, upward: false, phrases: [], ...(where && { where }) }
}

function duty(id: string, require: Requirement): Duty {
  const source = { instrument: 'own', clause: null, verified: false, tier: 'own' } as const
  return { id, label, part: 'p', source, require }
}

const attest = { per: 'year', by: 'lead' } as const
const byId = <T extends { readonly id: string }>(all: readonly T[]) =>
  new Map(all.map((one) => [one.id, one]))
const figures = byId([
  figure('leaks', 'leak'),
  figure('heavy-leaks', 'leak', { kind: 'heavy' }),
  figure('sanctions', 'discipline', { kind: ['warning', 'heavier'], ground: 'x' }),
  figure('breaches', 'discipline', { ground: 'y' }),
  figure('trips', 'travel'),
  figure('meetings', 'meeting'),
])
const duties = byId([
  duty('meet', { kind: 'quota', figure: 'meetings', atLeast: 1, per: 'year' }),
  duty('no-leak', { kind: 'none', register: 'leak', attest }),
  duty('no-sanction', {
    kind: 'none',
    register: 'discipline',
    where: { ground: 'x', kind: ['warning', 'heavier'] },
    attest,
  }),
  duty('trips-approved', {
    kind: 'none',
    register: 'travel',
    where: { number: { exists: false } },
    attest: { ...attest, basis: ['trips', 'meetings'] },
  }),
])

test.each([
  ['leaks', 'no-leak'],
  ['heavy-leaks', 'no-leak'],
  ['sanctions', 'no-sanction'],
  ['breaches', undefined],
  ['trips', 'trips-approved'],
  ['meetings', undefined],
])('of the zero of %s answers %s', (id, answering) => {
  const found = figures.get(id)
  expect(found && dutyOfZero(found, { duties, figures })?.id).toBe(answering)
})
