import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import type { OrganisationPage, OrganisationView } from '../../api/contract/account.ts'
import { ask } from '../api-client/ask.ts'
import { sessionQuery } from '../api-client/queries.ts'
import { ErrorNote } from '../components/error-note.tsx'
import { useEnterOrganisation } from '../components/use-enter-organisation.ts'
import { useUnit } from '../components/use-unit.ts'
import { useSay } from '../say.tsx'

const words = {
  title: { zh: '单位', en: 'Organisations' },
  name: { zh: '单位名称', en: 'Name' },
  below: { zh: '作为本单位的下级', en: 'Below this organisation' },
  add: { zh: '添加单位', en: 'Add an organisation' },
  demo: { zh: '演示', en: 'demo' },
  more: { zh: '显示更多', en: 'Show more' },
  beside: {
    zh: '本单位是演示单位：添加的是不相隶属的真实单位。',
    en: 'This is a demo unit: what is added is a real unit beside it, not below.',
  },
  added: {
    zh: '已添加“{name}”，您是它的第一位管理员。',
    en: '{name} was added; you are its first administrator.',
  },
  inRegister: { zh: '已登入下级单位名册。', en: 'It stands in the register of bodies below.' },
  next: {
    zh: '下一步：进入该单位，为它自己的管理员和内勤添加账号，把一次性链接交给本人。',
    en: 'Next: enter it, add accounts for its own administrator and clerk, and hand them their one-time links.',
  },
  enter: { zh: '进入该单位', en: 'Enter it' },
}

const zoneDefault = 'Asia/Shanghai'
const organisationsKey = ['organisations']

/** The organisations of this server that I belong to, and founding another. */
export function OrganisationsSection() {
  const { say } = useSay()
  const { session } = useUnit()
  const queryClient = useQueryClient()
  const isDemo = session.organisation.kind === 'demo'
  const query = useInfiniteQuery({
    queryKey: organisationsKey,
    queryFn: ({ pageParam: after, signal }) => {
      const asked = after === null ? '' : `?${new URLSearchParams({ after })}`
      return ask<OrganisationPage>(`/organisations${asked}`, { signal })
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  })
  const shown = query.data?.pages.flatMap(({ items }) => items) ?? [session.organisation]
  const found = useMutation({
    mutationFn: (body: { name: string; zone: string; below: boolean }) =>
      ask<OrganisationView>('/organisations', { method: 'POST', body }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: organisationsKey })
      await queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey })
    },
  })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const said = new FormData(form)
    const body = {
      name: String(said.get('name')).trim(),
      zone: zoneDefault,
      below: said.get('below') !== null,
    }
    found.mutate(body, { onSuccess: () => form.reset() })
  }
  return (
    <section aria-labelledby="organisations-title">
      <h2 id="organisations-title">{say(words.title)}</h2>
      <ul className="record-links">
        {shown.map((one) => (
          <li key={one.id}>
            {say(one.name)}{' '}
            <span className="quiet small">
              {one.kind === 'demo' ? `${say(words.demo)} · ` : ''}
              {one.id}
            </span>
          </li>
        ))}
      </ul>
      {query.hasNextPage ? (
        <button type="button" className="button plain" onClick={() => void query.fetchNextPage()}>
          {say(words.more)}
        </button>
      ) : null}
      {query.error ? <ErrorNote error={query.error} /> : null}
      {found.data ? <Added added={found.data} /> : null}
      <details className="add">
        <summary className="link">{say(words.add)}</summary>
        <form className="inline-form" onSubmit={submit}>
          <div className="labelled">
            <label htmlFor="organisation-name">{say(words.name)}</label>
            <input id="organisation-name" name="name" className="input" data-most={100} required />
          </div>
          {isDemo ? (
            <p className="quiet small">{say(words.beside)}</p>
          ) : (
            <label>
              <input type="checkbox" name="below" defaultChecked /> {say(words.below)}
            </label>
          )}
          {found.error ? <ErrorNote error={found.error} /> : null}
          <button type="submit" className="button" disabled={found.isPending}>
            {say(words.add)}
          </button>
        </form>
      </details>
    </section>
  )
}

/** What comes after: a unit of which nobody but its founder knows is of no use yet. */
function Added({ added }: { added: OrganisationView }) {
  const { say } = useSay()
  const { enter, error, isEntering } = useEnterOrganisation('/settings/accounts')
  return (
    <div className="note" role="status">
      <p>
        {say(words.added, { name: say(added.name) })}{' '}
        {added.parent === null ? null : say(words.inRegister)}
      </p>
      <p>{say(words.next)}</p>
      <p>
        <button
          type="button"
          className="button primary"
          disabled={isEntering}
          onClick={() => enter(added.id)}
        >
          {say(words.enter)}
        </button>
      </p>
      {error ? <ErrorNote error={error} /> : null}
    </div>
  )
}
