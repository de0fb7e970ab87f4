import { beforeAll, expect, test } from 'vitest'
import { eventOf, factsOf, partPlayer } from '../../src/ledger/record/event.ts'
import type { LedgerRecord } from '../../src/ledger/record/record.ts'
import type { Pack } from '../../src/pack/pack.ts'
import { demoWrites, recordsAfter } from './demo-records.ts'
import { governancePack } from './own-packs.ts'
import { typedTwice } from './typed-twice.ts'

let pack: Pack
let records: readonly LedgerRecord[]

/** What `taizhang demo` makes where nobody names a seed. */
const seed = 1

beforeAll(async () => {
  pack = await governancePack()
  records = recordsAfter(pack, await demoWrites(pack, { seed }))
})

/** The records of each event that has several, as they are found by the link. */
function eventsOf(all: readonly LedgerRecord[]): readonly (readonly LedgerRecord[])[] {
  const byEvent = new Map<string, LedgerRecord[]>()
  for (const record of all) {
    const player = partPlayer(pack, record.register)
    if (!player) continue
    const event = eventOf(player, record)
    byEvent.set(event, [...(byEvent.get(event) ?? []), record])
  }
  return [...byEvent.values()].filter(({ length }) => length > 1)
}

test('on the demo’s years nothing is typed twice', () => {
  const found = typedTwice(pack, records).map(({ one, other, names }) => [
    `${one.register} ${other.register} ${one.occurredOn}`,
    names,
  ])
  expect(found).toEqual([])
})

test('the measure finds what would be typed twice if the events were records apart', () => {
  const apart = records.map((record) => {
    const link = partPlayer(pack, record.register)?.fields.event ?? ''
    const { [link]: _, ...values } = record.values
    return { ...record, values }
  })
  const events = eventsOf(records)
  expect(events.length).toBeGreaterThan(60)
  const cells = typedTwice(pack, apart).reduce((sum, { names }) => sum + names.length, 0)
  expect(cells).toBeGreaterThan(events.length * 2)
})

test('the parts of every event say the same, and some are all four of an afternoon', () => {
  for (const parts of eventsOf(records)) {
    const facts = parts.map(({ register, values }) => {
      const player = partPlayer(pack, register)
      return player ? [...factsOf(player, values)].filter(([, value]) => value !== null) : []
    })
    const said = new Map<string, Set<string>>()
    for (const [name, value] of facts.flat()) {
      said.set(name, (said.get(name) ?? new Set()).add(JSON.stringify(value)))
    }
    expect([...said].filter(([, values]) => values.size > 1)).toEqual([])
  }
  const registers = eventsOf(records).map((parts) => new Set(parts.map(({ register }) => register)))
  expect(registers.some(({ size }) => size === 4)).toBe(true)
})
