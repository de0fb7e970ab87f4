import type { FormEvent } from 'react'
import { useState } from 'react'
import type { InviteBody } from '../../api/contract/account.ts'
import { ErrorNote } from '../components/error-note.tsx'
import { useUnit } from '../components/use-unit.ts'
import { DayInput } from '../fields/day-input.tsx'
import { useSay } from '../say.tsx'
import { RoleBoxes } from './role-boxes.tsx'

const words = {
  username: { zh: '用户名', en: 'User name' },
  person: { zh: '人员', en: 'Person' },
  choose: { zh: '请选择', en: 'Choose' },
  invite: { zh: '添加账号', en: 'Add an account' },
  from: { zh: '角色起始日期', en: 'Roles since' },
  fromHint: {
    zh: '请填写实际担任之日；此前各期按无人担任计算。',
    en: 'The day on which the work was taken up; before it nobody is held to have the role.',
  },
  add: { zh: '添加并取得链接', en: 'Add and get a link' },
}

/**
 * Somebody of the roster, a user name and roles; the answer is a link to hand over. What was typed
 * stands there until it is done.
 */
export function InviteForm(props: {
  pending: boolean
  error: unknown
  onInvite: (body: InviteBody, done: () => void) => void
}) {
  const { say } = useSay()
  const { session } = useUnit()
  const [from, setFrom] = useState(session.today)
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const said = new FormData(form)
    const body = {
      person: String(said.get('person')),
      username: String(said.get('username')).trim(),
      roles: said.getAll('roles').map(String),
      ...(from === '' ? {} : { from }),
    }
    props.onInvite(body, () => {
      form.reset()
      setFrom(session.today)
    })
  }
  return (
    <details className="add">
      <summary className="link">{say(words.invite)}</summary>
      <form className="stack" onSubmit={submit}>
        <div className="inline-form">
          <PersonChoice />
          <div className="labelled">
            <label htmlFor="invite-username">{say(words.username)}</label>
            <input
              id="invite-username"
              name="username"
              className="input"
              autoCapitalize="none"
              data-most={64}
              required
            />
          </div>
        </div>
        <RoleBoxes />
        <DayInput label={say(words.from)} value={from} onChange={setFrom} />
        <p className="quiet small">{say(words.fromHint)}</p>
        {props.error ? <ErrorNote error={props.error} /> : null}
        <p>
          <button type="submit" className="button" disabled={props.pending}>
            {say(words.add)}
          </button>
        </p>
      </form>
    </details>
  )
}

function PersonChoice() {
  const { say } = useSay()
  const { roster } = useUnit()
  return (
    <div className="labelled">
      <label htmlFor="invite-person">{say(words.person)}</label>
      <select id="invite-person" name="person" className="select" required defaultValue="">
        <option value="" disabled>
          {say(words.choose)}
        </option>
        {roster.people
          .filter((person) => !person.former)
          .map((person) => (
            <option key={person.id} value={person.id}>
              {person.name}
            </option>
          ))}
      </select>
    </div>
  )
}
