import type { DraftView } from '../../../api/contract/draft.ts'
import { useNames } from '../../components/use-names.ts'
import { useSay } from '../../say.tsx'

const words = {
  open: {
    zh: '还有{count}条意见没有标为“已处理”：',
    en: 'Not marked as dealt with: {count} {count:comment|comments}.',
  },
}

/** What was said about a report and nobody has dealt with, for whoever passes or signs it. */
export function OpenComments({ view: { comments } }: { view: DraftView }) {
  const { say } = useSay()
  const nameOf = useNames()
  const open = comments.filter(({ settledAt }) => settledAt === null)
  if (open.length === 0) return null
  return (
    <div className="note wait">
      <p>{say(words.open, { count: open.length })}</p>
      <ul>
        {open.map(({ id, said, saidBy }) => (
          <li key={id}>
            {said} <span className="quiet small">{nameOf(saidBy)}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
