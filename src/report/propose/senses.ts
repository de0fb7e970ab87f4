import { pattern } from '../read/pattern.ts'
import { DENIED } from './denies.ts'
import type { Pair } from './likeness.ts'
import { pairsOf } from './likeness.ts'

/** What a wording means by all its phrases, read once. */
export interface Meaning {
  readonly phrases: readonly string[]
  readonly vocabulary: string
  readonly pairs: ReadonlySet<Pair>
  readonly senses: Senses
  /** What each of its phrases means by itself. */
  readonly ofPhrase: ReadonlyMap<string, Senses>
}

/** Reads what phrases mean. */
export function meaningOf(phrases: readonly string[]): Meaning {
  const vocabulary = phrases.join('\u3000')
  return {
    phrases,
    vocabulary,
    pairs: new Set(phrases.flatMap(pairsOf)),
    senses: sensesOf(vocabulary),
    ofPhrase: new Map(phrases.map((phrase) => [phrase, sensesOf(phrase)])),
  }
}

/** What a claim says of what was done, by whom, about what; read once for all wordings. */
export interface Said {
  readonly names: readonly string[]
  readonly subjects: readonly string[]
  readonly senses: Senses
  readonly around: Senses
  readonly ofInspection: boolean
  /** Of whom the clause before speaks, where this one goes on without a doer: 涉密人员…，并…. */
  readonly inherited: ReadonlySet<string>
  /** What was done, and about what, where this tells what came of it: 开展保密自查，发现…. */
  readonly cameOf: ReadonlySet<string>
  /** What the words before spoke of, where this one names but 问题 or 整改 of it. */
  readonly topic: RegExp | null
}

/**
 * Reads what a claim says. `around` are the words near it that it may go on from, `sentence` those of
 * its sentence up to it.
 */
export function saidBy({
  own,
  around,
  sentence,
  paragraph,
}: Readonly<Record<'own' | 'around' | 'sentence' | 'paragraph', string>>): Said {
  return {
    names: namesIn(own),
    subjects: subjectsIn(own),
    senses: sensesOf(own),
    around: sensesOf(around),
    ofInspection: INSPECTION.test(sentence),
    cameOf: CAME_OF.test(withoutDays(own)) ? doneBefore(clausesBefore(sentence, own)) : new Set(),
    inherited: GOES_ON.test(own)
      ? sensesIn(clausesBefore(sentence, own).at(-1) ?? '', OF_WHOM)
      : new Set(),
    topic: topicOf({ own, sentence, paragraph }),
  }
}

/**
 * Whether a wording can mean what a claim says, whatever they share: what is done (研究 is no 调研),
 * who does it (机关党委 is no 党组), what is named in quotes, and what narrows it (逾期, 青年) must
 * be the same in both.
 */
export function isOfOneSense(said: Said, meaning: Meaning, phrase: string): boolean {
  const { vocabulary, pairs, senses } = meaning
  const meant = meaning.ofPhrase.get(phrase) ?? senses
  return (
    said.names.every((name) => vocabulary.includes(name)) &&
    said.subjects.every((subject) => isSaid(subject, pairs)) &&
    // What the claim says is done must be what the wording says is done, and the other way round.
    isWithin(said.senses.deeds, senses.deeds) &&
    isWithin(meant.deeds, said.around.deeds) &&
    // 巡察反馈问题5个，完成整改4个: those of the inspection, not all there are.
    (!said.ofInspection || INSPECTION.test(vocabulary)) &&
    isWithin(said.senses.bodies, senses.bodies) &&
    isWithin(said.senses.narrower, senses.narrower) &&
    // That one of its phrases denies is no reason to take another for a denial.
    (!said.senses.narrower.has('不') || meant.narrower.has('不')) &&
    isWithin(said.inherited, meant.narrower) &&
    (said.topic === null || said.topic.test(vocabulary)) &&
    isWithin(said.cameOf, new Set([...senses.deeds, ...senses.narrower])) &&
    isWithin(meant.narrower, said.around.narrower)
  )
}

/** Begins with nobody who does it. */
const GOES_ON = /^(?:并且?|还|也|且|同时)/

/** Tells what came of something: what was found, listed, asked, put right. */
const CAME_OF =
  /^(?:共|累计|先后|并|且|只|仅|现场|当场|自查|目前|已)*(?:列[出了明]|发现|查出|查找|排查出?|梳理|检视|查摆|找出|征求|收集|征集|整改|完成整改|销号|解决)/

/** 审计组进驻, 主题教育: they are done by no figure of ours. */
const ELSEWHERE = /审计|专项整治|主题教育|进驻|来馆|到馆|为了?[^，]{2,}$|走访|调研/

/**
 * What the nearest clause says was done and about what, those aside that tell what came of it too;
 * a number makes a clause a claim by itself.
 */
function doneBefore(clauses: readonly string[]): ReadonlySet<string> {
  const clause = clauses.findLast((one) => !CAME_OF.test(withoutDays(one))) ?? ''
  if (ELSEWHERE.test(clause)) return new Set([...sensesIn(clause, DEEDS), '别处'])
  return /\d/.test(withoutDays(clause)) ? new Set() : sensesIn(clause, [...DEEDS, ...MATTERS])
}

/** The clauses of a sentence before the last one. */
function clausesBefore(sentence: string, own: string): readonly string[] {
  const before = sentence.slice(0, sentence.length - own.length)
  return before.split('，').filter((clause) => clause !== '')
}

function withoutDays(words: string): string {
  return words.replaceAll(/(?:\d{1,2}月)?\d{1,2}[月日]/g, '')
}

const INSPECTION = /巡[察视]/

/** 5个问题已悉数改到位: of which problems stands before it. */
const BARE_NOUN = pattern(String.raw`
  ^(?:[^\u3400-\u9fff]|问题|毛病|查[摆找出]|摆出|发现|梳理|排查|找出|列[了出]|整改|完成|销号|改[到好完了]?|到位|解决|已经?|现已?|均|都|全部|
  悉数|全数|尽数|
  共计?|了|出|的|其中|目前|至?年[末底]|截[至止]|各类|当场|[一二两三四五六七八九十])+$
`)
/** 全年…: all there are, whatever was spoken of before. */
const OF_YEAR = /全年|年内|今年|各渠道|一年来/
const TOPICS = [/巡[察视]/, /审计/, /(?:学习|主题|专题)教育/, /自查|自评/, /民主生活会/]

/** 8月，做了一次自查，查出问题2个: what was done then and found by it, and no sum of the year. */
const DONE_THEN = /(?<![至到止\d年])(?:\d{4}年)?\d{1,2}月(?![底末])/
const NOTHING_OURS = /(?!)/

function topicOf({
  own,
  sentence,
  paragraph,
}: Readonly<Record<'own' | 'sentence' | 'paragraph', string>>): RegExp | null {
  if (!BARE_NOUN.test(withoutDays(own)) || OF_YEAR.test(sentence)) return null
  const before = sentence.slice(0, sentence.length - own.length)
  if (CAME_OF.test(withoutDays(own)) && DONE_THEN.test(before)) return NOTHING_OURS
  return lastTopic(paragraph + sentence)
}

/** What was spoken of last. */
function lastTopic(words: string): RegExp | null {
  let [last, at] = [null as RegExp | null, -1]
  for (const topic of TOPICS) {
    for (const { index } of words.matchAll(new RegExp(topic, 'g'))) {
      if (index > at) [last, at] = [topic, index]
    }
  }
  return last
}

function isWithin(part: ReadonlySet<string>, whole: ReadonlySet<string>): boolean {
  for (const one of part) if (!whole.has(one)) return false
  return true
}

/**
 * Where a claim names nobody who did it, whether the wording knows one of those with whom the
 * clause before it begins.
 */
export function isOfBodyBefore(
  { own, carried }: Record<'own' | 'carried', string>,
  { senses: { bodies: known } }: Meaning,
): boolean {
  if (sensesIn(own, BODIES).size > 0) return true
  const before = carried.split('，').findLast((clause) => clause !== '') ?? ''
  const named = sensesIn(before.slice(0, subjectReach), BODIES)
  return named.size === 0 || [...named].some((body) => known.has(body))
}

/** Who does something is said so near to the beginning. */
const subjectReach = 10

/** Short names in quotes: “三重一大”, “第一书记”. */
function namesIn(own: string): readonly string[] {
  return [...own.matchAll(/“([^“”]{2,8})”/g)].map(([, name = '']) => name)
}

/** 围绕…, 就…, 针对…: what it was about. */
function subjectsIn(own: string): readonly string[] {
  return Array.from(own.matchAll(ABOUT), ([, subject = '']) => subject.replaceAll(BARE, ''))
    .flatMap((subjects) => subjects.split(/[、和及与]/))
    .filter((subject) => subject.length > 1)
}

/** At least half of it. */
function isSaid(subject: string, says: ReadonlySet<Pair>): boolean {
  const pairs = pairsOf(subject)
  return pairs.filter((pair) => says.has(pair)).length * 2 >= pairs.length
}

const ABOUT =
  /(?:围绕|针对|聚焦|(?<![成造])就|以)([^，。；\d\u3000]{2,24}?)(?=组织|开展|召开|举办|进行|集中|专题|为主题|为重点|开会|[，。；\d\u3000]|$)/g
/** Words that say nothing of what it was about. */
const BARE = /工作|重点|有关|相关|情况|问题|专题|主题|内容|年度|任务/g

/** What words say is done, who does it, and what narrows it. */
interface Senses {
  readonly deeds: ReadonlySet<string>
  readonly bodies: ReadonlySet<string>
  readonly narrower: ReadonlySet<string>
}

function sensesOf(words: string): Senses {
  return {
    deeds: sensesIn(words, DEEDS),
    bodies: sensesIn(words, BODIES),
    narrower: sensesIn(words, NARROWER),
  }
}

type Known = readonly (readonly [sense: string, words: RegExp])[]

function sensesIn(words: string, known: Known): ReadonlySet<string> {
  const senses = new Set<string>()
  for (const [sense, said] of known) if (said.test(words)) senses.add(sense)
  return senses
}

/** What can be done, each with the words for it. */
const DEEDS: Known = [
  ['研究', /(?<!调|编)研究(?!室|院|所)|审议|决策|上会|(?:提交|提请)[^，。；]{0,6}会/],
  ['调研', /调研|调查研究/],
  ['研讨', /研讨(?!交流等|、)/],
  ['宣讲', /宣讲/],
  ['报告会', /报告会|讲座/],
  ['培训', /培训|轮训/],
  ['谈话', /谈话|谈心/],
  ['约谈', /约谈/],
  ['自查', /自查|自评/],
  ['督查', /督导|督查|抽查|(?<!纪律|对照)检查(?!结果|情况)/],
  ['党课', /党课/],
  ['汇报', /(?<!听取[^，。；\d]{0,14})汇报|(?<!述责|个人有关事项)报告(?!会|中|里)|报送/],
  ['列席', /列席/],
  ['评议', /评议/],
  ['考核', /考核/],
  ['竞赛', /竞赛/],
  ['排查', /排查|摸排/],
  ['会商', /会商/],
  ['换届', /换届|选举/],
  ['慰问', /慰问|走访/],
  ['巡察', /巡察|巡视/],
  ['述职', /述责|述职|述廉|述法/],
  ['征求', /征求/],
  ['公示', /公示|公开/],
  ['处分', /处分/],
  ['发文', /发文|文件/],
  ['会议', /(?<!党员大|组织生活|民主生活|分析|宣讲|报告)(?:开会|会议(?!精神|纪要))/],
  ['观看', /观看|参观/],
  ['演练', /演练/],
  ['民主生活会', /民主生活会/],
  ['组织生活会', /组织生活会/],
  ['督办', /督办|调度/],
  ['立制', /(?:建立|健全|完善|制定|修订|出台)[^，。；]{0,20}(?:制度|办法|机制|规定|细则)/],
  ['接待', /接待|来访|来信|信访/],
]

/** Who may do it, where only one of them is meant. */
const BODIES: Known = [
  ['机关党委', /机关党委/],
  ['支部', /支部(?!委员会)|支委/],
  ['党小组', /党小组/],
  ['中心组', /中心组/],
  ['纪检', /纪检|纪委/],
  ['群团', /工会|团支部|团委|共青团|妇联|妇委会/],
  ['社会', /社区|学校|企业|群众|乡镇|街道/],
  ['科室', /各?科室|各?处室|各部门/],
  ['负责人', /(?<!总)书记(?!处|办公会)|主要负责人|一把手|[馆局校院]长|本人/],
  ['班子', /班子成员|领导干部|领导成员/],
  ['领导小组', /领导小组|工作专班|(?<!支部|党)委员会(?!会议)/],
  ['下级', /下[级属]|所属单位|基层/],
  ['外面', /全(?:市|省|国|县|区|系统|行业)/],
]

/** What makes it less than all of it. */
const NARROWER: Known = [
  ['迟', /逾期|超期|超时|超过[^，。；\d]{0,4}(?:时限|期限)|滞后|延期|迟/],
  ['准时', /按[时期]|如期|期限内|时限内/],
  ['不', DENIED],
  ['青年', /青年|年轻/],
  ['级', /[科处]级|中层|一把手/],
  ['离退', /退休/],
  ['新', /新(?:提拔|任|入职|进|录用)/],
  ['完成', /销号|办结|(?<!组织|已|圆满|顺利|共)完成|已整?改(?![进革变为选建造])/],
  ['无据', /无依据|没有依据/],
  ['涉密', /涉密/],
  ['网络', /网络|线上|平台/],
  ['廉政', /廉政|廉洁/],
  ['警示', /警示/],
  ['形式主义', /形式主义/],
  ['意识形态', /意识形态/],
  ['保密', /保密|泄密/],
  ['党史', /党史/],
  ['法治', /法治|法规|法律/],
  ['换届', /换届/],
]

/** Of these people only, which a clause that goes on leaves unsaid. */
const OF_WHOM: Known = NARROWER.filter(([sense]) =>
  ['青年', '级', '离退', '新', '涉密'].includes(sense),
)

/** What a self-check, a meeting or a paper may be about. */
const MATTERS: Known = NARROWER.filter(([sense]) =>
  ['网络', '廉政', '形式主义', '意识形态', '保密', '法治'].includes(sense),
)

/** 未, 没有, 尚未 before what was to be done. */
const UNDONE = pattern(String.raw`
  (?:尚未|仍未|还未|并未|未能|没能|没有|还没有?|未曾|尚无|(?<!从)未|没)
  (?:再|能|曾|有|真正|按照?规定|严格|在[^，。；]{1,12}|与[^，。；]{1,12}|按[时期季月]|如期|及时)*
  (?:全部|全面|全员|均|都|安排|达到|做到|实现|完成|落实|办结|销号|整改|举[办行]|开展|组织|召开|制定|制订|建立|健全|成立|设立|配备|指定|明确|报[送告]|上报|提交|
  学习|讲|会商|研究|培训|检查|公示|通报|列入|纳入|签订|述|评议|换届|调整|按|如期|覆盖|轮训|参加)
`)
/** 有3个逾期: the failure is said in one word. */
const LATE =
  /逾期|超期|超时(?!空)|超过[^，。；\d]{0,4}(?:时限|期限)|延期|滞后|(?:账实)?不(?:相)?符|不一致|不达标/

/** Words that say that something to be done was not. */
export function saysUndone(own: string): boolean {
  return UNDONE.test(own) || (LATE.test(own) && !NEVER_LATE.test(own))
}

/** 没有逾期, 无一超时: that there was no failure is no failure. */
const NEVER_LATE = new RegExp(`(?:没有?|[无未]|不存在)[^，。；]{0,8}?(?:${LATE.source})`)

/**
 * 没有一次不…, 无一不…: what is denied twice is said of all. The words that say it outright; null:
 * nothing is denied twice. 没有因工作不力受到… denies but once.
 */
export function asAffirmed(own: string): string | null {
  if (NONE_LATE.test(own)) return own.replace(NONE_LATE, '均按期')
  if (!DOUBLE.test(own)) return null
  return own.replace(DOUBLE, (_, whom: string) => `${whom}均`)
}

/** 无一超期: all of them were in time. */
const NONE_LATE =
  /(?:没有(?:任何)?(?:哪?一)[个次人名项件份]|无一(?:[次件项人份])?)(?:逾期|超期|超时|超过时限|延误)/
const DOUBLE =
  /(?:没有(?:任何)?(?:哪?一)[个次人名项件场位份条]?|无一)([\u3400-\u9fff]{0,4}?)(?:不是|未能?|没有?|不(?![力足当良符实够正达]))/

/** The same in the words that would say that it was done. */
export function asDone(own: string): string {
  return own
    .replaceAll(/逾期|超期|超时|超过[^，。；\d]{0,4}(?:时限|期限)|延期/g, '按时完成')
    .replaceAll(/不(?:相)?符|不一致/g, '相符')
    .replaceAll(/尚未|仍未|还未|并未|未能|没能|没有|还没有?|未曾|未|没|（[^）]*）/g, '')
}
