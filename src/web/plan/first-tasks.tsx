import type { Label } from '../../ledger/label.ts'
import { Table } from '../components/table.tsx'
import { DayInput } from '../fields/day-input.tsx'
import { useSay } from '../say.tsx'
import { Pick } from './pick.tsx'
import { planWords } from './plan-words.ts'
import type { DraftTask } from './proposed-tasks.ts'
import { taskTitleCharactersMax } from './proposed-tasks.ts'

const words = {
  task: { zh: '任务', en: 'Task' },
  take: { zh: '列入“{title}”', en: 'Take in “{title}”' },
  titleOf: { zh: '任务名称', en: 'Title of the task' },
  cell: { zh: '{title}：{field}', en: '{title}: {field}' },
  inReport: { zh: '写入上年度报告', en: 'named in last year’s report' },
}

const kindWords: Readonly<Record<DraftTask['kind'], { title: Label; none: Label }>> = {
  problem: {
    title: { zh: '上年未销号的问题', en: 'Problems of last year still open' },
    none: {
      zh: '上年没有留下未销号、又无任务对应的问题。',
      en: 'Last year left no open problem without a task.',
    },
  },
  'last-year': {
    title: { zh: '上年未完成的任务', en: 'Unfinished tasks of last year' },
    none: { zh: '上年没有留下未完成的任务。', en: 'Last year left no unfinished task.' },
  },
  report: {
    title: { zh: '上年度报告的“下一步打算”', en: 'Next steps of last year’s report' },
    none: { zh: '', en: '' },
  },
}

/** Proposed tasks of one origin, each to be ticked, named and given an owner and a due day. */
export function FirstTasks(props: {
  kind: DraftTask['kind']
  tasks: readonly DraftTask[]
  onChange: (key: string, next: Partial<DraftTask>) => void
}) {
  const { say } = useSay()
  const { kind } = props
  const tasks = props.tasks.filter((one) => one.kind === kind)
  const titleId = `first-tasks-${kind}`
  return (
    <section aria-labelledby={titleId}>
      <h2 id={titleId}>{say(kindWords[kind].title)}</h2>
      {tasks.length === 0 ? <p className="quiet">{say(kindWords[kind].none)}</p> : null}
      {tasks.length > 0 ? (
        <Table
          name={{ labelledBy: titleId }}
          look="plan"
          className="first-tasks"
          heads={[null, words.task, planWords.office, planWords.person, planWords.due]}
        >
          {tasks.map((task) => (
            <FirstTaskRow key={task.key} task={task} onChange={props.onChange} />
          ))}
        </Table>
      ) : null}
    </section>
  )
}

interface RowProps {
  readonly task: DraftTask
  readonly onChange: (key: string, next: Partial<DraftTask>) => void
}

function FirstTaskRow({ task, onChange }: RowProps) {
  const { say } = useSay()
  const { key, title } = task
  const name = (field: 'office' | 'person' | 'due') =>
    say(words.cell, { title, field: say(planWords[field]) })
  return (
    <tr>
      <td>
        <input
          type="checkbox"
          aria-label={say(words.take, { title })}
          checked={task.ticked}
          onChange={() => onChange(key, { ticked: !task.ticked })}
        />
      </td>
      <TitleCell task={task} onChange={onChange} />
      <td data-label={say(planWords.office)}>
        <Pick
          of="office"
          label={name('office')}
          value={task.leadOffice}
          none="—"
          onChange={(leadOffice) => onChange(key, { leadOffice })}
        />
      </td>
      <td data-label={say(planWords.person)}>
        <Pick
          of="person"
          label={name('person')}
          value={task.owner}
          none={say(planWords.nobody)}
          onChange={(owner) => onChange(key, { owner })}
        />
      </td>
      <td data-label={say(planWords.due)}>
        <DayInput
          label={name('due')}
          isHidden
          value={task.due ?? ''}
          onChange={(due) => onChange(key, { due: due || null })}
        />
      </td>
    </tr>
  )
}

function TitleCell({ task, onChange }: RowProps) {
  const { say } = useSay()
  const { key, title } = task
  return (
    <th scope="row">
      <input
        className="input"
        aria-label={say(words.titleOf)}
        data-most={taskTitleCharactersMax}
        value={title}
        onChange={(event) => onChange(key, { title: event.target.value })}
      />
      {task.kind === 'problem' && task.inReport ? (
        <span className="quiet small block">{say(words.inReport)}</span>
      ) : null}
    </th>
  )
}
