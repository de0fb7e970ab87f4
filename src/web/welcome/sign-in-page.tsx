import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import type { FormEvent } from 'react'
import { useState } from 'react'
import type { LinkAnswer } from '../../api/contract/account.ts'
import { ask } from '../api-client/ask.ts'
import { ErrorNote } from '../components/error-note.tsx'
import { PageHead } from '../components/page-head.tsx'
import { PasswordField } from '../components/password-field.tsx'
import { useSay } from '../say.tsx'
import { BarePage } from './bare-page.tsx'
import { ChoosePassword } from './choose-password.tsx'

const words = {
  title: { zh: '登录', en: 'Sign in' },
  username: { zh: '用户名', en: 'User name' },
  password: { zh: '密码', en: 'Password' },
  enter: { zh: '登录', en: 'Sign in' },
  first: {
    zh: '首次使用请打开服务启动时显示的一次性链接。',
    en: 'On first use, open the one-time link that the server printed when it started.',
  },
}

/** Only addresses of this page; anything else leads to the year. */
function safeBack(back: string | undefined): string {
  // Asked of the browser itself: it drops tabs, so that `/<tab>/elsewhere` is another host.
  try {
    const url = new URL(back ?? '/', location.origin)
    return url.origin === location.origin ? url.pathname + url.search + url.hash : '/'
  } catch {
    return '/'
  }
}

/** The sign-in by user name and password. */
export function SignInPage() {
  const { say } = useSay()
  const { back } = useSearch({ from: '/outside/sign-in' })
  const queryClient = useQueryClient()
  const [mustChoose, setMustChoose] = useState(false)
  const signIn = useMutation({
    mutationFn: (body: { username: string; password: string }) =>
      ask<LinkAnswer>('/session', { method: 'POST', body }),
    onSuccess: ({ mustSetPassword }) => {
      queryClient.clear()
      if (mustSetPassword) setMustChoose(true)
      else location.assign(safeBack(back))
    },
  })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    signIn.mutate({
      username: String(form.get('username')).trim(),
      password: String(form.get('password')),
    })
  }
  if (mustChoose) return <ChoosePassword username={null} />
  return (
    <BarePage>
      <PageHead title={say(words.title)} />
      <form onSubmit={submit}>
        <Credentials />
        {signIn.error ? <ErrorNote error={signIn.error} /> : null}
        <button type="submit" className="button primary" disabled={signIn.isPending}>
          {say(words.enter)}
        </button>
      </form>
      <p className="quiet small">{say(words.first)}</p>
    </BarePage>
  )
}

function Credentials() {
  const { say } = useSay()
  return (
    <>
      <div className="labelled">
        <label htmlFor="username">{say(words.username)}</label>
        <input
          id="username"
          name="username"
          className="input"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          data-most={64}
          required
          autoFocus
        />
      </div>
      <PasswordField label={words.password} />
    </>
  )
}
