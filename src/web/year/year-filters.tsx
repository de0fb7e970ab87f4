import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { CheckpointsView } from '../../api/contract/calendar.ts'
import type { AssignmentView } from '../../api/contract/plan.ts'
import { ask } from '../api-client/ask.ts'
import { useMoments } from '../components/use-moments.ts'
import { useNarrow } from '../components/use-narrow.ts'
import { useUnit } from '../components/use-unit.ts'
import { looksInOrder, lookWord } from '../duty/state-words.ts'
import { useSay } from '../say.tsx'
import type { YearFilter } from './year-filter.ts'

const words = {
  filter: { zh: '筛选责任事项', en: 'Filter the duties' },
  show: { zh: '显示', en: 'Show' },
  part: { zh: '板块', en: 'Part' },
  anyPart: { zh: '全部板块', en: 'all parts' },
  office: { zh: '科室', en: 'Office' },
  anyOffice: { zh: '任意科室', en: 'any office' },
  person: { zh: '人员', en: 'Person' },
  anyPerson: { zh: '任意人员', en: 'anybody' },
  answers: { zh: '负责', en: 'answers for' },
  state: { zh: '状态', en: 'State' },
  anyState: { zh: '任意状态', en: 'in any state' },
  at: { zh: '时点', en: 'As it stood' },
  now: { zh: '按现在', en: 'as of now' },
  atDay: { zh: '按{day}检查点', en: 'at the checkpoint of {day}' },
  other: { zh: '按第{at}条时', en: 'at entry {at}' },
  clear: { zh: '恢复全部', en: 'Show all' },
  undivided: { zh: '责任尚未分工', en: 'duties are not yet assigned' },
}

interface Filters {
  readonly year: number
  readonly filter: YearFilter
  /** Null: they are not fetched yet, and nobody can say whether there are any. */
  readonly assignments: readonly AssignmentView[] | null
  readonly onChange: (next: Partial<YearFilter>) => void
}

/**
 * What of the year is shown, as one sentence with gaps; the address carries it. Folded on a phone,
 * whose first screen says what waits.
 */
export function YearFilters({ children, ...filters }: Filters & { readonly children?: ReactNode }) {
  const { say } = useSay()
  const isFiltered = Object.keys(everything).some(
    (one) => filters.filter[one as keyof typeof everything] !== undefined,
  )
  const sentence = <FilterSentence {...filters} isFiltered={isFiltered} />
  if (!useNarrow()) return sentence
  return (
    <details className="folded-filters unprinted" open={isFiltered}>
      <summary>{say(words.filter)}</summary>
      {sentence}
      {children}
    </details>
  )
}

function FilterSentence(props: Filters & { readonly isFiltered: boolean }) {
  const { say } = useSay()
  const { pack } = useUnit()
  const { filter, assignments, isFiltered, onChange } = props
  const { part, state, at } = filter
  return (
    <form className="gaps unprinted" aria-label={say(words.filter)}>
      <span>{say(words.show)}</span>
      <Gap
        label={say(words.part)}
        any={say(words.anyPart)}
        value={part}
        choices={pack.parts.map(({ id, label }) => [id, say(label)])}
        onChange={(value) => onChange({ part: value })}
      />
      <AnswerGaps filter={filter} assignments={assignments} onChange={onChange} />
      <Gap
        label={say(words.state)}
        any={say(words.anyState)}
        value={state}
        choices={looksInOrder.map((one) => [one, say(lookWord(one))])}
        onChange={(value) => onChange({ state: looksInOrder.find((one) => one === value) })}
      />
      <AtGap year={props.year} at={at} onChange={onChange} />
      {isFiltered ? (
        <button type="button" className="link" onClick={() => onChange(everything)}>
          {say(words.clear)}
        </button>
      ) : null}
    </form>
  )
}

/** Who answers for it; nobody can be chosen before the duties are assigned. */
function AnswerGaps(props: {
  filter: YearFilter
  assignments: Filters['assignments']
  onChange: (next: Partial<YearFilter>) => void
}) {
  const { say } = useSay()
  const { roster } = useUnit()
  const { assignments, onChange } = props
  const { office, person } = props.filter
  if (assignments === null) return null
  const people = namedIn(assignments, (one) => [one.person, one.supervisor])
  const offices = namedIn(assignments, (one) => [one.office, ...one.withOffices])
  if (people.size + offices.size === 0) {
    return (
      <Link to="/plan" className="quiet">
        {say(words.undivided)}
      </Link>
    )
  }
  return (
    <>
      <Gap
        label={say(words.office)}
        any={say(words.anyOffice)}
        value={office}
        choices={roster.offices.filter(({ id }) => offices.has(id)).map(idAndName)}
        onChange={(value) => onChange({ office: value })}
      />
      <Gap
        label={say(words.person)}
        any={say(words.anyPerson)}
        value={person}
        choices={roster.people.filter(({ id }) => people.has(id)).map(idAndName)}
        onChange={(value) => onChange({ person: value })}
      />
      <span>{say(words.answers)}</span>
    </>
  )
}

const everything = {
  part: undefined,
  office: undefined,
  person: undefined,
  state: undefined,
  at: undefined,
} satisfies YearFilter

/** The last checkpoint of each month: the year as it stood then. */
function AtGap(props: {
  year: number
  at: number | undefined
  onChange: (next: Partial<YearFilter>) => void
}) {
  const { say } = useSay()
  const { dayOf } = useMoments()
  const { data } = useQuery({
    queryKey: ['checkpoints', props.year],
    queryFn: ({ signal }) => ask<CheckpointsView>(`/checkpoints?year=${props.year}`, { signal }),
  })
  const { at } = props
  const known = data?.items ?? []
  if (known.length === 0 && at === undefined) return null
  const choices = known.map(
    ({ size, madeAt }) => [String(size), say(words.atDay, { day: dayOf(madeAt) })] as const,
  )
  const isKnown = at === undefined || known.some(({ size }) => size === at)
  return (
    <Gap
      label={say(words.at)}
      any={say(words.now)}
      value={at === undefined ? undefined : String(at)}
      choices={isKnown ? choices : [...choices, [String(at), say(words.other, { at })]]}
      onChange={(value) => props.onChange({ at: value === undefined ? undefined : Number(value) })}
    />
  )
}

function Gap(props: {
  label: string
  any: string
  value: string | undefined
  choices: readonly (readonly [string, string])[]
  onChange: (value: string | undefined) => void
}) {
  const { value } = props
  return (
    <select
      className={value === undefined ? undefined : 'filled'}
      aria-label={props.label}
      value={value ?? ''}
      onChange={(event) => props.onChange(event.target.value || undefined)}
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

function idAndName({ id, name }: { id: string; name: string }): readonly [string, string] {
  return [id, name]
}

function namedIn(
  assignments: readonly AssignmentView[],
  of: (one: AssignmentView) => readonly (string | null)[],
): ReadonlySet<string> {
  return new Set(assignments.flatMap(of).filter((id) => id !== null))
}
