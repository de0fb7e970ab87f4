import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import type { WrittenAnswer } from '../../api/contract/plan.ts'
import type { HandoverView } from '../../api/contract/standing-in.ts'
import { ask } from '../api-client/ask.ts'
import { ErrorNote } from '../components/error-note.tsx'
import { useUnit } from '../components/use-unit.ts'
import { refreshAfterWrite } from '../form/use-record-form.ts'
import { PersonChoice } from '../people/person-choice.tsx'
import { useSay } from '../say.tsx'
import { OpenThingsTable } from './open-things-table.tsx'
import '../plan/plan-page.css'

const words = {
  title: { zh: '移交未办结事项', en: 'Hand over what is open' },
  about: {
    zh: '人员离任、调岗时，把本人名下的分工、任务、问题、会议安排和报告草稿一次移交给接手人。每条记录留下一个新版本，原来由谁负责仍可查。签发按角色进行，不需移交；已送本人复核的报告，由起草人改送他人。',
    en: 'When somebody leaves or moves, their assignments, tasks, problems, planned meetings and drafts of reports go to another in one step. Each record gets a new version; who answered for it before stays visible. Signatures are asked of a role, so none is left behind; what was handed in to them for review, its drafter hands in to another.',
  },
  from: { zh: '移交人', en: 'From' },
  to: { zh: '接手人', en: 'To' },
  reason: { zh: '原因', en: 'Reason' },
  reasonDefault: { zh: '工作交接', en: 'Handing over' },
  none: { zh: '{name}名下没有未办结的事项。', en: 'Nothing open names {name}.' },
  submit: { zh: '移交 {count} 项', en: 'Hand over {count}' },
  done: { zh: '已移交 {count} 项。', en: '{count} were handed over.' },
}

const handoverQuery = (person: string) =>
  queryOptions({
    queryKey: ['plan', 'handover', person],
    queryFn: ({ signal }) => ask<HandoverView>(`/people/${person}/handover`, { signal }),
    enabled: person !== '',
  })

/** The list of what is open, shown before it goes to another in one step. */
export function HandOverSection() {
  const { say } = useSay()
  const { person = '' } = useSearch({ from: '/inside/handover' })
  const navigate = useNavigate()
  const [done, setDone] = useState<number | null>(null)
  const list = useQuery(handoverQuery(person))
  return (
    <section aria-labelledby="handover-title">
      <h2 id="handover-title">{say(words.title)}</h2>
      <p className="quiet plan-about">{say(words.about)}</p>
      <div className="form-grid">
        <PersonChoice
          label={say(words.from)}
          value={person}
          withFormer
          onChange={(next) => {
            setDone(null)
            void navigate({ to: '/handover', search: { person: next || undefined } })
          }}
        />
      </div>
      {done !== null ? (
        <p className="note good" role="status">
          {say(words.done, { count: done })}
        </p>
      ) : null}
      {list.error ? <ErrorNote error={list.error} /> : null}
      {list.data ? <OpenThings key={list.dataUpdatedAt} list={list.data} onDone={setDone} /> : null}
    </section>
  )
}

function OpenThings(props: { list: HandoverView; onDone: (count: number) => void }) {
  const { say } = useSay()
  const { roster } = useUnit()
  const { person, items, drafts } = props.list
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [to, setTo] = useState('')
  const [reason, setReason] = useState(say(words.reasonDefault))
  const name = roster.people.find((one) => one.id === person)?.name ?? person
  const chosen = {
    items: items.filter(({ record }) => !left.has(record)),
    drafts: drafts.filter(({ draft }) => !left.has(draft)),
  }
  const count = chosen.items.length + chosen.drafts.length
  const hand = useHandOver(person, props.onDone)
  if (items.length + drafts.length === 0)
    return <p className="quiet">{say(words.none, { name })}</p>
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        if (to !== '' && count > 0) hand.mutate({ to, reason: reason.trim(), chosen })
      }}
    >
      <OpenThingsTable
        list={props.list}
        name={name}
        left={left}
        onToggle={(id) => {
          const next = new Set(left)
          if (!next.delete(id)) next.add(id)
          setLeft(next)
        }}
      />
      <div className="form-grid">
        <PersonChoice label={say(words.to)} value={to} except={person} onChange={setTo} />
        <label className="stacked">
          {say(words.reason)}
          <input
            className="input"
            data-most={300}
            required
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </label>
        <button
          type="submit"
          className="button primary"
          disabled={to === '' || count === 0 || hand.isPending}
        >
          {say(words.submit, { count })}
        </button>
      </div>
      {hand.error ? <ErrorNote error={hand.error} /> : null}
    </form>
  )
}

interface HandingOver {
  readonly to: string
  readonly reason: string
  readonly chosen: Pick<HandoverView, 'items' | 'drafts'>
}

function useHandOver(person: string, onDone: (count: number) => void) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: ({ to, reason, chosen }: HandingOver) => {
      const items = chosen.items.map(({ record, version }) => ({ record, version }))
      const body = { to, reason, items, drafts: chosen.drafts.map(({ draft }) => draft) }
      return ask<WrittenAnswer>(`/people/${person}/handover`, { method: 'POST', body })
    },
    onSuccess: async ({ written }) => {
      onDone(written)
      await queryClient.invalidateQueries({ queryKey: ['plan'] })
      await queryClient.invalidateQueries({ queryKey: ['drafts'] })
      refreshAfterWrite(queryClient)
    },
  })
}
