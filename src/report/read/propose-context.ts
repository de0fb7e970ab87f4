import type { CalendarWindow } from '../../ledger/day/period.ts'
import { normalise } from './normalise.ts'
import { pattern } from './pattern.ts'
import type { Changes } from './propose-change.ts'
import { changesOf } from './propose-change.ts'
import { COMPARING } from './propose-filler.ts'
import type { Words } from './propose-likeness.ts'
import type { Bounds } from './propose-rough.ts'
import { boundsOf } from './propose-rough.ts'
import { saysUndone } from './propose-senses.ts'
import type { OutlineItem, ReadClaim } from './reading.ts'
import { smallNumber } from './small-number.ts'

/** What stands around a claim, as far as it decides what the claim can mean. */
export interface ClaimContext extends Words {
  /** What its paragraph says before its sentence, as far as it is near. */
  readonly paragraph: string
  /** 每月, 每季度: said of each window; `other` of windows that no calendar has. */
  readonly per: CalendarWindow | 'week' | 'other' | null
  /** 平均每月: the number is the share of each such window in all of them. */
  readonly mean: CalendarWindow | null
  /**
   * 上半年, 三季度, 5月: the part of the year it speaks of, as a period without its year, 前三季度 as
   * its first and last month (`01/09`); null: all of it; `last`: the year before; `other`: another,
   * several years, a stretch that is no period.
   */
  readonly part: string | null
  readonly timing: Timing | null
  /** It speaks of one branch or office, of some, or of another body: no figure counts that. */
  readonly ofSome: boolean
  /** It says what a rule asks, not what was done. */
  readonly isRule: boolean
  /** The number is a difference: 减少12件. */
  readonly difference: boolean
  /** How the number is held against the year before. */
  readonly changes: Changes
  /** What loose words say of the number: 近40次, 十余次. */
  readonly bounds: Bounds | 'unclear' | null
  /** It says that something to be done was not: 尚未…, 有3个逾期. */
  readonly undone: boolean
  /** A second number says what became of so many of them: 20台已换下17台. */
  readonly ofWhole: boolean
  /** Parts of the year named one by one (3月和9月), as periods without their year; else empty. */
  readonly listed: readonly string[]
  /** The number stands in quotes: what a rule or a name says. */
  readonly quoted: boolean
  /** The day of which its number is: 11月14日的排查发现问题3个; null: none is named. */
  readonly onDay: string | null
  /** Days in brackets right after it: 1起（9月12日）; null: none. */
  readonly days: readonly string[] | null
}

/** By when something is said to have been done; both null: in time, whatever the time was. */
export interface Timing {
  /** `MM-DD`. */
  readonly to: string | null
  /** 年初: by some day in the first months. */
  readonly early: boolean
}

const beforeReach = 120
const afterReach = 60
const headingReach = 60

/** A text whose claims are to be bound, made uniform once. */
export interface TextAtHand {
  readonly clean: string
  /** Where a place of the given text is in the clean one. */
  placeOf(offset: number): number
  readonly headings: HeadingWords
}

/** Makes a text ready for proposals to its claims; `outline` as it was read. */
export function textAtHand(text: string, outline: readonly OutlineItem[]): TextAtHand {
  const { text: clean, origin } = normalise(text)
  const places = new Uint32Array(text.length + 1).fill(clean.length)
  for (let at = clean.length - 1, from = text.length; at >= 0; at--) {
    const own = origin(at)
    // What was dropped stands where the next that stayed does.
    places.fill(at, own, own + 1)
    places.fill(Math.min(at + 1, clean.length), own + 1, from)
    from = own
  }
  return {
    clean,
    placeOf: (offset) => places[offset] ?? clean.length,
    headings: headingWords(outline),
  }
}

/** Reads the words around a claim of a text. */
export function contextOf(
  { clean, placeOf, headings }: TextAtHand,
  claim: Pick<ReadClaim, 'kind' | 'start' | 'end' | 'section' | 'quantity'>,
  { year }: { readonly year: number | null },
): ClaimContext {
  const [start, end] = [placeOf(claim.start), placeOf(claim.end)]
  const before = clean.slice(Math.max(0, start - beforeReach), start)
  const opened = endOfLast(before, SENTENCE_END)
  const sentence = before.slice(opened).replace(FORMS, '')
  const sentenceAt = start - before.length + opened
  const after = clean.slice(end, end + afterReach)
  const words =
    claim.kind === 'count'
      ? aroundNumber(sentence, after)
      : ofThose({ own: clean.slice(start, end), carried: sentence })
  const { own, told, carried } = filled(words)
  const heading = headings(claim.section)
  const said = claim.kind === 'count' ? sentence : sentence + own
  const beside = { before: sentence, words: clean.slice(start, end), after }
  const changes = mayCompare.has(claim.kind) ? changesOf(clean, { start, end }, year) : 'none'
  const compares = claim.kind === 'compare' || typeof changes !== 'string'
  return {
    own,
    paragraph: before.slice(before.lastIndexOf('\n') + 1, opened),
    // What an instrument is called says nothing about what was done with it.
    told: withoutRead(told.replace(TITLES, '\u3000'), compares),
    carried,
    heading,
    per: perIn(own),
    mean: meanIn(own),
    part:
      MONTH_OF_ELSE.test(carried) && !WHOLE.test(own)
        ? 'other'
        : (partIn(said, year) ?? (WHOLE.test(said) ? null : partOver(heading, year))),
    timing: timingIn(own),
    ofSome:
      OF_SOME.test(own) ||
      (PERSONAL.test(carried) && !OF_ALL.test(own)) ||
      OF_OTHERS.test(own) ||
      ofAnother(own, clean.slice(0, Math.min(titleReach, sentenceAt))) ||
      isOfOtherBefore(carried, own) ||
      (claim.kind === 'count' && SOME_OF.test(own)) ||
      EXCEPTED.test(said) ||
      EXCEPTED_AFTER.test(after) ||
      PART_OF.test(sentence),
    isRule: RULE.test(said) || (claim.kind !== 'plan' && INTENDED.test(said)),
    difference: DIFFERENCE.test(sentence),
    changes,
    bounds: claim.quantity === null ? null : boundsOf(claim.quantity, beside),
    undone: saysUndone(own),
    ofWhole: claim.kind === 'count' && THEN_SOME.test(after),
    listed: listedIn(own),
    quoted: /“[^”]*$/.test(sentence) && /^[^“]*”/.test(after),
    onDay: dayIn(ON_A_DAY.exec(own), year),
    days: daysAfter(claim.kind === 'count' ? after : clean.slice(start, end + afterReach), year),
  }
}

/** Kinds of claims whose number may be held against the year before. */
const mayCompare: ReadonlySet<ReadClaim['kind']> = new Set(['count', 'everyone'])

const BRACKETED = /^[^，。；！？\n（]*（((?:\d{1,2}月\d{1,2}日[、，和及]?)+)）/

function daysAfter(after: string, year: number | null): readonly string[] | null {
  const [, days] = BRACKETED.exec(after) ?? []
  if (days === undefined || year === null) return null
  return Array.from(days.matchAll(/(\d{1,2})月(\d{1,2})日/g)).flatMap((found) => {
    return dayIn(found, year) ?? []
  })
}

function dayIn(found: RegExpExecArray | null, year: number | null): string | null {
  const [, month = '', day = ''] = found ?? []
  if (found === null || year === null) return null
  return [year, month.padStart(2, '0'), day.padStart(2, '0')].join('-')
}

/** The words of the headings that a section stands under. */
type HeadingWords = (section: string | null) => string

/** Headings by section, each put together once. */
function headingWords(outline: readonly OutlineItem[]): HeadingWords {
  const titles = new Map(outline.map(({ id, title }) => [id, title.slice(0, headingReach)]))
  const known = new Map<string, string>()
  const wordsOf = (id: string): string => {
    const found = known.get(id)
    if (found !== undefined) return found
    const above = id.includes('.') ? wordsOf(id.slice(0, id.lastIndexOf('.'))) : ''
    const words = `${above} ${titles.get(id) ?? ''}`.slice(-headingsReach)
    known.set(id, words)
    return words
  }
  return (section) => (section === null ? '' : wordsOf(section))
}

const headingsReach = 3 * headingReach

const SENTENCE_END = /[。！？；\n]/g
const CLAUSE_END = /[，：]/g
/** Two numbers in one clause: 提拔2人、轮岗3人. Each has the words next to it. */
const COUNTED =
  /[\dX×_一二三四五六七八九十两几](?:余|多)?[次个项人件名份期场起条篇台堂批位][、和及]/g

function aroundNumber(sentence: string, after: string) {
  const clause = sentence.slice(endOfLast(sentence, CLAUSE_END))
  const own = clause.slice(endOfLast(clause, COUNTED))
  const object = /^[^，。；：！？\n]*/.exec(after)?.[0].replace(PARTS, '') ?? ''
  // What stands behind another number is said of that one.
  const shared = /^[^\d、]*(?=.*\d)/.exec(object)?.[0].replace(OF_NEXT, '') ?? object
  // A wide space keeps what stands before and after the number apart.
  return { own: `${own}\u3000${shared}`, carried: sentence.slice(0, sentence.length - own.length) }
}

/** 反馈的5个问题已改4个: what has become of them is said of the second number. */
const OF_NEXT = /(?:已|其中|中有|(?<!没)有(?=\d)).*$/

/** 20台旧设备已换下17台, 48项按时完成46项: the second number is of the first. */
const THEN_SOME =
  /^[^，。；：！？\n\d]{0,12}?(?:已经?|其中|[中里]有?|实际|现已|换|改|完成|按[时期])[^，。；：！？\n\d]{0,8}\d+[次个项件人名份期场起条篇台]/

/** 办了4场（含法治一场）: what a part of them is about, all are not. */
const PARTS = /（(?:其中|[包内]?含|包括).*/

/** So few characters go on from what the clause before says: 研讨8次, 组织学习2次. */
const briefMax = 3

/** 来信来访28件，件件按期办结: a clause of all of them is of those that the one before counts. */
function ofThose(words: { readonly own: string; readonly carried: string }) {
  const { own, carried } = words
  const [before = ''] = /[^，：]*(?=，$)/.exec(carried) ?? []
  if (!OF_THOSE.test(own) || !NUMBERED.test(before)) return words
  return { own: `${before}\u3000${own}`, carried: carried.slice(0, -before.length - 1) }
}

const OF_THOSE = pattern(String.raw`
  ^(?:也|且|而且|并且)?(?:均(?!衡|等)|都|无一|全部|悉数|个个|回回|([件项条个次场份篇张台本])\1|每(?:一?[件项条个次场份篇张]))
`)

/** A clause that says nothing but a number (共12次) is about what the one before says. */
function filled({ own, carried }: { readonly own: string; readonly carried: string }) {
  const said = own.replace(EMPTY, '').replace(/[^\u3400-\u9fff]/g, '').length
  if (said > briefMax || carried === '') return { own, told: own, carried }
  const trimmed = carried.replace(/[，：]$/, '')
  const split = endOfLast(trimmed, CLAUSE_END)
  // What states a number of its own is a claim by itself; the next goes on from who it is about.
  const isClaim = NUMBERED.test(trimmed)
  const told = isClaim && said > 0 ? own : `${trimmed.slice(split)}\u3000${own}`
  return said > 0 ? { own, told, carried } : { own: told, told, carried: trimmed.slice(0, split) }
}

/** The words of a claim without those that say when, how often, and held against what. */
function withoutRead(told: string, compares: boolean): string {
  const known = compares ? [...READ, COMPARING] : READ
  return known.reduce((words, read) => words.replace(read, '\u3000'), told)
}

const STEPPED = pattern(
  String.raw`
  [由从](?=[^，]*\d)|(?:[上去]一?年|20\d{2}年)(?:度|同期)?的?(?=\d)|
  (?:[增减升降压][^\d，\u3000]{0,3}|提高|提升|精简|扩大)[至到为]了?
`,
  'g',
)
const RANGED = /[总均都]?在(?=[\d\u3000])|(?<=[\d\u3000])[到至](?=\u3000|$)|(?<=[\d\u3000])之间/g

const TITLES = /《[^》]*》/g
const NUMBERED = /[\dX×_ 一二三四五六七八九十两几](?:余|多)?[次个项人件名份期场起条篇台堂批位]$/
const EMPTY =
  /第?[一二三四1-4]季度|[上下]半年|(?:1[0-2]|[1-9])月份?|就|仅|有|全年|今年|本年度?|年内|共计?|累计|合计|总计|总共|达到?|先后|分别|其中|约|近|了|组织|开展|召开|举办|进行/g

function endOfLast(text: string, separator: RegExp): number {
  let last = 0
  for (const match of text.matchAll(separator)) last = match.index + match[0].length
  return last
}

/** 上、下半年各一次: said of each half of the year, as 每半年 is. */
const BOTH_HALVES =
  /年中[、和与]?(?:岁末|年[末底尾])(?=[^，]{0,4}各)|(?:不论)?上、?下(?:两个)?半年|(?:不论)?上半年(?:[和、及与，]|还是){1,2}下半年/
/** 6月、12月分两次: of some parts of the year, which no period is. */
const SEVERAL_PARTS =
  /(?:月份?|季度|半年)[、和及与](?:\d{1,2}月|[一二三四]季度|[上下]半年|年[底末中])/
const TOTAL = /每.*(?:累计|共计|合计|总计|全年)[^每]*\u3000/
const PER: readonly (readonly [RegExp, NonNullable<ClaimContext['per']>])[] = [
  [/每(?:两|二|2|3|三)个?[月周年]|每半个?月|每旬|每天|每日|逐日/, 'other'],
  [/每个?季度?|按季|逐季|季季|一季度?一|[四各]个?季度/, 'quarter'],
  [BOTH_HALVES, 'half-year'],
  [/每个?半年|半年[一两]/, 'half-year'],
  [/每个?月|按月|逐月|月月|一月一/, 'month'],
  [/每周|每星期|每个星期|一周一|周周/, 'week'],
  [/每一?年|年年|一年一/, 'year'],
  [/[月周年季日]均|平均/, 'other'],
]

function perIn(own: string): ClaimContext['per'] {
  // 每周集中学习累计50次 counts the year.
  if (TOTAL.test(own) || meanIn(own) !== null) return null
  return PER.find(([words]) => words.test(own))?.[1] ?? null
}

const MEAN: readonly (readonly [RegExp, CalendarWindow])[] = [
  [/平均(?:下来)?(?:每|一)个?月|月均/, 'month'],
  [/平均(?:下来)?(?:每|一)个?季度?|季均/, 'quarter'],
  [/平均(?:下来)?每个?半年/, 'half-year'],
]
/** 平均每个支部每月 shares it out once more. */
const SHARED_OUT = /每[人名位]|每个?(?!月|季|半年|年)[\u3400-\u9fff]|人均|各/

function meanIn(own: string): CalendarWindow | null {
  const found = MEAN.find(([words]) => words.test(own))
  if (found === undefined || SHARED_OUT.test(own)) return null
  return found[1]
}

const MONTH = '(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])'

/** 3月启动学习教育，查摆问题8个: when something else was done is not when that was. */
const MONTH_OF_ELSE = new RegExp(
  `(?:^|，)(?:20\\d{2}年)?${MONTH}月份?(?!\\d|底|末|起|[上中下]旬|以来)[^，]{4,}，`,
)
const WHOLE = /全年|今年|年内|本年/
const PART = pattern(
  String.raw`
  (全年|本年度?|今年)|(上半年)|(下半年)|(?<!每个?)第?([一二三四1-4])季度(?!一)|
  (?:截[至止]到?|到)((?:1[01]|0?[1-9]|十一?|[一二三四五六七八九])月)份?(?:底|末)|
  [前头]([二三两\d])个?季度|(?:[前头]([1-9]|1[01]|[一二两三四五六七八九十])个月|
  (?<!\d)[1一]月?(?:至|到|—|-|~)(1[01]|[2-9]|[二三四五六七八九十]|十一)月份?(?!\d|[上中下]旬))|
  ((?:近|过去|前)[几两二三四五\d]年|[几两二三四五]年[来间]|多年来|历年|“?十[三四五]五|本届|任期|(?<![年初月])以来|
  截[至止]到?(?!年底|年末|12月|目前)|期间|(?:节|七一|国庆|春节|元旦|中秋|端午|五一)”?(?:前|后)|[当单][月日天]|
  (?:1[0-2]|[1-9]|[一二三四五六七八九])月份?(?:起|以来|开始)|
  [1-9一二三四五六七八九十]+月?(?:至|到|—|-|~)[\d一二三四五六七八九十]+月)|
  ((?<=^|[，：])(?:去年|上年度?|上一年度?|前年))|((?<=^|[，：]|计划|预计|拟于?)20\d{2})年|
  (?<!每|[\d个])(${MONTH})月份?(?!底|末|\d|[一二三四五六七八九十]{1,3}日)
`,
  'g',
)

/** 3月和9月, 6月、12月, 一、三季度: each by itself; days are none of them. */
const LISTED = new RegExp(
  `(?<!\\d)((?:${MONTH}月?份?[、和及与])+${MONTH})月份?(?!\\d|[底末上中下])|` +
    '((?:第?[一二三四1-4](?:季度)?[、和及与])+第?[一二三四1-4])季度',
  'g',
)

function listedIn(own: string): readonly string[] {
  const [found] = own.matchAll(LISTED)
  const [, months, quarters] = found ?? []
  const named = (words: string) =>
    words.split(/[、和及与]/).map((one) => numberOf(one.replaceAll(/[第月份季度]/g, '')))
  if (months !== undefined) return named(months).map((one) => String(one).padStart(2, '0'))
  return quarters === undefined ? [] : named(quarters).map((one) => `Q${one}`)
}

function partIn(said: string, year: number | null): string | null {
  let part: string | null = null
  if (SEVERAL_PARTS.test(said.replace(BOTH_HALVES, '\u3000'))) return 'other'
  for (const found of said.replace(BOTH_HALVES, '\u3000').matchAll(PART)) {
    const [, whole, first, second, quarter, ...rest] = found
    const [until, quarters, months, upTo, several, other, named, month] = rest
    if (whole !== undefined) part = null
    else if (until !== undefined) part = fromJanuary(numberOf(until.replace('月', '')))
    else if (quarters !== undefined) part = fromJanuary(3 * numberOf(quarters))
    else if (months !== undefined) part = fromJanuary(numberOf(months))
    else if (upTo !== undefined) part = fromJanuary(numberOf(upTo))
    else if (first !== undefined) part = 'H1'
    else if (second !== undefined) part = 'H2'
    else if (quarter !== undefined) part = `Q${numberOf(quarter)}`
    else if (several !== undefined) part = 'other'
    else if (other !== undefined) part = other === '前年' ? 'other' : 'last'
    else if (named !== undefined) part = yearNamed(Number(named), year)
    else if (month !== undefined) part = String(numberOf(month)).padStart(2, '0')
  }
  return part
}

/** 二、上半年: what stands below a heading that names a part of the year alone is of that part. */
function partOver(heading: string, year: number | null): string | null {
  const title = heading.trim().split(' ').at(-1) ?? ''
  return title.replaceAll(PART, '').replace(/工作|情况|主要|的/g, '') === ''
    ? partIn(title, year)
    : null
}

/** The first months of the year, up to that one. */
function fromJanuary(month: number): string {
  return month === 1 ? '01' : `01/${String(month).padStart(2, '0')}`
}

function yearNamed(named: number, year: number | null): string | null {
  if (year === null || named === year) return null
  return named === year - 1 ? 'last' : 'other'
}

function numberOf(written: string): number {
  return smallNumber(written) ?? 0
}

const BY_DAY = new RegExp(`(${MONTH})月(?:(\\d{1,2})日|([底末]))(?:之?前|以前)?`)
/** 对道路改造等4个项目: some of those that are counted. */
const EXAMPLES = /(?<=[对将把就])[^，。；\u3000]{1,30}等(?=\u3000)/
const TENTH = /[上中下]旬/
/** Words of which other rules know what they say. */
const READ = [
  LISTED,
  BOTH_HALVES,
  PART,
  ...MEAN.map(([words]) => words),
  BY_DAY,
  STEPPED,
  RANGED,
  TENTH,
  EXAMPLES,
]
const IN_TIME = /按期|按时|如期|及时|限期|期限内|时限内|规定时[间限]/

function timingIn(own: string): Timing | null {
  const [, month, day] = BY_DAY.exec(own) ?? []
  if (month !== undefined) {
    const last =
      day ?? String([31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][numberOf(month) - 1])
    const to = `${String(numberOf(month)).padStart(2, '0')}-${last.padStart(2, '0')}`
    return { to: to === '02-29' ? '02-28' : to, early: false }
  }
  if (/年初/.test(own)) return { to: null, early: true }
  if (/年底|年末|岁末/.test(own)) return { to: '12-31', early: false }
  return IN_TIME.test(own) ? { to: null, early: false } : null
}

/** 学习中安排研讨的有11次: of what is named first only some. */
const SOME_OF = /(?<![其年集])[中里][^，\u3000]{1,16}的(?:有|占|为)?\u3000/
/** 11月14日的排查发现问题3个: the number of that day; one by which something was done is none. */
const ON_A_DAY = /(?<!截[至止]到?|[至到])(?<!\d)(\d{1,2})月(\d{1,2})日(?!之?前|止|以前)/
const OF_SOME = pattern(String.raw`
  (?:未|没有|不)再|此[类项种]|[为就对由据]此|(?:围绕|针对)此|这[类项些种]|该(?:[类项]|问题)|上述|前述|同类|其余|其他|
  (?:^|，)其(?![中他余实次间])|
  第[一二三四五六七八九十\d]{1,3}(?:机关)?(?:党)?(?:支部|小组)|(?:^|[，：])[一二三四五1-9](?:党?支部|小组)|个别|部分|一些|有的|多数|大多|某
`)
/** What another body did: 市委召开…, 上级印发…; 上级派员到会 is about our meeting. */
const OF_OTHERS = pattern(String.raw`
  ^(?:上级|中央|国家|全国|全省|全市|[省市县区](?:委|政府|纪委监委|纪委|直(?:机关)?工委|局)|兄弟单位|有关部门)(?![^，。；]{0,12}(?:派员|到会|指导))
  [^，。；]{0,8}(?:全年|今年|先后|共|累计|召开|举办|举行|开展|组织|印发|下发|制定|出台)
`)
/** 市音像资料馆召开…: a body by its name, unless the paper bears it. */
const BY_NAME = pattern(String.raw`
  ^([\u3400-\u9fff]{2,12}(?:[馆局校院科处室股]|(?<!机关党|[支党])委|
  中心|公司|集团|协会|街道|镇|村|社区|企业|学校|单位))(?:全年|今年|年内|共|先后|累计)*
  (?:组织|召开|举办|举行|开展|印发|下发|制定|出台|通报|查处|受理|办理|完成|讲授?)
`)
/** 全年本人讲党课1次，开展调研2次: what goes on from one person is theirs. */
const PERSONAL = /本人|(?<![\u3400-\u9fff])我(?![馆单局委们市省国党县区院校厅部处科办])/
/** 市教育局重视党课，全年讲党课30次: what goes on without a doer is of whoever the sentence began with. */
const OTHER_BEFORE = pattern(String.raw`
  ^(?:今年|全年|一年来|去年)?，?(?!按|在|根据|对照|向|经|由|与|同|为|配合|围绕|聚焦|面对|接受|通过)
  (?:[我全][市省县区国]|[各兄](?:区县|县区|县|区|地|弟单位)|[省市县区](?!直机关党组织)[\u3400-\u9fff]{1,10}(?:局|委|组|办|院|部|
  馆)(?!党组)|审计组|检查组|
  第?[一二三四五六]党?支部|[\u3400-\u9fff]{2,6}(?:科|处)(?!室|级)|工会|团支部|共青团|团委|妇联|青年|区县|县区)
  [^，]{0,24}，
`)
/** Nobody of ours, whatever was done to them. */
const SOME_BODY = /某(?![项种个些])|兄弟单位|外单位/
/** What another body gave us to do is ours. */
const GIVEN = /反馈|指出|印发|部署|要求|下达|下发|布置|交办|安排|通报|授予|表彰|批准|批复|指导/
const OUR_OWN = /[全本我]馆|我们|党组|班子|机关党委|[三各]个?支部/

function isOfOtherBefore(carried: string, own: string): boolean {
  const [before] = OTHER_BEFORE.exec(carried) ?? []
  if (SOME_BODY.test(carried) && !OUR_OWN.test(own)) return true
  return before !== undefined && !GIVEN.test(before) && !OUR_OWN.test(before + own)
}

const OF_ALL = /[全本我]馆|党组|班子|支部|会议/
const titleReach = 300

function ofAnother(own: string, title: string): boolean {
  const [, body] = BY_NAME.exec(own) ?? []
  return body !== undefined && !/[我本全各]/.test(body) && !title.includes(body)
}
/** …5名同志，除1人外: the number is right, and what the sentence says is not it. */
const EXCEPTED_AFTER = /^[^。；！？\n]{0,20}?除[^，。；]{1,24}外/
/** 除1人外均…, 其余…都…: nobody counts those that are left. */
const EXCEPTED = /除[^，。；]{1,24}外|其余|其他[\u3400-\u9fff]{0,4}(?:均|都)/
/** 48项任务有46项完成: the second number is of the first. */
const PART_OF =
  /[\dX×一二三四五六七八九十两几](?:余|多)?[项个件次名人条份台](?:[^，。；]{0,16}(?:中有?|有|中的)|[中里]，[^，。；]*)$/
/** Forms by which something was done: 采取报告会、现场教育等形式. */
const FORMS = /(?:采取|通过|运用|以)[^，。；]{1,80}等(?:多种)?(?:形式|方式|途径|载体)/
const RULE = pattern(String.raw`
  应当|应该|必须|(?<![相对供反效适响回感呼顺])应(?=每|按|至少|不少于|不低于|于|在|召开|开展|组织|举办)|不得(?:少|低)于|(?<![按照据])(?:要求|规定|明确|
  提出)：?“?(?:每|各|至少|不少于)|
  (?:办法|条例|制度|规定|文件|方案|意见|细则|准则)(?:（[^）]{1,8}）)?》?(?:要求|规定|明确)|
  每年[^，。；]{0,24}(?:不少于|至少|不低于)
`)
/** 计划讲党课30次, 目标是…, 全年要…: what was meant to be, whatever came of it. */
const INTENDED = pattern(String.raw`
  (?:^|[，：]|[年月]初|今年|全年)(?:原|本来)?(?:计划|预计|预定|原定|打算|拟(?![定订]))(?!内|外|的|[^，\u3000]{0,6}(?:任务|项目))|
  (?:全年|年内|今年)(?:[需须应]要?|要)(?![报求])|
  (?:目标|指标|任务)(?:任务)?(?:[是为定]|确定)|承诺(?!书)|约定(?!俗)|限定|定下的
`)
const DIFFERENCE = pattern(String.raw`
  (?:减少|增加|下降|上升|增长|提高|压减|精简|压缩|降低|缩减|多出?|少|增|减|降)(?:了|约|近|至|到|为|幅度?为?)?$|
  [比较](?:上年|去年|20\d{2}年)[^，]{0,12}$
`)
