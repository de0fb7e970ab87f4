import chineseDays from 'chinese-days'
import { beforeAll, describe, expect, it } from 'vitest'
import { demoYear } from '../../src/app/demo/demo-year.ts'
import type { DemoWrite } from '../../src/app/demo/world.ts'
import type { Names } from '../../src/ledger/names.ts'
import { parseValues } from '../../src/ledger/parse-values.ts'
import type { Pack } from '../../src/pack/pack.ts'
import { governancePack } from './own-packs.ts'

const isWorkday = (day: string) => chineseDays.isWorkday(day)

let pack: Pack
let writes: readonly DemoWrite[]

beforeAll(async () => {
  pack = await governancePack()
  writes = demoYear({ seed: 7, isWorkday })
})

/** Event date of a write, from its register's date field. */
function occurredOn(write: DemoWrite): string {
  const register = pack.registers.get(write.register)
  return String(write.values[register?.date ?? ''])
}

describe('the demo years', () => {
  it('are the same for the same seed, and others for another', () => {
    expect(demoYear({ seed: 7, isWorkday })).toEqual(writes)
    expect(demoYear({ seed: 8, isWorkday })).not.toEqual(writes)
  })

  it('hold about 1,500 records a year', () => {
    const created = writes.filter((one) => one.kind === 'create' || one.kind === 'attest')
    for (const year of ['2024', '2025']) {
      const count = created.filter((one) => occurredOn(one).startsWith(year)).length
      expect(count, year).toBeGreaterThan(1300)
      expect(count, year).toBeLessThan(1700)
    }
  })

  it('are in the order of writing, each over what was written before', () => {
    const known = new Map<string, DemoWrite>()
    const kinds = { person: new Set<string>(), office: new Set<string>() }
    let before = ''
    const faults: unknown[] = []
    for (const write of writes) {
      expect(write.recordedAt >= before).toBe(true)
      before = write.recordedAt
      const fresh = write.kind === 'create' || write.kind === 'attest'
      expect(known.has(write.record)).toBe(!fresh)
      const register = pack.registers.get(write.register)
      if (!register) throw new Error(write.register)
      const names: Names = {
        person: (id) => (kinds.person.has(id) ? id : null),
        office: (id) => (kinds.office.has(id) ? id : null),
        record: (id) => (known.has(id) ? id : null),
        instrument: (id) => (pack.instruments.has(id) ? id : null),
      }
      const today = write.recordedAt.slice(0, 10)
      const read = parseValues(register, write.values, {
        lists: pack.lists,
        names,
        today,
        id: write.record,
      })
      if (read.faults)
        faults.push({ write: write.register, values: write.values, read: read.faults })
      if (occurredOn(write) > today) faults.push({ future: write })
      known.set(write.record, write)
      if (write.register === 'person') kinds.person.add(write.record)
      if (write.register === 'office') kinds.office.add(write.record)
    }
    expect(faults.slice(0, 5)).toEqual([])
  })
})
