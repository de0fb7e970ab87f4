import { describe, expect, test } from 'vitest'
import type { Choice } from '../choice.ts'
import { headerWords, plainHeader } from './header-words.ts'
import { itemsOf } from './written-items.ts'
import { namesOf, withoutPost, withRemark } from './written-names.ts'
import { writtenNumber } from './written-number.ts'
import { writtenOption } from './written-option.ts'

const known = new Set(['周立新', '张丽', '李静', '陈敏', '王一'])
const isKnown = (name: string) => known.has(name)

describe('names', () => {
  test.each([
    ['周立新、李静，张丽', ['周立新', '李静', '张丽']],
    ['周立新 李静\n陈敏', ['周立新', '李静', '陈敏']],
    ['张  丽、李静', ['张丽', '李静']],
    ['张 丽 李 静', ['张丽', '李静']],
    ['1.周立新 2.李静', ['周立新', '李静']],
    ['陈敏（出差、开会）、李静', ['陈敏（出差、开会）', '李静']],
    ['周立新、李静等12人', ['周立新', '李静', '等12人']],
    ['全体班子成员', ['全体班子成员']],
  ])('%s', (cell, names) => {
    expect(namesOf(cell, isKnown)).toEqual(names)
  })

  test('what stands behind a name is told apart from it', () => {
    expect(withRemark('陈敏（出差）')).toEqual({ name: '陈敏', remark: '出差' })
    expect(withoutPost('周立新书记')).toBe('周立新')
    expect(withoutPost('周书记')).toBeNull()
  })
})

test.each([
  ['12人', '12', true],
  ['1,200字', '1200', true],
  ['3.5万元', '35000', true],
  ['共8人', '8', true],
  ['十二', '12', true],
  ['约40', '40', false],
  ['30余人', '30', false],
  ['34（含外单位5人）', '34', false],
])('%s is a number', (text, number, isSure) => {
  expect(writtenNumber(text)).toMatchObject({ number, isSure })
})

describe('options', () => {
  const list: readonly Choice[] = [
    { id: 'party', label: { zh: '党组会', en: 'Party group' } },
    { id: 'affairs', label: { zh: '局（馆）务会', en: 'Affairs' }, also: ['馆务会'] },
    { id: 'city', label: { zh: '市委', en: 'City committee' } },
    { id: 'used', label: { zh: '在用', en: 'In use' } },
    { id: 'branch', label: { zh: '支部党员大会', en: 'Branch' } },
    { id: 'organ', label: { zh: '机关党员大会', en: 'Organ' } },
  ]

  test.each([
    ['党组会议', 'party'],
    ['第3次党组会议', 'party'],
    ['2025年第十二次馆务会', 'affairs'],
    ['局务会', 'affairs'],
    ['馆 务 会', 'affairs'],
  ])('%s is taken', (text, id) => {
    expect(writtenOption(text, list)).toEqual({ id, isSure: true })
  })

  // The office of a committee is not the committee, and what is not in use is not in use.
  test.each(['市委办', '党员大会', '非在用', '班子会', '无关'])('%s is asked', (text) => {
    expect(writtenOption(text, list)?.isSure ?? false).toBe(false)
  })
})

test.each([
  ['1.研究工作要点\n2.审议预算', ['研究工作要点', '审议预算']],
  ['一是通报情况；二是安排值班。', ['通报情况', '安排值班']],
  ['1、甲事项；2、乙事项。', ['甲事项', '乙事项']],
  ['研究2.5万元的支出', ['研究2.5万元的支出']],
  ['传达精神；研究落实', ['传达精神', '研究落实']],
])('items of %s', (cell, items) => {
  expect(itemsOf(cell)).toEqual(items)
})

test('headers are compared by what they say', () => {
  expect(plainHeader(' 成文\n日期（必填）* ')).toBe('成文日期')
  const [one, other] = [headerWords('参会人员', ['会议']), headerWords('出席人员', ['会议'])]
  expect([...one.heads]).toEqual([...other.heads])
  expect([...one.rest]).toEqual([...other.rest])
  expect([...headerWords('会议时间', ['会议']).rest]).toEqual([])
})
