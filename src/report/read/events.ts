import type { Clause, Sentence } from './clauses.ts'
import type { Draft, Page } from './page.ts'
import { stated, voiceOf } from './page.ts'
import { isForward } from './plans.ts'
import { sectionKindAt } from './sections.ts'

const MONTH = '(?:\\d{1,2}|[一二三四五六七八九十]{1,3}) ?月'
const DAY = '(?:\\d{1,2}|[一二三四五六七八九十]{1,3}) ?[日号]'
const TENTH = '[上中下]旬'
const YEAR = '(?:(?:19|20)\\d{2}|[一二][九〇零][〇零一二三四五六七八九]{2}|今|去|当) ?年'
const CLOCK = ' ?(?:[上下]午|晚上?|凌晨)?(?:\\d{1,2}[:：时点] ?\\d{0,2}分?)?'
const UNTIL = ` ?[至到—~-] ?(?:${MONTH})? ?${DAY}`
const DATED = `(?:${YEAR} ?${MONTH}(?: ?(?:${DAY}|${TENTH}))?|${MONTH} ?(?:${DAY}|${TENTH}))(?:${UNTIL})?`
const DATE = new RegExp(DATED)
const DATE_ALONE = new RegExp(`^（?(?:于|在)?${DATED}${CLOCK}）?$`)
const BEFORE_DATE = /(?:截至|截止|截止到|截至到|到|至|自|从|以|不迟于|按|每年?|第|—|-|~|《)\s*$/
const AFTER_DATE =
  /^ ?(?:前|之前|以前|底前|起|至|到|—|-|~|以来|期间|止|的|印发|发布的|修订|之间|、|旬前|底以前|电|讯|版|学习材料)/

/** Dated events: 2021年8月18日，…荣获…. Deadlines, periods and signatures are none. */
export function readEvents(page: Page): readonly Draft[] {
  return page.sentences.flatMap((sentence) => {
    if (sectionKindAt(page.sections, sentence.start) === 'plan') return []
    return sentence.clauses.flatMap((clause) => {
      const span = eventSpan(page, sentence, clause)
      return span === null || isForward(page, clause) ? [] : [stated('event', span)]
    })
  })
}

/** 在县委党校, 由市委组织部牵头: where and by whom; what happened comes after. */
const CIRCUMSTANCE =
  /^(?:在|于|由|经|根据|按照|围绕|结合|会同|联合)(?![^，]*(?:召开|举[行办]|开展|组织|进行|荣?获|完成|成立|通过|印发|参加))/
/** So many clauses of circumstances are passed over. */
const CIRCUMSTANCES_MAX = 3

function verbClause(page: Page, sentence: Sentence, from: number): Clause | null {
  const upTo = Math.min(from + CIRCUMSTANCES_MAX, sentence.clauses.length - 1)
  for (let at = from; at < upTo; at += 1) {
    const clause = sentence.clauses[at]
    if (clause && !CIRCUMSTANCE.test(voiceOf(page, clause))) return clause
  }
  return upTo < from ? null : (sentence.clauses[upTo] ?? null)
}

function eventSpan(
  page: Page,
  sentence: Sentence,
  clause: Clause,
): { readonly start: number; readonly end: number } | null {
  const words = page.text.slice(clause.start, clause.end)
  const date = DATE.exec(words)
  if (date === null || page.voice.slice(clause.start, clause.end).indexOf(date[0]) < 0) return null
  if (BEFORE_DATE.test(words.slice(0, date.index))) return null
  if (AFTER_DATE.test(words.slice(date.index + date[0].length))) return null
  if (/（[^）]*$|【[^】]*$/.test(words.slice(0, date.index))) return null
  if (!DATE_ALONE.test(words)) return clause.end - clause.start > date[0].length + 2 ? clause : null
  const last = verbClause(page, sentence, clause.index + 1)
  return last === null ? null : { start: clause.start, end: last.end }
}
