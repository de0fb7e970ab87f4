import { useNavigate } from '@tanstack/react-router'
import type { FormEvent } from 'react'
import { useRef } from 'react'
import { useUnit } from '../components/use-unit.ts'
import { useYear } from '../components/use-year.ts'
import { places } from '../places.ts'
import { useRecordOne } from '../record-one/record-one.ts'
import { useSay } from '../say.tsx'
import { Me } from './me.tsx'
import { OrganisationChoice } from './organisation-choice.tsx'
import { useKeys } from './use-keys.ts'

const words = {
  demo: { zh: '演示单位', en: 'Demo unit' },
  year: { zh: '年度', en: 'Year' },
  yearOf: { zh: '{year}年', en: '{year}' },
  search: { zh: '搜索记录', en: 'Search records' },
}

const yearsShown = 6

/** Organisation, year, one search box, 记一笔, me. */
export function TopLine() {
  const { say } = useSay()
  const { session } = useUnit()
  const recordOne = useRecordOne()
  return (
    <header className="top-line">
      <Organisation />
      <YearChoice />
      <SearchBox />
      {session.may.includes(places.recordOne.may) ? (
        <button type="button" className="button primary record-one" onClick={() => recordOne()}>
          {say(places.recordOne.label)} <kbd aria-hidden="true">n</kbd>
        </button>
      ) : null}
      <Me />
    </header>
  )
}

function Organisation() {
  const { say } = useSay()
  const { organisation: here, hasOthers } = useUnit().session
  return (
    <>
      {hasOthers ? (
        <OrganisationChoice />
      ) : (
        <span className="organisation" title={say(here.name)}>
          {say(here.name)}
        </span>
      )}
      {here.kind === 'demo' ? <span className="demo-mark">{say(words.demo)}</span> : null}
    </>
  )
}

function YearChoice() {
  const { say } = useSay()
  const { year, thisYear } = useYear()
  const navigate = useNavigate()
  const years = Array.from({ length: yearsShown }, (_, back) => thisYear + 1 - back)
  return (
    <select
      className="bare-select"
      aria-label={say(words.year)}
      value={year}
      onChange={(event) =>
        void navigate({
          to: '.',
          search: (before) => ({ ...before, year: Number(event.target.value) }),
        })
      }
    >
      {(years.includes(year) ? years : [...years, year]).map((one) => (
        <option key={one} value={one}>
          {say(words.yearOf, { year: one })}
        </option>
      ))}
    </select>
  )
}

function SearchBox() {
  const { say } = useSay()
  const navigate = useNavigate()
  const box = useRef<HTMLInputElement>(null)
  useKeys({ '/': () => box.current?.focus() })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const q = box.current?.value.trim() ?? ''
    if (q !== '') void navigate({ to: '/search', search: { q } })
  }
  return (
    <form className="search" role="search" onSubmit={submit}>
      <input
        ref={box}
        className="input"
        type="search"
        aria-label={say(words.search)}
        placeholder={say(words.search)}
        data-most={100}
      />
      <kbd aria-hidden="true">/</kbd>
    </form>
  )
}
