import { useEffect, useId, useState } from 'react'
import type { Field, Register } from '../../ledger/register.ts'
import { dayInWords } from '../parts/day.ts'
import { useUnit } from '../parts/use-unit.ts'
import type { ListSearch } from '../router.tsx'
import { useSay } from '../say.tsx'
import { filterChoices } from './filter-choices.ts'

const words = {
  filters: { zh: '筛选', en: 'Filters' },
  from: { zh: '从', en: 'From' },
  to: { zh: '到', en: 'to' },
  any: { zh: '任意{field}', en: 'any {field}' },
  search: { zh: '在结果中查找', en: 'Find in these' },
  voided: { zh: '含已作废', en: 'With voided' },
  clear: { zh: '恢复全部', en: 'Show all' },
  whole: { zh: '{from}至{to}', en: '{from} to {to}' },
}

const searchDelayMs = 250

/**
 * The filters as one sentence with gaps: 从 2025-01-01 到 2025-12-31，书记办公会，张三主持。
 * Every gap is an input; what is filled in stands in the address.
 */
export function FilterSentence(props: {
  register: Register
  search: ListSearch
  span: { from?: string | undefined; to?: string | undefined }
  onChange: (next: Partial<ListSearch>) => void
}) {
  const { say, lang } = useSay()
  const { register, search, span, onChange } = props
  const filterable = register.fields.filter((field) => isFilterable(field)).slice(0, 4)
  const changeWhere = (field: string, value: string) => {
    const where = { ...search.where }
    if (value === '') delete where[field]
    else where[field] = value
    onChange({ where: Object.keys(where).length > 0 ? where : undefined })
  }
  const filtered =
    search.where || search.search || search.from || search.to || search.voided || search.sort
  return (
    <form className="filter" role="search" onSubmit={(event) => event.preventDefault()}>
      <label>
        {say(words.from)}{' '}
        <input
          type="date"
          className="gap"
          value={span.from ?? ''}
          onChange={(event) => onChange({ from: event.target.value || undefined, to: span.to })}
        />
      </label>
      <label>
        {say(words.to)}{' '}
        <input
          type="date"
          className="gap"
          value={span.to ?? ''}
          onChange={(event) => onChange({ from: span.from, to: event.target.value || undefined })}
        />
      </label>
      {filterable.map((field) => (
        <FilterGap
          key={field.id}
          field={field}
          value={search.where?.[field.id] ?? ''}
          onChange={(value) => changeWhere(field.id, value)}
        />
      ))}
      <SearchGap value={search.search ?? ''} onChange={(text) => onChange({ search: text })} />
      <label className="check">
        <input
          type="checkbox"
          checked={search.voided ?? false}
          onChange={(event) => onChange({ voided: event.target.checked || undefined })}
        />{' '}
        {say(words.voided)}
      </label>
      {filtered ? (
        <button
          type="button"
          className="link"
          onClick={() =>
            onChange({
              from: undefined,
              to: undefined,
              where: undefined,
              search: undefined,
              voided: undefined,
              sort: undefined,
            })
          }
        >
          {say(words.clear)}
        </button>
      ) : null}
      {span.from && span.to ? (
        <p className="unseen" role="status">
          {say(words.whole, { from: dayInWords(span.from, lang), to: dayInWords(span.to, lang) })}
        </p>
      ) : null}
    </form>
  )
}

function isFilterable(field: Field): boolean {
  return ['choice', 'choices', 'person', 'people', 'office', 'yesNo'].includes(field.type)
}

function FilterGap(props: { field: Field; value: string; onChange: (value: string) => void }) {
  const { say } = useSay()
  const unit = useUnit()
  const { field, value } = props
  const name = say(field.label)
  return (
    <select
      className={value === '' ? 'gap' : 'gap filled'}
      aria-label={name}
      value={value}
      onChange={(event) => props.onChange(event.target.value)}
    >
      <option value="">{say(words.any, { field: name })}</option>
      {filterChoices(field, unit).map((choice) => (
        <option key={choice.id} value={choice.id}>
          {say(choice.label)}
        </option>
      ))}
    </select>
  )
}

function SearchGap(props: { value: string; onChange: (text: string | undefined) => void }) {
  const { say } = useSay()
  const id = useId()
  const [text, setText] = useState(props.value)
  const { value, onChange } = props
  useEffect(() => {
    if (text === value) return
    const timer = setTimeout(() => onChange(text.trim() || undefined), searchDelayMs)
    return () => clearTimeout(timer)
    // Only the typing starts the clock; the address follows it.
  }, [text])
  useEffect(() => {
    if (value === '') setText('')
  }, [value])
  return (
    <>
      <label htmlFor={id} className="unseen">
        {say(words.search)}
      </label>
      <input
        id={id}
        type="search"
        className="gap search-gap"
        placeholder={say(words.search)}
        maxLength={100}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
    </>
  )
}
