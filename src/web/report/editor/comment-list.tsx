import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import type { DraftView } from '../../../api/contract/draft-views.ts'
import { momentInWords } from '../../parts/day.ts'
import { ProblemNote } from '../../parts/problem-note.tsx'
import { useUnit } from '../../parts/use-unit.ts'
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

/** Comments of reviewers, each at its block, and a place for a new one. */
export function CommentList(props: {
  view: DraftView
  block: string | null
  onSee: (block: string) => void
}) {
  const { say, lang } = useSay()
  const { roster } = useUnit()
  const { view, block, onSee } = props
  const act = useAct(view.draft.id)
  const blocks = new Set(view.tree.blocks.map((one) => one.id))
  const may = view.acts.includes('comment')
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const said = String(new FormData(form).get('said')).trim()
    if (block === null || said === '') return
    act.mutate(() => sayOf(view.draft.id, { block, said }), { onSuccess: () => form.reset() })
  }
  return (
    <section className="comments">
      <h3>{say(words.title)}</h3>
      {view.comments.length === 0 ? <p className="quiet">{say(words.none)}</p> : null}
      <ul>
        {view.comments.map((one) => (
          <li key={one.id} className={one.settledAt === null ? '' : 'settled'}>
            <p className="small quiet">
              {roster.people.find(({ id }) => id === one.saidBy)?.name ?? '—'} ·{' '}
              {momentInWords(one.saidAt, lang)}
              {one.settledAt === null ? '' : ` · ${say(words.settled)}`}
            </p>
            <p>{one.said}</p>
            <div className="actions">
              {blocks.has(one.block) ? (
                <button type="button" className="link" onClick={() => onSee(one.block)}>
                  {say(words.see)}
                </button>
              ) : (
                <span className="quiet small">{say(words.gone)}</span>
              )}
              {may && one.settledAt === null ? (
                <button
                  type="button"
                  className="link"
                  onClick={() => act.mutate(() => settle(view.draft.id, one.id))}
                >
                  {say(words.settle)}
                </button>
              ) : null}
            </div>
          </li>
        ))}
      </ul>
      {may ? (
        <form className="stack" onSubmit={submit}>
          <div className="labelled">
            <label htmlFor="draft-comment">{say(words.say)}</label>
            <textarea id="draft-comment" name="said" className="input" rows={2} maxLength={2000} />
          </div>
          {block === null ? <p className="quiet small">{say(words.place)}</p> : null}
          <div className="actions">
            <button type="submit" className="button" disabled={block === null || act.isPending}>
              {say(words.save)}
            </button>
          </div>
        </form>
      ) : null}
      {act.error ? <ProblemNote error={act.error} /> : null}
    </section>
  )
}

function useAct(draft: string) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (work: () => Promise<unknown>) => work(),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['draft', draft] }),
  })
}
