import type { AssignmentView } from '../../api/contract/plan.ts'
import { core } from '../../ledger/core-registers.ts'
import { Table } from '../components/table.tsx'
import { useUnit } from '../components/use-unit.ts'
import { useSay } from '../say.tsx'
import { CoOffices } from './co-offices.tsx'
import type { Named, NamedOne } from './named.ts'
import { Pick } from './pick.tsx'
import { planWords } from './plan-words.ts'

const words = {
  table: { zh: '责任事项分工', en: 'Assignments of duties' },
  choose: { zh: '选中“{duty}”', en: 'Choose “{duty}”' },
  choosePart: { zh: '选中“{part}”全部事项', en: 'Choose all of “{part}”' },
  cell: { zh: '{duty}：{field}', en: '{duty}: {field}' },
}

interface TableProps {
  assignments: readonly AssignmentView[]
  changed: ReadonlyMap<string, AssignmentView>
  chosen: ReadonlySet<string>
  mayEdit: boolean
  onChange: (duty: string, fields: Partial<Named>) => void
  onChoose: (chosen: ReadonlySet<string>) => void
}

/** Duties by part, the four fields in their cells; Tab and the arrow keys do as in any form. */
export function AssignmentTable(props: TableProps) {
  const { say } = useSay()
  const { pack } = useUnit()
  const { assignments, mayEdit } = props
  const { office, person, supervisor, withOffices } = core.assignment.names
  const columns = [office, person, supervisor, withOffices]
  return (
    <Table
      name={say(words.table)}
      look="plan"
      className="assignments"
      heads={[
        ...(mayEdit ? [null] : []),
        planWords.duty,
        ...columns.map((column) => planWords[column]),
      ]}
      isGrouped
    >
      {pack.parts.map((part) => {
        const duties = new Set(
          pack.duties.filter((duty) => duty.part === part.id).map(({ id }) => id),
        )
        const rows = assignments.filter((one) => duties.has(one.duty))
        if (rows.length === 0) return null
        return (
          <tbody key={part.id}>
            <PartRow {...props} rows={rows} label={say(part.label)} />
            {rows.map((one) => (
              <AssignmentRow key={one.duty} {...props} assignment={one} />
            ))}
          </tbody>
        )
      })}
    </Table>
  )
}

function PartRow(props: TableProps & { rows: readonly AssignmentView[]; label: string }) {
  const { say } = useSay()
  const { rows, chosen, label } = props
  const all = rows.every((one) => chosen.has(one.duty))
  return (
    <tr className="part">
      {props.mayEdit ? (
        <td>
          <input
            type="checkbox"
            aria-label={say(words.choosePart, { part: label })}
            checked={all}
            onChange={() => {
              const next = new Set(chosen)
              for (const { duty } of rows) {
                if (all) next.delete(duty)
                else next.add(duty)
              }
              props.onChoose(next)
            }}
          />
        </td>
      ) : null}
      <th scope="rowgroup" colSpan={5}>
        {label}
      </th>
    </tr>
  )
}

function AssignmentRow(props: TableProps & { assignment: AssignmentView }) {
  const { say } = useSay()
  const { pack } = useUnit()
  const { assignment, mayEdit, onChange } = props
  const { duty: id } = assignment
  const label = pack.duties.find((one) => one.id === id)?.label
  const duty = label ? say(label) : id
  const states = [
    props.changed.has(id) ? 'changed' : '',
    assignment.person === null ? 'unowned' : '',
  ]
  const cellName = (field: keyof Named) => say(words.cell, { duty, field: say(planWords[field]) })
  const pick = (field: NamedOne) => (
    <td data-label={say(planWords[field])}>
      {mayEdit ? (
        <Pick
          of={field === 'office' ? 'office' : 'person'}
          label={cellName(field)}
          value={assignment[field]}
          none={field === 'person' ? say(planWords.nobody) : '—'}
          onChange={(value) => onChange(id, { [field]: value })}
        />
      ) : (
        <Name of={field === 'office' ? 'office' : 'person'} id={assignment[field]} />
      )}
    </td>
  )
  return (
    <tr className={states.join(' ')}>
      {mayEdit ? <ChooseCell {...props} duty={id} label={say(words.choose, { duty })} /> : null}
      <th scope="row">{duty}</th>
      {pick('office')}
      {pick('person')}
      {pick('supervisor')}
      <td data-label={say(planWords.withOffices)}>
        {mayEdit ? (
          <CoOffices
            label={cellName(core.assignment.names.withOffices)}
            value={assignment.withOffices}
            onChange={(withOffices) => onChange(id, { withOffices })}
          />
        ) : (
          assignment.withOffices.map((one) => <Name key={one} of="office" id={one} />)
        )}
      </td>
    </tr>
  )
}

function ChooseCell(props: TableProps & { duty: string; label: string }) {
  const { duty, chosen } = props
  return (
    <td>
      <input
        type="checkbox"
        aria-label={props.label}
        checked={chosen.has(duty)}
        onChange={() => {
          const next = new Set(chosen)
          if (!next.delete(duty)) next.add(duty)
          props.onChoose(next)
        }}
      />
    </td>
  )
}

/** The name behind an id of the roster; nothing where nobody is named. */
export function Name({ of, id }: { of: 'person' | 'office'; id: string | null }) {
  const { roster } = useUnit()
  if (id === null) return null
  const known: readonly { id: string; name: string }[] =
    of === 'office' ? roster.offices : roster.people
  return <span>{known.find((one) => one.id === id)?.name ?? id} </span>
}
