import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import type { TokenAnswer, TokenView } from '../../api/contract/account.ts'
import type { Label } from '../../ledger/label.ts'
import { ask } from '../api-client/ask.ts'
import { itemsOf } from '../api-client/items-of.ts'
import { ErrorNote } from '../components/error-note.tsx'
import { useMoments } from '../components/use-moments.ts'
import { useSay } from '../say.tsx'
import { Secret } from './secret.tsx'

const words = {
  title: { zh: '令牌', en: 'Tokens' },
  about: {
    zh: '供其他程序调用接口，只给所需的范围。',
    en: 'For other programs; give only the scope they need.',
  },
  name: { zh: '用途', en: 'What for' },
  scopes: { zh: '范围', en: 'Scopes' },
  until: { zh: '到期', en: 'Expires' },
  and: { zh: '、', en: ', ' },
  end: { zh: '停用', en: 'End' },
  endOf: { zh: '停用令牌 {name}', en: 'End the token {name}' },
  none: { zh: '还没有令牌。', en: 'There are no tokens.' },
  add: { zh: '发放令牌', en: 'Make a token' },
  secret: { zh: '请存入那个程序：', en: 'Put it into that program:' },
}

const scopeWords: Readonly<Record<TokenView['scopes'][number], Label>> = {
  read: { zh: '读取', en: 'read' },
  record: { zh: '录入', en: 'record' },
  witness: { zh: '见证', en: 'witness' },
}
const scopes = Object.keys(scopeWords) as readonly TokenView['scopes'][number][]
const tokensKey = ['tokens']
const daysDefault = 90

interface TokenBody {
  name: string
  scopes: string[]
  days: number
}

/** Access tokens for machines. */
export function TokensSection() {
  const { say } = useSay()
  const queryClient = useQueryClient()
  const query = useQuery({
    queryKey: tokensKey,
    queryFn: async () => itemsOf<TokenView>(await ask('/tokens')),
  })
  const refresh = () => queryClient.invalidateQueries({ queryKey: tokensKey })
  const make = useMutation({
    mutationFn: (body: TokenBody) => ask<TokenAnswer>('/tokens', { method: 'POST', body }),
    onSuccess: refresh,
  })
  const end = useMutation({
    mutationFn: (id: string) => ask(`/tokens/${id}`, { method: 'DELETE' }),
    onSuccess: refresh,
  })
  const error = query.error ?? end.error
  return (
    <section aria-labelledby="tokens-title">
      <h2 id="tokens-title">{say(words.title)}</h2>
      <p className="quiet">{say(words.about)}</p>
      <TokenList tokens={query.data ?? []} onEnd={(id) => end.mutate(id)} />
      {query.data?.length === 0 ? <p className="quiet">{say(words.none)}</p> : null}
      {error ? <ErrorNote error={error} /> : null}
      {make.data ? <Secret about={say(words.secret)} secret={make.data.secret} /> : null}
      <MakeForm
        pending={make.isPending}
        error={make.error}
        onMake={(body, onSuccess) => make.mutate(body, { onSuccess })}
      />
    </section>
  )
}

function TokenList(props: { tokens: readonly TokenView[]; onEnd: (id: string) => void }) {
  const { say } = useSay()
  const { minuteOf } = useMoments()
  return (
    <ul className="record-links">
      {props.tokens.map((token) => (
        <li key={token.id}>
          {token.name}{' '}
          <span className="quiet small">
            {token.scopes.map((scope) => say(scopeWords[scope])).join(say(words.and))} ·{' '}
            {say(words.until)} {minuteOf(token.expiresAt)}
          </span>{' '}
          <button
            type="button"
            className="link"
            aria-label={say(words.endOf, { name: token.name })}
            onClick={() => props.onEnd(token.id)}
          >
            {say(words.end)}
          </button>
        </li>
      ))}
    </ul>
  )
}

function MakeForm(props: {
  pending: boolean
  error: unknown
  onMake: (body: TokenBody, done: () => void) => void
}) {
  const { say } = useSay()
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const said = new FormData(form)
    const body = {
      name: String(said.get('name')).trim(),
      scopes: said.getAll('scopes').map(String),
      days: daysDefault,
    }
    props.onMake(body, () => form.reset())
  }
  return (
    <details className="add">
      <summary className="link">{say(words.add)}</summary>
      <form className="inline-form" onSubmit={submit}>
        <div className="labelled">
          <label htmlFor="token-name">{say(words.name)}</label>
          <input id="token-name" name="name" className="input" data-most={80} required />
        </div>
        <fieldset className="radios">
          <legend>{say(words.scopes)}</legend>
          {scopes.map((scope) => (
            <label key={scope}>
              <input
                type="checkbox"
                name="scopes"
                value={scope}
                defaultChecked={scope === 'read'}
              />{' '}
              {say(scopeWords[scope])}
            </label>
          ))}
        </fieldset>
        {props.error ? <ErrorNote error={props.error} /> : null}
        <button type="submit" className="button" disabled={props.pending}>
          {say(words.add)}
        </button>
      </form>
    </details>
  )
}
