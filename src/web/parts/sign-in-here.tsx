import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import type { KeyboardEvent } from 'react'
import type { LinkAnswer, SessionView } from '../../api/contract/views.ts'
import { ask, ProblemError } from '../ask/ask.ts'
import { sessionQuery } from '../ask/queries.ts'
import { useSay } from '../say.tsx'

const words = {
  username: { zh: '用户名', en: 'User name' },
  password: { zh: '密码', en: 'Password' },
  enter: { zh: '登录并留在此页', en: 'Sign in and stay here' },
  kept: {
    zh: '填写的内容还在这一页，登录后可以继续。',
    en: 'What you typed is still on this page; sign in and go on.',
  },
}

/**
 * The sign-in where a session ended under somebody's hands: the page stays, and so does what was
 * typed. Not a form, because it stands inside of one. Somebody else who signs in here begins anew:
 * the page was another's.
 */
export function SignInHere({ onDone }: { onDone?: () => void }) {
  const { say } = useSay()
  const id = useId()
  const queryClient = useQueryClient()
  const known = queryClient.getQueryData<SessionView>(sessionQuery.queryKey)?.username
  const [username, setUsername] = useState(known ?? '')
  const [password, setPassword] = useState('')
  const signIn = useMutation({
    mutationFn: () =>
      ask<LinkAnswer>('/session', {
        method: 'POST',
        body: { username: username.trim(), password },
      }),
    onSuccess: ({ mustSetPassword }) => {
      if (mustSetPassword || (known !== undefined && known !== username.trim())) {
        return location.assign('/')
      }
      setPassword('')
      void queryClient.invalidateQueries()
      onDone?.()
    },
  })
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key !== 'Enter') return
    event.preventDefault()
    signIn.mutate()
  }
  const problem = signIn.error instanceof ProblemError ? signIn.error.problem : null
  return (
    <div className="stack">
      <p className="quiet small">{say(words.kept)}</p>
      <div className="labelled">
        <label htmlFor={`${id}-name`}>{say(words.username)}</label>
        <input
          id={`${id}-name`}
          className="input"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={64}
          value={username}
          onChange={(event) => setUsername(event.target.value)}
          onKeyDown={onKeyDown}
        />
      </div>
      <div className="labelled">
        <label htmlFor={`${id}-password`}>{say(words.password)}</label>
        <input
          id={`${id}-password`}
          type="password"
          className="input"
          autoComplete="current-password"
          maxLength={200}
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          onKeyDown={onKeyDown}
        />
      </div>
      {problem ? (
        <p className="small" role="alert">
          {problem.title} {problem.hint}
        </p>
      ) : null}
      <p>
        <button
          type="button"
          className="button"
          disabled={signIn.isPending}
          onClick={() => signIn.mutate()}
        >
          {say(words.enter)}
        </button>
      </p>
    </div>
  )
}
