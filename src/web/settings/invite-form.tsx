import type { FormEvent } from 'react'
import type { InviteBody } from '../../api/contract/views.ts'
import { useUnit } from '../parts/use-unit.ts'
import { useSay } from '../say.tsx'
import { RoleBoxes } from './role-boxes.tsx'

const words = {
  username: { zh: '用户名', en: 'User name' },
  person: { zh: '人员', en: 'Person' },
  choose: { zh: '请选择', en: 'Choose' },
  invite: { zh: '添加账号', en: 'Add an account' },
  add: { zh: '添加并取得链接', en: 'Add and get a link' },
}

/** Somebody of the roster, a user name and roles; the answer is a link to hand over. */
export function InviteForm(props: { pending: boolean; onInvite: (body: InviteBody) => void }) {
  const { say } = useSay()
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const said = new FormData(event.currentTarget)
    props.onInvite({
      person: String(said.get('person')),
      username: String(said.get('username')).trim(),
      roles: said.getAll('roles').map(String),
    })
    event.currentTarget.reset()
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
              maxLength={64}
              required
            />
          </div>
        </div>
        <RoleBoxes />
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
