import type { Clause } from './clauses.ts'
import type { Draft, Page } from './page.ts'
import { voiceOf } from './page.ts'
import { pattern } from './pattern.ts'
import { isForward } from './plans.ts'
import { sectionKindAt } from './sections.ts'

/** What can be looked up: set up, put in place, listed, held, handed in, completed. */
const DONE = pattern(String.raw`
  建立|健全|制定|修订|出台|成立|设立|组建|配备|配齐|指定|明确了?(?=[^，。]{0,6}(?:责任|时限|分工|专人|人员))|确定专人|明确专人|列入|纳入|列为|列出|写入|形成|
  下达|印发|签订|报送|上报|提交|报告了|汇报|述职|述责|述廉|公示|通报|备案|归档|
  召开|举行|举办|组织(?!生活|部|架|体系|力|形式|原则|纪律|观念)|开展|选派|派员|派出|列席|到会|参加|出席|
  调整(?!思路|优化结构)|完成|换届|盘点|更换|替换|替代|排查|自查|检查|评议|谈话|约谈|会商|讲授|讲了|讲党课|宣讲|研究|研讨|轮岗|培训|轮训|
  相符|一致|符合|放在首位|作为(?=[^，。]{0,4}(?:首|第一|必))|授予|获得|荣获|学习(?!贯彻.{0,4}思想)
`)
/** What another clause is done by, for or after; a rule; a wish. */
const NOT_STATED = pattern(String.raw`
  ^(?:通过|根据|按照|依据|围绕|结合|为了?|以便|针对|随着|由于|为此|在.{0,12}(?:中|下|上|时|后|前|基础上)$|对照|经过|利用|立足|聚焦|着力|努力|进一步|
  不断|持续|更好|切实增强|确保|推动|促进|带动|引导|引领|增强|提升|提高|营造|教育)|
  应当|应该|必须|不得|严禁|禁止|(?<![重主需首纪必提])要(?![闻素点求件情员])|力争|争取|如果|是否|的$|需要|才能|只有
`)
/** A word or two say too little to be looked up. */
const CHARS_MIN = 5

/**
 * What the text says was done or stands, without a number and without being a claim of another
 * kind: 健全保密制度, 配备专职党务工作者, 列入学习计划. `taken` are the claims that were read.
 */
export function readDeeds(page: Page, taken: readonly Draft[]): readonly Draft[] {
  const free = apartFrom([...taken, ...titlesOf(page)])
  const body = page.headings[0]?.start ?? 0
  return page.sentences.flatMap(({ clauses, start, end }) => {
    // Above the first heading a line without a full stop is the title of the paper.
    const isTitle = start < body && !/[。；！]/.test(page.text.charAt(end))
    if (isTitle || sectionKindAt(page.sections, start) !== null) return []
    return clauses
      .filter((clause) => free(clause) && saysDone(page, clause))
      .map(({ start: from, end }): Draft => ({ kind: 'list', start: from, end, quantity: null }))
  })
}

function saysDone(page: Page, clause: Clause): boolean {
  const voice = voiceOf(page, clause)
  if (voice.length < CHARS_MIN || !DONE.test(voice) || NOT_STATED.test(voice)) return false
  return !isForward(page, clause)
}

/** Titles name what follows; a spoken one (一是…) that is a whole sentence says it already. */
function titlesOf({ headings, text }: Page): readonly Pick<Draft, 'start' | 'end'>[] {
  return headings.filter(
    ({ runIn, titleStart, end }) => !runIn || !text.slice(titleStart, end).includes('，'),
  )
}

/** Whether a span touches none of these; asked in the order of the text, so that all is linear. */
function apartFrom(spans: readonly Pick<Draft, 'start' | 'end'>[]) {
  const inOrder = [...spans].sort((a, b) => a.start - b.start)
  // Up to which place the spans so far reach: one that began early may end late.
  let [next, reach] = [0, 0]
  return ({ start, end }: Pick<Draft, 'start' | 'end'>): boolean => {
    for (let one = inOrder[next]; one !== undefined && one.start < end; one = inOrder[++next]) {
      reach = Math.max(reach, one.end)
    }
    return reach <= start
  }
}
