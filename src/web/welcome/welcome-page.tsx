import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import type { LinkAnswer } from '../../api/contract/account.ts'
import { ApiFailure, ask } from '../api-client/ask.ts'
import { ErrorNote } from '../components/error-note.tsx'
import { Loading } from '../components/loading.tsx'
import { PageHead } from '../components/page-head.tsx'
import { useSay } from '../say.tsx'
import { BarePage } from './bare-page.tsx'
import { ChoosePassword } from './choose-password.tsx'
import { FirstStart } from './first-start.tsx'

const words = {
  title: { zh: '欢迎使用台账', en: 'Welcome to Taizhang' },
  noLink: { zh: '这个地址缺少一次性链接的后半段', en: 'The second half of the link is missing' },
  noLinkHint: {
    zh: '请从服务启动时显示的内容，或管理员发来的消息中，复制完整的链接。',
    en: 'Copy the whole link from what the server printed, or from the administrator’s message.',
  },
  signIn: { zh: '去登录', en: 'Sign in' },
}

/**
 * The page behind a one-time link. The secret stands after `#`, so that it reaches no server log;
 * it is taken out of the address at once.
 */
export function WelcomePage() {
  const { say } = useSay()
  const [link] = useState(() => location.hash.slice(1))
  const { mutate, data, error, reset } = useMutation({
    mutationFn: (token: string) =>
      ask<LinkAnswer>('/session/link', { method: 'POST', body: { token } }),
    onSuccess: ({ purpose, mustSetPassword }) => {
      if (purpose !== 'first-start' && !mustSetPassword) location.assign('/')
    },
  })
  useEffect(() => {
    if (link === '') return
    history.replaceState(history.state, '', location.pathname)
    mutate(link)
  }, [link, mutate])
  // Gone for good: used, ended, or none of this server. Trying again would change nothing.
  const isSpent = error instanceof ApiFailure && error.problem.status === 410
  if (data?.mustSetPassword) return <ChoosePassword username={data.username} />
  return (
    <BarePage wide>
      <PageHead title={say(words.title)} />
      {link === '' ? (
        <div className="note" role="alert">
          <p>
            <strong>{say(words.noLink)}</strong>
          </p>
          <p>{say(words.noLinkHint)}</p>
          <p>
            <Link to="/sign-in">{say(words.signIn)}</Link>
          </p>
        </div>
      ) : null}
      {error && isSpent ? (
        <>
          <ErrorNote error={error} />
          <p>
            <Link to="/sign-in">{say(words.signIn)}</Link>
          </p>
        </>
      ) : null}
      {error && !isSpent ? (
        <ErrorNote
          error={error}
          retry={() => {
            reset()
            mutate(link)
          }}
        />
      ) : null}
      {data?.purpose === 'first-start' ? <FirstStart link={link} /> : null}
      {link !== '' && !data && !error ? <Loading /> : null}
    </BarePage>
  )
}
