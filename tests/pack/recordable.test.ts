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
import { typedBehind, withMatter } from '../../src/web/record-one/typed-behind.ts'
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

/** What a form begins with for whoever takes the first thing found. */
function begunWith(typed: string, values: Values = {}): Values {
  const seen = { registers: [...pack.registers.values()], events: pack.events }
  const all = recordableIn({ wordInitials }, pack, seen) as PackView['recordable']
  const [first] = findOffered(all, typed)
  const register = first && 'register' in first.of ? pack.registers.get(first.of.register) : null
  if (!first || !register) throw new Error(`nothing is found for ${typed}`)
  return withMatter(register, values, typedBehind(first, typed))
}

test('what is typed behind the name is the matter of the form, in place of nothing', () => {
  const agenda = [{ topic: '研究预算执行' }]
  for (const typed of [
    '党组会 研究预算执行',
    '下午开了党组会：研究预算执行',
    '党组会研究预算执行 ',
  ]) {
    expect(begunWith(typed), typed).toEqual({ agenda })
  }
  expect(begunWith('Party group meeting, the budget')).toEqual({
    agenda: [{ topic: 'the budget' }],
  })
  expect(begunWith('问题与整改 档案库房漏水')).toEqual({ title: '档案库房漏水' })
  // Of two texts in a title the one that is no number.
  expect(begunWith('发文 关于值班的通知')).toEqual({ title: '关于值班的通知' })
  for (const typed of ['党组会', 'dzh', '馆党组会', 'Party group meetings']) {
    expect(begunWith(typed), typed).toEqual({})
  }
  const there = { agenda: [{ topic: '已填的议题' }] }
  expect(begunWith('党组会 研究预算执行', there)).toEqual(there)
})
