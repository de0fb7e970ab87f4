import { periodText } from '../ledger/day/period.ts'
import type { Label } from '../ledger/label.ts'
import type { Duty } from './duty.ts'
import { whichText } from './requirement-words.ts'
import type { RequirementContext } from './requirements/requirement-kind.ts'
import { requirementKindOf } from './requirements/requirement-kinds.ts'

// What is said to happen is denied by 未; a thing that there is, by 没有.
const happens = /^(发生|出现|因|受到|被)/

/**
 * The sentence proposed to whoever gives their word that nothing of a kind happened in a period: a
 * fact about that period, in the words by which reports tell it; null where no word is asked for.
 */
export function attestedText(
  { require, phrases = [] }: Pick<Duty, 'require' | 'phrases'>,
  period: string,
  context: RequirementContext,
): Label | null {
  const [read] = requirementKindOf(require).word ? requirementKindOf(require).reads(require) : []
  if (read === undefined || 'figure' in read) return null
  const when = periodText(period)
  const what = whichText(read.register, read.where, context)
  const [said] = phrases
  const none =
    said === undefined ? `未发生${what.zh}` : `${happens.test(said) ? '未' : '没有'}${said}`
  return {
    zh: `经核实，${when.zh}${none}。`,
    en: `As I have checked, there was no ${what.en} in ${when.en}.`,
  }
}
