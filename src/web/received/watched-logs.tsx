import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import type { WatchedLogView } from '../../api/contract/received.ts'
import { keyReasonUnitsMax } from '../../log/key-change.ts'
import { ask } from '../api-client/ask.ts'
import { ConfirmedForm } from '../components/confirmed-form.tsx'
import { ErrorNote } from '../components/error-note.tsx'
import { useMoments } from '../components/use-moments.ts'
import { useUnit } from '../components/use-unit.ts'
import { useSay } from '../say.tsx'

const words = {
  title: { zh: '见证的日志', en: 'Logs we witness' },
  about: {
    zh: '下级的报告，上级的任务和回执，都按这里登记的公钥核对签名；公钥没有登记的，不予接收。同在本服务器上的直接上级和下级自动登记。',
    en: 'Reports from below, and calls and replies from above, are checked under these keys; what comes under another is not taken. The bodies just above and below on this server are known by themselves.',
  },
  none: { zh: '还没有登记的公钥。', en: 'No key is known yet.' },
  seen: { zh: '已见证到第 {size} 条', en: 'seen up to entry {size}' },
  unseen: { zh: '尚未见证', en: 'nothing of it seen yet' },
  since: { zh: '{day} 起登记', en: 'known since {day}' },
  add: { zh: '登记公钥', en: 'Register a key' },
  name: { zh: '单位名称', en: 'Name of the body' },
  key: { zh: '日志公钥', en: 'Key of its log' },
  keyHint: {
    zh: '请用当面或电话核对过的公钥，不要只取自对方寄来的文件。',
    en: 'Use a key that was compared face to face or by telephone, not only one out of a file.',
  },
  former: { zh: '此前的公钥 {count} 把', en: 'former keys: {count}' },
  accept: { zh: '换用新公钥', en: 'Accept a new key' },
  acceptAbout: {
    zh: '对方更换公钥的，收到报告时自动跟上，无需在此处理。只有对方丢失密钥、没有旧公钥作证时，才在当面或电话核对后换用。',
    en: 'A key that the sender rotated is followed with its next report; nothing is to be done. Use this only after the sender lost its key, when no older one vouches for the new, and compare it face to face or by telephone.',
  },
  newKey: { zh: '核对过的新公钥', en: 'The new key, as compared' },
}

const key = ['watched-logs']

/** Whose reports are believed, and how far each log was seen. */
export function WatchedLogs() {
  const { say } = useSay()
  const { dayOf } = useMoments()
  const query = useQuery({
    queryKey: key,
    queryFn: () => ask<readonly WatchedLogView[]>('/watched-logs'),
  })
  const logs = query.data ?? []
  const mayAccept = useUnit().session.may.includes('manage-keys')
  return (
    <section className="received-part" aria-labelledby="watched-title">
      <h2 id="watched-title">{say(words.title)}</h2>
      <p className="quiet">{say(words.about)}</p>
      {query.error ? <ErrorNote error={query.error} /> : null}
      {query.data && logs.length === 0 ? <p>{say(words.none)}</p> : null}
      <ul className="record-links">
        {logs.map((log) => (
          <li key={log.origin}>
            {log.name}{' '}
            <span className="quiet small">
              {log.size > 0 ? say(words.seen, { size: log.size }) : say(words.unseen)} ·{' '}
              {say(words.since, { day: dayOf(log.since) })}
            </span>
            <code className="small mono key-text">{log.vkey}</code>
            {log.former.length > 0 ? (
              <span className="quiet small">{say(words.former, { count: log.former.length })}</span>
            ) : null}
            {mayAccept ? <AcceptKey log={log} /> : null}
          </li>
        ))}
      </ul>
      <AddKey />
    </section>
  )
}

function AcceptKey({ log: { origin } }: { log: WatchedLogView }) {
  const { say } = useSay()
  const queryClient = useQueryClient()
  const accept = useMutation({
    mutationFn: (body: { origin: string; vkey: string; reason: string; password: string }) =>
      ask<WatchedLogView>('/watched-logs/key', { method: 'POST', body }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: key }),
  })
  return (
    <details className="add">
      <summary className="link">{say(words.accept)}</summary>
      <ConfirmedForm
        save={words.accept}
        reason={{ max: keyReasonUnitsMax }}
        isAside
        isPending={accept.isPending}
        error={accept.error}
        onConfirm={({ said, reason, password, reset }) =>
          accept.mutate({ origin, vkey: said('vkey'), reason, password }, { onSuccess: reset })
        }
      >
        <p className="quiet">{say(words.acceptAbout)}</p>
        <div className="labelled">
          <label htmlFor={`accept-${origin}-key`}>{say(words.newKey)}</label>
          <input
            id={`accept-${origin}-key`}
            name="vkey"
            className="input mono"
            data-most={600}
            autoComplete="off"
            required
          />
        </div>
      </ConfirmedForm>
    </details>
  )
}

function AddKey() {
  const { say } = useSay()
  const queryClient = useQueryClient()
  const add = useMutation({
    mutationFn: (body: { name: string; vkey: string }) =>
      ask<WatchedLogView>('/watched-logs', { method: 'POST', body }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: key }),
  })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const said = new FormData(form)
    const body = { name: String(said.get('name')).trim(), vkey: String(said.get('vkey')).trim() }
    add.mutate(body, { onSuccess: () => form.reset() })
  }
  return (
    <details className="add">
      <summary className="link">{say(words.add)}</summary>
      <form className="stack" onSubmit={submit}>
        <div className="labelled">
          <label htmlFor="sender-name">{say(words.name)}</label>
          <input id="sender-name" name="name" className="input" data-most={200} required />
        </div>
        <div className="labelled">
          <label htmlFor="sender-key">{say(words.key)}</label>
          <input
            id="sender-key"
            name="vkey"
            className="input mono"
            aria-describedby="sender-key-hint"
            data-most={600}
            required
          />
        </div>
        <p id="sender-key-hint" className="small quiet">
          {say(words.keyHint)}
        </p>
        {add.error ? <ErrorNote error={add.error} /> : null}
        <p>
          <button type="submit" className="button" disabled={add.isPending}>
            {say(words.add)}
          </button>
        </p>
      </form>
    </details>
  )
}
