import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import { useState } from 'react'
import type { AccountView, InviteAnswer } from '../../api/contract/account.ts'
import { ask } from '../api-client/ask.ts'
import { Dialog } from '../components/dialog.tsx'
import { ErrorNote } from '../components/error-note.tsx'
import { useUnit } from '../components/use-unit.ts'
import { DayInput } from '../fields/day-input.tsx'
import { accountsKey } from '../people/accounts-key.ts'
import { welcomeAddress } from '../people/welcome-address.ts'
import { useSay } from '../say.tsx'
import { RoleBoxes } from './role-boxes.tsx'
import { Secret } from './secret.tsx'

const words = {
  title: { zh: '账号 {username}', en: 'Account {username}' },
  from: { zh: '角色起始日期', en: 'Roles since' },
  save: { zh: '保存角色', en: 'Save the roles' },
  link: { zh: '重发一次性链接', en: 'Make a new one-time link' },
  linkHint: {
    zh: '用于忘记密码：原密码和已登录的设备随即失效。',
    en: 'For a forgotten password: the old one and all open sessions end at once.',
  },
  handOver: {
    zh: '请把这个一次性链接交给本人，由其自设密码：',
    en: 'Hand this one-time link to the person, who chooses a password with it:',
  },
  end: { zh: '停用账号', en: 'End the account' },
  endHint: {
    zh: '此人不能再登录；其录入的记录不变。',
    en: 'This person can no longer sign in; what they recorded stays.',
  },
}

/** One account: its roles, a new link, its end. */
export function AccountDialog(props: { account: AccountView; onClose: () => void }) {
  const { say } = useSay()
  const { session } = useUnit()
  const { account, onClose } = props
  const [from, setFrom] = useState(account.from ?? '')
  const { roles, link, end, error } = useAccountChanges(account.id, onClose)
  const save = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const ticked = new FormData(event.currentTarget).getAll('roles').map(String)
    const moved = from !== '' && from !== account.from
    roles.mutate({ roles: ticked, ...(moved ? { from } : {}) })
  }
  return (
    <Dialog title={say(words.title, { username: account.username })} onClose={onClose} short>
      <form className="account-roles stack" onSubmit={save}>
        <p>{account.personName}</p>
        <RoleBoxes ticked={account.roles} />
        <DayInput label={say(words.from)} value={from} onChange={setFrom} />
        <p className="actions">
          <button type="submit" className="button primary" disabled={roles.isPending}>
            {say(words.save)}
          </button>
        </p>
      </form>
      {error ? <ErrorNote error={error} /> : null}
      {link.data ? (
        <Secret about={say(words.handOver)} secret={welcomeAddress(link.data.link)} />
      ) : null}
      {account.id === session.account ? null : (
        <ul className="account-acts">
          <Act
            word={say(words.link)}
            hint={say(words.linkHint)}
            pending={link.isPending}
            onAct={() => link.mutate()}
          />
          <Act
            word={say(words.end)}
            hint={say(words.endHint)}
            pending={end.isPending}
            onAct={() => end.mutate()}
          />
        </ul>
      )}
    </Dialog>
  )
}

function Act(props: { word: string; hint: string; pending: boolean; onAct: () => void }) {
  return (
    <li>
      <button type="button" className="button" disabled={props.pending} onClick={props.onAct}>
        {props.word}
      </button>
      <span className="quiet small">{props.hint}</span>
    </li>
  )
}

function useAccountChanges(id: string, onDone: () => void) {
  const queryClient = useQueryClient()
  const address = `/accounts/${id}`
  const refresh = () => queryClient.invalidateQueries({ queryKey: accountsKey })
  const close = async () => {
    await refresh()
    onDone()
  }
  const roles = useMutation({
    mutationFn: (body: { roles: readonly string[]; from?: string }) =>
      ask<AccountView>(address, { method: 'PUT', body }),
    onSuccess: close,
  })
  const link = useMutation({
    mutationFn: () => ask<InviteAnswer>(`${address}/link`, { method: 'POST' }),
    onSuccess: refresh,
  })
  const end = useMutation({
    mutationFn: () => ask(address, { method: 'DELETE' }),
    onSuccess: close,
  })
  return { roles, link, end, error: roles.error ?? link.error ?? end.error }
}
