import { describe, expect, it } from 'vitest'
import { meeting, sampleRegisters } from '../../../tests/ledger/sample-registers.ts'
import { explain } from './explain.ts'
import type { Predicate } from './predicate.ts'

const names = {
  person: (id: string) => (id === 'p1' ? '张三' : null),
  office: () => null,
  record: () => null,
}

const cases: readonly { given: Predicate; zh: string; en: string }[] = [
  {
    given: { kind: 'secretary-meeting', agenda: { some: { themes: 'governance' } } },
    zh: '会议类型是书记办公会，且议题中有主题为全面从严治党的一项',
    en:
      "the kind is Secretary's working meeting and the agenda has an item where " +
      'Full and rigorous Party self-governance is among the themes',
  },
  {
    given: { kind: ['secretary-meeting', 'committee'] },
    zh: '会议类型是书记办公会或委务会',
    en: "the kind is Secretary's working meeting or Committee meeting",
  },
  {
    given: { kind: { not: 'committee' } },
    zh: '会议类型不是委务会',
    en: 'the kind is not Committee meeting',
  },
  {
    given: { not: { kind: 'committee' } },
    zh: '会议类型不是委务会',
    en: 'the kind is not Committee meeting',
  },
  {
    given: { present: { includes: '$chair' } },
    zh: '出席人员包括主持人',
    en: 'the chair is among those under “Present”',
  },
  { given: { chair: 'p1' }, zh: '主持人是张三', en: 'the chair is 张三' },
  { given: { chair: '$recorder' }, zh: '主持人与记录人相同', en: 'the chair is the recorder' },
  {
    given: { present: { ratio: { of: '$due', atLeast: 2 / 3 } } },
    zh: '出席人数不少于应到人数的三分之二',
    en: '“Present” counts at least two thirds of “Due to attend”',
  },
  {
    given: { present: { count: { atLeast: 3 } } },
    zh: '出席人员不少于3人',
    en: '“Present” has at least 3 people',
  },
  { given: { agenda: { count: 2 } }, zh: '议题共2项', en: 'the agenda has exactly 2 items' },
  {
    given: { agenda: { first: { themes: 'first-agenda' } } },
    zh: '首项议题的主题为第一议题',
    en: 'in the first item of the agenda, First agenda item is among the themes',
  },
  {
    given: { agenda: { every: { topic: { exists: true } } } },
    zh: '每项议题的议题名称已填写',
    en: 'in every item of the agenda, the topic is given',
  },
  {
    given: { agenda: { not: { some: { themes: ['governance', 'first-agenda'] } } } },
    zh: '议题中没有主题为全面从严治党或第一议题的一项',
    en:
      'the agenda has no item where Full and rigorous Party self-governance or ' +
      'First agenda item is among the themes',
  },
  {
    given: { heldOn: { atLeast: '2025-03-01', atMost: '2025-03-31' } },
    zh: '召开日期在2025年3月1日至2025年3月31日之间',
    en: '“Held on” is between 1 March 2025 and 31 March 2025',
  },
  {
    given: { heldOn: { before: '$today' } },
    zh: '召开日期早于当天日期',
    en: '“Held on” is before today',
  },
  {
    given: { cost: { atMost: 5000 } },
    zh: '会议费用不超过5,000元',
    en: 'the cost is at most CNY 5,000',
  },
  { given: { length: { atMost: 60 } }, zh: '会议时长不超过1小时', en: 'the length is at most 1 h' },
  {
    given: { due: { atLeast: 9 } },
    zh: '应到人数不少于9人',
    en: '“Due to attend” is at least 9 people',
  },
  { given: { open: true }, zh: '标明“公开”', en: '“Open” is yes' },
  { given: { minutes: { exists: false } }, zh: '会议纪要未填写', en: 'the minutes is not given' },
  {
    given: { id: { answeredBy: { register: 'meeting', via: 'follows' } } },
    zh: '有对应的“会议”记录',
    en: 'a record in “meetings” answers it',
  },
  {
    given: { any: [{ kind: 'committee' }, { open: true, due: { atLeast: 9 } }] },
    zh: '（会议类型是委务会，或（标明“公开”，且应到人数不少于9人））',
    en:
      '(the kind is Committee meeting or ' +
      '(“Open” is yes and “Due to attend” is at least 9 people))',
  },
  { given: {}, zh: '不限', en: 'anything' },
  { given: { nothing: 3 }, zh: 'nothing为3', en: 'nothing is 3' },
]

describe('explain', () => {
  it.each(cases)('$zh', ({ given, zh, en }) => {
    expect(explain(given, meeting, { registers: sampleRegisters, names })).toEqual({ zh, en })
  })
})
