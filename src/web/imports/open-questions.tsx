import { useRef, useState } from 'react'
import { useSay } from '../say.tsx'
import { OpenQuestion } from './open-question.tsx'
import type { AnswerToField, QuestionGroup } from './question-groups.ts'
import { answersOf, likelyAnswers, spanAnswers } from './question-groups.ts'
import { useKeptFocus } from './use-kept-focus.ts'

const words = {
  allLikely: { zh: '采用全部 {count} 项建议', en: 'Take all {count} proposals' },
  spans: {
    zh: '{count} 处只写到月份、季度或年，一并按',
    en: 'A month, a quarter or a year alone ({count}): take all as',
  },
  first: { zh: '头一天', en: 'the first day' },
  last: { zh: '末一天', en: 'the last day' },
  more: { zh: '再看 {count} 种（还有 {left} 种）', en: '{count} more ({left} left)' },
}

const shownAtOnce = 20

/** What is open, each text once; what can be said of many of them together stands above. */
export function OpenQuestions(props: {
  open: readonly QuestionGroup[]
  onAnswer: (given: readonly AnswerToField[]) => void
}) {
  const { say } = useSay()
  const { open, onAnswer } = props
  const [shown, setShown] = useState(shownAtOnce)
  const list = useRef<HTMLUListElement>(null)
  useKeptFocus(list, {
    item: 'li.import-question',
    focused: 'button, input, select',
    count: open.length,
  })
  const left = open.length - shown
  return (
    <>
      <Together open={open} onAnswer={onAnswer} />
      <ul className="import-questions" ref={list}>
        {open.slice(0, shown).map((group) => (
          <OpenQuestion
            key={group.key}
            group={group}
            onAnswer={(answer) => onAnswer(answersOf(group, answer))}
          />
        ))}
      </ul>
      {left > 0 ? (
        <p>
          <button type="button" className="button" onClick={() => setShown(shown + shownAtOnce)}>
            {say(words.more, { count: Math.min(left, shownAtOnce), left })}
          </button>
        </p>
      ) : null}
    </>
  )
}

/** Nothing is taken for granted: proposals, and ends of months, when somebody says so for all. */
function Together(props: {
  open: readonly QuestionGroup[]
  onAnswer: (given: readonly AnswerToField[]) => void
}) {
  const { say } = useSay()
  const { open, onAnswer } = props
  const likely = likelyAnswers(open)
  const spans = spanAnswers(open)
  return (
    <>
      {likely.count < 2 ? null : (
        <p>
          <button type="button" className="button" onClick={() => onAnswer(likely.answers)}>
            {say(words.allLikely, { count: likely.count })}
          </button>
        </p>
      )}
      {spans.count < 2 ? null : (
        <p className="import-quick">
          <span>{say(words.spans, { count: spans.count })}</span>
          <button type="button" className="button" onClick={() => onAnswer(spans.first)}>
            {say(words.first)}
          </button>
          <button type="button" className="button" onClick={() => onAnswer(spans.last)}>
            {say(words.last)}
          </button>
        </p>
      )}
    </>
  )
}
