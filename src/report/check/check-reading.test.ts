import { expect, test } from 'vitest'
import type { FigureValue } from '../../ledger/figure/figure.ts'
import { inOneGo } from '../in-one-go.ts'
import type { ReadClaim, Reading } from '../read/reading.ts'
import type { CarriedClaim } from './carried-claim.ts'
import { claimOfTag, parseCarriedReport } from './carried-claim.ts'
import type { Carried, CheckSources } from './check-reading.ts'
import { checkReading } from './check-reading.ts'

function holdAgainst(read: Reading, from: CheckSources, carried?: Carried) {
  return inOneGo(checkReading(read, from, carried))
}

const once = { zh: '次', en: 'times' }

function figure(value: number): FigureValue {
  return {
    figure: 'study',
    value,
    unit: once,
    period: '2025',
    definition: once,
    records: value > 0 ? ['m1'] : [],
    asOf: { size: 1, root: '' },
  }
}

/** A reading of `研究N次` at the place where it stands in `text`. */
function reading(text: string, value: number | null): Reading {
  const words = value === null ? '次' : `${value}次`
  const start = text.indexOf(words)
  const claim: ReadClaim = {
    id: 'r1',
    section: null,
    kind: 'count',
    text: words,
    start,
    end: start + words.length,
    quantity: { value, unit: '次', comparator: '=', blank: value === null },
    state: 'unbound',
    figure: null,
    ledger: null,
  }
  return {
    title: '',
    outline: [],
    claims: start < 0 ? [] : [claim],
    deeds: [],
    unnamed: [],
    cites: [],
    summary: { blank: 0, contradicted: 0 },
  }
}

const carriedClaim: CarriedClaim = {
  id: 'c1',
  kind: 'count',
  figure: 'study',
  duty: null,
  state: 'supported',
  stated: 3,
  record: null,
  text: '研究3次',
}

const asOf = { size: 9, root: 'AA==' }

function carried(text: string): Carried {
  return {
    spans: [{ tag: 'claim:c1', text, start: 0, end: text.length }],
    carried: { year: 2025, asOf, claims: [carriedClaim] },
  }
}

function sources(value: number, proposal: string | null = null) {
  return {
    figure: () => figure(value),
    standing: () => null,
    recordDay: () => null,
    recordEntry: () => 3,
    claimedBy: () => 'event' as const,
    answer: () => null,
    propose: () =>
      proposal === null ? null : ({ by: 'figure', id: proposal, part: null } as const),
  }
}

test('a file that says what the ledger says holds', () => {
  const checked = holdAgainst(reading('研究3次', 3), sources(3), carried('研究3次'))
  expect(checked).toMatchObject({ holds: true, summary: { contradicted: 0, changed: 0 } })
  expect(checked.claims).toMatchObject([{ id: 'c1', state: 'supported', ledger: 3 }])
})

test('a number changed by hand is named with what the ledger says', () => {
  const checked = holdAgainst(reading('研究4次', 4), sources(3), carried('研究4次'))
  expect(checked.holds).toBe(false)
  expect(checked.claims).toMatchObject([{ state: 'contradicted', ledger: 3, carried: 'supported' }])
  expect(checked.claims[0]?.reason.zh).toBe('文中写4，台账为3')
})

test('a record corrected since is named too', () => {
  const checked = holdAgainst(reading('研究3次', 3), sources(2), carried('研究3次'))
  expect(checked).toMatchObject({ holds: false, summary: { changed: 1 } })
})

test('a number that was deleted is not passed over', () => {
  const checked = holdAgainst(reading('研究多次', 9), sources(3), carried('研究多次'))
  expect(checked.claims).toMatchObject([{ state: 'contradicted' }])
})

test('an unmarked count is held against the figure its wording proposes, or against nothing', () => {
  const bound = holdAgainst(reading('研究3次', 3), sources(5, 'study'))
  expect(bound).toMatchObject({ holds: false, claims: [{ figure: 'study', ledger: 5 }] })
  const free = holdAgainst(reading('研究3次', 3), sources(5))
  expect(free).toMatchObject({ holds: true, claims: [{ state: 'unbound', figure: null }] })
})

test('a blank shows the number that the ledger would put there', () => {
  const checked = holdAgainst(reading('研究 次', null), sources(5, 'study'))
  expect(checked).toMatchObject({ holds: true, summary: { blank: 1 } })
  expect(checked.claims).toMatchObject([{ state: 'blank', ledger: 5 }])
})

test('what a stranger’s file carries is read strictly', () => {
  const whole = { year: 2025, asOf, claims: [carriedClaim] }
  expect(parseCarriedReport(whole)).toEqual(whole)
  expect(parseCarriedReport({ ...whole, claims: [{ ...carriedClaim, extra: 1 }] })).toEqual(whole)
  for (const claims of [null, {}, [null], [{ ...carriedClaim, kind: 'x' }], [{ id: 1 }]]) {
    expect(parseCarriedReport({ ...whole, claims })).toBeNull()
  }
  expect(parseCarriedReport({ ...whole, asOf: { size: '9', root: '' } })).toBeNull()
  expect(claimOfTag('claim:c12')).toBe('c12')
  expect(claimOfTag('claim:__proto__')).toBeNull()
})

test('a number that each of them has is held against the least, not the sum', () => {
  const text = '班子成员均研究2次'
  const read = reading(text, 2)
  const everyone = { ...read.claims[0], id: 'r2', kind: 'everyone', quantity: null, text, start: 0 }
  const both = { ...read, claims: [...read.claims, { ...everyone, end: text.length } as ReadClaim] }
  const groups = [
    { key: 'p1', value: 2, records: [] },
    { key: 'p2', value: 5, records: [] },
  ]
  const perPerson = {
    ...sources(7),
    figure: () => ({ ...figure(7), groups }),
    claimedBy: () => 'everyone' as const,
    propose: () => ({ by: 'duty', id: 'each-studies', figure: 'study', all: null }) as const,
  }
  expect(holdAgainst(both, perPerson).claims.find((claim) => claim.quantity)).toMatchObject({
    state: 'supported',
    ledger: 2,
  })
})

const written: CarriedClaim = {
  id: 'c1',
  kind: 'problem',
  figure: null,
  duty: null,
  state: 'supported',
  stated: null,
  record: 'p1',
  text: '检查不够经常。',
}

test.each([
  ['stands', '检查不够经常。', 8, true],
  ['was corrected since', '检查不够经常。', 9, false],
  ['is void', '检查不够经常。', null, false],
  ['was told in other words', '检查十分经常。', 8, false],
] as const)('what was written from a record that %s', (_name, text, entry, holds) => {
  const spans = [
    { tag: 'claim:c1', text: text.slice(0, 4), start: 0, end: 4 },
    { tag: 'claim:c1', text: text.slice(4), start: 4, end: text.length },
  ]
  const from = { ...sources(1), recordEntry: () => entry }
  const checked = holdAgainst(reading('无', null), from, {
    spans,
    carried: { year: 2025, asOf, claims: [written] },
  })
  expect(checked.claims.filter(({ id }) => id === 'c1')).toHaveLength(1)
  expect(checked.holds).toBe(holds)
})

test('a count in what is planned is not held against this year', () => {
  const text = '计划研究3次'
  const read = reading(text, 3)
  const plan: ReadClaim = {
    id: 'r2',
    section: null,
    kind: 'plan',
    text,
    start: 0,
    end: text.length,
    quantity: null,
    state: 'unbound',
    figure: null,
    ledger: null,
  }
  const planned = holdAgainst({ ...read, claims: [...read.claims, plan] }, sources(5, 'study'))
  // The number is part of the plan, and counted with it.
  const summary = { contradicted: 0, unbound: { all: 1, byKind: { plan: 1 } } }
  expect(planned).toMatchObject({ holds: true, summary })
  expect(planned.claims.every(({ state, figure }) => state === 'unbound' && !figure)).toBe(true)
})

test('a file that names no rules is judged by those of before, one that does by its own', () => {
  const share = { ...figure(0), value: { part: 45, whole: 48 }, records: ['m1'] }
  const from = { ...sources(0), figure: () => share }
  const file = (judged?: 2): Carried => ({
    spans: [{ tag: 'claim:c1', text: '93.7次', start: 0, end: 5 }],
    carried: {
      year: 2025,
      asOf,
      claims: [{ ...carriedClaim, stated: 93.7, text: '93.7次' }],
      ...(judged === undefined ? {} : { judged }),
    },
  })
  const read = reading('93.7次', 93.7)
  expect(holdAgainst(read, from, file())).toMatchObject({ holds: true })
  expect(holdAgainst(read, from, file(2)).claims).toMatchObject([{ state: 'contradicted' }])
})

test('what is bound to nothing is counted by kind, and nothing is said of it', () => {
  const read = reading('研究3次', 3)
  const elsewhere = { start: 10, end: 16, quantity: null }
  const deed = { ...read.claims[0], id: 'd1', kind: 'list', ...elsewhere } as ReadClaim
  const checked = holdAgainst({ ...read, deeds: [deed] }, sources(3))
  expect(checked.summary.unbound).toEqual({ all: 2, byKind: { count: 1, list: 1 } })
  expect(checked).toMatchObject({ holds: true, summary: { contradicted: 0 } })
})

test('a problem told in one clause is what its number is held against, and no other is', () => {
  const read = reading('有3次没有按时完成', 3)
  const whole = { ...read.claims[0], id: 'p1', kind: 'problem', quantity: null, start: 0 }
  const standing = {
    duty: 'd',
    state: 'notDone',
    reason: once,
    records: [],
    against: ['a', 'b', 'c'],
  }
  const from = {
    ...sources(3),
    standing: () => ({ ...standing, windows: [] }) as never,
    claimedBy: () => 'event' as const,
    propose: ({ kind }: ReadClaim) =>
      kind === 'problem'
        ? null
        : ({
            by: 'duty',
            id: 'd',
            figure: null,
            all: null,
            undone: { short: 3, window: null, days: [] },
          } as const),
  }
  const unbound = (text: string) => {
    const told = { ...whole, text, end: text.length } as ReadClaim
    return holdAgainst({ ...read, deeds: [told] }, from).summary.unbound.all
  }
  expect(unbound('有3次没有按时完成')).toBe(0)
  expect(unbound('有3次没有按时完成，群众有意见')).toBe(1)
})

test('what is said of a day needs a record of that day', () => {
  const onDay = (day: string, ledger = 1) => ({
    ...sources(ledger),
    figure: () => ({ ...figure(ledger), records: ['m1', 'm2'].slice(0, ledger) }),
    recordDay: () => '2025-08-25',
    propose: () => ({ by: 'inDays', id: 'study', from: day, to: day }) as const,
  })
  const stateOn = (...said: Parameters<typeof onDay>) =>
    holdAgainst(reading('研究3次', 3), onDay(...said)).claims[0]?.state
  expect(stateOn('2025-08-25')).toBe('supported')
  // What was but once in the year was on its own day; of several nobody can say.
  expect(stateOn('2025-08-26')).toBe('contradicted')
  expect(stateOn('2025-08-26', 2)).toBe('unsupported')
})

test('of another number of people than owe it a duty says nothing', () => {
  const standing = { duty: 'd', state: 'met', reason: once, records: [], against: [] } as const
  const windows = [{ period: '2025', owed: 5, done: 5 }] as never
  const said = (all: number) => ({
    ...sources(1),
    standing: () => ({ ...standing, windows }),
    propose: () => ({ by: 'duty', id: 'd', figure: null, all }) as const,
  })
  const stateOf = (all: number) => holdAgainst(reading('研究3次', 3), said(all)).claims[0]?.state
  expect([stateOf(5), stateOf(7)]).toEqual(['supported', 'unbound'])
})
