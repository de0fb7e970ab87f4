import { describe, expect, test } from 'vitest'
import { processorTime } from '../../../tests/processor-time.ts'
import type { Organisation } from '../ports/store-ports.ts'
import type { UnitsThere } from './plan-units.ts'
import { planUnits } from './plan-units.ts'
import type { UnitRow } from './unit-sheet.ts'

const label = (zh: string) => ({ zh, en: zh })

function row(number: number, name: string, given: Partial<UnitRow> = {}): UnitRow {
  return {
    row: number,
    name: label(name),
    short: null,
    aliases: [],
    above: null,
    kind: null,
    size: null,
    order: null,
    start: null,
    zone: null,
    person: '冯雨桐',
    username: `u${number}`,
    ...given,
  }
}

function organisation(id: number, name: string, parent: number | null = null): Organisation {
  const publicId = `p${id}`
  const [origin, path] = [`taizhang/${publicId}`, '']
  return { id, publicId, name: label(name), kind: 'real', origin, path, parent, zone: 'UTC' }
}

const nothing: UnitsThere = {
  organisations: [],
  empty: new Set(),
  usernames: new Map(),
  below: null,
}

function plan(units: readonly UnitRow[], there: Partial<UnitsThere> = {}) {
  const { planned, wrong } = planUnits({ units, wrong: [] }, { ...nothing, ...there })
  return {
    planned: planned.map(({ unit, state }) => `${unit.name.zh} ${state}`),
    wrong: wrong.map(({ row: at, faults }) => `${at} ${faults.map(({ code }) => code).join(' ')}`),
  }
}

describe('a sheet of units', () => {
  test('is founded from the top down, each level in the official order', () => {
    const units = [
      row(2, '双桥镇', { above: '海棠县', order: 2 }),
      row(3, '东门镇', { above: 'HT', order: 1 }),
      row(4, '东门村', { above: '东门镇' }),
      row(5, '海棠县', { aliases: ['HT'] }),
    ]
    expect(plan(units)).toEqual({
      planned: ['海棠县 new', '东门镇 new', '双桥镇 new', '东门村 new'],
      wrong: [],
    })
  })

  test('leaves alone what is there, completes what was interrupted, and founds the rest', () => {
    const organisations = [organisation(1, '海棠县'), organisation(2, '东门镇', 1)]
    const units = [
      row(2, '海棠县'),
      row(3, '东门镇', { above: '海棠县' }),
      row(4, '双桥镇', { above: '海棠县' }),
    ]
    expect(plan(units, { organisations, empty: new Set([2]) }).planned).toEqual([
      '海棠县 there',
      '东门镇 unfinished',
      '双桥镇 new',
    ])
  })

  test('may hold one name below two bodies, and stand below one that is there', () => {
    const [county] = [organisation(7, '海棠县')]
    const units = [
      row(2, '东门镇'),
      row(3, '双桥镇'),
      row(4, '卫生院', { above: '东门镇' }),
      row(5, '卫生院', { above: '双桥镇' }),
    ]
    const there = { organisations: [county, organisation(8, '东门镇', 7)], below: county }
    expect(plan(units, there)).toEqual({
      planned: ['东门镇 there', '双桥镇 new', '卫生院 new', '卫生院 new'],
      wrong: [],
    })
  })

  test('says of each row what is wrong, and of those below it that they wait', () => {
    const usernames = new Map([
      ['fengl', { seen: 'fengl', account: null, fault: null }],
      ['feng1', { seen: 'fengl', account: null, fault: null }],
    ])
    const units = [
      row(2, '甲', { above: '乙' }),
      row(3, '乙', { above: '甲' }),
      row(4, '丙', { above: '无此单位' }),
      row(5, '丁', { above: '丙' }),
      row(6, '戊'),
      row(7, '戊'),
      row(8, '己', { above: '戊' }),
      row(9, '庚', { username: 'fengl' }),
      row(10, '辛', { username: 'feng1' }),
      row(11, '壬', { username: 'fengl' }),
    ]
    expect(plan(units, { usernames })).toEqual({
      planned: ['戊 new', '庚 new', '壬 new'],
      wrong: [
        '2 units.circle',
        '3 units.circle',
        '4 units.above-unknown',
        '5 units.above-wrong',
        '7 units.twice',
        '8 units.above-many',
        '10 username.alike',
      ],
    })
  })

  test('of three thousand units takes moments', () => {
    const units = Array.from({ length: 3_000 }, (_, at) =>
      row(at + 2, `第${at}单位`, at === 0 ? {} : { above: `第${Math.floor((at - 1) / 50)}单位` }),
    )
    const spentMs = processorTime()
    expect(plan(units).planned).toHaveLength(3_000)
    expect(spentMs()).toBeLessThan(2_000)
  })
})
