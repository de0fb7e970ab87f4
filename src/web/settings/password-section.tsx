import { useMutation } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import { useRef } from 'react'
import { ask } from '../api-client/ask.ts'
import { ErrorNote } from '../components/error-note.tsx'
import { PasswordField } from '../components/password-field.tsx'
import { useSay } from '../say.tsx'
import { NewPassword } from '../welcome/new-password.tsx'

const words = {
  title: { zh: '我的密码', en: 'My password' },
  old: { zh: '现在的密码', en: 'Present password' },
  fresh: { zh: '新密码', en: 'New password' },
  save: { zh: '更改密码', en: 'Change it' },
  done: { zh: '已更改；其他设备上的登录已退出。', en: 'Changed; other devices were signed out.' },
}

/** Changing one's own password. */
export function PasswordSection() {
  const { say } = useSay()
  const form = useRef<HTMLFormElement>(null)
  const change = useMutation({
    mutationFn: (body: { old: string; password: string }) =>
      ask('/session/password', { method: 'POST', body }),
    onSuccess: () => form.current?.reset(),
  })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const said = new FormData(event.currentTarget)
    change.mutate({ old: String(said.get('old')), password: String(said.get('password')) })
  }
  return (
    <section aria-labelledby="password-title">
      <h2 id="password-title">{say(words.title)}</h2>
      <form ref={form} className="stack" onSubmit={submit}>
        <PasswordField name="old" label={words.old} />
        <NewPassword label={words.fresh} />
        <div className="actions">
          <button type="submit" className="button" disabled={change.isPending}>
            {say(words.save)}
          </button>
        </div>
      </form>
      {change.error ? <ErrorNote error={change.error} /> : null}
      {change.isSuccess ? (
        <p className="note good" role="status">
          {say(words.done)}
        </p>
      ) : null}
    </section>
  )
}
