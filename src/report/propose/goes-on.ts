import { pattern } from '../read/pattern.ts'
import type { Pair } from './likeness.ts'
import { pairsOf } from './likeness.ts'
import { smallNumber } from './small-number.ts'

/**
 * Whether a sentence goes on after a claim to say something of what was told there that nothing
 * bears out: 反馈的5个问题，已悉数改完. That there were five is so, and is not what the sentence says.
 * `isSaid` tells whether a stretch of the text is a claim that rests on something. That a thing was
 * done at all is hardly what a sentence says that goes on with its number, its days or what was not
 * done (信访件办理，按期办结率为96%): there any such clause counts.
 */
export function leavesUnsaid(
  text: string,
  { start, end, by }: { readonly start: number; readonly end: number; readonly by: Telling },
  isSaid: (start: number, end: number) => boolean,
): boolean {
  const rest = /^[^。！？；\n]*/.exec(text.slice(end, end + reach))?.[0] ?? ''
  const beside = /^[^，：]*/.exec(rest)?.[0] ?? ''
  if (OF_ALL.test(beside) && !isSaid(end, end + beside.length)) return true
  const own = /[^。！？；\n，：]*$/.exec(text.slice(Math.max(0, start - reach), end))?.[0] ?? ''
  const known = new Set(pairsOf(own + beside))
  const clauses = [...rest.slice(beside.length).matchAll(/[^，：]+/g)].slice(0, clausesMax)
  for (const { 0: words, index } of clauses) {
    const from = end + beside.length + index
    if (isSaid(from, from + words.length)) return false
    const [found, subject = ''] = GOES_ON.exec(words) ?? []
    if (found !== undefined && isOfSame(subject, known)) return true
    if (by === 'deed' ? CHECKABLE.test(words) : PART.test(words) || TELLS_ON.test(words))
      return true
    if (typeof by === 'object' && numbersIn(words).some((one) => !by.numbers.has(one))) return true
    // Whoever counts anew speaks of something else.
    if (COUNTS.test(words)) return false
  }
  return false
}

/**
 * How a claim tells what it does: that it was done or stands, with a number or a day of its own, or
 * as a record does, all of whose numbers are known.
 */
export type Telling = 'deed' | 'other' | { readonly numbers: ReadonlySet<number> }

/** The numbers of what a clause counts; days are none. */
function numbersIn(words: string): readonly number[] {
  return Array.from(words.matchAll(NUMBERED), ([, number = '']) => smallNumber(number) ?? NaN)
}

const NUMBERED =
  /([\d]{1,6}|[一二两三四五六七八九十]{1,3})(?:余|多)?(?:人次|[次个项人件名份期场起条篇台批家处张%回])/g

/** So far a sentence is followed; further on it tells something else. */
const reach = 80
const clausesMax = 3

/** It is said of nobody else: nothing is named before it but when, or what was told before. */
function isOfSame(subject: string, known: ReadonlySet<Pair>): boolean {
  const named = pairsOf(subject.replaceAll(WHEN, '\u3000'))
  return named.length === 0 || named.some((pair) => known.has(pair))
}

const WHEN =
  /年底|年末|目前|现在?|如今|至今|截至|到|前|已经?|业已|也|又|且|并且?|而且|基本|做到了?|实现了?|时间|主要|计划内的?|[四各]个季度|[上下]半年|第?[一二三四]季度|\d{1,2}月|办理?|整改|完成/g

/** A clause that a ledger could be asked about: it counts, dates, denies, compares or excludes. */
const CHECKABLE = pattern(String.raw`
  [\d一二两三四五六七八九十几](?:余|多)?(?:人次|[次个项人件名份期场起条篇台批家处张%回])|\d{1,2}[月日]|季度|半年|年[初底末]|%|
  [不未没无缺漏]|唯一|只有|仅|[总次场件项人]数|数量|超过|突破|接近|第[一二三四五\d]|[多少高低晚早]于|同[日期]
`)
/** It begins with no thing of its own, and says when, whether or how much of the one before. */
const TELLS_ON = pattern(String.raw`
  ^(?:是|系|有|也|但|只|仅|均|都|全年|其中|分别|逾期|减少|增加|下降|上升|降|减|增|[多少]了?|(?:\d{1,2}月[、和及]?)+|[上下]半年|第?[一二三四]季度)
  (?=[^，]*(?:[不未没无缺漏逾]|[\d一二两三四五六七八九十几](?:次|天|成|个|项|件|人|场|期)|\d{1,2}月|[高低]点|新[高低]|最[多少高低]|首[次度]|纪录))
`)
const PART = /^(?:其中|[包内]?含|包括)/
const COUNTS = /[\d一二两三四五六七八九十](?:余|多)?(?:人次|[次个项件人名份期场起条篇台批])/

/** Of all of them, right behind their number. */
const OF_ALL = pattern(String.raw`
  均(?!衡|等|值)|都(?!市|城)|皆|全部|全数|悉数|尽数|一律|无一|没有?(?:哪)?一|一[个人]不[落漏少]|
  ([件项条个次回场期篇份张台套桩季月周])\1
`)

/** What is said of all of them, how far they have come, when they were, and how many. */
const GOES_ON = pattern(String.raw`
  ^([^，]{0,12}?)(?:均(?!衡|等|值)|都(?!市|城)|皆|全部|全数|悉数|尽数|一律|无一|没有?(?:哪)?一|每(?:[次件项个条期场份张台季月周年]|半年)|
  各[一两\d]|人人|个个|
  ([件项条个次回场期篇份张台套桩季月周])\2|[一半][个件项条次台张份天周](?:问题|事项)?(?:也|都)?[不没未]|全覆盖|清零|见底|百分之百|100%|
  [成结改号意]率|占比|从[未没不]|(?<!光)[在于是为]\d{1,2}月|
  分别在|集中在|安排在|放在|定在|占了?|没有(?!一)|未(?!来)|销号|办结|改完|到位|画上|相符|一致|不差|
  完成(?=$|了)|^共|合计|比期限|提前|[多少高低晚早]于)
`)
