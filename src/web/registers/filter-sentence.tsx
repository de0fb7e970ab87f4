import { useState } from 'react'
import type { Field, Register } from '../../ledger/register/register.ts'
import { SearchGap } from '../components/search-gap.tsx'
import type { Span } from '../components/span-gaps.tsx'
import { SpanGaps } from '../components/span-gaps.tsx'
import { useNarrow } from '../components/use-narrow.ts'
import { useUnit } from '../components/use-unit.ts'
import { fieldViews } from '../fields/index.ts'
import { useSay, withinSentence } from '../say.tsx'
import type { ListSearch } from './list-search.ts'

const words = {
  filters: { zh: '筛选', en: 'Filters' },
  any: { zh: '任意{field}', en: 'any {field}' },
  search: { zh: '在结果中查找', en: 'Find in these' },
  voided: { zh: '含已作废', en: 'With voided' },
  clear: { zh: '恢复全部', en: 'Show all' },
}

const filtersMax = 4

const everything: ListSearch = {
  from: undefined,
  to: undefined,
  where: undefined,
  search: undefined,
  voided: undefined,
  sort: undefined,
}

/**
 * The filters as one sentence with gaps: 从 2025-01-01 到 2025-12-31，书记办公会，张三主持。
 * Every gap is an input; what is filled in stands in the address.
 */
export function FilterSentence(props: {
  register: Register
  search: ListSearch
  span: Span
  onChange: (next: Partial<ListSearch>) => void
}) {
  const { say } = useSay()
  const { register, search, span, onChange } = props
  const [cleared, setCleared] = useState(0)
  const filterable = register.fields.filter((field) => isFilterable(field)).slice(0, filtersMax)
  const changeWhere = (field: string, value: string) => {
    const where = { ...search.where }
    if (value === '') delete where[field]
    else where[field] = value
    onChange({ where: Object.keys(where).length > 0 ? where : undefined })
  }
  const filtered =
    search.where || search.search || search.from || search.to || search.voided || search.sort
  const isNarrow = useNarrow()
  const sentence = (
    <form className="filter" role="search" onSubmit={(event) => event.preventDefault()}>
      <SpanGaps span={span} onChange={onChange} />
      {filterable.map((field) => (
        <FilterGap
          key={field.id}
          field={field}
          value={search.where?.[field.id] ?? ''}
          onChange={(value) => changeWhere(field.id, value)}
        />
      ))}
      <SearchGap
        key={`search ${cleared}`}
        label={words.search}
        value={search.search ?? ''}
        onChange={(text) => onChange({ search: text })}
      />
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
          onClick={() => {
            setCleared(cleared + 1)
            onChange(everything)
          }}
        >
          {say(words.clear)}
        </button>
      ) : null}
    </form>
  )
  if (!isNarrow) return sentence
  // Folded on a phone, whose first screen shows records.
  return (
    <details className="register-filters unprinted" open={Boolean(filtered)}>
      <summary>{say(words.filters)}</summary>
      {sentence}
    </details>
  )
}

function isFilterable({ type }: Field): boolean {
  return fieldViews[type].choices !== undefined
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
      <option value="">{say(words.any, { field: withinSentence(name) })}</option>
      {(fieldViews[field.type].choices?.(field, unit) ?? []).map((choice) => (
        <option key={choice.id} value={choice.id}>
          {say(choice.label)}
        </option>
      ))}
    </select>
  )
}
