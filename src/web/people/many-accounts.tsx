import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type {
  ManyAccountsAnswer,
  ManyAccountsBody,
  ProposedAccountsView,
} from '../../api/contract/people.ts'
import { ask } from '../api-client/ask.ts'
import { itemsOf } from '../api-client/items-of.ts'
import { ErrorNote } from '../components/error-note.tsx'
import { Table } from '../components/table.tsx'
import { useUnit } from '../components/use-unit.ts'
import { DayInput } from '../fields/day-input.tsx'
import { ImportPart } from '../imports/import-part.tsx'
import { useSay } from '../say.tsx'
import { accountsKey } from './accounts-key.ts'
import { LinkList } from './link-list.tsx'
import { proposedKey } from './proposed-key.ts'

const words = {
  title: { zh: '开通账号', en: 'Accounts' },
  fit: {
    zh: '{count} 人还没有账号；用户名由姓名拼音拟定，可以改。',
    en: 'Without an account: {count}. User names are proposed from the spelling and may be changed.',
  },
  none: { zh: '名单中的人都有账号。', en: 'Everybody of the list has an account.' },
  pickOf: { zh: '为{name}开通账号', en: 'Open an account for {name}' },
  all: { zh: '全选', en: 'All' },
  noneOf: { zh: '全不选', en: 'None' },
  name: { zh: '姓名', en: 'Name' },
  place: { zh: '科室、职务', en: 'Office and post' },
  username: { zh: '用户名', en: 'User name' },
  usernameOf: { zh: '{name}的用户名', en: 'User name of {name}' },
  role: { zh: '角色', en: 'Role' },
  roleOf: { zh: '{name}的角色', en: 'Role of {name}' },
  from: { zh: '角色起始日期', en: 'Roles since' },
  open: {
    zh: '开通 {count} 个账号并取得链接',
    en: 'Open {count} {count:account|accounts} and get the links',
  },
}

interface Chosen {
  readonly username?: string
  readonly role?: string
  readonly isPicked?: boolean
}

/** Accounts for many people at once, each with a one-time link that is shown once. */
export function ManyAccounts() {
  const { say } = useSay()
  const { session } = useUnit()
  const queryClient = useQueryClient()
  const [chosen, setChosen] = useState<Readonly<Record<string, Chosen>>>({})
  const [from, setFrom] = useState(session.today)
  const query = useQuery({
    queryKey: proposedKey,
    queryFn: async () => itemsOf<ProposedAccountsView[number]>(await ask('/accounts/proposed')),
    enabled: session.may.includes('manage-accounts'),
  })
  const open = useMutation({
    mutationFn: async (body: ManyAccountsBody) =>
      itemsOf<ManyAccountsAnswer[number]>(await ask('/accounts/many', { method: 'POST', body })),
    onSuccess: () => {
      setChosen({})
      void queryClient.invalidateQueries({ queryKey: proposedKey })
      void queryClient.invalidateQueries({ queryKey: accountsKey })
    },
  })
  const proposed = query.data ?? []
  if (!session.may.includes('manage-accounts') || query.isPending) return null
  const set = (person: string, more: Chosen) =>
    setChosen({ ...chosen, [person]: { ...chosen[person], ...more } })
  const setAll = (isPicked: boolean) =>
    setChosen(
      Object.fromEntries(proposed.map(({ person }) => [person, { ...chosen[person], isPicked }])),
    )
  const picked = proposed.filter(({ person }) => chosen[person]?.isPicked === true)
  const accounts = picked.map(({ person, username }) => ({
    person,
    username: (chosen[person]?.username ?? username).trim(),
    roles: [chosen[person]?.role ?? firstRole],
  }))
  return (
    <>
      {open.data ? <LinkList opened={open.data} /> : null}
      <div className="unprinted">
        <ImportPart
          id="accounts"
          title={say(words.title)}
          aside={
            proposed.length === 0 ? say(words.none) : say(words.fit, { count: proposed.length })
          }
        >
          {query.error ? <ErrorNote error={query.error} /> : null}
          {proposed.length === 0 ? null : (
            <>
              <p className="actions">
                <button type="button" className="link" onClick={() => setAll(true)}>
                  {say(words.all)}
                </button>
                <button type="button" className="link" onClick={() => setAll(false)}>
                  {say(words.noneOf)}
                </button>
              </p>
              <Table
                name={say(words.title)}
                look="plan"
                heads={[words.name, words.place, words.username, words.role]}
              >
                {proposed.map((one) => (
                  <AccountLine
                    key={one.person}
                    one={one}
                    chosen={chosen[one.person] ?? {}}
                    onChange={(more) => set(one.person, more)}
                  />
                ))}
              </Table>
              <DayInput label={say(words.from)} value={from} onChange={setFrom} />
            </>
          )}
          {open.error ? <ErrorNote error={open.error} /> : null}
          {accounts.length === 0 ? null : (
            <p>
              <button
                type="button"
                className="button primary"
                disabled={open.isPending}
                onClick={() => open.mutate({ accounts, ...(from === '' ? {} : { from }) })}
              >
                {say(words.open, { count: accounts.length })}
              </button>
            </p>
          )}
        </ImportPart>
      </div>
    </>
  )
}

/** What most people of a unit are. */
const firstRole = 'clerk'

function AccountLine(props: {
  one: ProposedAccountsView[number]
  chosen: Chosen
  onChange: (more: Chosen) => void
}) {
  const { say } = useSay()
  const { pack } = useUnit()
  const { one, chosen, onChange } = props
  const { name } = one
  return (
    <tr>
      <th scope="row" data-label={say(words.name)}>
        <label>
          <input
            type="checkbox"
            aria-label={say(words.pickOf, { name })}
            checked={chosen.isPicked === true}
            onChange={(event) => onChange({ isPicked: event.target.checked })}
          />{' '}
          {name}
        </label>
      </th>
      <td data-label={say(words.place)}>{one.place}</td>
      <td data-label={say(words.username)}>
        <input
          className="input"
          aria-label={say(words.usernameOf, { name })}
          autoCapitalize="none"
          data-most={64}
          value={chosen.username ?? one.username}
          onChange={(event) => onChange({ username: event.target.value, isPicked: true })}
        />
      </td>
      <td data-label={say(words.role)}>
        <select
          className="select"
          aria-label={say(words.roleOf, { name })}
          value={chosen.role ?? firstRole}
          onChange={(event) => onChange({ role: event.target.value, isPicked: true })}
        >
          {pack.roles.map((role) => (
            <option key={role.id} value={role.id}>
              {say(role.label)}
            </option>
          ))}
        </select>
      </td>
    </tr>
  )
}
