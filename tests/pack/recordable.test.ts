import { beforeAll, expect, test } from 'vitest'
import { wordInitials } from '../../src/adapters/pinyin/pinyin-names.ts'
import type { PackView } from '../../src/api/contract/pack.ts'
import { recordableIn } from '../../src/app/organisation/recordable.ts'
import { core } from '../../src/ledger/core/core-registers.ts'
import { unitTermsOn } from '../../src/ledger/core/unit-terms.ts'
import type { Values } from '../../src/ledger/value.ts'
import type { Pack } from '../../src/pack/pack.ts'
import { packOfUnit } from '../../src/pack/pack-of-unit.ts'
import { findOffered } from '../../src/web/record-one/find-offered.ts'
import { sampleRecord } from '../ledger/sample-record.ts'
import { governancePack } from './own-packs.ts'

let pack: Pack

beforeAll(async () => {
  pack = await governancePack()
})

/** What somebody finds who types this: a register, its kind, or an event; the best first. */
function found(typed: string, of: Pack = pack): readonly string[] {
  const seen = { registers: [...of.registers.values()], events: of.events }
  const all = recordableIn({ wordInitials }, of, seen) as PackView['recordable']
  return findOffered(all, typed).map(({ of: one }) =>
    'event' in one ? one.event : [one.register, ...Object.values(one.kind)].join(' '),
  )
}

function unitThatNames(...names: readonly Values[]): Pack {
  const records = names.map((values, nth) =>
    sampleRecord({
      id: `n${nth}`,
      register: core.naming.id,
      values: { list: 'meeting-kinds', from: '2026-01-01', ...values },
      occurredOn: '2026-01-01',
      entry: nth + 1,
    }),
  )
  return packOfUnit(pack, unitTermsOn(records, '2026-06-30'))
}

test('a kind is found by its names, by their initials, and within a sentence', () => {
  for (const typed of ['党组会', 'dzh', '馆党组会', '下午开了党组会', 'Party group meeting']) {
    expect(found(typed)[0], typed).toBe('meeting party-group')
  }
  expect(found('民主生活会')[0]).toBe('meeting democratic-life')
  expect(found('mzshh')[0]).toBe('meeting democratic-life')
  expect(found('ztdr')).toContain('themed-day')
})

test('a register comes before the kinds that hold its name', () => {
  expect(found('会议')[0]).toBe('meeting')
  expect(found('hy')[0]).toBe('meeting')
  expect(found('Meetings')[0]).toBe('meeting')
})

test('a function leads to what serves it in the unit, a name of the unit to what it names', () => {
  const serving = ['meeting secretary-meeting', 'meeting party-group']
  expect(found('班子会').slice(0, 2)).toEqual(serving)
  const unit = unitThatNames(
    { item: 'affairs-meeting', name: '馆务碰头会', serves: 'deciding-meeting' },
    { item: 'secretary-meeting', unused: true },
  )
  expect(found('班子会', unit)).toContain('meeting affairs-meeting')
  expect(found('班子会', unit)).not.toContain('meeting secretary-meeting')
  expect(found('gwpth', unit)[0]).toBe('meeting affairs-meeting')
  expect(found('书记办公会', unit)).not.toContain('meeting secretary-meeting')
})

test('what no form writes is not offered, and a duty is no kind of a record', () => {
  expect(found('书面确认')).toEqual([])
  expect(found('没有党员干部受到党纪政务处分')).toEqual([])
  expect(found('')).toEqual([])
})
