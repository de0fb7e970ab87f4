import { beforeAll, expect, test } from 'vitest'
import { nodeCrypto } from '../../src/adapters/crypto/node-crypto.ts'
import { readPackFolder } from '../../src/adapters/packs/read-pack-folder.ts'
import { core } from '../../src/ledger/core/core-registers.ts'
import { noTerms, unitTermsOn } from '../../src/ledger/core/unit-terms.ts'
import type { LedgerRecord } from '../../src/ledger/record/record.ts'
import type { Values } from '../../src/ledger/value.ts'
import { loadPack } from '../../src/pack/load-pack.ts'
import type { Pack } from '../../src/pack/pack.ts'
import { packOfUnit } from '../../src/pack/pack-of-unit.ts'
import { sampleRecord } from '../ledger/sample-record.ts'

let pack: Pack

beforeAll(async () => {
  const loaded = loadPack(await readPackFolder('packs/cn-party-governance'), nodeCrypto)
  if (!loaded.pack) throw new Error(JSON.stringify(loaded.faults))
  pack = loaded.pack
})

let entries = 0

function record(register: string, values: Values, more: Partial<LedgerRecord> = {}): LedgerRecord {
  entries += 1
  return sampleRecord({
    id: `r${entries}`,
    register,
    values,
    occurredOn: String(values['from']),
    entry: entries,
    ...more,
  })
}

const named = (item: string, more: Values, list = 'meeting-kinds') =>
  record(core.naming.id, { list, item, from: '2026-01-01', ...more })

const on = (records: readonly LedgerRecord[], day = '2026-06-30') =>
  packOfUnit(pack, unitTermsOn(records, day))

const kindsOf = (of: Pack, figure: string) => JSON.stringify(of.figures.get(figure)?.where)

test('a unit that has said nothing reads the pack as it is', () => {
  expect(packOfUnit(pack, noTerms)).toBe(pack)
  expect(packOfUnit(pack, unitTermsOn([], '2026-06-30'))).toBe(pack)
})

test('the digest stays that of the files', () => {
  expect(on([named('party-group', { name: '馆党组会' })]).digest).toBe(pack.digest)
})

test('what is said holds from its day, and of two the later day counts', () => {
  const records = [
    named('party-group', { name: '局党组会', from: '2026-07-01' }),
    named('party-group', { name: '馆党组会' }),
  ]
  const label = (day: string) =>
    on(records, day)
      .lists.get('meeting-kinds')
      ?.find(({ id }) => id === 'party-group')?.label.zh
  expect(label('2025-12-31')).toBe('党组会')
  expect(label('2026-01-01')).toBe('馆党组会')
  expect(label('2026-06-30')).toBe('馆党组会')
  expect(label('2026-07-01')).toBe('局党组会')
})

test('a record that is void says nothing', () => {
  const gone = named('party-group', { name: '馆党组会' })
  expect(on([{ ...gone, state: 'void' }])).toBe(pack)
})

test('an item that serves counts with those of the pack, wherever all of them are named', () => {
  const records = [
    named('affairs-meeting', { name: '馆务会', serves: 'deciding-meeting' }),
    named('party-group', { unused: true }),
    named('secretary-meeting', { unused: true }),
  ]
  const unit = on(records)
  expect(kindsOf(unit, 'governance-study')).toContain(
    '["secretary-meeting","party-group","affairs-meeting"]',
  )
  // A figure of another kind of meetings is what it was.
  expect(kindsOf(unit, 'work-meetings')).toBe(kindsOf(pack, 'work-meetings'))
  expect(unit.figures.get('governance-study')?.label.zh).toBe('馆务会研究全面从严治党工作')
  expect(unit.figures.get('secretary-meetings')?.phrases).toContain('召开馆务会')
  expect(unit.duties.get('first-agenda-item')?.label.zh).toBe('馆务会首先落实第一议题')
  expect(JSON.stringify(unit.duties.get('first-agenda-item')?.require)).toContain('affairs-meeting')
  expect(unit.reports.get('annual-report')?.source).not.toContain('领导班子会议')
})

test('a function that nothing serves keeps the word of the pack', () => {
  const unit = on(['party-group', 'secretary-meeting'].map((id) => named(id, { unused: true })))
  expect(unit.figures.get('governance-study')?.label.zh).toContain('领导班子会议')
})

test('the kind of a body and what no instrument asks decide, and the unit before them', () => {
  const profile = record(core.profile.id, { kind: 'town', size: 'small', from: '2026-01-01' })
  const switched = (duty: string, state: 'on' | 'off') =>
    record(core.dutySwitch.id, { duty, state, reason: '集体研究决定', from: '2026-03-01' })
  const unit = on([profile])
  expect(unit.off.get('party-building-half-yearly')?.why).toBe('other-body')
  // The Party committee of a town holds its democratic-life meeting as other leaderships do.
  expect([...unit.off.keys()].filter((id) => /^(?:democratic-)?life-/.test(id))).toEqual([])
  expect(unit.off.get('branch-group-monthly')?.reason.zh).toBe('不适用于本类单位（20人以下）')
  expect(unit.off.get('weekly-study')?.why).toBe('self-laid')
  expect(unit.off.has('governance-study-half-yearly')).toBe(false)
  expect(unit.duties.size + unit.off.size).toBe(pack.duties.size)

  const spoken = on([
    profile,
    switched('weekly-study', 'on'),
    switched('governance-study-half-yearly', 'off'),
  ])
  expect(spoken.duties.has('weekly-study')).toBe(true)
  expect(spoken.off.get('governance-study-half-yearly')).toMatchObject({
    why: 'laid-down',
    reason: { zh: '集体研究决定' },
    from: '2026-03-01',
  })
  const unused = spoken.lists.get('duties')?.filter((one) => one.retired === true)
  expect(unused?.map(({ id }) => id).sort()).toEqual([...spoken.off.keys()].sort())
})

test('a body that does not say its kind owes what any body owes', () => {
  const unit = on([record(core.profile.id, { from: '2026-01-01' })])
  const own = [...pack.duties.values()].filter(({ source }) => source.tier === 'own')
  expect([...unit.off.keys()].sort()).toEqual(own.map(({ id }) => id).sort())
  expect([...unit.off.values()].every(({ why }) => why === 'self-laid')).toBe(true)
})

test('a unit that has no profile keeps every duty', () => {
  expect(on([named('party-group', { name: '馆党组会' })]).off.size).toBe(0)
})

test('a duty of a list stands beside those of the pack, owed from its day to its end', () => {
  const items = [
    { item: 'i1', title: '专题研究', often: 'quarter', times: 2, duty: 'laid-1', applies: true },
    {
      ...{ item: 'i2', title: '报告', often: 'once-by', by: '2026-06-30', duty: 'laid-2' },
      ...{ applies: true, figure: 'ideology-rules', ends: '2026-06-30' },
    },
  ]
  const list = record(
    core.dutyListTaken.id,
    {
      ...{ sender: '市委', title: '清单', from: '2026-01-01', takenOn: '2026-02-01' },
      ...{ log: 'l', list: 'x', items },
    },
    { occurredOn: '2026-02-01' },
  )
  const own = packOfUnit(pack, unitTermsOn([list], '2026-12-31'))
  expect(own.duties.size).toBe(pack.duties.size + 2)
  expect(own.duties.get('laid-1')).toMatchObject({
    part: own.parts.at(-1)?.id,
    require: { kind: 'quota', figure: 'laid-1', atLeast: 2, per: 'quarter' },
    since: '2026-01-01',
    source: { tier: 'upper-body' },
  })
  expect(own.duties.get('laid-2')).toMatchObject({
    require: { kind: 'task', figure: 'ideology-rules', by: '2026-06-30' },
    until: '2026-06-30',
  })
  expect(own.instruments.get('laid-1')?.label.zh).toBe('市委《清单》（未写明依据）')
  // Before it was taken nothing of it is there, and what ended is nothing of the year after.
  expect(unitTermsOn([list], '2026-01-31').laid).toEqual([])
  expect(unitTermsOn([list], '2027-03-01').laid.map(({ duty }) => duty)).toEqual(['laid-1'])
})
