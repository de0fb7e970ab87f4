import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sampleRecord } from '../../../tests/ledger/sample-record.ts'
import { meeting, sampleRegisters } from '../../../tests/ledger/sample-registers.ts'
import type { Values } from '../value.ts'
import { answersAmong } from './answers.ts'
import { holds } from './evaluate.ts'
import { explain } from './explain.ts'
import type { Predicate } from './predicate.ts'
import { readPredicate } from './read-predicate.ts'

const values: Values = {
  kind: 'secretary-meeting',
  heldOn: '2025-03-01',
  chair: 'p1',
  recorder: 'p2',
  present: ['p1', 'p2', 'p3', 'p4', 'p5', 'p6'],
  due: 9,
  agenda: [
    { topic: '甲', themes: ['first-agenda'] },
    { topic: '乙', themes: ['governance'], speaker: 'p1' },
  ],
  cost: { minor: 120_050, currency: 'CNY' },
  length: 90,
  open: true,
  covers: { from: '2025-01-01', to: '2025-01-31' },
}
const context = {
  today: '2025-03-02',
  answers: ({ via, record }: { via: string; record: string }) =>
    via === 'follows' && record === 'r1',
}

const cases: readonly [Predicate, boolean][] = [
  [{}, true],
  [{ kind: 'secretary-meeting' }, true],
  [{ kind: 'committee' }, false],
  [{ kind: ['committee', 'secretary-meeting'] }, true],
  [{ kind: { not: 'committee' } }, true],
  [{ open: true }, true],
  [{ open: false }, false],
  [{ minutes: 'x' }, false],
  [{ minutes: { not: 'x' } }, true],
  [{ minutes: { exists: false } }, true],
  [{ chair: { exists: true } }, true],
  [{ present: 'p3' }, true],
  [{ present: ['p9', 'p3'] }, true],
  [{ present: { includes: '$chair' } }, true],
  [{ present: { includes: '$nothing' } }, false],
  [{ present: { includes: '$recorder', count: 6 } }, true],
  [{ chair: '$recorder' }, false],
  [{ due: { atLeast: 9 } }, true],
  [{ due: { atLeast: 10 } }, false],
  [{ due: { atMost: 9 } }, true],
  [{ due: { atMost: 8 } }, false],
  [{ due: { atLeast: '9' } }, false],
  [{ cost: { atMost: 1200.5 } }, true],
  [{ cost: { atMost: 1200.49 } }, false],
  [{ cost: 1200.5 }, true],
  [{ length: { atMost: 60 } }, false],
  [{ heldOn: { before: '2025-03-01' } }, false],
  [{ heldOn: { before: '2025-03-02' } }, true],
  [{ heldOn: { after: '2025-02-28' } }, true],
  [{ heldOn: { before: '$today' } }, true],
  [{ heldOn: { atLeast: '2025-03-01', atMost: '2025-03-01' } }, true],
  [{ covers: { includes: '2025-01-31' } }, true],
  [{ covers: { includes: '2025-02-01' } }, false],
  [{ covers: { before: '$heldOn' } }, true],
  [{ covers: { after: '2024-12-31' } }, true],
  [{ covers: { after: '2025-01-01' } }, false],
  [{ present: { ratio: { of: '$due', atLeast: 2 / 3 } } }, true],
  [{ present: { ratio: { of: '$due', atLeast: 0.67 } } }, false],
  [{ present: { ratio: { of: '$nothing', atLeast: 0.5 } } }, false],
  [{ agenda: { some: { themes: 'governance' } } }, true],
  [{ agenda: { some: { themes: 'governance', topic: '甲' } } }, false],
  [{ agenda: { every: { themes: { exists: true } } } }, true],
  [{ agenda: { every: { themes: 'governance' } } }, false],
  [{ agenda: { first: { themes: 'first-agenda' } } }, true],
  [{ agenda: { first: { themes: 'governance' } } }, false],
  [{ agenda: { some: { speaker: '$chair' } } }, true],
  [{ agenda: { count: { atLeast: 2, atMost: 2 } } }, true],
  [{ agenda: { count: 3 } }, false],
  [{ papers: { count: 0 } }, true],
  [{ papers: { every: { name: 'x' } } }, true],
  [{ papers: { first: { name: 'x' } } }, false],
  [{ all: [{ open: true }, { due: 9 }] }, true],
  [{ any: [{ open: false }, { due: 9 }] }, true],
  [{ any: [{ open: false }, { due: 8 }] }, false],
  [{ not: { open: true, due: 8 } }, true],
  [{ id: { answeredBy: { register: 'meeting', via: 'follows' } } }, true],
  [{ id: { answeredBy: { register: 'meeting', via: 'other' } } }, false],
  [{ toString: { exists: true } } as unknown as Predicate, false],
]

describe('holds', () => {
  it.each(cases)('%j is %s', (predicate, expected) => {
    expect(holds(predicate, { id: 'r1', values }, context)).toBe(expected)
    expect(holds({ not: predicate }, { id: 'r1', values }, context)).toBe(!expected)
    expect(readPredicate(JSON.parse(JSON.stringify(predicate))).predicate).toEqual(predicate)
  })
})

// 9/14 of 42 is a little more than 27 in binary.
it('a quorum met exactly is met, whatever its share is in binary', () => {
  const quorum: Predicate = { came: { ratio: { of: '$due', atLeast: 9 / 14 } } }
  const met = (came: number) => holds(quorum, { id: null, values: { came, due: 42 } }, context)
  expect([met(27), met(26)]).toEqual([true, false])
})

describe('answers', () => {
  const reply = sampleRecord({
    id: 'r2',
    values: { follows: 'r1' },
    occurredOn: '2025-03-02',
    entry: 1,
  })
  const asked = { register: 'meeting', via: 'follows', record: 'r1' }
  it('come from live records that have happened', () => {
    expect(answersAmong([reply], { today: '2025-03-02' })(asked)).toBe(true)
    expect(answersAmong([reply], { today: '2025-03-01' })(asked)).toBe(false)
    expect(answersAmong([{ ...reply, state: 'void' }], { today: '2025-03-02' })(asked)).toBe(false)
    expect(answersAmong([{ ...reply, register: 'x' }], { today: '2025-03-02' })(asked)).toBe(false)
  })
})

const operandOf = fc.oneof(
  fc.string(),
  fc.integer(),
  fc.boolean(),
  fc.constantFrom('$chair', '$x', '$today'),
)
const { predicate: anyPredicate } = fc.letrec((tie) => ({
  test: fc.oneof(
    { maxDepth: 3 },
    operandOf,
    fc.array(operandOf, { minLength: 1, maxLength: 3 }),
    fc.record({ atLeast: operandOf }),
    fc.record({ atMost: operandOf, atLeast: operandOf }),
    fc.record({ before: operandOf }),
    fc.record({ includes: operandOf, after: operandOf }),
    fc.record({ exists: fc.boolean() }),
    fc.record({ count: fc.oneof(fc.nat(), fc.record({ atLeast: fc.nat() })) }),
    fc.record({ ratio: fc.record({ of: operandOf, atLeast: fc.constantFrom(0.5, 2 / 3, 1) }) }),
    fc.record({ some: tie('predicate') }),
    fc.record({ every: tie('predicate') }),
    fc.record({ first: tie('predicate') }),
    fc.record({ not: tie('test') }),
    fc.constant({ answeredBy: { register: 'meeting', via: 'follows' } }),
  ),
  predicate: fc.oneof(
    { maxDepth: 3 },
    fc.dictionary(fc.constantFrom(...meeting.fields.map(({ id }) => id), 'id', 'x'), tie('test'), {
      maxKeys: 3,
    }),
    fc.record({ all: fc.array(tie('predicate'), { minLength: 1, maxLength: 2 }) }),
    fc.record({ any: fc.array(tie('predicate'), { minLength: 1, maxLength: 2 }) }),
    fc.record({ not: tie('predicate') }),
  ),
}))

describe('any predicate', () => {
  it('can be judged, denied and said in both languages', () => {
    fc.assert(
      fc.property(anyPredicate, (raw) => {
        const predicate = raw as Predicate
        const yes = holds(predicate, { id: null, values }, context)
        expect(holds({ not: predicate }, { id: null, values }, context)).toBe(!yes)
        const said = explain(predicate, meeting, { registers: sampleRegisters })
        expect(said.zh.length > 0 && said.en.length > 0).toBe(true)
      }),
      { numRuns: 500 },
    )
  })
  it('is refused with a place when it is none', () => {
    const codes = (raw: unknown) =>
      readPredicate(raw).faults?.map(({ code, at }) => `${code} ${at.join('.')}`.trim())
    expect(codes(3)).toEqual(['predicate.form'])
    expect(codes({ kind: {} })).toEqual(['predicate.form kind'])
    expect(codes({ kind: null })).toEqual(['predicate.form kind'])
    expect(codes({ any: [] })).toEqual(['predicate.list any'])
    expect(codes({ kind: [{}] })).toEqual(['predicate.list kind'])
    expect(codes({ a: { count: -1 }, b: { exists: 1 } })).toEqual([
      'predicate.operand a.count',
      'predicate.operand b.exists',
    ])
    expect(codes({ a: { some: { b: { like: 1 } } } })).toEqual(['predicate.operator a.some.b.like'])
    expect(codes({ a: { ratio: { of: '$b', atLeast: '3/2' } } })).toEqual([
      'predicate.operand a.ratio',
    ])
    expect(readPredicate({ a: { ratio: { of: '$b', atLeast: '2/3' } } }).predicate).toEqual({
      a: { ratio: { of: '$b', atLeast: 2 / 3 } },
    })
    let deep: unknown = { a: 1 }
    for (let nth = 0; nth < 20; nth += 1) deep = { not: deep }
    expect(codes(deep)?.[0]).toContain('predicate.too-large')
    fc.assert(fc.property(fc.jsonValue(), (raw) => void readPredicate(raw)))
  })
})
