import { pattern } from './pattern.ts'

const LINES_MAX = 30
const CHARS_MAX = 80
const KINDS = pattern(String.raw`
  (?:报告|通知|通报|意见|条例|方案|办法|规定|规则|要点|总结|计划|决定|决议|请示|批复|函|纪要|清单|讲话|公报|公告|通告|细则|规划|纲要|汇报|准则|
  安排|说明|预案|制度|建议|预算|决算|倡议书|经验|(?:提案|建议|议案|来信|意见)的答复|答复意见|复函)(?:（[^）]{1,20}）)?$
`)
const LINES_ABOVE_MAX = 3
/** Who issues it, in a line above 关于…. */
const ISSUER =
  /^[\u4e00-\u9fff]{2,24}(?:党组|党委|党支部|委员会|政府|办公室|委办|厅|局|馆|院|所|中心)$/
const NOT_A_TITLE =
  /[。；：，]$|^(?:来源|时间|发布|作者|字号|下载|打印|附件)|^[—（【《]|^\d(?!\d{3}年)|^各/

/** The title of the document, or the empty string: drafts often begin with the text. */
export function readTitle(text: string, firstHeading: number): string {
  const lines = text
    .slice(0, Math.min(firstHeading, LINES_MAX * CHARS_MAX))
    .split('\n')
    .slice(0, LINES_MAX)
    .map((line) => line.replace(/^\s*#{1,6} +|\*\*/g, '').trim())
    .filter((line) => line !== '')
  const named = lines.findIndex((line) => isTitle(line) && KINDS.test(line))
  if (named < 0) return ''
  return lines.slice(firstLine(lines, named), named + 1).join('')
}

/** Where a title begins whose last line this is: 关于… may stand up to three lines above. */
function firstLine(lines: readonly string[], named: number): number {
  const above = (back: number) => lines[named - back] ?? ''
  const isPart = (line: string) => isShort(line) && !KINDS.test(line) && !/[。；：]/.test(line)
  if ((lines[named] ?? '').startsWith('关于')) return named - (ISSUER.test(above(1)) ? 1 : 0)
  for (let back = 1; back <= LINES_ABOVE_MAX && isPart(above(back)); back += 1) {
    const line = above(back)
    if (line.startsWith('关于')) return named - back - (ISSUER.test(above(back + 1)) ? 1 : 0)
    if (line.includes('关于')) return named - back
  }
  return named
}

function isTitle(line: string): boolean {
  return isShort(line) && !NOT_A_TITLE.test(line) && !/[。；]/.test(line)
}

function isShort(line: string): boolean {
  return line.length >= 4 && line.length <= CHARS_MAX
}
