import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { EntryKind, IndexedLeaf } from '../../log/leaf.ts'
import { foldLeaves, recordAfter, withPayload } from './fold.ts'

/** Entry `version` of a record, at ten times that index, behind the version before it. */
function entry(
  version: number,
  kind: EntryKind,
  more: Partial<IndexedLeaf['leaf']> = {},
): IndexedLeaf {
  return {
    index: version * 10,
    hash: `h${version}`,
    leaf: {
      v: 1,
      org: 'o1',
      pack: null,
      kind,
      register: 'meeting',
      record: 'r1',
      version,
      prev: version === 1 ? null : `h${version - 1}`,
      occurredOn: '2025-01-01',
      recordedAt: `2025-01-0${version}T00:00:00.000Z`,
      actor: 'p1',
      payload: 'root',
      ...more,
    },
  }
}

const first = entry(1, 'create')
const second = entry(2, 'correct', { occurredOn: '2025-01-02' })
const folded = (...entries: IndexedLeaf[]) => foldLeaves(entries)?.get('r1')

describe('foldLeaves', () => {
  it('folds entries into the record as it stands', () => {
    expect(foldLeaves([])).toEqual(new Map())
    expect(folded(first, second)).toEqual({
      id: 'r1',
      register: 'meeting',
      version: 2,
      state: 'live',
      occurredOn: '2025-01-02',
      firstEntry: 10,
      entry: 20,
      leafHash: 'h2',
      valueEntry: 20,
      isErased: false,
      firstRecordedAt: '2025-01-01T00:00:00.000Z',
      recordedAt: '2025-01-02T00:00:00.000Z',
    })
  })

  it('leaves an entry about no record out', () => {
    const adopted = { register: null, record: null, version: 0, prev: null }
    expect(foldLeaves([entry(1, 'adopt', adopted), first])?.size).toBe(1)
  })

  it('takes a void record out of every count until it is put right', () => {
    const voided = entry(3, 'void')
    expect(folded(first, second, voided)).toMatchObject({ state: 'void', valueEntry: 20 })
    expect(folded(first, second, voided, entry(4, 'correct'))?.state).toBe('live')
  })

  it('finds the values of an erased record where its erased cells stand', () => {
    const erased = entry(3, 'erase')
    expect(folded(first, second, erased)).toMatchObject({ valueEntry: 20, isErased: true })
    const voided = folded(first, second, erased, entry(4, 'void'))
    expect(voided).toMatchObject({ state: 'void', valueEntry: 20, isErased: true })
    const written = folded(first, second, erased, entry(4, 'correct'))
    expect(written).toMatchObject({ valueEntry: 40, isErased: false })
  })

  it.each([
    ['a first entry that is not', [second]],
    ['a gap', [first, entry(3, 'correct')]],
    ['another register', [first, entry(2, 'correct', { register: 'study' })]],
    ['another entry before it', [first, entry(2, 'correct', { prev: 'h0' })]],
    ['a second creation', [first, entry(2, 'create')]],
  ])('is null for %s', (_, entries) => {
    expect(foldLeaves(entries)).toBe(null)
  })
})

describe('recordAfter', () => {
  it('needs of what was before the beginning alone: a whole fold is its last entry', () => {
    const kinds = fc.array(fc.constantFrom('correct', 'void', 'erase', 'attest', 'sign'))
    fc.assert(
      fc.property(kinds, (later) => {
        const entries = [first, ...later.map((kind, nth) => entry(nth + 2, kind as EntryKind))]
        const last = entries.at(-1) ?? first
        const begun = { firstEntry: 10, firstRecordedAt: first.leaf.recordedAt }
        expect(folded(...entries)).toMatchObject({ ...recordAfter(begun, last) })
      }),
    )
  })

  it('gives the record of the ledger with what the payload says', () => {
    const after = recordAfter(undefined, first)
    if (after === null) throw new Error('a first entry makes a record')
    const parts = { values: { a: '1' }, lateDays: 3, lateReason: 'flood' }
    expect(withPayload(after, parts)).toEqual({
      id: 'r1',
      register: 'meeting',
      version: 1,
      state: 'live',
      occurredOn: '2025-01-01',
      firstEntry: 10,
      entry: 10,
      ...parts,
      firstRecordedAt: first.leaf.recordedAt,
      recordedAt: first.leaf.recordedAt,
    })
  })
})
