import type { ImportView } from '../../api/contract/import.ts'
import type { Shape } from '../../ledger/sheet/shape.ts'
import { useSay } from '../say.tsx'
import { AnsweredList } from './answered-list.tsx'
import { EnterPeople } from './enter-people.tsx'
import { ImportPart } from './import-part.tsx'
import { OpenQuestions } from './open-questions.tsx'
import { openGroups } from './question-groups.ts'
import type { ImportChanges } from './use-import-changes.ts'

const words = {
  title: { zh: '待定', en: 'Questions' },
  open: {
    zh: '{count} 种写法认不准。每种说明一次，这样写的行都照办。',
    en: '{count} {count:text is|texts are} not clear. Say once what each means; it holds for every row.',
  },
  none: { zh: '写法都认出了，没有要说明的。', en: 'Everything was recognised; nothing is asked.' },
  later: {
    zh: '说明了这些，后面还有 {count} 种。',
    en: 'When these are said, more follow: {count}.',
  },
}

/** What a table says in words that only a person can explain: each text once, for all its rows. */
export function QuestionsSection(props: {
  view: ImportView
  shape: Shape
  changes: ImportChanges
}) {
  const { say } = useSay()
  const { view, shape, changes } = props
  // Of a table that is still being read nobody knows yet what it asks.
  if (view.found === null) return null
  const { moreQuestions } = view.found
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
      <OpenQuestions open={open} onAnswer={changes.answer} />
      {moreQuestions > 0 ? (
        <p className="quiet">{say(words.later, { count: moreQuestions })}</p>
      ) : null}
      <AnsweredList mapping={view.mapping} shape={shape} changes={changes} />
    </ImportPart>
  )
}
