import { useState } from 'react'
import type { AssignmentView } from '../../api/contract/plan.ts'
import { core } from '../../ledger/core/core-registers.ts'
import { Table } from '../components/table.tsx'
import { useNarrow } from '../components/use-narrow.ts'
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
  count: { zh: '{count}项', en: '{count} {count:duty|duties}' },
  unowned: { zh: '，{count}项未定责任人', en: ', {count} without an owner' },
}

interface TableProps {
  assignments: readonly AssignmentView[]
  changed: ReadonlyMap<string, AssignmentView>
  chosen: ReadonlySet<string>
  mayEdit: boolean
  onChange: (duty: string, fields: Partial<Named>) => void
  onChoose: (chosen: ReadonlySet<string>) => void
}

/**
 * Duties by part, the four fields in their cells; Tab and the arrow keys do as in any form. A part
 * in which every duty has its owner is one line, and so is each on a phone.
 */
export function AssignmentTable(props: TableProps) {
  const { say } = useSay()
  const { pack } = useUnit()
  const isNarrow = useNarrow()
  const { assignments, mayEdit } = props
  const { office, person, supervisor, withOffices } = core.assignment.names
  const columns = [office, person, supervisor, withOffices]
  const parts = pack.parts.map(({ id, label }) => {
    const duties = new Set(pack.duties.filter(({ part }) => part === id).map((duty) => duty.id))
    return { id, label, rows: assignments.filter((one) => duties.has(one.duty)) }
  })
  const [opened, setOpened] = useState<ReadonlySet<string>>(
    () => new Set(isNarrow ? [] : parts.filter(({ rows }) => rows.some(isUnowned)).map(idOf)),
  )
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
      {parts
        .filter(({ rows }) => rows.length > 0)
        .map(({ id, label, rows }) => (
          <tbody key={id} className={opened.has(id) ? undefined : 'folded'}>
            <PartRow
              {...props}
              rows={rows}
              label={say(label)}
              isOpen={opened.has(id)}
              onToggle={() => setOpened((before) => toggled(before, id))}
            />
            {rows.map((one) => (
              <AssignmentRow key={one.duty} {...props} assignment={one} isNarrow={isNarrow} />
            ))}
          </tbody>
        ))}
    </Table>
  )
}

function isUnowned({ person }: AssignmentView): boolean {
  return person === null
}

function idOf({ id }: { readonly id: string }): string {
  return id
}

function toggled(set: ReadonlySet<string>, one: string): ReadonlySet<string> {
  const next = new Set(set)
  if (!next.delete(one)) next.add(one)
  return next
}

function PartRow(
  props: TableProps & {
    rows: readonly AssignmentView[]
    label: string
    isOpen: boolean
    onToggle: () => void
  },
) {
  const { say } = useSay()
  const { rows, chosen, label } = props
  const all = rows.every((one) => chosen.has(one.duty))
  const unowned = rows.filter(isUnowned).length
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
        <button
          type="button"
          className="part-fold"
          aria-expanded={props.isOpen}
          onClick={props.onToggle}
        >
          <span className="part-name">{label}</span>{' '}
          <span className="quiet small">
            {say(words.count, { count: rows.length })}
            {unowned > 0 ? say(words.unowned, { count: unowned }) : null}
          </span>
        </button>
      </th>
    </tr>
  )
}

/** A duty with its cells; on a phone its name and whose it is, until somebody opens it. */
function AssignmentRow(props: TableProps & { assignment: AssignmentView; isNarrow: boolean }) {
  const { say } = useSay()
  const { pack } = useUnit()
  const [isOpen, setIsOpen] = useState(false)
  const { assignment, mayEdit, isNarrow } = props
  const { duty: id } = assignment
  const label = pack.duties.find((one) => one.id === id)?.label
  const duty = label ? say(label) : id
  const states = [props.changed.has(id) ? 'changed' : '', isUnowned(assignment) ? 'unowned' : '']
  return (
    <tr className={states.join(' ')}>
      {mayEdit ? <ChooseCell {...props} duty={id} label={say(words.choose, { duty })} /> : null}
      <th scope="row">
        {isNarrow ? (
          <button
            type="button"
            className="duty-fold"
            aria-expanded={isOpen}
            onClick={() => setIsOpen(!isOpen)}
          >
            {duty}
            {isOpen ? null : <Whose assignment={assignment} />}
          </button>
        ) : (
          duty
        )}
      </th>
      {isNarrow && !isOpen ? null : <AssignmentCells {...props} duty={duty} />}
    </tr>
  )
}

/** Whose a duty is, in one line. */
function Whose({ assignment: { person, office } }: { assignment: AssignmentView }) {
  const { say } = useSay()
  return (
    <span className="quiet small block">
      {person === null ? say(planWords.nobody) : <Name of="person" id={person} />}
      {office === null ? null : <Name of="office" id={office} />}
    </span>
  )
}

function AssignmentCells(props: TableProps & { assignment: AssignmentView; duty: string }) {
  const { say } = useSay()
  const { assignment, mayEdit, onChange, duty } = props
  const { duty: id } = assignment
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
    <>
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
    </>
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
          props.onChoose(toggled(chosen, duty))
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
