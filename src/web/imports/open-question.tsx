import { useId, useState } from 'react'
import type { ShapeField } from '../../ledger/sheet/shape.ts'
import type { Value } from '../../ledger/value.ts'
import { FieldInput } from '../fields/field-input.tsx'
import { fieldViews } from '../fields/index.ts'
import { useSay } from '../say.tsx'
import { AnswerText } from './answer-text.tsx'
import { fieldName } from './field-name.ts'
import type { Answer, Question } from './import-queries.ts'
import type { QuestionGroup } from './question-groups.ts'

const words = {
  rows: { zh: '{count} 行：第 {rows} 行', en: 'Rows ({count}): {rows}' },
  rowsMore: { zh: '{count} 行：第 {rows} 等行', en: 'Rows ({count}): {rows} …' },
  comma: { zh: '、', en: ', ' },
  blank: { zh: '（空白）', en: '(blank)' },
  quick: { zh: '可能是', en: 'Perhaps' },
  nothing: { zh: '不填', en: 'Nothing' },
  nothingOf: { zh: '“{text}”不填', en: 'Nothing for “{text}”' },
  inWords: { zh: '只留原文', en: 'Keep its words' },
  inWordsOf: { zh: '“{text}”只留原文', en: 'Keep the words “{text}”' },
  take: { zh: '确定', en: 'That is it' },
  takeOf: { zh: '“{text}”就是这样', en: 'That is “{text}”' },
}

const rowsNamed = 6
const quickMax = 6
/** What is chosen from a list answers at once; what is typed or gathered waits for a word. */
const atOnce = new Set(['person', 'office', 'choice', 'yesNo', 'record'])

/** One text that is not clear: where it stands, what it may mean, and a way to say it. */
export function OpenQuestion(props: { group: QuestionGroup; onAnswer: (answer: Answer) => void }) {
  const { say } = useSay()
  const id = useId()
  const { group, onAnswer } = props
  const { question, fields } = group
  const of = fields.find((one) => one.question === question)?.of
  const [value, setValue] = useState<Value | undefined>(undefined)
  const named = fields.flatMap((one) => (one.of ? [fieldName(one.of, say)] : []))
  const about = named.join(say(words.comma))
  // What is asked of no text is asked of the field: to which of its items something belongs.
  const isOfField = question.text === '' && question.kind === 'other'
  const text = isOfField ? about : question.text === '' ? say(words.blank) : question.text
  const isGroup = of !== undefined && fieldViews[of.field.type].group === true
  // What has no value there is kept as it is written, in a field of its own.
  const keepsWords = of?.field.inWords !== undefined
  const isAtOnce = of !== undefined && !question.many && atOnce.has(of.field.type)
  const change = (next: Value | undefined) => {
    if (isAtOnce && next !== undefined) onAnswer({ means: next })
    else setValue(next)
  }
  return (
    <li className="import-question" aria-labelledby={`${id}-label`}>
      <div>
        <h3>
          <label id={`${id}-label`} htmlFor={isGroup ? undefined : id}>
            {text} {isOfField ? null : <span className="quiet">{about}</span>}
          </label>
        </h3>
        <p id={`${id}-notes`} className="small quiet">
          {say(question.why)}
          <br />
          <Rows group={group} />
        </p>
      </div>
      <div className="stack">
        <QuickAnswers question={question} of={of} onAnswer={onAnswer} />
        <div className="import-answer">
          {of === undefined || isOfField ? null : (
            <div className="import-answer-input">
              <label className="unseen" htmlFor={id}>
                {text}
              </label>
              <FieldInput
                field={{ ...of.field, required: false }}
                value={value}
                onChange={change}
                id={id}
                describedBy={`${id}-notes`}
                invalid={false}
                last={undefined}
              />
            </div>
          )}
          {isAtOnce || isOfField ? null : (
            <button
              type="button"
              className="button"
              aria-label={say(words.takeOf, { text })}
              disabled={value === undefined}
              onClick={() => value !== undefined && onAnswer({ means: value })}
            >
              {say(words.take)}
            </button>
          )}
          <button
            type="button"
            className="button plain"
            aria-label={say(keepsWords ? words.inWordsOf : words.nothingOf, { text })}
            onClick={() => onAnswer('nothing')}
          >
            {say(keepsWords ? words.inWords : words.nothing)}
          </button>
        </div>
      </div>
    </li>
  )
}

function Rows({ group }: { group: QuestionGroup }) {
  const { say } = useSay()
  const rows = group.rows.slice(0, rowsNamed).join(say(words.comma))
  const { count } = group
  return <>{say(count > rowsNamed ? words.rowsMore : words.rows, { count, rows })}</>
}

/** What is most likely meant, and for a name everybody whom it may name: one click each. */
function QuickAnswers(props: {
  question: Question
  of: ShapeField | undefined
  onAnswer: (answer: Answer) => void
}) {
  const { say } = useSay()
  const { question, of, onAnswer } = props
  const { likely } = question
  const first = JSON.stringify(meaning(likely))
  // Items of a list and offices stand in the input beside it; only people are many too many there.
  const isInInput = question.kind === 'option' || question.kind === 'office'
  const named = isInInput ? [] : question.options
  const others = named.filter(
    ({ id }) => JSON.stringify(id) !== first && JSON.stringify([id]) !== first,
  )
  if (likely === undefined && others.length === 0) return null
  return (
    <p className="import-quick">
      <span className="quiet small">{say(words.quick)}</span>
      {likely === undefined ? null : (
        <button type="button" className="button" onClick={() => onAnswer(likely)}>
          <AnswerText answer={likely} of={of} options={question.options} />
        </button>
      )}
      {others.slice(0, quickMax).map(({ id, label }) => (
        <button
          key={id}
          type="button"
          className="button"
          onClick={() => onAnswer({ means: question.many ? [id] : id })}
        >
          {say(label)}
        </button>
      ))}
    </p>
  )
}

function meaning(answer: Answer | undefined): unknown {
  return answer === undefined || answer === 'nothing' ? null : answer.means
}
