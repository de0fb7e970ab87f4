import { beforeAll, describe, expect, it } from 'vitest'
import { chineseCalendar } from '../../src/adapters/calendar/chinese-calendar.ts'
import type { DemoWrite } from '../../src/app/demo/told.ts'
import { lateDaysOf } from '../../src/ledger/day/late.ts'
import type { Names } from '../../src/ledger/names.ts'
import { parseValues } from '../../src/ledger/record/parse-values.ts'
import type { Pack } from '../../src/pack/pack.ts'
import { demoWrites, recordsAfter, standingsOf } from './demo-records.ts'
import { governancePack } from './own-packs.ts'

const isWorkday = chineseCalendar.isWorkday

let pack: Pack
let writes: readonly DemoWrite[]

beforeAll(async () => {
  pack = await governancePack()
  writes = await demoWrites(pack)
})

/** Event date of a write, from its register's date field. */
function occurredOn(write: DemoWrite): string {
  const register = pack.registers.get(write.register)
  return String(write.values[register?.date ?? ''])
}

describe('the demo years', () => {
  it('are the same for the same seed, and others for another', async () => {
    expect(await demoWrites(pack)).toEqual(writes)
    expect(await demoWrites(pack, { seed: 8 })).not.toEqual(writes)
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
      // What is planned lies ahead; everything else has happened when it is written.
      const mayLieAhead = write.register === 'planned-meeting'
      if (occurredOn(write) > today && !mayLieAhead) faults.push({ future: write })
      known.set(write.record, write)
      if (write.register === 'person') kinds.person.add(write.record)
      if (write.register === 'office') kinds.office.add(write.record)
    }
    expect(faults.slice(0, 5)).toEqual([])
  })

  it('tell stories: late, corrected, voided, left', () => {
    const kinds = new Set(writes.map((one) => one.kind))
    expect(kinds).toEqual(new Set(['create', 'correct', 'void', 'attest']))
    const late = writes.filter((one) => one.kind === 'create' && one.reason !== null)
    expect(late.length).toBeGreaterThanOrEqual(6)
    const left = writes.filter((one) => one.register === 'post' && one.values['to'] !== undefined)
    expect(left.length).toBeGreaterThan(0)
  })

  it('give a reason for what comes late, and for nothing else', () => {
    const wrong = writes
      .filter((one) => one.kind === 'create' || one.kind === 'attest')
      .filter((one) => {
        const lateAfter = pack.registers.get(one.register)?.lateAfter ?? null
        const recordedOn = one.recordedAt.slice(0, 10)
        const lateness = { occurredOn: occurredOn(one), recordedOn, lateAfter }
        return lateDaysOf(lateness, isWorkday) > 0 !== (one.reason !== null)
      })
    expect(wrong).toEqual([])
  })

  it('show every state a duty can have', () => {
    const records = recordsAfter(pack, writes)
    const statesOn = (year: number, today: string) =>
      standingsOf(pack, records, { year, today }).map((one) => one.state)
    const after = new Set([...statesOn(2024, '2026-02-01'), ...statesOn(2025, '2026-02-01')])
    const within = new Set(statesOn(2025, '2025-09-20'))
    for (const state of ['met', 'overdue', 'notDone', 'notApplicable', 'awaitingAttestation']) {
      expect(after, state).toContain(state)
    }
    for (const state of ['onTrack', 'atRisk']) expect(within, state).toContain(state)
  })

  it('let an incident overtake a confirmation', () => {
    const records = recordsAfter(pack, writes)
    const leak = (today: string) =>
      standingsOf(pack, records, { year: 2025, today }).find((one) => one.duty === 'no-leak')
    expect(leak('2026-02-01')?.state).toBe('notDone')
    expect(leak('2026-02-01')?.against).toHaveLength(1)
    const without = records.filter((one) => one.register !== 'leak-incident')
    const standings = standingsOf(pack, without, { year: 2025, today: '2026-02-01' })
    expect(standings.find((one) => one.duty === 'no-leak')?.state).toBe('met')
  })
})
