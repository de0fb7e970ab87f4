import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { AccountView, InviteAnswer, InviteBody } from '../../api/contract/account.ts'
import { ask } from '../api-client/ask.ts'
import { itemsOf } from '../api-client/items-of.ts'
import { ErrorNote } from '../components/error-note.tsx'
import { Table } from '../components/table.tsx'
import { useMoments } from '../components/use-moments.ts'
import { useUnit } from '../components/use-unit.ts'
import { HeldRoles } from '../mine/held-roles.tsx'
import { accountsKey } from '../people/accounts-key.ts'
import { welcomeAddress } from '../people/welcome-address.ts'
import { useSay } from '../say.tsx'
import { AccountDialog } from './account-dialog.tsx'
import { InviteForm } from './invite-form.tsx'
import { Secret } from './secret.tsx'

const words = {
  title: { zh: '账号', en: 'Accounts' },
  username: { zh: '用户名', en: 'User name' },
  person: { zh: '人员', en: 'Person' },
  roles: { zh: '角色', en: 'Roles' },
  last: { zh: '上次登录', en: 'Last sign-in' },
  now: { zh: '现在', en: 'now' },
  never: { zh: '尚未登录', en: 'never' },
  waiting: { zh: '待设密码', en: 'no password yet' },
  link: {
    zh: '请把这个一次性链接交给本人，由其自设密码：',
    en: 'Hand this one-time link to the person, who chooses a password with it:',
  },
  change: { zh: '调整', en: 'Change' },
  changeOf: { zh: '调整账号 {username}', en: 'Change the account {username}' },
}

/** Who may sign in to this organisation, as what; inviting, changing and ending. */
export function AccountsSection() {
  const { say } = useSay()
  const queryClient = useQueryClient()
  const [changing, setChanging] = useState<string | null>(null)
  const query = useQuery({
    queryKey: accountsKey,
    queryFn: async () => itemsOf<AccountView>(await ask('/accounts')),
  })
  const invite = useMutation({
    mutationFn: (body: InviteBody) => ask<InviteAnswer>('/accounts', { method: 'POST', body }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: accountsKey }),
  })
  const changed = query.data?.find(({ id }) => id === changing)
  return (
    <section aria-labelledby="accounts-title">
      <h2 id="accounts-title">{say(words.title)}</h2>
      <AccountTable accounts={query.data ?? []} onChange={setChanging} />
      {query.error ? <ErrorNote error={query.error} /> : null}
      {invite.data ? (
        <Secret about={say(words.link)} secret={welcomeAddress(invite.data.link)} />
      ) : null}
      <InviteForm
        pending={invite.isPending}
        error={invite.error}
        onInvite={(body, onSuccess) => invite.mutate(body, { onSuccess })}
      />
      {changed ? <AccountDialog account={changed} onClose={() => setChanging(null)} /> : null}
    </section>
  )
}

function AccountTable(props: { accounts: readonly AccountView[]; onChange: (id: string) => void }) {
  const { say } = useSay()
  return (
    <Table
      name={say(words.title)}
      className="accounts"
      heads={[
        words.username,
        words.person,
        words.roles,
        words.last,
        { label: words.change, isUnseen: true },
      ]}
    >
      {props.accounts.map((account) => (
        <AccountLine
          key={account.id}
          account={account}
          onChange={() => props.onChange(account.id)}
        />
      ))}
    </Table>
  )
}

function AccountLine({ account, onChange }: { account: AccountView; onChange: () => void }) {
  const { say } = useSay()
  const { minuteOf } = useMoments()
  const { session } = useUnit()
  const held = account.held.filter(({ to }) => to === null || to >= session.today)
  const lastSignIn = () => {
    if (account.id === session.account) return say(words.now)
    if (!account.ready) return say(words.waiting)
    return account.lastSignIn ? minuteOf(account.lastSignIn) : say(words.never)
  }
  return (
    <tr>
      <th scope="row">{account.username}</th>
      <td>{account.personName ?? ''}</td>
      <td>
        <HeldRoles held={held} />
      </td>
      <td className="quiet">{lastSignIn()}</td>
      <td>
        <button
          type="button"
          className="link"
          aria-label={say(words.changeOf, { username: account.username })}
          onClick={onChange}
        >
          {say(words.change)}
        </button>
      </td>
    </tr>
  )
}
