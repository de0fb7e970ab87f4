import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import type { RemindersView } from '../../api/contract/reminder.ts'
import { ask } from '../api-client/ask.ts'
import { ErrorNote } from '../components/error-note.tsx'
import { useSay } from '../say.tsx'
import './reminders-part.css'
import { LocalLinkNote } from '../components/local-link-note.tsx'
import { MailFields } from './mail-fields.tsx'
import { myReminderKey } from './my-reminder-section.tsx'
import { settingsIn } from './reminder-form.ts'
import { RobotFields } from './robot-fields.tsx'

const words = {
  title: { zh: '本单位的提醒', en: 'Reminders of the unit' },
  about: {
    zh: '有待办的人，每个工作日收到一条消息：只有项数和网址，没有标题，没有姓名；没有待办就不发。收不收、用哪种方式，由各人在“我的提醒”里选择。',
    en: 'Whoever has something waiting gets one message a working day: a number and the address, no titles, no names; nobody gets one for nothing. Each person chooses whether and how under My reminders.',
  },
  counted: { zh: '计入的待办', en: 'What is counted' },
  on: { zh: '开启提醒', en: 'Send reminders' },
  at: { zh: '每天发送时间', en: 'Hour' },
  quietFrom: { zh: '免打扰开始', en: 'Quiet from' },
  quietTo: { zh: '免打扰结束', en: 'Quiet until' },
  page: { zh: '消息里的网址', en: 'Address in the message' },
  escalate: {
    zh: '逾期较久的，把项数告知分管领导',
    en: 'Tell the supervising leader how many are long overdue',
  },
  days: { zh: '逾期超过几个工作日', en: 'Working days overdue' },
  save: { zh: '保存提醒设置', en: 'Save the reminders' },
  saved: { zh: '已保存。', en: 'Saved.' },
}

const remindersKey = ['reminders']
const daysDefault = 5
/** A browser writes its own time fields as its system does, 08:30 AM on a Chinese page. */
const timePattern = '([01]\\d|2[0-3]):[0-5]\\d'

/** How the organisation reminds: hours and ways. */
export function RemindersSection() {
  const { say } = useSay()
  const queryClient = useQueryClient()
  const query = useQuery({
    queryKey: [...remindersKey, 'settings'],
    queryFn: () => ask<RemindersView>('/reminders'),
  })
  const save = useMutation({
    mutationFn: (body: ReturnType<typeof settingsIn>) => ask('/reminders', { method: 'PUT', body }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: remindersKey })
      await queryClient.invalidateQueries({ queryKey: myReminderKey })
    },
  })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    save.mutate(settingsIn(new FormData(event.currentTarget)))
  }
  const view = query.data
  return (
    <section aria-labelledby="reminders-title">
      <h2 id="reminders-title">{say(words.title)}</h2>
      <p className="quiet">{say(words.about)}</p>
      {view ? <Counted view={view} /> : null}
      {query.error ? <ErrorNote error={query.error} /> : null}
      {view ? (
        <form className="stack" onSubmit={submit}>
          <HourFields view={view} />
          <MailFields mail={view.settings.mail} hasPassword={view.hasPassword} />
          <RobotFields robots={view.settings.robots} bases={view.robotBases} />
          {save.error ? <ErrorNote error={save.error} /> : null}
          <p className="actions">
            <button type="submit" className="button primary" disabled={save.isPending}>
              {say(words.save)}
            </button>
            {save.isSuccess ? <span role="status">{say(words.saved)}</span> : null}
          </p>
        </form>
      ) : null}
    </section>
  )
}

function Counted({ view }: { view: RemindersView }) {
  const { say } = useSay()
  return (
    <>
      <details>
        <summary className="link">{say(words.counted)}</summary>
        <ul className="reminder-sources">
          {view.sources.map((source) => (
            <li key={source.en}>{say(source)}</li>
          ))}
        </ul>
      </details>
      {view.notices.map((notice) => (
        <p key={notice.en} className="reminder-failed">
          {say(notice)}
        </p>
      ))}
    </>
  )
}

function HourFields({ view: { settings } }: { view: RemindersView }) {
  const { say } = useSay()
  const { on, at, quiet, page, escalateAfter } = settings
  return (
    <div className="reminder-form">
      <label className="wide">
        <input type="checkbox" name="on" defaultChecked={on} /> {say(words.on)}
      </label>
      <Time name="at" label={say(words.at)} value={at} />
      <Time name="quietFrom" label={say(words.quietFrom)} value={quiet.from} />
      <Time name="quietTo" label={say(words.quietTo)} value={quiet.to} />
      <div className="labelled wide">
        <label htmlFor="reminder-page">{say(words.page)}</label>
        <input
          id="reminder-page"
          name="page"
          type="url"
          className="input"
          data-most={500}
          defaultValue={page === '' ? window.location.origin : page}
        />
        {page === '' ? <LocalLinkNote /> : null}
      </div>
      <label className="wide">
        <input type="checkbox" name="escalate" defaultChecked={escalateAfter !== null} />{' '}
        {say(words.escalate)}
      </label>
      <div className="labelled">
        <label htmlFor="reminder-days">{say(words.days)}</label>
        <input
          id="reminder-days"
          name="escalateAfter"
          type="number"
          className="input"
          min={1}
          max={60}
          defaultValue={escalateAfter ?? daysDefault}
        />
      </div>
    </div>
  )
}

function Time({ name, label, value }: { name: string; label: string; value: string }) {
  return (
    <div className="labelled">
      <label htmlFor={`reminder-${name}`}>{label}</label>
      <input
        id={`reminder-${name}`}
        name={name}
        className="input"
        inputMode="numeric"
        pattern={timePattern}
        title="HH:MM"
        defaultValue={value}
        required
      />
    </div>
  )
}
