import { offeredChoices } from '../choice.ts'
import type { Answer, Answers, MappingContext } from './mapping.ts'
import type { Shape } from './shape.ts'

/**
 * Of what somebody said of one table that which holds of the next one too: which item of a list a
 * text means, as far as the list still offers it. Who 周书记 is, which day 7月下旬 means and what a
 * blank cell says may be another matter next year, and is asked anew.
 */
export function lastingAnswers(
  answers: Answers,
  { fields }: Shape,
  { lists }: Pick<MappingContext, 'lists'>,
): Answers {
  const lasting = fields.flatMap(({ id, field }) => {
    const said = Object.hasOwn(answers, id) ? answers[id] : undefined
    if (said === undefined || (field.type !== 'choice' && field.type !== 'choices')) return []
    const offered = new Set(
      offeredChoices(lists.get(field.of ?? '') ?? [], []).map((one) => one.id),
    )
    const texts = Object.entries(said).filter(([text, answer]) => {
      return text !== '' && isOffered(answer, offered)
    })
    return texts.length === 0 ? [] : [[id, Object.fromEntries(texts)] as const]
  })
  return Object.fromEntries(lasting)
}

function isOffered(answer: Answer, offered: ReadonlySet<string>): boolean {
  if (answer === 'nothing') return true
  const meant: readonly unknown[] = Array.isArray(answer.means) ? answer.means : [answer.means]
  return meant.every((one) => typeof one === 'string' && offered.has(one))
}
