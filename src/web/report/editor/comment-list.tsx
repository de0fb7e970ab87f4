import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import type { DraftView } from '../../../api/contract/draft.ts'
import { ErrorNote } from '../../components/error-note.tsx'
import { useMoments } from '../../components/use-moments.ts'
import { useUnit } from '../../components/use-unit.ts'
import { useSay } from '../../say.tsx'
import { sayOf, settle } from './draft-queries.ts'

const words = {
  title: { zh: '意见', en: 'Comments' },
  none: { zh: '还没有意见。', en: 'No comments yet.' },
  say: { zh: '对光标所在段落写意见', en: 'Comment on the paragraph at the cursor' },
  place: { zh: '先把光标放进一个段落。', en: 'Put the cursor into a paragraph first.' },
  save: { zh: '写下', en: 'Say' },
  see: { zh: '看这一段', en: 'See it' },
  settle: { zh: '已处理', en: 'Dealt with' },
  settled: { zh: '已处理', en: 'dealt with' },
  gone: { zh: '（这一段已删去）', en: '(the paragraph is gone)' },
}

type Act = ReturnType<typeof useAct>

/** Comments of reviewers, each at its block, and a place for a new one. */
export function CommentList(props: {
  view: DraftView
  block: string | null
  onSee: (block: string) => void
}) {
  const { say } = useSay()
  const { view, block, onSee } = props
  const act = useAct(view.draft.id)
  const blocks = new Set(view.tree.blocks.map((one) => one.id))
  const may = view.acts.includes('comment')
  return (
    <section className="comments">
      <h3>{say(words.title)}</h3>
      {view.comments.length === 0 ? <p className="quiet">{say(words.none)}</p> : null}
      <ul>
        {view.comments.map((one) => (
          <Comment
            key={one.id}
            comment={one}
            onSee={blocks.has(one.block) ? () => onSee(one.block) : null}
            onSettle={
              may && one.settledAt === null
                ? () => act.mutate(() => settle(view.draft.id, one.id))
                : null
            }
          />
        ))}
      </ul>
      {may ? <NewComment draft={view.draft.id} block={block} act={act} /> : null}
      {act.error ? <ErrorNote error={act.error} /> : null}
    </section>
  )
}

function Comment(props: {
  comment: DraftView['comments'][number]
  /** Null: the block is gone. */
  onSee: (() => void) | null
  onSettle: (() => void) | null
}) {
  const { say } = useSay()
  const { minuteOf } = useMoments()
  const { roster } = useUnit()
  const { comment, onSee, onSettle } = props
  const { saidBy, saidAt, settledAt, said } = comment
  return (
    <li className={settledAt === null ? '' : 'settled'}>
      <p className="small quiet">
        {roster.people.find(({ id }) => id === saidBy)?.name ?? '—'} · {minuteOf(saidAt)}
        {settledAt === null ? '' : ` · ${say(words.settled)}`}
      </p>
      <p>{said}</p>
      <div className="actions">
        {onSee ? (
          <button type="button" className="link" onClick={onSee}>
            {say(words.see)}
          </button>
        ) : (
          <span className="quiet small">{say(words.gone)}</span>
        )}
        {onSettle ? (
          <button type="button" className="link" onClick={onSettle}>
            {say(words.settle)}
          </button>
        ) : null}
      </div>
    </li>
  )
}

function NewComment({ draft, block, act }: { draft: string; block: string | null; act: Act }) {
  const { say } = useSay()
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const said = String(new FormData(form).get('said')).trim()
    if (block === null || said === '') return
    act.mutate(() => sayOf(draft, { block, said }), { onSuccess: () => form.reset() })
  }
  return (
    <form className="stack" onSubmit={submit}>
      <div className="labelled">
        <label htmlFor="draft-comment">{say(words.say)}</label>
        <textarea id="draft-comment" name="said" className="input" rows={2} data-most={2000} />
      </div>
      {block === null ? <p className="quiet small">{say(words.place)}</p> : null}
      <div className="actions">
        <button type="submit" className="button" disabled={block === null || act.isPending}>
          {say(words.save)}
        </button>
      </div>
    </form>
  )
}

function useAct(draft: string) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (work: () => Promise<unknown>) => work(),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['draft', draft] }),
  })
}
