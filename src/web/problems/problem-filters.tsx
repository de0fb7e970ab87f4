import type { Field, Register } from '../../ledger/register/register.ts'
import { soonWorkdays } from '../../matter/soon.ts'
import { SearchGap } from '../components/search-gap.tsx'
import { useUnit } from '../components/use-unit.ts'
import { fieldViews } from '../fields/index.ts'
import { useSay, withinSentence } from '../say.tsx'
import type { ProblemSearch } from './filter-items.ts'
import '../components/gaps.css'

const words = {
  year: { zh: '{year}年', en: 'In {year},' },
  anyStage: { zh: '任意阶段', en: 'any stage' },
  stage: { zh: '阶段', en: 'Stage' },
  any: { zh: '任意{field}', en: 'any {field}' },
  due: { zh: '时限', en: 'Due' },
  anyDue: { zh: '不论时限', en: 'whatever is due' },
  overdue: { zh: '已逾期', en: 'overdue' },
  soon: { zh: '{days} 个工作日内到期', en: 'due within {days} working days' },
  returned: { zh: '疑似反复，待确认', en: 'may be a return' },
  find: { zh: '查找题目', en: 'Find by title' },
  clear: { zh: '恢复全部', en: 'Show all' },
}

const filtersMax = 4
const filterable: ReadonlySet<string> = new Set(['choice', 'choices', 'person', 'office'])

/** Which problems, as one sentence with gaps; what is filled in stands in the address. */
export function ProblemFilters(props: {
  register: Register
  year: number
  search: ProblemSearch
  onChange: (next: Partial<ProblemSearch>) => void
}) {
  const { say } = useSay()
  const { register, search, onChange } = props
  const { stage, due, where, q } = search
  const setWhere = (field: string, value: string) => {
    const next = { ...where }
    if (value === '') delete next[field]
    else next[field] = value
    onChange({ where: Object.keys(next).length > 0 ? next : undefined })
  }
  return (
    <form className="filter unprinted" role="search" onSubmit={(event) => event.preventDefault()}>
      <span>{say(words.year, { year: props.year })}</span>
      <Gap
        label={say(words.stage)}
        any={say(words.anyStage)}
        value={stage ?? ''}
        choices={(register.stages ?? []).map((one) => [one.id, say(one.label)])}
        onChange={(value) => onChange({ stage: value || undefined })}
      />
      {filterFields(register).map((field) => (
        <FieldGap
          key={field.id}
          field={field}
          value={where?.[field.id] ?? ''}
          onChange={(value) => setWhere(field.id, value)}
        />
      ))}
      <Gap
        label={say(words.due)}
        any={say(words.anyDue)}
        value={due ?? ''}
        choices={(['overdue', 'soon', 'returned'] as const).map((one) => [
          one,
          say(words[one], { days: soonWorkdays }),
        ])}
        onChange={(value) => onChange({ due: (value || undefined) as ProblemSearch['due'] })}
      />
      <SearchGap
        key={q === undefined ? 'empty' : 'said'}
        label={words.find}
        value={q ?? ''}
        onChange={(text) => onChange({ q: text })}
      />
      {stage || due || where || q ? (
        <button
          type="button"
          className="link"
          onClick={() =>
            onChange({ stage: undefined, due: undefined, where: undefined, q: undefined })
          }
        >
          {say(words.clear)}
        </button>
      ) : null}
    </form>
  )
}

/** The class first, then what the printed table holds. */
function filterFields({ fields, printed = [], returns }: Register): readonly Field[] {
  const ids = [...(returns ? [returns.same] : []), ...printed]
  return ids
    .flatMap((id) => fields.find((one) => one.id === id) ?? [])
    .filter(({ type }) => filterable.has(type))
    .slice(0, filtersMax)
}

function FieldGap(props: { field: Field; value: string; onChange: (value: string) => void }) {
  const { say } = useSay()
  const unit = useUnit()
  const name = say(props.field.label)
  return (
    <Gap
      label={name}
      any={say(words.any, { field: withinSentence(name) })}
      value={props.value}
      choices={(fieldViews[props.field.type].choices?.(props.field, unit) ?? []).map(
        ({ id, label }) => [id, say(label)],
      )}
      onChange={props.onChange}
    />
  )
}

function Gap(props: {
  label: string
  any: string
  value: string
  choices: readonly (readonly [string, string])[]
  onChange: (value: string) => void
}) {
  return (
    <select
      className={props.value === '' ? 'gap' : 'gap filled'}
      aria-label={props.label}
      value={props.value}
      onChange={(event) => props.onChange(event.target.value)}
    >
      <option value="">{props.any}</option>
      {props.choices.map(([id, text]) => (
        <option key={id} value={id}>
          {text}
        </option>
      ))}
    </select>
  )
}
