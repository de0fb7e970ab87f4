import { BLANKABLE, measureWordAt } from './measure-words.ts'
import type { Quantity } from './reading.ts'

interface Blank {
  readonly start: number
  readonly end: number
  readonly quantity: Quantity
}

const PLACEHOLDER =
  /(?:[Xx×]{1,8}(?:\.[Xx×]{1,3})?|_{1,40}|〇{2,8}|\*{1,8}|□{1,8}|[（〔【[] {0,12}[）〕】\]])/y
/** Where Markdown's emphasis may stand: **个人**总结. Asterisks mask only after a word. */
const EMPHASIS = /^(?:个[人别体性]|只)/
const MULTIPLIER = / ?[百千]?[万亿]{0,2}/y
/** A gap alone is weak evidence; these words, at the end of a clause, make it a blank. */
const GAP_WORDS = new Set(
  '次 场 场次 期 个 人 人次 名 项 件 起 条 篇 份 卷 户 家 本 册 课时 学时 小时 天 万元 元 % 批 批次 堂 处 台'.split(
    ' ',
  ),
)
/** Or a verb before the gap: 共开展 次专题研讨. */
const GAP_VERB = /(?:开展|召开|组织|举办|进行|集中|完成|累计|共计|参加|印发|培训|选派)$/
const GAP_END = /^(?:以上|以内|左右|[，。、；：）\n]|$)/
/** Spaced-out form labels: 负责 人, 联系 人. */
const GAP_LABEL = /(?:负责|联系|申请|主持|记录|报告|签发|责任|经办|审核|填报|收件|单位)$/

/** The number still to be filled in that begins at `at`: X次, ____处, （ ）人, or a gap before 次. */
export function blankAt(text: string, at: number): Blank | null {
  return text.charAt(at) === ' ' ? gapAt(text, at) : placeholderAt(text, at)
}

function placeholderAt(text: string, start: number): Blank | null {
  PLACEHOLDER.lastIndex = start
  const placeholder = PLACEHOLDER.exec(text)?.[0]
  if (placeholder === undefined || /[A-Za-z\d第_]$/.test(text.charAt(start - 1))) return null
  if (placeholder.startsWith('*') && !isMask(text, start, placeholder.length)) return null
  MULTIPLIER.lastIndex = start + placeholder.length
  const unitStart = start + placeholder.length + (MULTIPLIER.exec(text)?.[0].length ?? 0)
  return blank(text, start, unitStart)
}

function isMask(text: string, start: number, length: number): boolean {
  const before = text.charAt(start - 1)
  if (EMPHASIS.test(text.slice(start + length, start + length + 2))) return false
  return /[\u3400-\u9fff\ue000、，；：（]/.test(before)
}

function gapAt(text: string, at: number): Blank | null {
  const before = text.slice(Math.max(0, at - 2), at)
  if (!/^[\u3400-\u9fff\ue000][\u3400-\u9fff\ue000”）]$/.test(before) || before.endsWith('第'))
    return null
  let unitStart = at + 1
  while (text.charAt(unitStart) === ' ' && unitStart - at < 40) unitStart++
  const wordStart = unitStart
  if (/[万亿]/.test(text.charAt(unitStart))) unitStart++
  const found = blank(text, wordStart, unitStart)
  if (found === null || !GAP_WORDS.has(found.quantity.unit)) return null
  if (found.quantity.unit === '人' && GAP_LABEL.test(before)) return null
  return GAP_VERB.test(before) || GAP_END.test(text.slice(found.end, found.end + 2)) ? found : null
}

function blank(text: string, start: number, unitStart: number): Blank | null {
  const more = /[余多]/.test(text.charAt(unitStart)) ? 1 : 0
  const unit = measureWordAt(text, unitStart + more, { single: true })
  const end = unitStart + more + unit.length
  if (!BLANKABLE.has(unit)) return null
  // XX部党支部 hides a name.
  if (unit === '部' && !GAP_END.test(text.slice(end, end + 2))) return null
  const comparator = more === 1 ? '>=' : '='
  const quantity: Quantity = { value: null, unit, comparator, blank: true }
  return { start, end, quantity }
}
