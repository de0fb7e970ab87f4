import { expect, it } from 'vitest'
import { sampleFigures } from '../../tests/duty/sample-year.ts'
import { sampleRegisters } from '../../tests/ledger/sample-registers.ts'
import { describeRequirement } from './describe-requirement.ts'
import type { Requirement } from './requirements/requirement-kinds.ts'

const perHalf: Requirement = { kind: 'quota', figure: 'held', atLeast: 2, per: 'half-year' }
const roles = new Map([['confidentiality-lead', { zh: '保密负责人', en: 'confidentiality lead' }]])
const cases: readonly [Requirement, string, string][] = [
  [
    perHalf,
    '每半年不少于2次：召开书记办公会',
    "Secretary's meetings held: at least 2 times every half-year",
  ],
  [
    { kind: 'cap', figure: 'spent', atMost: 1000, per: 'year' },
    '每年不超过1,000元：会议费用',
    'Cost of meetings: at most CNY 1,000 every year',
  ],
  [
    { kind: 'deadline', figure: 'held', by: '01-31' },
    '每年1月31日前：召开书记办公会',
    "Secretary's meetings held: by 31 January every year",
  ],
  [
    {
      kind: 'each',
      register: 'meeting',
      where: { kind: 'secretary-meeting' },
      must: { agenda: { first: { themes: 'first-agenda' } } },
    },
    '每条会议类型是书记办公会的“会议”记录：首项议题的主题为第一议题',
    "in every record of “Meetings” where the kind is Secretary's working meeting: " +
      'in the first item of the agenda, First agenda item is among the themes',
  ],
  [
    {
      kind: 'none',
      register: 'leak-incident',
      attest: { per: 'quarter', by: 'confidentiality-lead' },
    },
    '未发生“失泄密事件”，每季度由保密负责人书面确认',
    'no record of “Leak incidents”, attested every quarter by the confidentiality lead',
  ],
  [
    { kind: 'notMoreThanLastYear', figure: 'held' },
    '召开书记办公会不超过上年',
    "Secretary's meetings held: no more than last year",
  ],
  [
    { kind: 'season', figure: 'held', atLeast: 1, from: '10-01', to: '12-31' },
    '每年第四季度不少于1次：召开书记办公会',
    "Secretary's meetings held: at least 1 time in quarter 4 of every year",
  ],
  [
    { kind: 'season', figure: 'held', atLeast: 2, from: '10-01', to: '12-15' },
    '每年10月1日至12月15日不少于2次：召开书记办公会',
    "Secretary's meetings held: at least 2 times between 1 October and 15 December of every year",
  ],
  [
    {
      kind: 'weekly',
      figure: 'held',
      atLeast: 1,
      except: [
        { from: '01-20', to: '02-10' },
        { from: '2025-07-01', to: '2025-07-31' },
      ],
    },
    '每周不少于1次（1月20日至2月10日、2025年7月1日至7月31日除外）：召开书记办公会',
    "Secretary's meetings held: at least 1 time every week except 20 January to 10 February " +
      'and 1 July to 31 July 2025',
  ],
  [
    {
      kind: 'within',
      workdays: 10,
      after: 'meeting',
      where: { kind: 'secretary-meeting' },
      register: 'leak-incident',
      via: 'follows',
    },
    '每条会议类型是书记办公会的“会议”记录后10个工作日内登记“失泄密事件”',
    '“Leak incidents” within 10 working days after every record of “Meetings” where the kind ' +
      "is Secretary's working meeting",
  ],
  [
    { kind: 'hours', role: 'confidentiality-lead', figures: ['spent', 'held'], atLeast: 32 },
    '保密负责人每人每年不少于32学时：会议费用、召开书记办公会',
    "Cost of meetings, Secretary's meetings held: everyone in the role confidentiality lead " +
      'at least 32 hours every year',
  ],
  [
    {
      kind: 'forEach',
      office: 'branch',
      via: 'office',
      require: { kind: 'quota', figure: 'held', atLeast: 1, per: 'quarter' },
    },
    '各branch每季度不少于1次：召开书记办公会',
    "Secretary's meetings held: at least 1 time every quarter (each branch)",
  ],
  [
    { kind: 'term', figure: 'held', years: 3 },
    '每3年一次：召开书记办公会',
    "Secretary's meetings held: once every 3 years",
  ],
  [
    { kind: 'task', figure: 'held', by: '2025-06-30' },
    '2025年6月30日前完成：召开书记办公会',
    "Secretary's meetings held: by 30 June 2025, once",
  ],
  [
    { kind: 'held', role: 'confidentiality-lead' },
    '全年有人担任保密负责人',
    'the role confidentiality lead is held all year',
  ],
  [
    {
      kind: 'each',
      register: 'meeting',
      must: { open: true },
      due: { field: 'heldOn' },
    },
    '每条“会议”记录到召开日期：标明“公开”',
    'in every record of “Meetings”, by its “Held on”: “Open” is yes',
  ],
]
it.each(cases)('%j', (require, zh, en) => {
  expect(
    describeRequirement(require, { registers: sampleRegisters, figures: sampleFigures, roles }),
  ).toEqual({
    zh,
    en,
  })
})

it('said of a year, breaks with a date of another year are left out', () => {
  const require: Requirement = {
    kind: 'weekly',
    figure: 'held',
    atLeast: 1,
    except: [
      { from: '01-20', to: '02-10' },
      { from: '2024-12-30', to: '2025-01-03' },
      { from: '2026-07-01', to: '2026-07-31' },
    ],
  }
  const said = (year: number) =>
    describeRequirement(require, {
      registers: sampleRegisters,
      figures: sampleFigures,
      roles,
      year,
    }).zh
  expect(said(2025)).toContain('（1月20日至2月10日、2024年12月30日至1月3日除外）')
  expect(said(2026)).toContain('（1月20日至2月10日、2026年7月1日至7月31日除外）')
})
