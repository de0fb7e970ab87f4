import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import { useState } from 'react'
import type { MyReminderView, TestView } from '../../api/contract/reminder.ts'
import { ask } from '../api-client/ask.ts'
import { ErrorNote } from '../components/error-note.tsx'
import { useSay } from '../say.tsx'
import './reminders-part.css'
import { channelWords } from './reminder-words.ts'

const words = {
  title: { zh: '我的提醒', en: 'My reminders' },
  about: {
    zh: '有待办时，每个工作日{at}提醒一次，只说有几项，不写内容。',
    en: 'On working days at {at}, once, when something waits for you: only how many, never what.',
  },
  off: {
    zh: '本单位尚未开启提醒；可以先选好接收方式。',
    en: 'This unit has not switched reminders on yet; you can choose a way already.',
  },
  none: {
    zh: '管理员还没有设置发送方式。',
    en: 'The administrator has not set a way to send yet.',
  },
  now: { zh: '现在：{channel}，{shown}', en: 'Now: {channel}, {shown}' },
  notNow: { zh: '现在：不提醒', en: 'Now: not reminded' },
  way: { zh: '接收方式', en: 'By' },
  mailAddress: { zh: '收件邮箱', en: 'Mail address' },
  robotAddress: { zh: 'Webhook 地址', en: 'Webhook address' },
  robotHint: {
    zh: '以 {base} 开头。请用只有您自己的群里的机器人：项数只应您本人看到。',
    en: 'Begins with {base}. Use a robot in a chat of your own: the number is for you alone.',
  },
  secret: { zh: '签名密钥（未启用则不填）', en: 'Signing secret (if the robot signs)' },
  save: { zh: '保存', en: 'Save' },
  stop: { zh: '不再提醒我', en: 'Stop reminding me' },
  test: { zh: '给我发一条测试消息', en: 'Send me a test' },
  sent: { zh: '测试消息已发出，请查收。', en: 'The test was sent; please look for it.' },
}

/** Shared with whoever shows my switch elsewhere. */
export const myReminderKey = ['reminders', 'mine']

/** How I am reminded: one way, my own address, or not at all. */
export function MyReminderSection() {
  const { say } = useSay()
  const query = useQuery({
    queryKey: myReminderKey,
    queryFn: () => ask<MyReminderView>('/reminders/mine'),
  })
  const { choose, test } = useMyReminder()
  const mine = query.data
  const error = query.error ?? choose.error ?? test.error
  return (
    <section aria-labelledby="my-reminder-title">
      <h2 id="my-reminder-title">{say(words.title)}</h2>
      {mine ? (
        <p className="quiet">{say(mine.on ? words.about : words.off, { at: mine.at })}</p>
      ) : null}
      {mine ? <Now mine={mine} /> : null}
      {error ? <ErrorNote error={error} /> : null}
      {test.data ? <TestNote test={test.data} /> : null}
      {mine?.choice ? (
        <p className="actions">
          <button
            type="button"
            className="button"
            disabled={test.isPending}
            onClick={() => test.mutate()}
          >
            {say(words.test)}
          </button>
          <button type="button" className="link" onClick={() => choose.mutate(null)}>
            {say(words.stop)}
          </button>
        </p>
      ) : null}
      {mine && mine.offered.length > 0 ? (
        <ChoiceForm mine={mine} pending={choose.isPending} onChoose={(one) => choose.mutate(one)} />
      ) : null}
      {mine?.offered.length === 0 ? <p className="quiet">{say(words.none)}</p> : null}
    </section>
  )
}

interface Choice {
  readonly channel: string
  readonly address: string
  readonly secret: string | null
  readonly lang: string
}

function useMyReminder() {
  const queryClient = useQueryClient()
  const test = useMutation({
    mutationFn: () => ask<TestView>('/reminders/mine/test', { method: 'POST' }),
  })
  const choose = useMutation({
    mutationFn: (choice: Choice | null) =>
      ask('/reminders/mine', { method: 'PUT', body: { choice } }),
    onSuccess: () => {
      test.reset()
      return queryClient.invalidateQueries({ queryKey: myReminderKey })
    },
  })
  return { choose, test }
}

function Now({ mine: { choice } }: { mine: MyReminderView }) {
  const { say } = useSay()
  if (choice === null) return <p>{say(words.notNow)}</p>
  const channel = say(channelWords[choice.channel])
  return <p className="reminder-now">{say(words.now, { channel, shown: choice.shown })}</p>
}

function TestNote({ test }: { test: TestView }) {
  const { say } = useSay()
  return (
    <p role="status" className={test.outcome === 'sent' ? 'quiet' : 'reminder-failed'}>
      {test.reason === null ? say(words.sent) : say(test.reason)}
    </p>
  )
}

function ChoiceForm(props: {
  mine: MyReminderView
  pending: boolean
  onChoose: (choice: Choice) => void
}) {
  const { say, lang } = useSay()
  const { offered, choice } = props.mine
  const [channel, setChannel] = useState(choice?.channel ?? offered[0]?.channel ?? 'mail')
  const base = offered.find((one) => one.channel === channel)?.base ?? null
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const said = new FormData(event.currentTarget)
    const secret = String(said.get('secret') ?? '').trim()
    const address = String(said.get('address')).trim()
    props.onChoose({ channel, address, secret: secret === '' ? null : secret, lang })
  }
  return (
    <form className="reminder-form" onSubmit={submit}>
      <div className="labelled">
        <label htmlFor="my-channel">{say(words.way)}</label>
        <select
          id="my-channel"
          className="input"
          value={channel}
          onChange={(event) => setChannel(event.target.value as typeof channel)}
        >
          {offered.map((one) => (
            <option key={one.channel} value={one.channel}>
              {say(channelWords[one.channel])}
            </option>
          ))}
        </select>
      </div>
      <AddressField channel={channel} base={base} />
      {channel === 'dingtalk' || channel === 'feishu' ? <SecretField /> : null}
      <p className="actions wide">
        <button type="submit" className="button" disabled={props.pending}>
          {say(words.save)}
        </button>
      </p>
    </form>
  )
}

function AddressField({ channel, base }: { channel: string; base: string | null }) {
  const { say } = useSay()
  return (
    <div className="labelled wide">
      <label htmlFor="my-address">
        {say(channel === 'mail' ? words.mailAddress : words.robotAddress)}
      </label>
      <input
        id="my-address"
        name="address"
        className="input"
        type={channel === 'mail' ? 'email' : 'url'}
        data-most={500}
        autoComplete="off"
        aria-describedby={base === null ? undefined : 'my-address-hint'}
        required
      />
      {base === null ? null : (
        <span id="my-address-hint" className="quiet small">
          {say(words.robotHint, { base })}
        </span>
      )}
    </div>
  )
}

function SecretField() {
  const { say } = useSay()
  return (
    <div className="labelled">
      <label htmlFor="my-secret">{say(words.secret)}</label>
      <input
        id="my-secret"
        name="secret"
        className="input"
        type="password"
        data-most={200}
        autoComplete="off"
      />
    </div>
  )
}
