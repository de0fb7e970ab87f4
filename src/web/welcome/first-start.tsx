import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import type { LinkAnswer, SetupView } from '../../api/contract/account.ts'
import { readDay } from '../../ledger/fields/date/date.ts'
import { ask } from '../api-client/ask.ts'
import { ErrorNote } from '../components/error-note.tsx'
import { useSay } from '../say.tsx'
import { DemoWait } from './demo-wait.tsx'
import { NewPassword } from './new-password.tsx'
import '../fields/fields.css'

const words = {
  own: { zh: '建立本单位', en: 'Set up my unit' },
  ownText: {
    zh: '填写单位和第一位管理员。之后可以添加科室、人员和账号。',
    en: 'Name the unit and its first administrator. Offices, people and accounts follow later.',
  },
  demo: { zh: '打开演示单位', en: 'Open the demo unit' },
  demoText: {
    zh: '一个虚构的单位，前两年和今年到昨天为止的记录都在。演示单位不能转为正式单位。',
    en: 'A fictional unit: two full years, and this one up to yesterday. It never becomes a real one.',
  },
  name: { zh: '单位名称', en: 'Name of the unit' },
  kind: { zh: '单位类别', en: 'Kind of body' },
  kindLater: { zh: '以后再说明', en: 'Not now' },
  kindHelp: {
    zh: '决定适用哪些责任事项；以后可在“设置”中修改。',
    en: 'It decides which duties bind; Settings can change it later.',
  },
  start: { zh: '台账起始日', en: 'First day of the ledger' },
  startHelp: {
    zh: '这一天之前的不作要求。想把今年补齐的，填1月1日；以后可在“设置”中修改。',
    en: 'Nothing before it is owed. To make up for the year, choose 1 January; Settings can change it later.',
  },
  person: { zh: '您的姓名', en: 'Your name' },
  username: { zh: '用户名', en: 'User name' },
  password: { zh: '密码', en: 'Password' },
  setUp: { zh: '建立并进入', en: 'Set up and enter' },
  openDemo: { zh: '打开演示', en: 'Open the demo' },
}

const zoneDefault = 'Asia/Shanghai'

/** The first choice there is: one's own unit, or a look at the demo. */
export function FirstStart({ link }: { link: string }) {
  const { data } = useQuery({
    queryKey: ['setup'],
    queryFn: ({ signal }) => ask<SetupView>('/setup', { signal }),
  })
  return (
    <div className="two">
      <OwnUnit link={link} kinds={data?.kinds ?? []} today={data?.today ?? ''} />
      {data?.demo === false ? null : <DemoUnit link={link} />}
    </div>
  )
}

function useEntering(path: string) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (body: Readonly<Record<string, string>>) =>
      ask<LinkAnswer>(path, { method: 'POST', body }),
    onSuccess: ({ username, mustSetPassword }) => {
      queryClient.clear()
      const known = username === null ? '' : `?username=${encodeURIComponent(username)}`
      location.assign(mustSetPassword ? `/password${known}` : '/')
    },
  })
}

function OwnUnit(props: { link: string } & Pick<SetupView, 'kinds' | 'today'>) {
  const { say } = useSay()
  const { link, kinds, today } = props
  const setUp = useEntering('/setup')
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const said = (name: string) => String(form.get(name)).trim()
    const start = said('start')
    setUp.mutate({
      link,
      unit: said('name'),
      zone: zoneDefault,
      ...(said('kind') === '' ? {} : { kind: said('kind') }),
      ...(start === '' ? {} : { start: readDay(start) ?? start }),
      person: said('person'),
      username: said('username'),
      password: String(form.get('password')),
    })
  }
  return (
    <section aria-labelledby="own-title">
      <h2 id="own-title">{say(words.own)}</h2>
      <p className="quiet">{say(words.ownText)}</p>
      <form onSubmit={submit}>
        <Line id="name" label={say(words.name)} max={100} complete="organization" />
        <div className="labelled">
          <label htmlFor="kind">{say(words.kind)}</label>
          <select
            id="kind"
            name="kind"
            className="select"
            defaultValue=""
            aria-describedby="kind-help"
          >
            <option value="">{say(words.kindLater)}</option>
            {kinds.map(({ id, label }) => (
              <option key={id} value={id}>
                {say(label)}
              </option>
            ))}
          </select>
          <p id="kind-help" className="quiet small">
            {say(words.kindHelp)}
          </p>
        </div>
        <div className="labelled">
          <label htmlFor="start">{say(words.start)}</label>
          {/* Once it is known what day it is there, it begins with that. */}
          <input
            key={today}
            id="start"
            name="start"
            className="input short-input"
            data-most={20}
            placeholder={today}
            defaultValue={today}
            aria-describedby="start-help"
          />
          <p id="start-help" className="quiet small">
            {say(words.startHelp)}
          </p>
        </div>
        <Line id="person" label={say(words.person)} max={40} complete="name" />
        <Line id="username" label={say(words.username)} max={64} complete="username" />
        <NewPassword label={words.password} />
        {setUp.error ? <ErrorNote error={setUp.error} /> : null}
        <button type="submit" className="button primary" disabled={setUp.isPending}>
          {say(words.setUp)}
        </button>
      </form>
    </section>
  )
}

function Line(props: { id: string; label: string; max: number; complete: string }) {
  return (
    <div className="labelled">
      <label htmlFor={props.id}>{props.label}</label>
      <input
        id={props.id}
        name={props.id}
        className="input"
        data-most={props.max}
        autoComplete={props.complete}
        required
      />
    </div>
  )
}

function DemoUnit({ link }: { link: string }) {
  const { say } = useSay()
  const open = useEntering('/setup/demo')
  return (
    <section aria-labelledby="demo-title">
      <h2 id="demo-title">{say(words.demo)}</h2>
      <p className="quiet">{say(words.demoText)}</p>
      {open.error ? <ErrorNote error={open.error} /> : null}
      <button
        type="button"
        className="button"
        disabled={open.isPending}
        onClick={() => open.mutate({ link })}
      >
        {say(words.openDemo)}
      </button>
      {open.isPending ? <DemoWait /> : null}
    </section>
  )
}
