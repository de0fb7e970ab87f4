import type { Label } from '../../ledger/label.ts'
import type { ShapeField } from '../../ledger/sheet/shape.ts'
import type { Value } from '../../ledger/value.ts'
import { ShownValue } from '../fields/shown-value.tsx'
import { useSay } from '../say.tsx'
import type { Answer } from './import-queries.ts'

const words = {
  nothing: { zh: '不填', en: 'nothing' },
  comma: { zh: '、', en: ', ' },
}

/** What a text was said to mean, in words: by the options it was chosen from, else by its field. */
export function AnswerText(props: {
  answer: Answer
  of: ShapeField | undefined
  options?: readonly { readonly id: string; readonly label: Label }[]
}) {
  const { say } = useSay()
  const { answer, of, options = [] } = props
  if (answer === 'nothing') return <>{say(words.nothing)}</>
  const means = Array.isArray(answer.means) ? answer.means : [answer.means]
  const labels = means.flatMap((one) => options.find(({ id }) => id === one)?.label ?? [])
  if (labels.length === means.length)
    return <>{labels.map((one) => say(one)).join(say(words.comma))}</>
  if (of === undefined) return <>{means.join(say(words.comma))}</>
  return <ShownValue field={of.field} value={answer.means as Value} />
}
