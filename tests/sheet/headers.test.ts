import { beforeAll, expect, test } from 'vitest'
import { proposeMapping } from '../../src/ledger/sheet/propose-mapping.ts'
import type { Shape } from '../../src/ledger/sheet/shape.ts'
import { joinedShape, shapeOf } from '../../src/ledger/sheet/shape.ts'
import type { SheetTable } from '../../src/ledger/sheet/table.ts'
import { cellAddress } from '../../src/ledger/sheet/table.ts'
import type { Pack } from '../../src/pack/pack.ts'
import { governancePack } from '../pack/own-packs.ts'

let pack: Pack

beforeAll(async () => {
  pack = await governancePack()
})

function shape(id: string): Shape {
  const register = pack.registers.get(id)
  if (register) return shapeOf(register)
  const registers = ['person', 'office', 'post'].flatMap((one) => pack.registers.get(one) ?? [])
  const parse: Shape['parse'] = (raw) => ({ values: raw as never })
  return joinedShape({ id: 'people', label: { zh: '人员', en: 'People' } }, registers, parse)
}

const people = ['陈建国', '李秀兰', '王志远', '赵晓梅', '孙立军', '周海燕']
const offices = ['综合科', '人事科', '规划科', '督查室', '档案科', '法规科']
const days = ['2024-02-06', '2024年3月11日', '4月9日', '2024.5.20', '2024-06-17', '2024-07-08']
const numbers = ['12', '25', '9', '31', '18', '40']
const prose = [
  '年度工作要点的落实安排',
  '关于规范公务接待的若干规定',
  '基层反映集中的几个突出事项',
  '汛期值班和应急处置要求',
  '老旧办公楼消防设施的更新',
  '信息系统安全等级保护测评',
]
const longer = prose.map((text) => `${text}，按季度逐项对照检查并形成书面材料`)
const codes = ['临发〔2024〕1号', '临发〔2024〕2号', '临发〔2024〕5号', '临发〔2024〕6号']
const places = ['二楼会议室', '三楼东厅', '礼堂', '党员活动室']

/** How offices that nobody asked head their columns, what stands below, and what it fills. */
const ledgers: Readonly<
  Record<string, readonly (readonly [string, readonly string[], string | null])[]>
> = {
  meeting: [
    ['几号开的', days, 'heldOn'],
    ['属哪种会', ['党组会议', '局务会', '党组会议', '专题会议'], 'kind'],
    ['开会的地方', places, 'place'],
    ['谁主持的会', people, 'chair'],
    ['到了哪些人', people.map((one, nth) => `${one}、${people[(nth + 1) % 6]}`), 'present'],
    ['没参加的人', ['李秀兰（出差）', '王志远（培训）', '孙立军（请假）'], 'absent'],
    ['商量了啥事', prose, 'agenda'],
    ['最后怎么定的', longer, 'agenda.outcome'],
    ['本子谁记的', people, 'recorder'],
  ],
  study: [
    ['何日学习', days, 'heldOn'],
    ['学的啥', prose, 'topic'],
    ['以何种方式学', ['领读', '集中研讨', '看视频', '领读'], 'forms'],
    ['谁领着学', people, 'chair'],
    ['到场同志', people.map((one, nth) => `${one}、${people[(nth + 2) % 6]}`), 'present'],
    ['几个小时', ['2', '1.5', '3', '2'], 'hours'],
    ['谁发了言', people.map((one, nth) => `${one}、${people[(nth + 3) % 6]}`), 'speakers'],
  ],
  problem: [
    ['查到什么毛病', prose, 'title'],
    ['哪天查到的', days, 'foundOn'],
    ['从哪来的', ['审计', '自查', '民主生活会', '审计'], 'source'],
    ['症结在哪', longer, 'cause'],
    ['对策', longer, 'measures'],
    ['哪个科牵头改', offices, 'leadOffice'],
    ['具体谁负责', people, 'owner'],
    ['最晚哪天改好', ['3月底前', '2024-06-30', '9月底前', '2024-12-31'], 'due'],
    ['销号那天', days, 'closedOn'],
    ['谁来验', people, 'checkedBy'],
  ],
  document: [
    ['字第几号', codes, 'number'],
    ['文件题名', prose, 'title'],
    ['落款日子', days, 'issuedOn'],
    ['啥文种', ['通知', '报告', '请示', '函'], 'kind'],
    ['谁签的字', people, 'issuer'],
    ['哪个科写的', offices, 'drafter'],
    ['多少字', ['1200', '3400', '2100', '900'], 'words'],
    ['发往哪里', ['上行文', '下行文', '平行文', '上行文'], 'direction'],
  ],
  asset: [
    ['东西叫什么', ['台式电脑 T430', '激光打印机 L20', '笔记本 X1', '复印机 C3'], 'name'],
    ['资产卡片号', ['ZC-0001', 'ZC-0002', 'ZC-0003', 'ZC-0004'], 'number'],
    ['哪一类', ['台式计算机', '打印机', '便携式计算机', '打印机'], 'kind'],
    ['何时买来', days, 'acquiredOn'],
    ['谁管着', people, 'keeper'],
    ['摆在哪个科', offices, 'office'],
    ['还在用吗', ['在用', '闲置', '在用', '报废'], 'state'],
    ['是不是国产', ['是', '否', '是', '是'], 'domestic'],
    ['啥时报废', ['2024-03-01', '', '', '2024-05-01'], 'disposedOn'],
  ],
  'plan-item': [
    ['干什么', prose, 'title'],
    ['谁来干', people, 'owner'],
    ['哪个科室挑头', offices, 'leadOffice'],
    ['哪些科室帮忙', offices.map((one, nth) => `${one}、${offices[(nth + 1) % 6]}`), 'coOffices'],
    ['啥时交办', days, 'setOn'],
    ['不晚于', ['3月底前', '6月底前', '9月底前', '2024-12-31'], 'due'],
    ['办完那天', ['2024-03-28', '', '2024-09-20', ''], 'doneOn'],
    ['办得怎么样', longer, 'progress'],
    ['挂帅领导', people, 'supervisor'],
  ],
  'publicity-task': [
    ['宣传点啥', prose, 'title'],
    ['哪家派的活', ['县委宣传部', '上级业务主管部门', '县委宣传部', '县委宣传部'], 'setBy'],
    ['接到日子', days, 'setOn'],
    ['限哪天报', ['3月底前', '2024-06-30', '9月底前', '2024-12-31'], 'due'],
    ['哪天报的', ['2024-03-28', '', '2024-09-20', ''], 'doneOn'],
    ['经手人', people, 'owner'],
    ['效果如何', longer, 'result'],
  ],
  lecture: [
    ['哪天上的课', days, 'givenOn'],
    ['上课老师', people, 'lecturer'],
    ['课名', prose, 'topic'],
    ['来听的人数', numbers, 'audience'],
    ['讲了多久', ['60', '90', '120', '45'], 'length'],
    ['哪个支部的课', offices.map((one) => `${one}支部`), 'office'],
    ['特邀单位', ['县委党校', '市委讲师团', '', '县委党校'], 'guestBody'],
  ],
  talk: [
    ['何日谈', days, 'heldOn'],
    ['谈话领导', people, 'by'],
    ['找谁谈', people.slice().reverse(), 'with'],
    ['缘何谈', prose, 'topic'],
    ['哪一种谈话', ['任前谈话', '提醒谈话', '任前谈话', '提醒谈话'], 'kind'],
  ],
  rule: [
    ['制度叫什么名', prose, 'title'],
    ['何时公布', days, 'decidedOn'],
    ['几号文', codes, 'number'],
    ['新订还是修改', ['制定', '修订', '废止', '制定'], 'change'],
  ],
  honour: [
    ['得了什么奖', ['文明单位', '先进集体', '五星支部', '平安单位'], 'title'],
    ['谁发的', ['县委', '市政府', '省档案局', '县委'], 'giver'],
    ['啥级别', ['县级', '市级', '省级', '县级'], 'level'],
    ['何时得的', days, 'awardedOn'],
    ['哪个科室得的', offices, 'office'],
    ['奖金多少', ['2000元', '5000元', '1000元', '800元'], null],
  ],
  people: [
    ['叫什么', people, 'person.name'],
    ['哪个科的', offices, 'office.name'],
    ['担任什么', ['科长', '副科长', '科员', '主任'], 'post.title'],
    ['何时任的现职', days, 'post.from'],
    ['哪天来单位', days, 'person.since'],
    ['联系电话', ['13900000001', '13900000002', '13900000003', '13900000004'], null],
  ],
}

/** Other nouns for the same, and two lines: written after the rules had been made. */
const others: typeof ledgers = {
  meeting: [
    ['会议召开年月日', days, 'heldOn'],
    ['会名', ['党组会', '局务会', '党组会', '民主生活会'], 'kind'],
    ['出席者', people.map((one, nth) => `${one}、${people[(nth + 1) % 6]}`), 'present'],
    ['未到会者及缘由', ['李秀兰（出差）', '王志远（培训）', '孙立军（请假）'], 'absent'],
    ['议了什么', prose, 'agenda'],
    ['形成的决定', longer, 'agenda.outcome'],
    ['主持者', people, 'chair'],
    ['场所', places, 'place'],
  ],
  study: [
    ['学习年月日', days, 'heldOn'],
    ['课目', prose, 'topic'],
    ['牵头股室', offices, 'office'],
    ['领学人', people, 'chair'],
    ['学员名单', people.map((one, nth) => `${one}、${people[(nth + 2) % 6]}`), 'present'],
    ['课时数', ['2', '1.5', '3', '2'], 'hours'],
    ['学法', ['领读', '看视频', '研讨', '领读'], 'forms'],
  ],
  problem: [
    ['问题摘要', prose, 'title'],
    ['暴露时间', days, 'foundOn'],
    ['问题由来', ['审计', '自查', '民主生活会', '审计'], 'source'],
    ['原因症结', longer, 'cause'],
    ['解决办法', longer, 'measures'],
    ['责任股室', offices, 'leadOffice'],
    ['责任者', people, 'owner'],
    ['整改大限', ['3月底前', '2024-06-30', '9月底前', '2024-12-31'], 'due'],
    ['销账时间', days, 'closedOn'],
  ],
  document: [
    ['办理信息 哪天发的', days, 'issuedOn'],
    ['办理信息 谁签的', people, 'issuer'],
    ['办理信息 起草部门', offices, 'drafter'],
    ['文件基本信息 文件号', codes, 'number'],
    ['文件基本信息 文件标题', prose, 'title'],
    ['文件基本信息 种类', ['通知', '报告', '请示', '函'], 'kind'],
  ],
  asset: [
    ['物品', ['台式电脑 T430', '激光打印机 L20', '笔记本 X1', '复印机 C3'], 'name'],
    ['卡号', ['ZC-0001', 'ZC-0002', 'ZC-0003', 'ZC-0004'], 'number'],
    ['种类', ['台式计算机', '打印机', '便携式计算机', '打印机'], 'kind'],
    ['购买年月', days, 'acquiredOn'],
    ['使用者', people, 'keeper'],
    ['所在部门', offices, 'office'],
    ['目前状况', ['在用', '封存', '在用', '报废'], 'state'],
    ['国产否', ['是', '否', '是', '是'], 'domestic'],
  ],
  'plan-item': [
    ['要干的活', prose, 'title'],
    ['经办者', people, 'owner'],
    ['主抓部门', offices, 'leadOffice'],
    ['协办单位', offices.map((one, nth) => `${one}、${offices[(nth + 1) % 6]}`), 'coOffices'],
    ['最后期限', ['3月底前', '6月底前', '9月底前', '2024-12-31'], 'due'],
    ['实际办结年月日', ['2024-03-28', '', '2024-09-20', ''], 'doneOn'],
    ['目前进展', longer, 'progress'],
    ['布置年月日', days, 'setOn'],
  ],
  'publicity-task': [
    ['宣传任务名', prose, 'title'],
    ['上级哪个部门布置', ['市委宣传部', '上级业务主管部门', '市委', '市直机关工委'], 'setBy'],
    ['收到时间', days, 'setOn'],
    ['上报期限', ['3月底前', '2024-06-30', '9月底前', '2024-12-31'], 'due'],
    ['上报年月日', ['2024-03-28', '', '2024-09-20', ''], 'doneOn'],
    ['承办者', people, 'owner'],
    ['办理结果', longer, 'result'],
  ],
  lecture: [
    ['日期', days, 'givenOn'],
    ['主讲者', people, 'lecturer'],
    ['专题', prose, 'topic'],
    ['听课人头数', numbers, 'audience'],
    ['讲课分钟数', ['60', '90', '120', '45'], 'length'],
    ['课的类别', ['党课', '廉政党课', '专题宣讲', '党课'], 'kind'],
  ],
  talk: [
    ['年月日', days, 'heldOn'],
    ['谈话者', people, 'by'],
    ['被谈话者', people.slice().reverse(), 'with'],
    ['谈话事由', prose, 'topic'],
    ['谈话种类', ['提醒谈话', '约谈', '谈心谈话', '约谈'], 'kind'],
  ],
  rule: [
    ['制度全称', prose, 'title'],
    ['发文年月日', days, 'decidedOn'],
    ['发文号', codes, 'number'],
    ['立改废', ['制定', '修订', '废止', '制定'], 'change'],
  ],
  honour: [
    ['奖项', ['文明单位', '先进集体', '五星支部', '平安单位'], 'title'],
    ['发奖单位', ['县委', '市政府', '省档案局', '县委'], 'giver'],
    ['奖励级别', ['县级', '市级', '省级', '县级'], 'level'],
    ['拿奖时间', days, 'awardedOn'],
    ['得奖部门', offices, 'office'],
    ['奖金数', ['2000元', '5000元', '1000元', '800元'], null],
  ],
  people: [
    ['职工', people, 'person.name'],
    ['所在股室', offices, 'office.name'],
    ['担任啥职务', ['科长', '副科长', '科员', '主任'], 'post.title'],
    ['任现职年月', days, 'post.from'],
    ['参加工作时间', days, null],
  ],
}

function tableOf(columns: readonly (readonly [string, readonly string[], string | null])[]) {
  const lines = Math.max(...columns.map(([header]) => header.split(' ').length))
  // A label over several columns stands over the first of them.
  const rows = Array.from({ length: lines }, (_, line) => {
    const texts = columns.map(([header]) => header.split(' ')[line] ?? '')
    return texts.map((text, at) => (line + 1 < lines && text === texts[at - 1] ? '' : text))
  })
  for (let row = 0; row < 6; row += 1) {
    rows.push(columns.map(([, texts]) => texts[row % texts.length] ?? ''))
  }
  const table: SheetTable = {
    name: 'Sheet1',
    rows: rows.map((texts, row) =>
      texts.map((text, column) => ({ address: cellAddress({ row, column }), text })),
    ),
  }
  return table
}

test.each([...Object.entries(ledgers), ...Object.entries(others)])(
  'columns of %s, asked for as people speak',
  (id, columns) => {
    const [best] = proposeMapping([tableOf(columns)], [shape(id)], {
      lists: pack.lists,
      today: '2024-12-31',
    })
    const found = best?.columns.map(({ header, use }) => [
      header,
      typeof use === 'string' ? null : use.field,
    ])
    expect(found).toEqual(columns.map(([header, , field]) => [header, field]))
  },
)

test('nothing of it is called sure and is wrong', () => {
  for (const [id, columns] of [...Object.entries(ledgers), ...Object.entries(others)]) {
    const [best] = proposeMapping([tableOf(columns)], [shape(id)], {
      lists: pack.lists,
      today: '2024-12-31',
    })
    for (const { at, header, use, sure } of best?.columns ?? []) {
      if (sure && typeof use === 'object')
        expect([header, use.field]).toEqual([header, columns[at]?.[2]])
    }
  }
})
