import type { Clause, Sentence } from './clauses.ts'
import type { Draft, Page } from './page.ts'
import { stated, voiceOf } from './page.ts'
import { pattern } from './pattern.ts'
import { isTitle, sectionKindAt } from './sections.ts'

const LATER =
  /^(?:下一步|下步|下一阶段|下阶段|下一年度?|明年|来年|今后|后续|接下来|下半年(?![^，。；]{0,12}(?:共|累计|先后|已|了|没有|未))|下学期|下季度|未来(?:[一两三五几\d]年)?)/
/** 计划 as a verb; in 培训计划已落实 it is a noun. */
const PLAN_VERB = pattern(String.raw`
  (?<![训学作展划习教培制度购采资年案体施育产销存务究发规工行动度项该本此各一二三四五六七八九十])计划(?=20\d{2}年|再|于|在|用|到|新|增|改|建|开|举|组|实|完|购|采|
  引|培|投|推|印|编|出|修|制|安排|明年|对|把|将|为|年内|通过|每|分|扩|选|创|打造|配|招|启|聘|筹|设|开)
`)
const INTEND = pattern(String.raw`
  (?<![草模虚比])拟(?![定议稿任人态写合录办意题])|打算|力争|争取(?=在|于|年内|实现|完成|到|用|尽|早)|预计(?=[明来下]年|20)|(?:^|
  [，、])准备(?=在|于|开展|组织|举办|再|新)
`)
/** 将 as "shall"; 将…纳入… is a way of saying 把. */
const SHALL = pattern(String.raw`
  (?<![即必终行])将(?=继续|进一步|持续|不断|深入|加快|着力|努力|重点|积极|切实|坚持|严格|完善|增设|新增|推进|推动|以(?!上)|围绕|按照|增|建|
  购|启用|引进|改[造建版]|推出|上线|编|修订|制定|争取|力争|选派|轮训|新|派|赴|压减|扩|提升|提高|搭建|打造|采取|创建|实施|探索|健全|优化|抓|举|投|
  完工|竣工|迎来|把|对|从|在|于|全面|更加|适时|再|陆续|启动|组织|开展|举办|召开|建设|投入|聚焦|加大|加强|强化|深化|认真|着重|紧紧|分批|逐步|统筹|
  结合|立足|牢牢|会|不)(?![^，。；]{0,20}(?:列入|纳入|作为|列为|融入|贯穿|放在|转化为|贯彻到|落实到))
`)

const NOT_A_PLAN =
  /已[经]?(?:完成|落实|实施|建成|启动|报|印发|制定|通过|下达)|原计划|计划的|(?<![年月底初度再还将共]|，|^)计划完成|按计划/
const TIME_ONLY = /^[^，。；]{2,12}$/

interface Stretch {
  readonly start: number
  readonly end: number
}

/** What the text announces: clauses that say so, and all sentences of a section of plans. */
export function readPlans(page: Page): readonly Draft[] {
  return page.sentences.flatMap((sentence) => {
    const kind = sectionKindAt(page.sections, sentence.start)
    if (kind === 'problem' || isTitle(page.headings, sentence.start)) return []
    const said = announced(page, sentence)
    if (said.length > 0) return said.map((stretch) => stated('plan', stretch))
    if (kind !== 'plan' || !saysSomething(page, sentence)) return []
    return [stated('plan', withoutOrder(page, sentence))]
  })
}

/** 任务⇥牵头科室⇥完成时限 names columns and announces nothing. */
const TABLE_HEAD = /^[^\d\t。；]{1,12}(?:\t[^\d\t。；]{1,12})+$/

/** 2⇥核定会议计划⇥办公室: the number of a row is none of what the row says. */
function withoutOrder({ text }: Page, { start, end }: Stretch): Stretch {
  const order = /^\d{1,3}\t/.exec(text.slice(start, end))?.[0].length ?? 0
  return { start: start + order, end }
}

/** 附件：2026年度任务表 names a paper. */
const ATTACHED = /^附件\d{0,2}：/

/** Below the plans stand who signs and when: short lines without a full stop. */
function saysSomething({ text }: Page, { start, end, clauses }: Sentence): boolean {
  const isClosed = clauses.length > 1 || /[。！；]/.test(text.charAt(end))
  const words = text.slice(start, end)
  if (TABLE_HEAD.test(words) || ATTACHED.test(words)) return false
  return end - start >= 6 && (isClosed || end - start > SIGNATURE_MAX)
}

const SIGNATURE_MAX = 24

/** Each announcement runs from its cue to the next one or to the end of the sentence. */
function announced(page: Page, { clauses, end }: Sentence): readonly Stretch[] {
  const starts: Clause[] = []
  for (const clause of clauses) {
    if (!announces(page, clause)) continue
    const before = starts.at(-1)
    // 下一步，将… is one announcement, its time said first.
    const continues =
      before !== undefined &&
      before.index === clause.index - 1 &&
      TIME_ONLY.test(voiceOf(page, before)) &&
      isTimeOnly(voiceOf(page, before))
    if (!continues) starts.push(clause)
  }
  return starts.map((clause, index) => {
    const next = starts[index + 1]
    const last = next === undefined ? end : (clauses[next.index - 1]?.end ?? end)
    return { start: yearBefore(page, clauses, clause), end: last }
  })
}

function announces(page: Page, clause: Clause): boolean {
  const voice = voiceOf(page, clause)
  if (NOT_A_PLAN.test(voice)) return false
  return LATER.test(voice) || PLAN_VERB.test(voice) || INTEND.test(voice) || SHALL.test(voice)
}

function isTimeOnly(voice: string): boolean {
  const rest = voice.replace(LATER, '')
  return rest !== voice && rest.length <= 4 && !/[将拟]|计划/.test(rest)
}

/** 2022年，我局力争…: the time belongs to the announcement. */
function yearBefore(page: Page, clauses: readonly Clause[], clause: Clause): number {
  const before = clauses[clause.index - 1]
  if (before === undefined) return clause.start
  return /^(?:20\d{2}年|到20\d{2}年)$/.test(voiceOf(page, before)) ? before.start : clause.start
}

/** Whether a clause speaks of the future, so that it asserts nothing yet. */
export function isForward(page: Page, clause: Clause): boolean {
  const { sentence } = clause
  let from = turns.get(sentence)
  if (from === undefined) {
    const turn = sentence.clauses.findIndex((other) => announces(page, other))
    from = turn < 0 ? Infinity : turn
    turns.set(sentence, from)
  }
  return clause.index >= from
}

/** Where sentences turn to the future, found once: a sentence may have very many clauses. */
const turns = new WeakMap<Sentence, number>()
