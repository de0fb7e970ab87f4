import { useRef, useState } from 'react'
import type { ImportView } from '../../api/contract/import.ts'
import type { Shape } from '../../ledger/sheet/shape.ts'
import { useSay } from '../say.tsx'
import { AnsweredList } from './answered-list.tsx'
import { EnterPeople } from './enter-people.tsx'
import { ImportPart } from './import-part.tsx'
import { OpenQuestion } from './open-question.tsx'
import { answersOf, openGroups } from './question-groups.ts'
import type { QuestionGroup } from './question-groups.ts'
import type { ImportChanges } from './use-import-changes.ts'
import { useKeptFocus } from './use-kept-focus.ts'

const words = {
  title: { zh: '待定', en: 'Questions' },
  open: {
    zh: '{count} 种写法认不准。每种说明一次，这样写的行都照办。',
    en: '{count} texts are not clear. Say once what each means; it holds for every row.',
  },
  none: { zh: '写法都认出了，没有要说明的。', en: 'Everything was recognised; nothing is asked.' },
  allLikely: { zh: '采用全部 {count} 项建议', en: 'Take all {count} proposals' },
  later: {
    zh: '说明了这些，后面还有 {count} 种。',
    en: 'When these are said, {count} more follow.',
  },
  more: { zh: '再看 {count} 种（还有 {left} 种）', en: '{count} more ({left} left)' },
}

const shownAtOnce = 20

/** What a table says in words that only a person can explain: each text once, for all its rows. */
export function QuestionsSection(props: {
  view: ImportView
  shape: Shape
  changes: ImportChanges
}) {
  const { say } = useSay()
  const { view, shape, changes } = props
  const { moreQuestions = 0 } = view.found ?? {}
  const open = openGroups(view, shape)
  return (
    <ImportPart
      id="questions"
      title={say(words.title)}
      aside={
        open.length === 0 ? (
          say(words.none)
        ) : (
          <span className="import-unsure">
            {say(words.open, { count: open.length + moreQuestions })}
          </span>
        )
      }
    >
      <EnterPeople open={open} view={view} />
      <AllLikely open={open} changes={changes} />
      <OpenList open={open} changes={changes} />
      {moreQuestions > 0 ? (
        <p className="quiet">{say(words.later, { count: moreQuestions })}</p>
      ) : null}
      <AnsweredList mapping={view.mapping} shape={shape} changes={changes} />
    </ImportPart>
  )
}

/** Proposals are taken only when somebody says so, be it for all of them. */
function AllLikely({ open, changes }: { open: readonly QuestionGroup[]; changes: ImportChanges }) {
  const { say } = useSay()
  const likely = open.filter(({ question }) => question.likely !== undefined)
  if (likely.length < 2) return null
  const takeAll = () =>
    changes.answer(
      likely.flatMap((group) => {
        const answer = group.question.likely
        return answer === undefined ? [] : answersOf(group, answer)
      }),
    )
  return (
    <p>
      <button type="button" className="button" onClick={takeAll}>
        {say(words.allLikely, { count: likely.length })}
      </button>
    </p>
  )
}

function OpenList({ open, changes }: { open: readonly QuestionGroup[]; changes: ImportChanges }) {
  const { say } = useSay()
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
      <ul className="import-questions" ref={list}>
        {open.slice(0, shown).map((group) => (
          <OpenQuestion
            key={group.key}
            group={group}
            onAnswer={(answer) => changes.answer(answersOf(group, answer))}
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
