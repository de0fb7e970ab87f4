import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import type { OrganisationPage, OrganisationView } from '../../api/contract/account.ts'
import { ask } from '../api-client/ask.ts'
import { sessionQuery } from '../api-client/queries.ts'
import { ErrorNote } from '../components/error-note.tsx'
import { useUnit } from '../components/use-unit.ts'
import { useSay } from '../say.tsx'

const words = {
  title: { zh: '单位', en: 'Organisations' },
  name: { zh: '单位名称', en: 'Name' },
  below: { zh: '作为本单位的下级', en: 'Below this organisation' },
  add: { zh: '添加单位', en: 'Add an organisation' },
  demo: { zh: '演示', en: 'demo' },
  more: { zh: '显示更多', en: 'Show more' },
}

const zoneDefault = 'Asia/Shanghai'
const organisationsKey = ['organisations']

/** The organisations of this server that I belong to, and founding another. */
export function OrganisationsSection() {
  const { say } = useSay()
  const { session } = useUnit()
  const queryClient = useQueryClient()
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
      <details className="add">
        <summary className="link">{say(words.add)}</summary>
        <form className="inline-form" onSubmit={submit}>
          <div className="labelled">
            <label htmlFor="organisation-name">{say(words.name)}</label>
            <input id="organisation-name" name="name" className="input" data-most={100} required />
          </div>
          <label>
            <input type="checkbox" name="below" defaultChecked /> {say(words.below)}
          </label>
          {found.error ? <ErrorNote error={found.error} /> : null}
          <button type="submit" className="button" disabled={found.isPending}>
            {say(words.add)}
          </button>
        </form>
      </details>
    </section>
  )
}
