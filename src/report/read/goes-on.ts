import { pattern } from './pattern.ts'
import { pairsOf } from './propose-likeness.ts'

/**
 * Whether a sentence goes on after a claim to say something of what was told there that nothing
 * bears out: 反馈的5个问题，已悉数改完. That there were five is so, and is not what the sentence says.
 * `isSaid` tells whether a stretch of the text is a claim that rests on something.
 */
export function leavesUnsaid(
  text: string,
  { start, end }: { readonly start: number; readonly end: number },
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
    // Whoever counts anew speaks of something else.
    if (COUNTS.test(words)) return false
  }
  return false
}

/** So far a sentence is followed; further on it tells something else. */
const reach = 80
const clausesMax = 3

/** It is said of nobody else: nothing is named before it but when, or what was told before. */
function isOfSame(subject: string, known: ReadonlySet<string>): boolean {
  const named = pairsOf(subject.replaceAll(WHEN, '\u3000'))
  return named.length === 0 || named.some((pair) => known.has(pair))
}

const WHEN =
  /年底|年末|目前|现在?|如今|至今|截至|到|前|已经?|业已|也|又|且|并且?|而且|基本|做到了?|实现了?|时间|主要|计划内的?|[四各]个季度|[上下]半年|第?[一二三四]季度|\d{1,2}月|办理?|整改|完成/g

const COUNTS = /[\d一二两三四五六七八九十](?:余|多)?(?:人次|[次个项件人名份期场起条篇台批])/

/** Of all of them, right behind their number. */
const OF_ALL = pattern(String.raw`
  均(?!衡|等|值)|都(?!市|城)|皆|全部|全数|悉数|尽数|一律|无一|没有?(?:哪)?一|
  ([件项条个次回场期篇份张台套桩季月周])\1
`)

/** What is said of all of them, how far they have come, when they were, and how many. */
const GOES_ON = pattern(String.raw`
  ^([^，]{0,12}?)(?:均(?!衡|等|值)|都(?!市|城)|皆|全部|全数|悉数|尽数|一律|无一|没有?(?:哪)?一|每(?:[次件项个条期场份张台季月周年]|半年)|
  各[一两\d]|人人|个个|
  ([件项条个次回场期篇份张台套桩季月周])\2|[一半][个件项条次台张份天周](?:问题|事项)?(?:也|都)?[不没未]|全覆盖|清零|见底|百分之百|100%|
  [成结改号意]率|占比|从[未没不]|分别在|集中在|安排在|放在|定在|占了?|没有(?!一)|未(?!来)|销号|办结|改完|到位|画上|相符|一致|不差|
  完成(?=$|了)|^共|合计|比期限|提前)
`)
