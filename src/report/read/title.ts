import { pattern } from './pattern.ts'

const LINES_MAX = 30
const CHARS_MAX = 80
const KINDS = pattern(String.raw`
  (?:报告|通知|通报|意见|条例|方案|办法|规定|规则|要点|总结|计划|决定|决议|请示|批复|函|纪要|清单|讲话|公报|公告|通告|细则|规划|纲要|汇报|准则|
  安排|说明|预案|制度|建议|预算|决算|倡议书|经验)(?:（[^）]{1,20}）)?$
`)
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
  const line = lines[named] ?? ''
  const before = lines[named - 1] ?? ''
  // 关于… over two lines.
  return before.startsWith('关于') && !KINDS.test(before) && isShort(before) ? before + line : line
}

function isTitle(line: string): boolean {
  return isShort(line) && !NOT_A_TITLE.test(line) && !/[。；]/.test(line)
}

function isShort(line: string): boolean {
  return line.length >= 4 && line.length <= CHARS_MAX
}
