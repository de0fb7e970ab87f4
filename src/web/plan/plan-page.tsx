import { useSuspenseQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import type { PlanView } from '../../api/contract/plan.ts'
import { dayInWords } from '../components/day.ts'
import { PageHead } from '../components/page-head.tsx'
import { useUnit } from '../components/use-unit.ts'
import { useYear } from '../components/use-year.ts'
import { playersIn } from '../pack/players.ts'
import { useRecordOne } from '../record-one/record-one.ts'
import { useSay } from '../say.tsx'
import './plan-page.css'
import '../components/marks.css'
import { planQuery } from '../api-client/year-queries.ts'
import { AssignmentsSection } from './assignments-section.tsx'
import { MeetingsSection } from './meetings-section.tsx'
import { TasksSection } from './tasks-section.tsx'

const words = {
  title: { zh: '{year}年计划', en: 'The plan of {year}' },
  parts: { zh: '计划的内容', en: 'Parts of the plan' },
  duties: { zh: '责任分工', en: 'Assignments' },
  tasks: { zh: '任务 {count}', en: 'Tasks {count}' },
  meetings: { zh: '会议安排 {count}', en: 'Planned meetings {count}' },
  open: { zh: '编制{year}年计划', en: 'Draw up the plan of {year}' },
  print: { zh: '打印', en: 'Print' },
  adopted: { zh: '{day}审议通过', en: 'Adopted on {day}' },
  at: { zh: '（审议会议）', en: ' (the meeting)' },
  notAdopted: { zh: '尚未登记审议会议', en: 'No adoption is recorded' },
  adopt: { zh: '登记审议会议', en: 'Record its adoption' },
}

/** The plan of a year: who answers for what, the tasks, the meetings to come. */
export function PlanPage() {
  const { say } = useSay()
  const { year } = useYear()
  const { session } = useUnit()
  const { view = 'duties' } = useSearch({ from: '/inside/plan' })
  const { data: plan } = useSuspenseQuery(planQuery(year))
  return (
    <>
      <PageHead title={say(words.title, { year })} aside={<AdoptionLine plan={plan} />}>
        {session.may.includes('record') ? (
          <Link to="/plan/open" className="button">
            {say(words.open, { year })}
          </Link>
        ) : null}
        <button type="button" className="button plain wide-only" onClick={() => window.print()}>
          {say(words.print)}
        </button>
      </PageHead>
      <nav className="tabs unprinted" aria-label={say(words.parts)}>
        <Tab view="duties" current={view} label={say(words.duties)} />
        <Tab view="tasks" current={view} label={say(words.tasks, { count: plan.tasks.length })} />
        <Tab
          view="meetings"
          current={view}
          label={say(words.meetings, { count: plan.planned.length })}
        />
      </nav>
      {view === 'duties' ? <AssignmentsSection key={year} plan={plan} /> : null}
      {view === 'tasks' ? <TasksSection plan={plan} /> : null}
      {view === 'meetings' ? <MeetingsSection plan={plan} /> : null}
    </>
  )
}

type View = 'duties' | 'tasks' | 'meetings'

function Tab({ view, current, label }: { view: View; current: View; label: string }) {
  return (
    <Link to="/plan" search={{ view }} aria-current={view === current ? 'page' : undefined}>
      {label}
    </Link>
  )
}

/** At which meeting the plan was adopted, or the way to say so. */
function AdoptionLine({ plan: { adoption, year, today } }: { plan: PlanView }) {
  const { say, lang } = useSay()
  const { session, pack } = useUnit()
  const recordOne = useRecordOne()
  const [adopting] = playersIn(pack, 'planAdoption')
  if (adopting === undefined) return null
  if (adoption) {
    return (
      <>
        {say(words.adopted, { day: dayInWords(adoption.on, lang) })}
        {adoption.meetingRegister === null ? null : (
          <Link
            to="/registers/$register/$record"
            params={{ register: adoption.meetingRegister, record: adoption.meeting }}
          >
            {say(words.at)}
          </Link>
        )}{' '}
        {adoption.number}
      </>
    )
  }
  return (
    <>
      {say(words.notAdopted)}{' '}
      {session.may.includes('record') ? (
        <button
          type="button"
          className="link unprinted"
          onClick={() =>
            recordOne({
              register: adopting.register.id,
              start: { [adopting.fields.year]: `${year}`, [adopting.register.date]: today },
            })
          }
        >
          {say(words.adopt)}
        </button>
      ) : null}
    </>
  )
}
