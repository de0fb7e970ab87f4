import { Link } from '@tanstack/react-router'
import type { PackView } from '../../api/contract/pack.ts'
import type { PlannedMeetingView, PlanView } from '../../api/contract/plan.ts'
import type { Choice } from '../../ledger/register/register.ts'
import { dayInWords } from '../components/day.ts'
import { Empty } from '../components/empty.tsx'
import { Table } from '../components/table.tsx'
import { useUnit } from '../components/use-unit.ts'
import { playersIn } from '../pack/players.ts'
import { RecordButtons } from '../record-one/record-buttons.tsx'
import { useSay } from '../say.tsx'
import { Name } from './assignment-table.tsx'
import { useHeldForm } from './use-held-form.ts'

const words = {
  table: { zh: '会议安排', en: 'Planned meetings' },
  when: { zh: '时间', en: 'When' },
  kind: { zh: '会议', en: 'Meeting' },
  chair: { zh: '主持人', en: 'Chair' },
  topics: { zh: '议题', en: 'Agenda' },
  state: { zh: '情况', en: 'State' },
  plan: { zh: '安排会议', en: 'Plan a meeting' },
  held: { zh: '开完了，记一笔', en: 'It was held: record it' },
  heldOn: { zh: '已于{day}召开', en: 'Held on {day}' },
  planned: { zh: '待召开', en: 'To be held' },
  passed: { zh: '已过拟召开日期', en: 'Its day is over' },
  none: { zh: '这里将列出准备召开的会议', en: 'Meetings to come will stand here' },
  noneText: {
    zh: '安排好的会议不计入任何数据；开完后从这里登记，不必重复填写。',
    en: 'What is planned counts for nothing; once held, record it from here without typing twice.',
  },
}

/** Meetings to come; each turns into a held one without typing twice. */
export function MeetingsSection({ plan }: { plan: PlanView }) {
  const { say } = useSay()
  const { session } = useUnit()
  const mayRecord = session.may.includes('record')
  return (
    <section>
      {mayRecord ? (
        <div className="plan-bar">
          <RecordButtons role="plannedMeeting" label={say(words.plan)} />
        </div>
      ) : null}
      {plan.planned.length === 0 ? (
        <Empty title={say(words.none)}>{say(words.noneText)}</Empty>
      ) : (
        <Table
          name={say(words.table)}
          look="plan"
          heads={[words.when, words.kind, words.chair, words.topics, words.state]}
        >
          {plan.planned.map((one) => (
            <MeetingRow key={one.id} meeting={one} mayRecord={mayRecord} />
          ))}
        </Table>
      )}
    </section>
  )
}

function MeetingRow({ meeting, mayRecord }: { meeting: PlannedMeetingView; mayRecord: boolean }) {
  const { say, lang } = useSay()
  const { pack } = useUnit()
  const record = useHeldForm(meeting)
  const kind = kindOf(pack, meeting)
  return (
    <tr>
      <td data-label={say(words.when)} className="number day">
        {dayInWords(meeting.on, lang)} {meeting.time ?? ''}
      </td>
      <th scope="row">
        <Link
          to="/registers/$register/$record"
          params={{ register: meeting.register, record: meeting.id }}
        >
          {kind ? say(kind.label) : meeting.kind}
        </Link>
      </th>
      <td data-label={say(words.chair)}>
        <Name of="person" id={meeting.chair} />
      </td>
      <td data-label={say(words.topics)}>
        {meeting.topics.map((topic) => (
          <span key={topic} className="block">
            {topic}
          </span>
        ))}
      </td>
      <td data-label={say(words.state)}>
        {meeting.held ? (
          <Link
            to="/registers/$register/$record"
            params={{ register: meeting.held.register, record: meeting.held.record }}
          >
            {say(words.heldOn, { day: dayInWords(meeting.held.on, lang) })}
          </Link>
        ) : (
          <>
            <span className={meeting.state === 'passed' ? 'task-state overdue' : 'task-state open'}>
              {say(meeting.state === 'passed' ? words.passed : words.planned)}
            </span>
            {mayRecord && record ? ' · ' : ''}
            {mayRecord && record ? (
              <button type="button" className="link" onClick={() => void record()}>
                {say(words.held)}
              </button>
            ) : null}
          </>
        )}
      </td>
    </tr>
  )
}

/** What kind of meeting it is, as the list of its register says it; undefined: it says nothing. */
function kindOf(pack: PackView, { register: id, kind }: PlannedMeetingView): Choice | undefined {
  const player = playersIn(pack, 'plannedMeeting').find(({ register }) => register.id === id)
  const field = player?.register.fields.find((one) => one.id === player.fields.kind)
  return pack.lists[field?.of ?? '']?.find((one) => one.id === kind)
}
