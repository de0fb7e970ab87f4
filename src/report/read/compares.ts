import type { Draft, Page } from './page.ts'
import { stated } from './page.ts'
import { pattern } from './pattern.ts'
import { sectionKindAt } from './sections.ts'

const EARLIER =
  '(?:(?:前|上|去)一?年(?:度|同期|底|末)?|去年|往年|历年|以往|往届|同期|年初|期初|“?十[一二三四五]五”?(?:时期|期)?末?|上(?:一)?(?:季度?|月|届|轮|学期|学年|期)|前[两三]年|此前|过去|以前|\\d{4} ?年(?:度|同期|底)?|[二〇零一二三四五六七八九]{4}年(?:度|同期|底)?|改革前|改造前|整改前)'
const AGAINST = new RegExp(
  `(?:比|较|相比于?|对比)${EARLIER}(?!以来|度?(?:计划|目标))|[与同和]${EARLIER}[^，。；]{0,6}(?:相比|比|持平|相同|一致|相当)`,
)
const BEYOND = new RegExp(
  `(?:高于|低于|多于|少于|好于|优于|快于|慢于|超过|不高于|不低于|不超过|不多于|不少于|长于|短于)${EARLIER}`,
)
const TIMES_OF = new RegExp(`(?:是|为|达到?|相当于)${EARLIER}[^，。；]{0,8}倍`)
const SAME_AS = new RegExp(`${EARLIER}[^，。；]{0,6}(?:持平|相同|一致|相当)`)
const RATE = pattern(String.raw`
  同比|环比|只减不增|只增不减|不增反降|不降反升|由[负正降升增减]转[负正降升增减]|扭亏为盈|[正负]增长|逐年(?:下降|减少|递减|上升|增加|提高)|翻(?:了)?[一两三]?番|
  (?:双|
  再)?创(?:历史)?新(?:高(?![地校度端峰效中新])|低)
`)
const FROM_TO =
  /(?:由|从)[^，。；]{1,24}?(?:降|减|增|升|提高|提升|压缩|压减|扩大|缩短|下降|增加|增长|上升|减少|延长|精简)(?:低|少)?[了]?(?:至|到|为)/
const NOT_YET = /确保|力争|要求|应当|努力|争取|要(?:比|较|实现)|目标是/

/** Comparisons with an earlier time: 同比下降, 较上年, 只减不增, 由…降至…. */
export function readCompares(page: Page): readonly Draft[] {
  return page.sentences.flatMap(({ clauses }) =>
    clauses
      .filter(({ start, end }) => {
        if (sectionKindAt(page.sections, start) === 'plan') return false
        // Years are hidden in the counted text, so the words themselves are read here.
        const words = page.text.slice(start, end)
        return comparesYears(words) && !NOT_YET.test(words)
      })
      .map((clause) => stated('compare', clause)),
  )
}

function comparesYears(words: string): boolean {
  return [AGAINST, BEYOND, TIMES_OF, SAME_AS, RATE, FROM_TO].some((pattern) => pattern.test(words))
}
