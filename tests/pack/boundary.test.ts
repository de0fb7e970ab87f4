import { describe, expect, it } from 'vitest'
import { loadPack } from '../../src/pack/load-pack.ts'
import { sha256 } from './own-packs.ts'
import { smallPack } from './small-pack.ts'

/** Topics of the boundary that a register with this label and this field runs into. */
function topicsOf(register: string, field: string): readonly string[] {
  const text = `id: thing
label: ${register}
date: on
title: "{on}"
fields:
  - { id: on, type: date, required: true, label: { zh: 日期, en: Date } }
  - ${field}
`
  const { faults } = loadPack({ ...smallPack, 'registers/thing.yaml': text }, { sha256 })
  return (faults ?? []).map((one) => one.code)
}

const plain = '{ zh: 事项, en: Things }'
const text = (zh: string, en: string, id = 'note') =>
  `{ id: ${id}, type: text, label: { zh: ${zh}, en: ${en} } }`

describe('the boundary', () => {
  it('lets an ordinary register pass', () => {
    expect(topicsOf(plain, text('备注', 'Note'))).toEqual([])
  })

  it.each([
    ['members of the public', '{ zh: 来访群众, en: Callers }', text('事由', 'Matter'), 'public'],
    [
      'persons to control',
      '{ zh: 重点人员台账, en: Key people }',
      text('状态', 'State'),
      'control',
    ],
    ['persons to convert', plain, text('教育转化情况', 'Progress'), 'control'],
    ['identity numbers', plain, text('身份证号', 'Number', 'idNumber'), 'identity-number'],
    ['telephone numbers', plain, text('备注', 'Mobile number'), 'identity-number'],
    ['families', plain, text('配偶情况', 'Note'), 'family'],
    ['private traits', plain, text('出生年月', 'Note', 'birthDate'), 'private-traits'],
    ['health', plain, text('健康状况', 'Condition'), 'health'],
    ['religion', plain, text('宗教信仰', 'Note'), 'belief'],
    ['what people say', '{ zh: 舆情监测, en: Monitoring }', text('内容', 'Content'), 'belief'],
    ['petitions', '{ zh: 信访台账, en: Letters }', text('事项', 'Matter'), 'petition'],
    ['social accounts', plain, text('微信号', 'Handle'), 'social-account'],
    ['points', plain, '{ id: points, type: number, label: { zh: 积分, en: Points } }', 'scoring'],
    ['ranking', plain, '{ id: rank, type: number, label: { zh: 排名, en: Rank } }', 'scoring'],
    ['check-in', '{ zh: 打卡, en: Check-ins }', text('地点', 'Place'), 'scoring'],
    [
      'online time',
      plain,
      '{ id: minutes, type: duration, label: { zh: 在线时长, en: Time } }',
      'scoring',
    ],
    ['state secrets', plain, text('密级', 'Mark'), 'classified'],
    ['names in text', plain, text('参加人员名单', 'Who'), 'name-in-text'],
    [
      'photographs as proof',
      plain,
      '{ id: proof, type: file, label: { zh: 现场照片, en: Photos } }',
      'photograph',
    ],
  ])('refuses %s', (_what, label, field, topic) => {
    expect(topicsOf(label, field)).toContain(`pack.boundary.${topic}`)
  })

  it('allows totals of opinions, because they name nobody', () => {
    const total = '{ id: asked, type: number, label: { zh: 征求群众意见数, en: Residents asked } }'
    expect(topicsOf(plain, total)).toEqual([])
  })

  it('refuses a list item, a figure or a duty that crosses it', () => {
    const loaded = (files: Record<string, string>) =>
      (loadPack({ ...smallPack, ...files }, { sha256 }).faults ?? []).map((one) => one.code)
    const list = `${smallPack['lists.yaml']}  - { id: other, label: { zh: 信访人员, en: Others } }\n`
    const duty = (smallPack['duties/work.yaml'] ?? '').replace('每年走访', '每年排名')
    const figure = (smallPack['figures/visits.yaml'] ?? '').replace('zh: 走访', 'zh: 打卡次数')
    expect(loaded({ 'lists.yaml': list })).toContain('pack.boundary.petition')
    expect(loaded({ 'duties/work.yaml': duty })).toContain('pack.boundary.scoring')
    expect(loaded({ 'figures/visits.yaml': figure })).toContain('pack.boundary.scoring')
  })

  it('keeps the staff list to a name', () => {
    const person = `id: person
label: { zh: 人员, en: People }
date: since
title: "{name}"
fields:
  - { id: name, type: text, required: true, label: { zh: 姓名, en: Name } }
  - { id: since, type: date, required: true, label: { zh: 起始, en: Since } }
  - { id: grade, type: text, label: { zh: 职级, en: Grade } }
`
    const { faults } = loadPack({ ...smallPack, 'registers/person.yaml': person }, { sha256 })
    expect(faults?.map((one) => one.code)).toEqual(['pack.boundary.staff'])
  })
})
