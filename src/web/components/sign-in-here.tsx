import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { KeyboardEvent } from 'react'
import { useId, useState } from 'react'
import type { LinkAnswer, SessionView } from '../../api/contract/account.ts'
import { ApiFailure, ask } from '../api-client/ask.ts'
import { sessionQuery } from '../api-client/queries.ts'
import { useSay } from '../say.tsx'

const words = {
  username: { zh: '用户名', en: 'User name' },
  password: { zh: '密码', en: 'Password' },
  enter: { zh: '登录并继续', en: 'Sign in and go on' },
  done: { zh: '已登录，请再提交一次。', en: 'Signed in; send it once more.' },
  goesOn: { zh: '已登录，正在继续…', en: 'Signed in; going on…' },
  kept: {
    zh: '填写的内容还在这一页，登录后接着办。',
    en: 'What you typed is still on this page and goes on from here.',
  },
}

/**
 * The sign-in where a session ended under somebody's hands: the page stays, and so does what was
 * typed. Not a form, because it stands inside of one. Somebody else who signs in here begins anew:
 * the page was another's.
 */
export function SignInHere(props: {
  /** Does what the session was missing for; false where somebody must do it again. */
  goOn: () => boolean
}) {
  const { say } = useSay()
  const queryClient = useQueryClient()
  const known = queryClient.getQueryData<SessionView>(sessionQuery.queryKey)?.username
  const [username, setUsername] = useState(known ?? '')
  const [password, setPassword] = useState('')
  const [goesOn, setGoesOn] = useState(false)
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
      setGoesOn(props.goOn())
    },
  })
  const problem = signIn.error instanceof ApiFailure ? signIn.error.problem : null
  if (signIn.isSuccess) return <p role="status">{say(goesOn ? words.goesOn : words.done)}</p>
  return (
    <div className="stack">
      <p className="quiet small">{say(words.kept)}</p>
      <Line
        first={known === undefined}
        label={say(words.username)}
        given={username}
        change={setUsername}
        enter={() => signIn.mutate()}
      />
      <Line
        isPassword
        first={known !== undefined}
        label={say(words.password)}
        given={password}
        change={setPassword}
        enter={() => signIn.mutate()}
      />
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

interface LineProps {
  readonly label: string
  readonly isPassword?: boolean
  /** Where one goes on typing; it also comes into view. */
  readonly first: boolean
  readonly given: string
  readonly change: (given: string) => void
  readonly enter: () => void
}

function Line({ label, isPassword = false, first, given, change, enter }: LineProps) {
  const id = useId()
  // Enter would send the form around it.
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key !== 'Enter') return
    event.preventDefault()
    enter()
  }
  return (
    <div className="labelled">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type={isPassword ? 'password' : 'text'}
        className="input"
        autoFocus={first}
        autoComplete={isPassword ? 'current-password' : 'username'}
        autoCapitalize="none"
        spellCheck={false}
        data-most={isPassword ? 200 : 64}
        value={given}
        onChange={(event) => change(event.target.value)}
        onKeyDown={onKeyDown}
      />
    </div>
  )
}
