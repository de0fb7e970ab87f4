import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import type { PlanView, TaskState, TaskView } from '../../api/contract/plan.ts'
import { isUnfinished } from '../../matter/task.ts'
import { dayInWords } from '../components/day.ts'
import { Empty } from '../components/empty.tsx'
import { Table } from '../components/table.tsx'
import { useNarrow } from '../components/use-narrow.ts'
import { useUnit } from '../components/use-unit.ts'
import { BringButton, useBringTable } from '../imports/bring-table.tsx'
import { playersIn } from '../pack/players.ts'
import { RecordButtons } from '../record-one/record-buttons.tsx'
import { useSay } from '../say.tsx'
import { Name } from './assignment-table.tsx'
import { planWords, taskStateWords } from './plan-words.ts'
import { ProgressDialog } from './progress-dialog.tsx'

const words = {
  table: { zh: '任务', en: 'Tasks' },
  task: { zh: '任务', en: 'Task' },
  one: { zh: '添加任务', en: 'Add a task' },
  import: { zh: '导入任务表', en: 'Import a task table' },
  note: { zh: '记进展', en: 'Note progress' },
  noteOf: { zh: '记进展：{task}', en: 'Note progress: {task}' },
  filter: { zh: '按状态查看', en: 'By state' },
  none: { zh: '这里将列出全年任务和进展', en: 'The tasks of the year will stand here' },
  noneText: {
    zh: '可以逐项添加，也可以把已有的任务表拖到这里（Excel、WPS、Word）。',
    en: 'Add them one by one, or drop the table you have here (Excel, WPS, Word).',
  },
  rest: { zh: '再看{count}项', en: 'Show {count} more' },
  last: { zh: '{day}：{text}', en: '{day}: {text}' },
}

/** Tasks that a phone shows before it is asked for the rest. */
const tasksOnPhone = 20

const statesInOrder: readonly TaskState[] = ['overdue', 'open', 'inProgress', 'done', 'dropped']

/** The tasks of the year: who, by when, how far; progress is noted in place. */
export function TasksSection({ plan }: { plan: PlanView }) {
  const { say } = useSay()
  const { pack, session } = useUnit()
  const { state } = useSearch({ from: '/inside/plan' })
  const [noting, setNoting] = useState<TaskView | null>(null)
  // A table made elsewhere is read into the first register of tasks.
  const [importInto] = playersIn(pack, 'task')
  const shown = plan.tasks.filter((one) => state === undefined || one.state === state)
  const mayRecord = session.may.includes('record') && importInto !== undefined
  const bringing = useBringTable({
    isOn: mayRecord,
    ...(importInto ? { register: importInto.register.id } : {}),
  })
  return (
    <section>
      <div className="plan-bar">
        <StateFilter tasks={plan.tasks} chosen={state} />
        {mayRecord ? (
          <span className="actions unprinted">
            <RecordButtons role="task" label={say(words.one)} />
            <BringButton bringing={bringing} className="button">
              {say(words.import)}
            </BringButton>
          </span>
        ) : null}
      </div>
      {bringing.note}
      {plan.tasks.length === 0 ? (
        <Empty title={say(words.none)}>{say(words.noneText)}</Empty>
      ) : (
        <TaskTable
          key={state}
          tasks={shown}
          onNote={session.may.includes('correct') ? setNoting : undefined}
        />
      )}
      {noting ? (
        <ProgressDialog task={noting} today={plan.today} onClose={() => setNoting(null)} />
      ) : null}
    </section>
  )
}

function StateFilter(props: { tasks: readonly TaskView[]; chosen: TaskState | undefined }) {
  const { say } = useSay()
  const navigate = useNavigate()
  const choose = (state: TaskState | undefined) =>
    void navigate({ to: '/plan', search: { view: 'tasks', state }, replace: true })
  return (
    <ul className="legend" aria-label={say(words.filter)}>
      {statesInOrder.map((state) => {
        const count = props.tasks.filter((one) => one.state === state).length
        const isChosen = props.chosen === state
        return (
          <li key={state}>
            <button
              type="button"
              className={`legend-state task-state ${state}`}
              aria-pressed={isChosen}
              disabled={count === 0 && !isChosen}
              onClick={() => choose(isChosen ? undefined : state)}
            >
              {say(taskStateWords[state])} <span className="number">{count}</span>
            </button>
          </li>
        )
      })}
    </ul>
  )
}

function TaskTable(props: {
  tasks: readonly TaskView[]
  onNote: ((task: TaskView) => void) | undefined
}) {
  const { say } = useSay()
  const isNarrow = useNarrow()
  const [isWhole, setIsWhole] = useState(false)
  const shown = isNarrow && !isWhole ? props.tasks.slice(0, tasksOnPhone) : props.tasks
  const rest = props.tasks.length - shown.length
  return (
    <>
      <Table
        name={say(words.table)}
        look="plan"
        className="tasks"
        heads={[
          words.task,
          planWords.office,
          planWords.person,
          planWords.supervisor,
          planWords.due,
          planWords.state,
          ...(props.onNote ? [null] : []),
        ]}
      >
        {shown.map((task) => (
          <TaskRow key={task.id} task={task} onNote={props.onNote} />
        ))}
      </Table>
      {rest > 0 ? (
        <button type="button" className="button" onClick={() => setIsWhole(true)}>
          {say(words.rest, { count: rest })}
        </button>
      ) : null}
    </>
  )
}

function TaskRow({
  task,
  onNote,
}: {
  task: TaskView
  onNote: ((task: TaskView) => void) | undefined
}) {
  const { say, lang } = useSay()
  return (
    <tr>
      <th scope="row">
        <Link
          to="/registers/$register/$record"
          params={{ register: task.register, record: task.id }}
        >
          {task.title}
        </Link>
        {task.project ? <span className="quiet small block">{task.project}</span> : null}
        {task.asListed ? <span className="quiet small block">{task.asListed}</span> : null}
      </th>
      <td data-label={say(planWords.office)}>
        <Name of="office" id={task.leadOffice} />
        {task.coOffices.length > 0 ? (
          <span className="quiet small block">
            {task.coOffices.map((id) => (
              <Name key={id} of="office" id={id} />
            ))}
          </span>
        ) : null}
      </td>
      <td data-label={say(planWords.person)}>
        <Name of="person" id={task.owner} />
      </td>
      <td data-label={say(planWords.supervisor)}>
        <Name of="person" id={task.supervisor} />
      </td>
      <td data-label={say(planWords.due)} className="number day">
        {task.due ? dayInWords(task.due, lang) : '—'}
      </td>
      <StateCell task={task} />
      {onNote ? (
        <td className="unprinted">
          {isUnfinished(task.state) ? (
            <button
              type="button"
              className="link"
              aria-label={say(words.noteOf, { task: task.title })}
              onClick={() => onNote(task)}
            >
              {say(words.note)}
            </button>
          ) : null}
        </td>
      ) : null}
    </tr>
  )
}

function StateCell({ task }: { task: TaskView }) {
  const { say, lang } = useSay()
  const last = task.notes.at(-1)
  return (
    <td data-label={say(planWords.state)}>
      <span className={`task-state ${task.state}`}>{say(taskStateWords[task.state])}</span>
      {task.droppedWhy ? <span className="quiet small block">{task.droppedWhy}</span> : null}
      {last && !task.droppedWhy ? (
        <span className="quiet small block">
          {say(words.last, { day: dayInWords(last.on, lang), text: last.text })}
        </span>
      ) : null}
    </td>
  )
}
