import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import { useState } from 'react'
import type { TaskView } from '../../api/contract/plan.ts'
import { ask } from '../api-client/ask.ts'
import { dayInWords } from '../components/day.ts'
import { Dialog } from '../components/dialog.tsx'
import { ErrorNote } from '../components/error-note.tsx'
import { useUnit } from '../components/use-unit.ts'
import { DayInput } from '../fields/day-input.tsx'
import { refreshAfterWrite } from '../form/use-record-form.ts'
import { playersIn } from '../pack/players.ts'
import { useSay } from '../say.tsx'

const words = {
  title: { zh: '记进展', en: 'Note progress' },
  text: { zh: '进展', en: 'Progress' },
  why: { zh: '终止原因', en: 'Why it is dropped' },
  on: { zh: '日期', en: 'Date' },
  outcome: { zh: '任务', en: 'The task' },
  goesOn: { zh: '继续推进', en: 'goes on' },
  done: { zh: '已经完成', en: 'is done' },
  dropped: { zh: '终止，不再推进', en: 'is dropped' },
  save: { zh: '保存', en: 'Save' },
  before: { zh: '此前的进展', en: 'Progress so far' },
}

type Outcome = 'goes-on' | 'done' | 'dropped'

/** One dated note on a task; it may end it. */
export function ProgressDialog(props: { task: TaskView; today: string; onClose: () => void }) {
  const { say } = useSay()
  const { task, today } = props
  const queryClient = useQueryClient()
  const [text, setText] = useState('')
  const [on, setOn] = useState(today)
  const outcomes = useOutcomes(task)
  const [outcome, setOutcome] = useState<Outcome>(outcomes[0] ?? 'done')
  const write = useMutation({
    mutationFn: () =>
      ask(`/tasks/${task.id}/progress`, {
        method: 'POST',
        body: { version: task.version, on, text: text.trim(), outcome },
      }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ['plan'] })
      refreshAfterWrite(queryClient)
      props.onClose()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (text.trim() !== '') write.mutate()
  }
  return (
    <Dialog title={`${say(words.title)}：${task.title}`} onClose={props.onClose} short>
      <form className="stack" onSubmit={submit}>
        <OutcomeChoice outcomes={outcomes} outcome={outcome} onChange={setOutcome} />
        <label className="stacked">
          {say(outcome === 'dropped' ? words.why : words.text)}
          <textarea
            className="input"
            autoFocus
            data-most={300}
            required
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </label>
        <DayInput label={say(words.on)} value={on} onChange={setOn} />
        {write.error ? <ErrorNote error={write.error} /> : null}
        <p>
          <button type="submit" className="button primary" disabled={write.isPending}>
            {say(words.save)}
          </button>
        </p>
        <NotesBefore task={task} />
      </form>
    </Dialog>
  )
}

const outcomeWords = { 'goes-on': words.goesOn, done: words.done, dropped: words.dropped }

/** What may be said of a task: what its register keeps a field for. */
function useOutcomes({ register: id }: TaskView): readonly Outcome[] {
  const { pack } = useUnit()
  const fields = playersIn(pack, 'task').find(({ register }) => register.id === id)?.fields
  return [
    ...(fields?.progress === undefined ? [] : (['goes-on'] as const)),
    'done',
    ...(fields?.droppedOn === undefined ? [] : (['dropped'] as const)),
  ]
}

function OutcomeChoice(props: {
  outcomes: readonly Outcome[]
  outcome: Outcome
  onChange: (outcome: Outcome) => void
}) {
  const { say } = useSay()
  return (
    <fieldset className="radios bare">
      <legend className="small quiet">{say(words.outcome)}</legend>
      {props.outcomes.map((one) => (
        <label key={one}>
          <input
            type="radio"
            name="outcome"
            checked={props.outcome === one}
            onChange={() => props.onChange(one)}
          />{' '}
          {say(outcomeWords[one])}
        </label>
      ))}
    </fieldset>
  )
}

function NotesBefore({ task }: { task: TaskView }) {
  const { say, lang } = useSay()
  if (task.notes.length === 0) return null
  return (
    <>
      <h3>{say(words.before)}</h3>
      <ul className="small">
        {task.notes.map((one) => (
          <li key={`${one.on} ${one.text}`}>
            <span className="quiet">{dayInWords(one.on, lang)}</span> {one.text}
          </li>
        ))}
      </ul>
    </>
  )
}
