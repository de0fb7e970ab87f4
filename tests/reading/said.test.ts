import { beforeAll, describe, expect, it } from 'vitest'
import { here } from '../../src/adapters/outside/readers.ts'
import { checkReport } from '../../src/app/draft/check-report.ts'
import type { YearBookWithWords } from '../../src/app/year/year-book.ts'
import { governancePack } from '../pack/own-packs.ts'
import { keptBooks } from './kept-ledger.ts'

let book: YearBookWithWords

beforeAll(async () => {
  book = keptBooks(await governancePack())(2025)
})

function check(text: string) {
  return checkReport({ outside: here }, { org: { id: 1 } as never }, { text, book })
}

/** What a check says of a sentence: one part that is denied denies the whole. */
async function verdictOn(text: string): Promise<string> {
  const { claims } = await check(text)
  const states = new Set(claims.map(({ state }) => state))
  if (states.has('contradicted')) return 'untrue'
  return states.has('supported') ? 'true' : 'not said'
}

/** Numbers that the ledger has, in the words of a report. */
const counted = [
  ['开展督导检查', '25次'],
  ['召开党组会', '24次'],
  ['开展谈心谈话', '62次'],
  ['讲授党课', '25次'],
  ['组织专题调研', '14次'],
] as const

/** Words that make it another number: other people, another time, a part, a plan, a rule. */
const narrowed = [
  '三年来累计',
  '2023年以来累计',
  '换届以来',
  '任职以来',
  '计划',
  '预计全年',
  '春节期间',
  '国庆前后',
  '在此期间',
  '本月',
  '应',
  '人均',
  '平均每天',
  '每个支部',
  '督查科',
  '办公室',
  '全市档案系统',
  '市委组织部',
  '市音像资料馆全年',
  '配合市委巡察组',
  '下属单位',
  '第一党支部',
  '部分支部',
  '青年党员',
  '馆长',
  '联合外单位',
  '线上',
  '制度规定每年',
  '其他科室',
  '为此',
] as const

describe('a number of the ledger', () => {
  it.each(counted)('%s%s is borne out, and no other number is', async (deed, number) => {
    expect(await verdictOn(`全年${deed}${number}。`)).toBe('true')
    const other = `${Number.parseInt(number, 10) + 7}次`
    expect(await verdictOn(`全年${deed}${other}。`)).toBe('untrue')
  })

  it.each(narrowed)('says nothing of what “%s” narrows', async (narrower) => {
    const said = counted.map(async ([deed, number]) => verdictOn(`${narrower}${deed}${number}。`))
    expect(await Promise.all(said)).not.toContain('true')
    const more = counted.map(async ([deed]) => verdictOn(`${narrower}${deed}97次。`))
    expect(await Promise.all(more)).not.toContain('untrue')
  })
})

describe('what is said in other ways', () => {
  it.each([
    // Means.
    ['党组会平均每月召开2次。', 'true'],
    ['支委会平均每月召开4次。', 'untrue'],
    ['党小组会平均每季度召开18次。', 'true'],
    ['主题党日平均每个支部每月2次。', 'not said'],
    // Loose numbers.
    ['全年谈心谈话六十余次。', 'true'],
    ['全年谈心谈话七十余次。', 'untrue'],
    ['开展谈心谈话约60次。', 'true'],
    ['开展谈心谈话约40次。', 'untrue'],
    ['开展谈心谈话近60次。', 'not said'],
    ['开展谈心谈话不少于80次。', 'untrue'],
    ['开展谈心谈话超过100次。', 'untrue'],
    ['全年开展督导检查二十多次。', 'true'],
    ['督导检查在20次到30次之间。', 'true'],
    ['督导检查在30次到40次之间。', 'untrue'],
    ['提醒谈话三四十次。', 'not said'],
    ['中心组学习七八次。', 'untrue'],
    // Parts of the year.
    ['截至9月底，中心组集体学习7次。', 'true'],
    ['前三季度中心组集体学习9次。', 'untrue'],
    ['全年提醒谈话34次，第三季度就达15次。', 'untrue'],
    ['一季度谈心谈话62次。', 'untrue'],
    ['自3月起，开展督导检查25次。', 'not said'],
    // The year before.
    ['下行文较上年减少34件。', 'true'],
    ['下行文较上年增加34件。', 'untrue'],
    ['提拔年轻干部2人，是上年的两倍。', 'true'],
    ['下行文182件，是上年的两倍。', 'untrue'],
    ['党课25次，同比多了1次。', 'true'],
    ['每周集中学习50次，上年为51次。', 'true'],
    ['党课25次，同比添了1次。', 'true'],
    ['党课25次，同比添了2次。', 'untrue'],
    ['专题报告会办了2场（含法治一场）。', 'true'],
    ['专题报告会办了4场（含法治一场）。', 'untrue'],
    ['下行文比上年减少34件，叫下级来开的会比上年少60次。', 'true'],
    ['去年党组会研究全面从严治党7次。', 'untrue'],
    // Each number answers for itself: that of last year, and that in brackets.
    ['提醒谈话34次，上年33次，任前廉政谈话2次。', 'true'],
    ['提醒谈话34次，上年36次，任前廉政谈话2次。', 'untrue'],
    ['党课25次、头一年26次。', 'untrue'],
    ['下行文182件（下半年89件）。', 'true'],
    ['下行文182件（较上年增加34件）。', 'untrue'],
    ['廉政党课1次（7月讲的），专题宣讲7次。', 'true'],
    // What stands behind the number, and over the paragraph.
    ['有1名预备党员在8月按期转正。', 'untrue'],
    ['五月　谈心谈话62次。', 'untrue'],
    ['去年全年讲党课24次。', 'true'],
    // Far from the ledger's, or another figure's: of something else, unless all of the year is said.
    ['11月14日的排查共发现问题3个。', 'not said'],
    ['查出问题3个。', 'not said'],
    ['讲授党课250次。', 'not said'],
    ['全年讲授党课250次。', 'untrue'],
    ['专题调研9次。', 'not said'],
    ['举办知识竞赛12场。', 'untrue'],
    // So many spread over the year, and so many in all.
    ['党员学习记录按季检查4次。', 'true'],
    ['机关党委会按月召开，合计12次。', 'true'],
    ['机关党员大会2次，分别在2月和8月。', 'untrue'],
    // Asked, supposed, of another body or year, denied.
    ['要求全年讲授党课25次。', 'not said'],
    ['兄弟单位10月16日组织了八项规定精神落实情况自查。', 'not said'],
    ['2022年，10月16日组织了八项规定精神落实情况自查。', 'not said'],
    ['10月16日未组织八项规定精神落实情况自查。', 'not said'],
    ['如果10月16日组织了八项规定精神落实情况自查。', 'not said'],
    ['10月16日组织了八项规定精神落实情况自查。', 'true'],
    // Denied twice, and all but some.
    ['没有一名班子成员未述责述廉。', 'true'],
    ['班子五名成员没有一人不作述责述廉。', 'true'],
    ['没有一名党员不遵守纪律。', 'not said'],
    ['个人有关事项应报告人员除1人外均按时报告。', 'untrue'],
    ['督导检查25次，除2次外均形成通报。', 'not said'],
    ['未再发生失泄密事件。', 'not said'],
    ['全市未发生失泄密事件。', 'not said'],
    ['没有因失泄密被追责。', 'not said'],
    // A part of what was just counted.
    ['机关新增国产化设备17台，其中电脑16台。', 'not said'],
    ['理论学习中心组学习10次，其中集中研讨10次。', 'untrue'],
    ['巡察反馈的5个问题已改4个。', 'true'],
    ['巡察反馈的6个问题已改4个。', 'untrue'],
    ['共梳理出此类问题44个。', 'not said'],
    ['党组发挥中心组示范带动作用，全年组织集中学习50次。', 'not said'],
    // A right number whose sentence goes on to say more of the same.
    ['巡察反馈的5个问题，年底前已悉数改完。', 'not said'],
    ['巡察反馈的6个问题，年底前已悉数改完。', 'untrue'],
    ['承担宣传任务48项，项项按时交账。', 'not said'],
    ['提醒督办7次，办结率100%。', 'not said'],
    ['获得荣誉2项，均为省级以上。', 'not said'],
    ['党组会研究意识形态工作3次，都在下半年。', 'not said'],
    ['开展督导检查25次，推动各项任务落地见效。', 'true'],
    // The first of two numbers is what there was to be done.
    ['列入国产化替代计划的20台旧设备已换下17台。', 'true'],
    ['48项宣传任务按时完成46项。', 'true'],
    ['48项宣传任务按时完成47项。', 'untrue'],
    // Months named one by one.
    ['3月和9月先后召开警示教育大会。', 'true'],
    ['4月和9月先后召开警示教育大会。', 'untrue'],
    ['6月、12月各开了一次全面从严治党形势分析会。', 'true'],
    // Of whom the sentence began with, of what a check found, and of what was meant to be.
    ['市教育局高度重视党课教育，全年讲党课30次。', 'not said'],
    ['审计组进驻后，发现问题7个。', 'not said'],
    ['为修订馆规，征求意见12条。', 'not said'],
    ['按照年初计划，全年要替代旧设备17台。', 'not said'],
    ['共建单位讲党课3次。', 'not said'],
    ['下行文比上年压减二成。', 'not said'],
    ['并非所有班子成员都完成了两次专题调研。', 'not said'],
    // What a record says was done, and whose honour it was.
    ['4月9日废止保密工作管理制度。', 'not said'],
    ['8月18日获评全国档案宣传工作示范单位。', 'not said'],
    ['12月5日没有发现账实不符。', 'not said'],
    // Read as nothing by whoever knows no ledger.
    ['上行文逐件标注签发人。', 'true'],
    // What came of one check, of one branch, at one time.
    ['6月25日开展形式主义、官僚主义自查，列出问题清单和责任清单。', 'true'],
    ['一次查出形式主义、官僚主义问题9个。', 'not said'],
    ['门户网站5月19日、11月14日各查了一遍，11月发现问题3个。', 'not said'],
    ['第一党支部：党员大会4次，主题党日12次。', 'not said'],
    ['■9月　提醒谈话11次。', 'true'],
    ['中心组3月份学习意识形态责任制，组织法治专题报告会1场。', 'not said'],
    ['中央八项规定精神自查1次，在12月。', 'not said'],
    ['干部培训4期，上下半年各2期。', 'true'],
    // A number that nobody read, and one said of the next clause.
    ['督导检查，总次数超过三十。', 'not said'],
    ['谈心谈话次数较上年减少，列席下级单位会议6次。', 'true'],
    ['会前听取意见，谈心谈话34次。', 'not said'],
    ['国庆节前没有安排，2名提拔的年轻干部一个不落。', 'not said'],
    ['全会精神由班子成员宣讲，共六场。', 'not said'],
    ['第一党支部于12月10日召开组织生活会。', 'not said'],
    ['第一党支部于12月8日召开组织生活会。', 'true'],
    ['党建方面，分析党员思想状况只在上半年做过一次，与党员谈心谈话62次。', 'not said'],
    ['上半年谈心谈话43次，讲授党课25次。', 'untrue'],
    ['制发下行文182件（上年216件，降幅超过20%）。', 'true'],
    ['各类公文合计368件（比上年增加45件）。', 'untrue'],
    ['保密机构2022年调整过两次。', 'not said'],
    // What is only meant to be.
    ['下一步，提高抽检比例；每季度专题分析一次全面从严治党形势。', 'not said'],
    ['每名党员至少谈心一次的要求，还差2人。', 'not said'],
    ['我将带头每季度组织一次中心组学习。', 'not said'],
    ['因涉密岗位人员变动，机构作了调整。', 'not said'],
    // Days.
    ['12月下旬召开民主生活会。', 'true'],
    // What was once in the year was on its own day, what was more often may have been on any.
    ['12月中旬召开民主生活会。', 'untrue'],
    ['7月8日，讲授廉政党课。', 'untrue'],
    ['7月8日，召开警示教育大会。', 'not said'],
    ['7月18日，讲授廉政党课。', 'true'],
  ])('%s %s', async (sentence, verdict) => {
    expect(await verdictOn(sentence)).toBe(verdict)
  })
})

it('names the figure that words most likely mean, whatever number they state', async () => {
  const { claims } = await check('讲授党课250次。')
  expect(claims.map(({ figure, likely }) => [figure, likely])).toEqual([[null, 'party-lectures']])
})

// The first part of each is so, and the ledger says nothing of the second.
it.each([
  ['9月26日组织保密自查自评，只列了问题清单。', '只列了'],
  ['干部培训4期，上下半年各1期。', '1期'],
  ['中心组学习10次；其中研讨——六。', '研讨'],
])('says nothing in %s of %s', async (sentence, part) => {
  const { claims } = await check(sentence)
  expect(claims.some(({ state }) => state === 'supported')).toBe(true)
  for (const { text, state } of claims) {
    if (text.includes(part)) expect(['unbound', 'unsupported']).toContain(state)
  }
})
