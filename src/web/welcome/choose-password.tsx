import { useMutation } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import { ask } from '../api-client/ask.ts'
import { ErrorNote } from '../components/error-note.tsx'
import { PageHead } from '../components/page-head.tsx'
import { useSay } from '../say.tsx'
import { BarePage } from './bare-page.tsx'
import { NewPassword } from './new-password.tsx'

const words = {
  title: { zh: '设置密码', en: 'Choose a password' },
  username: { zh: '您的用户名：{username}', en: 'Your user name: {username}' },
  fresh: { zh: '新密码', en: 'New password' },
  save: { zh: '设置并进入', en: 'Set and enter' },
}

/** Somebody invited chooses the password of the new account. */
export function ChoosePassword({ username }: { username: string | null }) {
  const { say } = useSay()
  const choose = useMutation({
    mutationFn: (fresh: string) =>
      ask('/session/password', { method: 'POST', body: { password: fresh } }),
    onSuccess: () => location.assign('/'),
  })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    choose.mutate(String(new FormData(event.currentTarget).get('password')))
  }
  return (
    <BarePage>
      <PageHead title={say(words.title)} />
      {username === null ? null : <p>{say(words.username, { username })}</p>}
      <form onSubmit={submit}>
        <NewPassword label={words.fresh} autoFocus />
        {choose.error ? <ErrorNote error={choose.error} /> : null}
        <button type="submit" className="button primary" disabled={choose.isPending}>
          {say(words.save)}
        </button>
      </form>
    </BarePage>
  )
}
