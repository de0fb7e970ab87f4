import type { ClipboardEvent } from 'react'
import { useId, useRef } from 'react'
import type { ApiError } from '../../api/contract/api-error.ts'
import type { RecordView } from '../../api/contract/record.ts'
import type { Field, Register } from '../../ledger/register/register.ts'
import { CellGrid } from '../components/cell-grid.tsx'
import { MendableCell } from '../components/mendable-cell.tsx'
import { useUnit } from '../components/use-unit.ts'
import { fieldViews } from '../fields/index.ts'
import { OfferedTexts } from '../fields/offered-texts.tsx'
import { ShownValue } from '../fields/shown-value.tsx'
import { isNeeded } from '../form/is-needed.ts'
import { useSay } from '../say.tsx'
import type { GridField } from './sheet-columns.ts'
import type { SheetPlace } from './sheet-edits.ts'
import './register-page.css'
import '../imports/imports.css'

const words = {
  row: { zh: '行', en: 'Row' },
  choose: { zh: '选第 {row} 行', en: 'Choose row {row}' },
  cell: { zh: '第 {row} 行，{field}', en: 'Row {row}, {field}' },
  fresh: { zh: '新增', en: 'new' },
  drop: { zh: '去掉第 {row} 行', en: 'Take row {row} out' },
  dropShort: { zh: '去掉', en: 'Take out' },
  needed: { zh: '必填', en: 'required' },
}

type Told = ApiError['faults'][number]

/** A row of the grid: a record as it stands, or one that is still to be written. */
export interface GridLine {
  readonly id: string
  /** Null: a new row. */
  readonly record: RecordView | null
  /** What its cells say, those typed anew and the others. */
  readonly texts: ReadonlyMap<string, string>
  /** Fields of it that were typed anew. */
  readonly changed: ReadonlySet<string>
  readonly isChosen: boolean
  readonly faults: readonly (Told & { readonly field: string })[]
}

/** What somebody does in the grid. */
export interface GridActs {
  type(place: SheetPlace, text: string): void
  paste(place: SheetPlace, text: string): void
  choose(row: string, how: { readonly isOn: boolean; readonly isRange: boolean }): void
  drop(row: string): void
  copy(): string | null
}

/** Records as cells that are typed into where they stand. */
export function EditGrid(props: {
  register: Register
  columns: readonly GridField[]
  lines: readonly GridLine[]
  acts: GridActs
}) {
  const { say } = useSay()
  const unit = useUnit()
  const { register, columns, lines, acts } = props
  const id = useId()
  const table = useRef<HTMLTableElement>(null)
  const listOf = ({ field }: GridField) => {
    const choices = fieldViews[field.type].choices?.(field, unit) ?? []
    return choices.length > 0 ? `${id}-${field.id}` : undefined
  }
  const lists = new Map(columns.map((one) => [one.field.id, listOf(one)]))
  const onPaste = (event: ClipboardEvent) => {
    const place = placeAt(event.target)
    const text = event.clipboardData.getData('text/plain')
    const isOpen = event.target instanceof Element && event.target.matches('input, textarea')
    if (place === null || (isOpen && !/[\t\n]/.test(text.trim()))) return
    event.preventDefault()
    event.stopPropagation()
    acts.paste(place, text)
  }
  const onCopy = (event: ClipboardEvent) => {
    const isText = event.target instanceof Element && event.target.matches('input, textarea')
    const text = isText ? null : acts.copy()
    if (text === null) return
    event.preventDefault()
    event.clipboardData.setData('text/plain', text)
  }
  return (
    <CellGrid
      name={say(register.label)}
      className="edit-grid"
      table={table}
      heads={[
        { key: 'row', head: say(words.row) },
        ...columns.map(({ field }) => ({ key: field.id, head: <FieldHead field={field} /> })),
      ]}
      onPaste={onPaste}
      onCopy={onCopy}
      lists={columns.map(({ field }) => {
        const list = lists.get(field.id)
        return list === undefined ? null : <OfferedTexts key={list} id={list} field={field} />
      })}
    >
      {lines.map((line, index) => (
        <EditRow
          key={line.id}
          number={index + 1}
          line={line}
          columns={columns}
          lists={lists}
          acts={acts}
        />
      ))}
    </CellGrid>
  )
}

function FieldHead({ field }: { field: Field }) {
  const { say } = useSay()
  return (
    <>
      {say(field.label)}
      {isNeeded(field) ? (
        <span className="required" title={say(words.needed)} aria-hidden="true">
          *
        </span>
      ) : null}
    </>
  )
}

/** The cell that something happened in. */
function placeAt(target: EventTarget): SheetPlace | null {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[data-cell]') : null
  const [row = '', field = ''] = cell?.dataset['cell']?.split('/') ?? []
  return row === '' ? null : { row, field }
}

interface RowProps {
  readonly number: number
  readonly line: GridLine
  readonly columns: readonly GridField[]
  readonly lists: ReadonlyMap<string, string | undefined>
  readonly acts: GridActs
}

function EditRow(props: RowProps) {
  const { say } = useSay()
  const { number, line, columns, acts } = props
  const homeless = line.faults.filter(
    ({ field }) => !columns.some((column) => column.field.id === field),
  )
  return (
    <tr className={line.isChosen ? 'chosen' : undefined}>
      <th scope="row">
        <label className="edit-row-number">
          <input
            type="checkbox"
            aria-label={say(words.choose, { row: number })}
            checked={line.isChosen}
            onChange={(event) => {
              const isRange = event.nativeEvent instanceof MouseEvent && event.nativeEvent.shiftKey
              acts.choose(line.id, { isOn: event.target.checked, isRange })
            }}
          />
          {number}
        </label>
        {line.record === null ? (
          <>
            <span className="import-ready">{say(words.fresh)}</span>
            <button
              type="button"
              className="link small"
              aria-label={say(words.drop, { row: number })}
              onClick={() => acts.drop(line.id)}
            >
              {say(words.dropShort)}
            </button>
          </>
        ) : null}
        {homeless.map((fault) => (
          <WrongCell key={`${fault.code} ${fault.text}`} fault={fault} />
        ))}
      </th>
      {columns.map((column) => (
        <EditCell key={column.field.id} {...props} column={column} />
      ))}
    </tr>
  )
}

function EditCell({ number, line, lists, acts, column }: RowProps & { column: GridField }) {
  const { say } = useSay()
  const { field, isOpen } = column
  const { record } = line
  const value = record?.values[field.id] ?? null
  if (!isOpen || record?.state === 'void') {
    return (
      <td className="closed" data-label={say(field.label)}>
        <ShownValue field={field} value={value} brief />
      </td>
    )
  }
  const faults = line.faults.filter((one) => one.field === field.id)
  const isChanged = line.changed.has(field.id)
  const text = line.texts.get(field.id) ?? ''
  return (
    <MendableCell
      name={say(words.cell, { row: number, field: say(field.label) })}
      label={say(field.label)}
      place={`${line.id}/${field.id}`}
      text={text}
      list={lists.get(field.id)}
      state={faults.length > 0 ? 'wrong' : isChanged ? 'changed' : 'fine'}
      isLong={field.type === 'longText' || text.includes('\n')}
      tab="beside"
      onKeep={(typed) => acts.type({ row: line.id, field: field.id }, typed)}
      notes={faults.map((fault) => <WrongCell key={`${fault.code} ${fault.text}`} fault={fault} />)}
    >
      {isChanged || record === null ? text : <ShownValue field={field} value={value} brief />}
    </MendableCell>
  )
}

function WrongCell({ fault }: { fault: Told }) {
  return (
    <span className="cell-wrong small">
      {fault.text} <span className="quiet">{fault.hint}</span>
    </span>
  )
}
