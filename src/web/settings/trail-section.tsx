import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { TrailPage } from '../../api/contract/account.ts'
import type { Label } from '../../ledger/label.ts'
import { ask } from '../api-client/ask.ts'
import { Empty } from '../components/empty.tsx'
import { ErrorNote } from '../components/error-note.tsx'
import { MoreButton } from '../components/more-button.tsx'
import type { Span } from '../components/span-gaps.tsx'
import { SpanGaps } from '../components/span-gaps.tsx'
import { Table } from '../components/table.tsx'
import { useMoments } from '../components/use-moments.ts'
import { useUnit } from '../components/use-unit.ts'
import { trailAct, trailActs, trailDetail } from '../mine/trail-words.ts'
import { useSay } from '../say.tsx'
import '../components/gaps.css'

const words = {
  title: { zh: '操作记录', en: 'Trail' },
  filters: { zh: '筛选操作记录', en: 'Which lines' },
  at: { zh: '时间', en: 'When' },
  who: { zh: '谁', en: 'Who' },
  act: { zh: '做了什么', en: 'What' },
  subject: { zh: '对象', en: 'On' },
  anybody: { zh: '任何人', en: 'anybody' },
  anything: { zh: '任何操作', en: 'any act' },
  refused: { zh: '被拒绝', en: 'refused' },
  none: { zh: '没有这样的操作', en: 'No such line' },
  more: { zh: '更早的', en: 'Earlier' },
}

type Line = TrailPage['items'][number]

interface Asked extends Span {
  readonly actor?: string
  readonly act?: string
}

const pageLimit = 50

/** Sign-ins, refusals, role changes, exports and reads of restricted records. */
export function TrailSection() {
  const { say } = useSay()
  const [asked, setAsked] = useState<Asked>({})
  const query = useInfiniteQuery({
    queryKey: ['trail', asked],
    queryFn: ({ pageParam, signal }) =>
      ask<TrailPage>(`/trail?${addressOf(asked, pageParam)}`, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: (before) => before,
  })
  const lines = query.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <section aria-labelledby="trail-title">
      <h2 id="trail-title">{say(words.title)}</h2>
      <TrailFilters asked={asked} onChange={(next) => setAsked({ ...asked, ...next })} />
      {query.error ? <ErrorNote error={query.error} /> : null}
      {query.data && lines.length === 0 ? <Empty title={say(words.none)} /> : null}
      {lines.length === 0 ? null : (
        <Table
          name={{ labelledBy: 'trail-title' }}
          className="trail"
          heads={[words.at, words.who, words.act, words.subject]}
        >
          {lines.map((line, index) => (
            <TrailLine key={index} line={line} />
          ))}
        </Table>
      )}
      <MoreButton query={query} label={words.more} />
    </section>
  )
}

function addressOf(asked: Asked, after: string | null): URLSearchParams {
  const said = Object.entries({ ...asked, after: after ?? '' }).filter(([, value]) => value)
  return new URLSearchParams([...said, ['limit', String(pageLimit)]] as [string, string][])
}

/** Who, what and when, as one sentence with gaps. */
function TrailFilters(props: { asked: Asked; onChange: (next: Asked) => void }) {
  const { say } = useSay()
  const { roster } = useUnit()
  const { asked, onChange } = props
  const people = roster.people.map(({ id, name }) => ({ id, label: { zh: name, en: name } }))
  return (
    <form
      className="filter"
      aria-label={say(words.filters)}
      onSubmit={(event) => event.preventDefault()}
    >
      <SpanGaps span={asked} onChange={onChange} />
      <ChoiceGap
        label={words.who}
        any={words.anybody}
        choices={people}
        value={asked.actor ?? ''}
        onChange={(actor) => onChange({ actor })}
      />
      <ChoiceGap
        label={words.act}
        any={words.anything}
        choices={trailActs}
        value={asked.act ?? ''}
        onChange={(act) => onChange({ act })}
      />
    </form>
  )
}

function ChoiceGap(props: {
  label: Label
  any: Label
  choices: readonly { readonly id: string; readonly label: Label }[]
  value: string
  onChange: (id: string) => void
}) {
  const { say } = useSay()
  const { label, any, choices, value } = props
  return (
    <select
      className={value === '' ? 'gap' : 'gap filled'}
      aria-label={say(label)}
      value={value}
      onChange={(event) => props.onChange(event.target.value)}
    >
      <option value="">{say(any)}</option>
      {choices.map((one) => (
        <option key={one.id} value={one.id}>
          {say(one.label)}
        </option>
      ))}
    </select>
  )
}

function TrailLine({ line }: { line: Line }) {
  const { say, lang } = useSay()
  const { minuteOf } = useMoments()
  const { pack } = useUnit()
  const { subject, subjectName, detail } = line
  const word = (part: string) => {
    const label = trailDetail(part) ?? pack.roles.find((role) => role.id === part)?.label
    return label ? say(label) : part
  }
  return (
    <tr>
      <td className="number">{minuteOf(line.at)}</td>
      <td>{line.actorName || line.actor}</td>
      <td>
        {trailAct(line.act)[lang]}
        {line.outcome === 'refused' && line.act !== 'refused' ? ` · ${say(words.refused)}` : ''}
      </td>
      <td className="quiet">
        {subjectName ?? <span className="mono">{subject}</span>}{' '}
        {(detail ?? '').split(' ').map(word).join(' ')}
      </td>
    </tr>
  )
}
