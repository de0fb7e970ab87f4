import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { DraftView } from '../../../api/contract/draft.ts'
import { freeStatements } from '../../../report/check/free-statements.ts'
import { ConfirmedForm } from '../../components/confirmed-form.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { ErrorNote } from '../../components/error-note.tsx'
import { useNames } from '../../components/use-names.ts'
import { useUnit } from '../../components/use-unit.ts'
import { useSay } from '../../say.tsx'
import type { Acceptable } from './acceptable.ts'
import { acceptableIn } from './acceptable.ts'
import { acceptSentences } from './draft-queries.ts'
import { CountFixes } from './fix-buttons.tsx'
import type { Fixes } from './fixes.ts'

const words = {
  title: {
    zh: '{count}句没有依据：关联、改写，或由您署名确认',
    en: '{count} {count:sentence|sentences} without support: bind, reword, or accept them by name',
  },
  all: { zh: '全选', en: 'All of them' },
  see: { zh: '看原文', en: 'See it' },
  accept: { zh: '署名确认所选{count}句', en: 'Accept the {count} chosen' },
  dialog: { zh: '署名确认', en: 'Accept by name' },
  says: {
    zh: '{person}确认：所选{count}句由本人负责，台账中没有依据。核验时列为“没有依据”；文字一改，确认即失效。',
    en: '{person} answers for {count} chosen {count:sentence|sentences}, which nothing in the ledger supports. Readers see them as without support; a changed word takes this back.',
  },
  save: { zh: '确认', en: 'Accept' },
  accepted: {
    zh: '已署名确认{count}句',
    en: '{count} {count:sentence|sentences} accepted by name',
  },
  by: { zh: '{person}确认', en: 'Accepted by {person}' },
  back: { zh: '撤回', en: 'Take back' },
}

/** What the text says without support, to be accepted by name in one go, and what was. */
export function AcceptList(props: {
  view: DraftView
  fixes: Fixes | null
  onSee: (one: Acceptable) => void
}) {
  const { say } = useSay()
  const { view, fixes, onSee } = props
  const { document } = view
  const all = useMemo(() => acceptableIn(document, freeStatements(document)), [document])
  const open = all.filter(({ by }) => by === null)
  const accepted = all.filter(({ by }) => by !== null)
  const blockOf = ({ block }: Acceptable) =>
    block === null ? null : (view.tree.blocks[block]?.id ?? null)
  if (all.length === 0) return null
  return (
    <section className="decisions accepting unprinted">
      {open.length > 0 ? (
        <>
          <h3>{say(words.title, { count: open.length })}</h3>
          <Open {...{ open, fixes, blockOf, onSee }} draft={view.draft.id} />
        </>
      ) : null}
      {accepted.length > 0 ? <Accepted draft={view.draft.id} accepted={accepted} /> : null}
    </section>
  )
}

function Open(props: {
  draft: string
  open: readonly Acceptable[]
  fixes: Fixes | null
  blockOf: (one: Acceptable) => string | null
  onSee: (one: Acceptable) => void
}) {
  const { say } = useSay()
  const { draft, open, fixes, blockOf, onSee } = props
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set())
  const [isAsked, setAsked] = useState(false)
  const chosen = open.map(({ sentence }) => sentence).filter((one) => marked.has(one))
  const mark = (sentences: readonly string[], isMarked: boolean) => {
    const next = new Set(marked)
    for (const one of sentences) {
      if (isMarked) next.add(one)
      else next.delete(one)
    }
    setMarked(next)
  }
  return (
    <>
      <p>
        <label>
          <input
            type="checkbox"
            checked={chosen.length === open.length}
            onChange={(event) =>
              mark(
                open.map(({ sentence }) => sentence),
                event.target.checked,
              )
            }
          />{' '}
          {say(words.all)}
        </label>
      </p>
      <ul>
        {open.map((one) => (
          <li key={one.sentence}>
            <label>
              <input
                type="checkbox"
                checked={marked.has(one.sentence)}
                onChange={(event) => mark([one.sentence], event.target.checked)}
              />{' '}
              <span lang="zh-CN">{one.sentence}</span>{' '}
              <span className="quiet small" lang="zh-CN">
                {one.words.filter((words) => words !== one.sentence).join('、')}
              </span>
            </label>
            <button type="button" className="button plain" onClick={() => onSee(one)}>
              {say(words.see)}
            </button>
            <CountFixes block={blockOf(one)} said={one.words} fixes={fixes} />
          </li>
        ))}
      </ul>
      <div className="actions">
        <button
          type="button"
          className="button"
          disabled={chosen.length === 0}
          onClick={() => setAsked(true)}
        >
          {say(words.accept, { count: chosen.length })}
        </button>
      </div>
      {isAsked ? (
        <AcceptDialog draft={draft} sentences={chosen} onClose={() => setAsked(false)} />
      ) : null}
    </>
  )
}

function AcceptDialog(props: { draft: string; sentences: readonly string[]; onClose: () => void }) {
  const { say } = useSay()
  const nameOf = useNames()
  const { session } = useUnit()
  const { draft, sentences, onClose } = props
  const accept = useAccept(draft, onClose)
  const person = nameOf(session.person ?? '')
  return (
    <Dialog title={say(words.dialog)} onClose={onClose} short>
      <ConfirmedForm
        save={words.save}
        by="session"
        isPending={accept.isPending}
        error={accept.error}
        onConfirm={() => accept.mutate({ sentences, stand: true })}
      >
        <p>{say(words.says, { person, count: sentences.length })}</p>
      </ConfirmedForm>
    </Dialog>
  )
}

function Accepted(props: { draft: string; accepted: readonly Acceptable[] }) {
  const { say } = useSay()
  const nameOf = useNames()
  const { draft, accepted } = props
  const takeBack = useAccept(draft)
  return (
    <details>
      <summary>{say(words.accepted, { count: accepted.length })}</summary>
      <ul>
        {accepted.map(({ sentence, by }) => (
          <li key={sentence}>
            <p>
              <span lang="zh-CN">{sentence}</span>{' '}
              <span className="quiet small">{say(words.by, { person: nameOf(by ?? '') })}</span>
            </p>
            <button
              type="button"
              className="button plain"
              disabled={takeBack.isPending}
              onClick={() => takeBack.mutate({ sentences: [sentence], stand: false })}
            >
              {say(words.back)}
            </button>
          </li>
        ))}
      </ul>
      {takeBack.error ? <ErrorNote error={takeBack.error} /> : null}
    </details>
  )
}

function useAccept(draft: string, onDone?: () => void) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (given: { sentences: readonly string[]; stand: boolean }) =>
      acceptSentences(draft, given),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ['draft', draft] })
      onDone?.()
    },
    // Somebody changed the words meanwhile: what is to be accepted is read anew.
    onError: () => queryClient.invalidateQueries({ queryKey: ['draft', draft] }),
  })
}
