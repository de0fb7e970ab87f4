import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { drawCandidates, drawFaults, drawSample } from './draw.ts'

const crypto = {
  sha256: (bytes: Uint8Array) => new Uint8Array(createHash('sha256').update(bytes).digest()),
}
const rule = { root: 'q83vEjRWeJA=', register: 'study', period: '2025-Q3' }

describe('drawSample', () => {
  it('is what a few lines of docs/draw.md draw', () => {
    const candidates = Array.from({ length: 30 }, (_, nth) => `record-${nth}`)
    const key = (id: string) =>
      createHash('sha256')
        .update(`taizhang-draw/1\n${rule.root}\n${rule.register}\n${rule.period}\n${id}\n`)
        .digest('hex')
    const plain = candidates.toSorted((a, b) => (key(a) < key(b) ? -1 : 1)).slice(0, 5)
    expect(drawSample(crypto, { ...rule, candidates, count: 5 })).toEqual(plain)
  })

  it('keeps to the vector of the document', () => {
    const candidates = ['a', 'b', 'c', 'd']
    expect(drawSample(crypto, { ...rule, candidates, count: 2 })).toEqual(vector)
  })

  it('does not hang on the order or on repetitions, and a smaller sample begins a larger one', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.uuid(), { maxLength: 40 }), fc.nat(40), (ids, count) => {
        const drawn = drawSample(crypto, { ...rule, candidates: ids, count })
        const shuffled = [...ids].reverse().concat(ids.slice(0, 3))
        expect(drawSample(crypto, { ...rule, candidates: shuffled, count })).toEqual(drawn)
        expect(drawn).toHaveLength(Math.min(count, ids.length))
        const all = drawSample(crypto, { ...rule, candidates: ids, count: ids.length })
        expect(all.slice(0, count)).toEqual(drawn)
      }),
    )
  })

  it('changes with root, register and period', () => {
    const candidates = Array.from({ length: 50 }, (_, nth) => `r${nth}`)
    const first = drawSample(crypto, { ...rule, candidates, count: 10 })
    for (const change of [{ root: 'other' }, { register: 'meeting' }, { period: '2025' }]) {
      expect(drawSample(crypto, { ...rule, ...change, candidates, count: 10 })).not.toEqual(first)
    }
  })
})

const vector = ['a', 'd']

describe('drawCandidates', () => {
  const leaf = (
    kind: 'create' | 'correct' | 'void' | 'erase',
    record: string,
    occurredOn: string,
  ) => ({ kind, register: 'study', record, occurredOn }) as const
  const span = { from: '2025-07-01', to: '2025-09-30' }
  const of = (...leaves: Parameters<typeof drawCandidates>[0]) =>
    drawCandidates(leaves, { register: 'study', span })

  it('holds what happened within the span by the newest entry, and was never voided', () => {
    expect(
      of(
        leaf('create', 'c', '2025-07-01'),
        leaf('create', 'a', '2025-09-30'),
        leaf('create', 'early', '2025-06-30'),
        leaf('create', 'moved', '2025-08-01'),
        leaf('correct', 'moved', '2025-10-01'),
        leaf('create', 'gone', '2025-08-01'),
        leaf('void', 'gone', '2025-08-01'),
        leaf('erase', 'gone', '2025-08-01'),
        leaf('erase', 'a', '2025-09-30'),
        { kind: 'create', register: 'meeting', record: 'm', occurredOn: '2025-08-01' },
        { kind: 'key', register: null, record: null, occurredOn: null },
      ),
    ).toEqual(['a', 'c'])
  })
})

describe('drawFaults', () => {
  const draw = {
    from: 'from',
    period: 'period',
    size: 'size',
    root: 'root',
    count: 'count',
    into: 'into',
    record: 'record',
    finding: 'finding',
    outcome: 'outcome',
    inOrder: 'in-order',
    wrong: 'problem',
  }
  const drawn = {
    from: 'study',
    period: '2025',
    size: 9,
    root: 'r',
    count: 1,
    into: [{ record: 'a' }],
  }

  it('refuses what nobody drew and what was changed, not what was found', () => {
    expect(drawFaults(draw, { before: null, after: drawn })).toHaveLength(1)
    expect(drawFaults(draw, { before: null, after: { count: 4 } })).toEqual([])
    expect(drawFaults(draw, { before: { count: 4 }, after: { count: 5 } })).toEqual([])
    expect(drawFaults(draw, { before: drawn, after: { ...drawn, count: 2 } })).toHaveLength(1)
    expect(drawFaults(draw, { before: drawn, after: {} })).toHaveLength(1)
    const found = { ...drawn, into: [{ record: 'a', finding: 'in-order' }], result: 'x' }
    expect(drawFaults(draw, { before: drawn, after: found })).toEqual([])
    expect(drawFaults(undefined, { before: null, after: drawn })).toEqual([])
  })
})
