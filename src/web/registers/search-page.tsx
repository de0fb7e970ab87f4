import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import type { RecordView } from '../../api/contract/record.ts'
import type { Piece } from '../../ledger/record/search-hit.ts'
import { holdsAll, piecesOf, searchHit, wordsSought } from '../../ledger/record/search-hit.ts'
import type { Register } from '../../ledger/register/register.ts'
import { searchQuery } from '../api-client/queries.ts'
import { dayBeside } from '../components/day.ts'
import { Empty } from '../components/empty.tsx'
import { ErrorNote } from '../components/error-note.tsx'
import { Loading } from '../components/loading.tsx'
import { PageHead } from '../components/page-head.tsx'
import type { Unit } from '../components/use-unit.ts'
import { useUnit } from '../components/use-unit.ts'
import type { ComboOption } from '../fields/combo-box.tsx'
import { findPeople } from '../fields/find-people.ts'
import { useFieldContext } from '../fields/use-field-context.ts'
import { useSay } from '../say.tsx'
import './register-page.css'
import { inDailyOrder } from '../pack/daily-order.ts'

const words = {
  title: { zh: '搜索“{q}”', en: 'Search “{q}”' },
  none: { zh: '没有找到', en: 'Nothing found' },
  hint: {
    zh: '查找记录的标题和文字字段；换一个词，或到台账里按条件筛选。',
    en: 'Titles and text fields are searched; try another word, or filter in a register.',
  },
  people: { zh: '首字母是“{q}”的人员：', en: 'People with the initials “{q}”:' },
  all: { zh: '在{register}中查看全部', en: 'All of these in {register}' },
  in: { zh: '{field}：', en: '{field}: ' },
}

const shownEach = 5

/** One word looked for in every register. */
export function SearchPage() {
  const { say } = useSay()
  const { pack, roster } = useUnit()
  const { q = '' } = useSearch({ from: '/inside/search' })
  const people = peopleMeant(roster, q)
  const registers = inDailyOrder(pack)
  const { data, error, isLoading } = useQuery(searchQuery(q, shownEach))
  const found = registers.flatMap((register) => {
    const items = data?.found.find((one) => one.register === register.id)?.page.items ?? []
    return items.length > 0 ? [{ register, items }] : []
  })
  return (
    <>
      <PageHead title={say(words.title, { q })} />
      {people.length > 0 ? <PeopleFound q={q} people={people} /> : null}
      {found.map(({ register, items }) => (
        <section key={register.id} className="found">
          <h2>{say(register.label)}</h2>
          <ol className="record-links">
            {items.map((record) => (
              <FoundRecord key={record.id} record={record} register={register} q={q} />
            ))}
          </ol>
          {items.length === shownEach ? (
            <p>
              <Link
                to="/registers/$register"
                params={{ register: register.id }}
                search={{ search: q, from: '1900-01-01' }}
              >
                {say(words.all, { register: say(register.label) })}
              </Link>
            </p>
          ) : null}
        </section>
      ))}
      {error ? <ErrorNote error={error} /> : null}
      {isLoading ? <Loading /> : null}
      {!isLoading && !error && found.length + people.length === 0 ? (
        <Empty title={say(words.none)}>
          <p>{say(words.hint)}</p>
        </Empty>
      ) : null}
    </>
  )
}

/** A record that was found: its title, its day, and the words around what was looked for. */
function FoundRecord(props: { record: RecordView; register: Register; q: string }) {
  const { say, lang } = useSay()
  const context = useFieldContext()
  const { record, register } = props
  const sought = wordsSought(props.q)
  // What the title says needs no line of its own.
  const hit = holdsAll(record.title, sought)
    ? null
    : searchHit({ register, values: record.values }, sought, { ...context, lang })
  return (
    <li>
      <Link to="/registers/$register/$record" params={{ register: register.id, record: record.id }}>
        <Pieces of={piecesOf(record.title, sought)} />
      </Link>{' '}
      <span className="quiet small">{dayBeside(record, lang)}</span>
      {hit ? (
        <p className="small found-in">
          <span className="quiet">{say(words.in, { field: say(hit.field.label) })}</span>
          <Pieces of={hit.pieces} />
        </p>
      ) : null}
    </li>
  )
}

function Pieces({ of }: { of: readonly Piece[] }) {
  return of.map(({ text, isHit }, nth) => (isHit ? <mark key={nth}>{text}</mark> : text))
}

/** Whose initials were typed; no text of a record holds those. */
function peopleMeant(roster: Unit['roster'], q: string): readonly ComboOption[] {
  return /^[a-z]{2,}$/i.test(q) ? findPeople(roster, q, []) : []
}

/** Each is looked for by name. */
function PeopleFound({ q, people }: { q: string; people: readonly ComboOption[] }) {
  const { say } = useSay()
  return (
    <p className="found-people">
      {say(words.people, { q })}
      {people.map(({ id, name }) => (
        <Link key={id} to="/search" search={{ q: name }}>
          {name}
        </Link>
      ))}
    </p>
  )
}
