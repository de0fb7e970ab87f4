import type { Clause } from './clauses.ts'
import type { Draft, Page } from './page.ts'
import { stated, voiceOf } from './page.ts'
import { pattern } from './pattern.ts'
import { isForward } from './plans.ts'
import { sectionKindAt } from './sections.ts'

/** What a body reports not to have had. */
const HARM = pattern(String.raw`
  事故|事件|案件|违规|违纪|违法|违反|违约|投诉|举报|信访|上访|处分|处理|处罚|通报|批评|问责|追责|追究|约谈|泄密|失密|遗失|丢失|泄露|泄漏|差错|失误|
  错漏|漏报|迟报|瞒报|误报|漏登|问题|现象|情况|行为|积压|反弹|回潮|超标|逾期|超期|拖欠|欠薪|伤亡|死亡|受伤|病例|疫情|感染|隐患|舆情|纠纷|诉讼|败诉|
  复议|失信|返贫|致贫|辍学|缺席|迟到|早退|旷工|旷课|延误|中断|故障|损失|流失|损毁|破损|被盗|盗窃|意见|异议|出国|出境|小金库|收受|收取|插手|干预|谋取|谋私|利用职|
  照搬|机械|选择性|加码|
  形式主义|腐败|贪污|受贿|挪用|侵占|摊派|乱收费|吃拿卡要|弄虚作假|造假|超编|超职数|空编|吃空饷|火灾|爆炸|中毒|溺水|负面|申诉|扣分|扣款|否决|黄牌|警告|
  记过|险情|脱管|漏管|越权|超支|超预算|超范围|公款|宴请|礼金|红包|兼职|取酬|经商|推诿|扯皮|缺项|漏项|重复|退回|退件|返工|断档|空白|欠账|欠费|违建|
  新增债务|债务|风险|异常|落榜|差评|不合格|不良|不实|缺失|遗漏|拖延|受到|被
`)
const OCCURRENCE = '发生|出现|发现|收到|接到|接报|产生|造成|引发|导致|查出|检出|受到|存在|曾|再'
const OCCURRED = new RegExp(`(?:未|没有|没|无)(?:再|曾|有|再次)?(?:${OCCURRENCE})`)
/** 有平台无运营、有队伍无活动 owns up to something. */
const HAS_BUT_LACKS = /有[^，。；、有无]{1,6}无[^，。；、]{1,6}/
/** 杜绝了 has happened; 杜绝 alone is a wish. */
const STAMPED_OUT = /杜绝了/
const NO_RECORD_OF = /无[^，。；、无]{1,8}记录$/
const NEVER =
  /不存在|未(?:私)?设|(?<!万)无一(?![不例日])|从[未没](?!有过|间断|停)|没有一(?:个|项|人|例|件|起|次|名|户|处|宗|家|笔)/
const ZERO_OF = pattern(String.raw`
  (?:零|(?<![\d.])0)(?:投诉|事故|违纪|违规|违法|差错|失误|上访|伤亡|死亡|发生|感染|案件|发案|举报|信访|缺席|迟到|泄密|失泄密|舆情|隐患|
  积压|退件|超标|疫情|确诊|逾期|拖欠|欠薪|申诉|复议|败诉|瑕疵|犯罪|扣分|延误|遗漏|故障|中断|报告病例|新增|遗失|漏报|迟报|返贫|辍学|差评|退回|补报|
  违约|火灾|溺亡|处分|通报)
`)
const ZERO_QUOTED = /(?:全年|实现了?|保持|达到)“零/
const ZERO_COUNT = /(?<![\d.])0(?:起|例|件|人次|人|次|宗|项|处|名|户|家|笔)|(?:为|是|保持)(?:零|0)$/
/** Words that make 无, 未 or 没有 part of something else. */
const WORDS_WITH_NOTHING = pattern(String.raw`
  无(?:纸|线|缝|死角|盲区|例外|障碍|偿|私|人机|人值守|论|法|锡|形|害|证|效|故|公害|限|数|比|愧|畏|微|穷|处|所|从|需|须|疑|声|意|情|差别|废|理|性|籍|烟|
  党派|实质|接触|感|手续|物业|户籍|主|牌|照|诈|欠薪|传销|毒|访|讼|诉|违建|疫|核)|[毫有若从]无|没有(?:最|终点|休止|完成时|捷径|退路|旁观|例外|
  禁区|硝烟|共产党)|未(?:来|必|成年|雨|知|央|婚)
`)
/** What follows 没有 when a shortcoming is admitted: 没有及时总结, 没有把学习放在心上. */
const ADMITTED = pattern(String.raw`
  (?:没有|没能|未|没)(?:能|真正|及时|把|将|完全|严格|深入|充分|有效|很好|切实|认真|系统|主动|全面|引起|建立|做到|落实|达到|得到|按|从|
  在(?!.{0,8}(?:发生|出现)|[^，。；]{0,60}的(?:情况|现象|行为|问题)$)|根本|彻底|足够|结合|突破|跟上|压实|履行|发挥|解决|整改|到位|打通|树立|经常|
  定期|专门|统一|实现|形成(?!损失|事故|不良|
  呆账|坏账|拖欠|积压|隐患|债务|新的)|完成|覆盖|配备|开展|纳入)
`)
const STATED_ABSENCE =
  /(?<![尚还仍并])(?:没有|没|未(?=被|因|受|列入|见|有|新增|超|突破|违|私|擅|收[取受]|参与|参加|接受|利用|占用|挪用|插手|干预|向|形成|使用|购[置买])|无)/
const NOT_ASSERTED = pattern(String.raw`
  (?<!不)存在|确保|力争|防止|避免|杜绝|严防|谨防|以防|不得|严禁|禁止|必须|应当|不能|不允许|努力|保证|争取|坚决|针对|凡是|如果|是否|
  (?<![重主需首纪必提])要(?![闻素点件])|对(?:没有|未|无|不存在)|的$
`)

/** 没有特殊情况不得请假, 无正当理由不参加的: a condition of a rule. */
const RULES_OUT = /不(?:得|准|许|予|可(?!抗))|方可|[^目]的$/

/** Negative assertions: 全年未发生…事故, 没有因…被通报, 零投诉. Each needs somebody's word. */
export function readNegatives(page: Page): readonly Draft[] {
  return page.sentences.flatMap(({ clauses, start }) => {
    if (sectionKindAt(page.sections, start) !== null) return []
    return clauses
      .filter((clause) => assertsNone(page, clause))
      .map((clause) => stated('none', clause))
  })
}

function assertsNone(page: Page, clause: Clause): boolean {
  const voice = voiceOf(page, clause)
  const cue = noneCue(voice, page.text.slice(clause.start, clause.end))
  if (cue < 0 || admitsShortcoming(voice)) return false
  if (NOT_ASSERTED.test(voice.slice(0, cue + 1)) || RULES_OUT.test(voice.slice(cue))) return false
  return !isForward(page, clause)
}

/** A 没有 that owns up to something undone is a problem, not an assurance. */
export function admitsShortcoming(voice: string): boolean {
  return ADMITTED.test(voice) && !OCCURRED.test(voice)
}

/** Where the assertion of absence stands in the clause, or -1. */
function noneCue(voice: string, full: string): number {
  if (HAS_BUT_LACKS.test(voice)) return -1
  const record = voice.search(NO_RECORD_OF)
  if (record >= 0) return record
  const stamped = voice.search(STAMPED_OUT)
  if (stamped >= 0 && HARM.test(full.slice(stamped))) return stamped
  const plain = voice.search(NEVER)
  if (plain >= 0) return plain
  const zero = firstOf(voice.search(ZERO_OF), voice.search(ZERO_COUNT))
  if (zero >= 0) return zero
  const quoted = full.search(ZERO_QUOTED)
  if (quoted >= 0 && ZERO_OF.test(full.slice(quoted))) return quoted
  const nothing = WORDS_WITH_NOTHING.exec(voice)
  const cue = voice.search(STATED_ABSENCE)
  const occurred = OCCURRED.exec(voice)
  if (occurred !== null) {
    // 还没有发生事故 is an assurance, 尚未出现根本好转 is none.
    const until = /[尚还仍]$/.test(voice.slice(0, occurred.index)) || occurred[0].includes('产生')
    const shortcoming = until && !HARM.test(full)
    if (!shortcoming) return occurred.index
  }
  if (cue < 0 || (nothing !== null && Math.abs(nothing.index - cue) <= 1)) return -1
  return HARM.test(full.slice(cue)) ? cue : -1
}

function firstOf(a: number, b: number): number {
  return a < 0 ? b : b < 0 ? a : Math.min(a, b)
}
