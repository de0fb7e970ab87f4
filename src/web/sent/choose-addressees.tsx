import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import type { BodyBelowView } from '../../api/contract/call.ts'
import { core } from '../../ledger/core/core-registers.ts'
import { ErrorNote } from '../components/error-note.tsx'
import { useSay } from '../say.tsx'
import { bodiesQuery } from './bodies-query.ts'

const words = {
  to: { zh: '发给哪些单位', en: 'Addressees' },
  all: { zh: '全部下级单位（{count}个）', en: 'Every body below ({count})' },
  some: { zh: '选择单位', en: 'Bodies by name' },
  nobody: {
    zh: '下级单位名册里还没有单位，现在签发谁也收不到。请先登记：',
    en: 'Nobody is below as yet, and whatever is signed now reaches nobody. Enter them first:',
  },
  register: { zh: '下级单位名册', en: 'Register of bodies below' },
  search: { zh: '按名称查找', en: 'Find by name' },
  found: { zh: '全选这{count}个', en: 'All {count} of these' },
  more: {
    zh: '另有{count}个没有列出，请按名称查找。',
    en: '{count} more are not listed; find them by name.',
  },
  chosen: { zh: '已选{chosen}个，共{count}个', en: '{chosen} of {count} chosen' },
  none: { zh: '没有这样的单位。', en: 'There is no such body.' },
  withoutLog: { zh: '无台账，以表格报送', en: 'no ledger, answers in a form' },
}

/** Whom a call or a duty list goes to: every body below in force, or those chosen by name. */
export function ChooseAddressees(props: {
  /** Records of the bodies; null: all of them. */
  to: readonly string[] | null
  /** What is wrong with the choice; empty: nothing. */
  fault: string
  onChange: (to: readonly string[] | null) => void
}) {
  const { say } = useSay()
  const { to, fault, onChange } = props
  const query = useQuery(bodiesQuery)
  const bodies = query.data ?? noBodies
  if (query.error) return <ErrorNote error={query.error} retry={() => void query.refetch()} />
  return (
    <fieldset className="sent-part">
      <legend>{say(words.to)}</legend>
      <p>
        <label className="asked-body">
          <input type="radio" name="to" checked={to === null} onChange={() => onChange(null)} />
          {say(words.all, { count: bodies.length })}
        </label>
        <label className="asked-body">
          <input type="radio" name="to" checked={to !== null} onChange={() => onChange([])} />
          {say(words.some)}
        </label>
      </p>
      {query.data?.length === 0 ? (
        <p className="note" role="status">
          {say(words.nobody)}{' '}
          <Link to="/registers/$register" params={{ register: core.subordinate.id }}>
            {say(words.register)}
          </Link>
        </p>
      ) : null}
      {to === null || bodies.length === 0 ? null : (
        <Bodies bodies={bodies} to={to} onChange={onChange} />
      )}
      {fault === '' ? null : (
        <p className="fault-beside small" role="alert">
          {fault}
        </p>
      )}
    </fieldset>
  )
}

/** Drawn at once: with thousands each key that is pressed in the form would take a second. */
const listedMax = 100

const noBodies: readonly BodyBelowView[] = []

function Bodies(props: {
  bodies: readonly BodyBelowView[]
  to: readonly string[]
  onChange: (to: readonly string[]) => void
}) {
  const { say } = useSay()
  const { bodies, to, onChange } = props
  const [search, setSearch] = useState('')
  const chosen = useMemo(() => new Set(to), [to])
  const found = bodies.filter(({ name }) => name.includes(search.trim()))
  // In the official order, and without those that stood below when the draft was begun.
  const choose = (isIn: (id: string) => boolean) =>
    onChange(bodies.map(({ id }) => id).filter(isIn))
  const mark = (ids: ReadonlySet<string>, isMarked: boolean) =>
    choose((id) => (ids.has(id) ? isMarked : chosen.has(id)))
  return (
    <>
      <div className="addressee-line">
        <input
          type="search"
          className="input"
          aria-label={say(words.search)}
          placeholder={say(words.search)}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          // Else the form would be sent.
          onKeyDown={(event) => {
            if (event.key === 'Enter') event.preventDefault()
          }}
        />
        <label className="asked-body">
          <input
            type="checkbox"
            checked={found.length > 0 && found.every(({ id }) => chosen.has(id))}
            onChange={(event) => mark(new Set(found.map(({ id }) => id)), event.target.checked)}
          />
          {say(words.found, { count: found.length })}
        </label>
        <span role="status">
          {say(words.chosen, {
            chosen: bodies.filter(({ id }) => chosen.has(id)).length,
            count: bodies.length,
          })}
        </span>
      </div>
      {found.length === 0 ? <p className="quiet">{say(words.none)}</p> : null}
      <ul className="addressee-list">
        {found.slice(0, listedMax).map(({ id, name, isWithoutLog }) => (
          <li key={id}>
            <label className="asked-body">
              <input
                type="checkbox"
                checked={chosen.has(id)}
                onChange={(event) => mark(new Set([id]), event.target.checked)}
              />
              {name}
              {isWithoutLog ? <span className="quiet small"> {say(words.withoutLog)}</span> : null}
            </label>
          </li>
        ))}
      </ul>
      {found.length > listedMax ? (
        <p className="quiet">{say(words.more, { count: found.length - listedMax })}</p>
      ) : null}
    </>
  )
}
