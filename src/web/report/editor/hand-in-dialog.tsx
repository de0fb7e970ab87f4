import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import { useId } from 'react'
import type { DraftView } from '../../../api/contract/draft.ts'
import { Dialog } from '../../components/dialog.tsx'
import { ErrorNote } from '../../components/error-note.tsx'
import { useUnit } from '../../components/use-unit.ts'
import { useSay } from '../../say.tsx'
import { takeStep } from './draft-queries.ts'
import { inTheWay } from './in-the-way.ts'

const words = {
  title: { zh: '送复核', en: 'Hand in for review' },
  help: {
    zh: '这份报告随即列入复核人的“等我办理”；复核人通过或退回之前，您仍可以修改。',
    en: 'It then waits for the reviewer by name; until they pass or return it you can still write.',
  },
  to: { zh: '复核人', en: 'Reviewer' },
  none: {
    zh: '没有可以复核的人：复核人须有复核身份和账号，且没有参与起草。请管理员在“设置 · 账号”中添加。',
    en: 'Nobody can review it: a reviewer has that role and an account, and did not write in the draft. The administrator adds one under Settings, Accounts.',
  },
  open: {
    zh: '还有{count}处须先处理，复核人现在不能通过。',
    en: 'Still in the way of a review: {count}.',
  },
  save: { zh: '送复核', en: 'Hand it in' },
}

/** Hands a draft in to a reviewer by name. */
export function HandInDialog({ view, onClose }: { view: DraftView; onClose: () => void }) {
  const { say } = useSay()
  const { roster } = useUnit()
  const queryClient = useQueryClient()
  const id = useId()
  const { draft, flow, reviewers } = view
  const handIn = useMutation({
    mutationFn: (to: string) => takeStep(`/drafts/${draft.id}/hand-in`, flow?.version ?? 0, { to }),
    onSuccess: async () => {
      await queryClient.invalidateQueries()
      onClose()
    },
  })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    handIn.mutate(String(new FormData(event.currentTarget).get('to')))
  }
  const { all: open } = inTheWay(view)
  const before = draft.handedIn?.to ?? flow?.reviewer ?? undefined
  return (
    <Dialog title={say(words.title)} onClose={onClose} short>
      {reviewers.length === 0 ? (
        <p>{say(words.none)}</p>
      ) : (
        <form className="stack" onSubmit={submit}>
          <p>{say(words.help)}</p>
          {open > 0 ? <p className="note wait">{say(words.open, { count: open })}</p> : null}
          <div className="labelled">
            <label htmlFor={id}>{say(words.to)}</label>
            <select id={id} name="to" className="input" defaultValue={before}>
              {reviewers.map((person) => (
                <option key={person} value={person}>
                  {roster.people.find((one) => one.id === person)?.name ?? person}
                </option>
              ))}
            </select>
          </div>
          {handIn.error ? <ErrorNote error={handIn.error} /> : null}
          <div className="actions">
            <button type="submit" className="button primary" disabled={handIn.isPending}>
              {say(words.save)}
            </button>
          </div>
        </form>
      )}
    </Dialog>
  )
}
