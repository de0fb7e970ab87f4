import { Link } from '@tanstack/react-router'
import type { MyYear } from '../../api/contract/calendar.ts'
import { isUnfinished } from '../../matter/task.ts'
import { dayInWords } from '../components/day.ts'
import { taskStateWords } from '../plan/plan-words.ts'
import { useSay } from '../say.tsx'
import { capacityWords } from './capacity-words.ts'
import { MineSection } from './mine-section.tsx'

type Task = MyYear['tasks'][number]

const words = {
  title: { zh: '我的任务', en: 'My tasks' },
  none: { zh: '没有由您或您的科室承担的任务', en: 'No task is yours or your office’s' },
  due: { zh: '{day}前', en: 'by {day}' },
  doneOn: { zh: '{day}完成', en: 'done on {day}' },
  noDue: { zh: '未定时限', en: 'no day set' },
  closed: { zh: '已了结 {count} 项', en: '{count} closed' },
}

/** Tasks that are mine or my office's: the open ones, and behind a line those that are closed. */
export function MyTasks({ tasks }: { tasks: readonly Task[] }) {
  const { say } = useSay()
  const open = tasks.filter(({ state }) => isUnfinished(state))
  const closed = tasks.filter((one) => !open.includes(one))
  return (
    <MineSection title={say(words.title)} count={tasks.length} empty={say(words.none)}>
      <ul className="mine-lines">
        {open.map((task) => (
          <TaskLine key={task.record} task={task} />
        ))}
      </ul>
      {closed.length > 0 ? (
        <details className="small">
          <summary className="quiet">{say(words.closed, { count: closed.length })}</summary>
          <ul className="mine-lines">
            {closed.map((task) => (
              <TaskLine key={task.record} task={task} />
            ))}
          </ul>
        </details>
      ) : null}
    </MineSection>
  )
}

function TaskLine({ task }: { task: Task }) {
  const { say, lang } = useSay()
  const { record, register, title, as, due, doneOn, state } = task
  const day = () => {
    if (state === 'done' && doneOn) return say(words.doneOn, { day: dayInWords(doneOn, lang) })
    return due ? say(words.due, { day: dayInWords(due, lang) }) : say(words.noDue)
  }
  return (
    <li className={state === 'overdue' ? 'late' : undefined}>
      <Link to="/registers/$register/$record" params={{ register, record }}>
        {title}
      </Link>{' '}
      <span className="own-mark">{say(capacityWords[as])}</span>
      <p className="quiet small">
        {say(taskStateWords[state])} · {day()}
      </p>
    </li>
  )
}
