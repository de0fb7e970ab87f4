import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sampleRecord } from '../../../tests/ledger/sample-record.ts'
import { seed } from '../../../tests/seed.ts'
import type { LedgerRecord } from './record.ts'
import { YearLists } from './year-lists.ts'

const registers = new Map([
  ['visit', {}],
  ['plan', { yearOf: { field: 'for', asked: [] } }],
])
const names = [...registers.keys()]
const days = ['2024-12-31', '2025-01-01', '2025-06-30', '2026-01-02']

/** What is written, and whether somebody asks for a record by its id before. */
const change = fc.record({
  id: fc.nat({ max: 15 }),
  register: fc.constantFrom(...names),
  day: fc.option(fc.constantFrom(...days)),
  for: fc.constantFrom(2024, 2025),
  isVoid: fc.boolean(),
})
const rounds = fc.array(fc.tuple(fc.array(change, { maxLength: 6 }), fc.boolean()), {
  minLength: 1,
  maxLength: 6,
})

/** The next version of a record, of the register that it has. */
function written(one: typeof change extends fc.Arbitrary<infer C> ? C : never, known: Known) {
  const id = `${one.id}`.padStart(8, '0')
  const before = known.get(id)
  const record = sampleRecord({
    id,
    register: before?.register ?? one.register,
    version: (before?.version ?? 0) + 1,
    values: { for: one.for },
    occurredOn: one.day,
    state: before !== undefined && one.isVoid ? 'void' : 'live',
  })
  known.set(id, record)
  return record
}

type Known = Map<string, LedgerRecord>

test('lists that were changed are those made anew, whoever asked for an id meanwhile', () => {
  fc.assert(
    fc.property(rounds, (all) => {
      const known: Known = new Map()
      let lists = YearLists.of(registers, [])
      for (const [changes, isAsked] of all) {
        if (isAsked) lists.get('00000000')
        // Of one that was written twice the newest counts.
        const records = new Map(changes.map((one) => written(one, known)).map((r) => [r.id, r]))
        lists = lists.changed([...records.values()])
        const anew = YearLists.of(registers, [...known.values()])
        for (const register of names) {
          const some = (of: YearLists) => of.yearsOf(register).filter(([, list]) => list.length > 0)
          expect(some(lists)).toEqual(some(anew))
        }
        expect(lists.size).toBe(anew.size)
        // Asked of a copy, so that these lists go on without ids where nobody asked.
        const copy = lists.changed([])
        for (const id of known.keys()) expect(copy.get(id)).toEqual(anew.get(id))
      }
    }),
    { seed, numRuns: 200 },
  )
})
