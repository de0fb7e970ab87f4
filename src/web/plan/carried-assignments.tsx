import type { ProposedPlanView } from '../../api/contract/plan.ts'
import { Table } from '../components/table.tsx'
import { useUnit } from '../components/use-unit.ts'
import { useSay } from '../say.tsx'
import type { NamedOne } from './named.ts'
import { Pick } from './pick.tsx'
import { planWords } from './plan-words.ts'

const words = {
  title: { zh: '上年的责任分工', en: 'Last year’s assignments' },
  none: {
    zh: '上年没有可沿用的分工。责任分工可在计划页面逐项填写，或选中多项统一填写。',
    en: 'Last year left no assignments to carry on. Fill them in on the page of the plan, one by one or several at once.',
  },
  rest: {
    zh: '另有 {known} 项本年已经分工，{open} 项上年也没有分工。',
    en: '{known} more are assigned for this year already; {open} had no assignment last year.',
  },
  carry: { zh: '沿用“{duty}”', en: 'Carry on “{duty}”' },
  gone: { zh: '{names}已离任或撤销，请另定', en: '{names} is gone; decide who follows' },
  cell: { zh: '{duty}：{field}', en: '{duty}: {field}' },
  comma: { zh: '、', en: ', ' },
}

type Row = ProposedPlanView['assignments'][number]

interface TickedRow {
  readonly row: Row
  readonly ticked: boolean
}

/** Last year's assignments, carried on; where somebody has left, it is said and asked. */
export function CarriedAssignments(props: {
  proposal: ProposedPlanView
  assignments: readonly TickedRow[]
  onChange: (assignments: TickedRow[]) => void
}) {
  const { say } = useSay()
  const { proposal, assignments } = props
  const known = proposal.assignments.filter((one) => one.record !== null).length
  const open = proposal.assignments.length - known - assignments.length
  const change = (duty: string, next: { row?: Partial<Row>; ticked?: boolean }) =>
    props.onChange(
      assignments.map((one) =>
        one.row.duty === duty
          ? { row: { ...one.row, ...next.row }, ticked: next.ticked ?? one.ticked }
          : one,
      ),
    )
  return (
    <section aria-labelledby="carried-title">
      <h2 id="carried-title">{say(words.title)}</h2>
      {assignments.length === 0 ? <p className="quiet">{say(words.none)}</p> : null}
      {assignments.length > 0 ? (
        <Table
          name={{ labelledBy: 'carried-title' }}
          look="plan"
          heads={[null, planWords.duty, planWords.office, planWords.person, planWords.supervisor]}
        >
          {assignments.map((one) => (
            <CarriedRow key={one.row.duty} {...one} onChange={change} />
          ))}
        </Table>
      ) : null}
      {known + open > 0 && assignments.length > 0 ? (
        <p className="quiet small">{say(words.rest, { known, open })}</p>
      ) : null}
    </section>
  )
}

function CarriedRow(
  props: TickedRow & {
    onChange: (duty: string, next: { row?: Partial<Row>; ticked?: boolean }) => void
  },
) {
  const { say } = useSay()
  const { pack, roster } = useUnit()
  const { row, ticked, onChange } = props
  const label = pack.duties.find((one) => one.id === row.duty)?.label
  const duty = label ? say(label) : row.duty
  const names = row.gone.map((id) => {
    const known: readonly { id: string; name: string }[] = [...roster.people, ...roster.offices]
    return known.find((one) => one.id === id)?.name ?? id
  })
  const pick = (field: NamedOne) => (
    <td data-label={say(planWords[field])}>
      <Pick
        of={field === 'office' ? 'office' : 'person'}
        label={say(words.cell, { duty, field: say(planWords[field]) })}
        value={row[field]}
        none={field === 'person' ? say(planWords.nobody) : '—'}
        onChange={(value) => onChange(row.duty, { row: { [field]: value } })}
      />
    </td>
  )
  return (
    <tr className={names.length > 0 ? 'unowned' : ''}>
      <td>
        <input
          type="checkbox"
          aria-label={say(words.carry, { duty })}
          checked={ticked}
          onChange={() => onChange(row.duty, { ticked: !ticked })}
        />
      </td>
      <th scope="row">
        {duty}
        {names.length > 0 ? (
          <span className="gone small block">
            {say(words.gone, { names: names.join(say(words.comma)) })}
          </span>
        ) : null}
      </th>
      {pick('office')}
      {pick('person')}
      {pick('supervisor')}
    </tr>
  )
}
