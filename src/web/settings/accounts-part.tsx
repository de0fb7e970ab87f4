import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import type { AccountView, InviteAnswer, InviteBody } from '../../api/contract/views.ts'
import { ask } from '../ask/ask.ts'
import { momentInWords } from '../parts/day.ts'
import { ProblemNote } from '../parts/problem-note.tsx'
import { useUnit } from '../parts/use-unit.ts'
import { useSay } from '../say.tsx'
import { itemsOf } from './items-of.ts'
import { Secret } from './secret.tsx'

const words = {
  title: { zh: '账号', en: 'Accounts' },
  username: { zh: '用户名', en: 'User name' },
  person: { zh: '人员', en: 'Person' },
  roles: { zh: '角色', en: 'Roles' },
  last: { zh: '上次登录', en: 'Last sign-in' },
  never: { zh: '尚未登录', en: 'never' },
  waiting: { zh: '待设密码', en: 'no password yet' },
  invite: { zh: '添加账号', en: 'Add an account' },
  add: { zh: '添加并取得链接', en: 'Add and get a link' },
  link: {
    zh: '请把这个一次性链接交给本人，由其自设密码：',
    en: 'Hand this one-time link to the person, who chooses a password with it:',
  },
  end: { zh: '停用', en: 'End' },
  endOf: { zh: '停用账号 {username}', en: 'End the account {username}' },
  choose: { zh: '请选择', en: 'Choose' },
}

const accountsKey = ['accounts']

/** Who may sign in to this organisation, as what; inviting and ending. */
export function AccountsPart() {
  const { say } = useSay()
  const queryClient = useQueryClient()
  const query = useQuery({
    queryKey: accountsKey,
    queryFn: async () => itemsOf<AccountView>(await ask('/accounts')),
  })
  const refresh = () => queryClient.invalidateQueries({ queryKey: accountsKey })
  const invite = useMutation({
    mutationFn: (body: InviteBody) => ask<InviteAnswer>('/accounts', { method: 'POST', body }),
    onSuccess: refresh,
  })
  const end = useMutation({
    mutationFn: (id: string) => ask(`/accounts/${id}`, { method: 'DELETE' }),
    onSuccess: refresh,
  })
  const error = query.error ?? invite.error ?? end.error
  return (
    <section aria-labelledby="accounts-title">
      <h2 id="accounts-title">{say(words.title)}</h2>
      <AccountTable accounts={query.data ?? []} onEnd={(id) => end.mutate(id)} />
      {error ? <ProblemNote error={error} /> : null}
      {invite.data ? <Secret about={say(words.link)} secret={invite.data.link} /> : null}
      <InviteForm pending={invite.isPending} onInvite={(body) => invite.mutate(body)} />
    </section>
  )
}

function AccountTable(props: { accounts: readonly AccountView[]; onEnd: (id: string) => void }) {
  const { say, lang } = useSay()
  const { pack, session } = useUnit()
  const role = (id: string) => {
    const known = pack.roles.find((one) => one.id === id)
    return known ? say(known.label) : id
  }
  return (
    <div className="grid-scroll">
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{say(words.username)}</th>
            <th scope="col">{say(words.person)}</th>
            <th scope="col">{say(words.roles)}</th>
            <th scope="col">{say(words.last)}</th>
            <th scope="col">
              <span className="unseen">{say(words.end)}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {props.accounts.map((account) => (
            <tr key={account.id}>
              <th scope="row">{account.username}</th>
              <td>{account.personName ?? ''}</td>
              <td>{account.roles.map(role).join('、')}</td>
              <td className="quiet">
                {account.ready
                  ? account.lastSignIn
                    ? momentInWords(account.lastSignIn, lang)
                    : say(words.never)
                  : say(words.waiting)}
              </td>
              <td>
                {account.id === session.account ? null : (
                  <button
                    type="button"
                    className="link"
                    aria-label={say(words.endOf, { username: account.username })}
                    onClick={() => props.onEnd(account.id)}
                  >
                    {say(words.end)}
                  </button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function InviteForm(props: { pending: boolean; onInvite: (body: InviteBody) => void }) {
  const { say } = useSay()
  const { pack, roster } = useUnit()
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
        <fieldset className="radios">
          <legend>{say(words.roles)}</legend>
          {pack.roles.map((role) => (
            <label key={role.id}>
              <input type="checkbox" name="roles" value={role.id} /> {say(role.label)}
            </label>
          ))}
        </fieldset>
        <p>
          <button type="submit" className="button" disabled={props.pending}>
            {say(words.add)}
          </button>
        </p>
      </form>
    </details>
  )
}
