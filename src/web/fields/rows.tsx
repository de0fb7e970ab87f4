import type { KeyboardEvent } from 'react'
import { useRef } from 'react'
import { flushSync } from 'react-dom'
import { rowsOf } from '../../ledger/fields/rows/rows.ts'
import type { Row, Value } from '../../ledger/value.ts'
import { useSay } from '../say.tsx'
import type { FieldView, InputProps, ShownProps } from './field-view.ts'

const words = {
  add: { zh: '加一行', en: 'Add a row' },
  remove: { zh: '删去第{nth}行', en: 'Remove row {nth}' },
  up: { zh: '第{nth}行上移', en: 'Move row {nth} up' },
  more: { zh: '{first} 等{count}项', en: '{first} and others, {count} in all' },
  keys: {
    zh: '回车另起一行；在空行回车到下一项。',
    en: 'Enter starts a new row; Enter in an empty row goes on.',
  },
}

function isEmptyRow(row: Row | undefined): boolean {
  return row === undefined || Object.values(row).every((value) => value === null || value === '')
}

/** The rows as they stand, with the moves between and within them. */
function useRows(props: InputProps) {
  const body = useRef<HTMLDivElement>(null)
  const given = rowsOf(props.value)
  // An agenda opens with its first line; a list that is mostly empty waits to be asked for.
  const isAwaited = props.field.required || (props.field.min ?? 0) > 0
  const rows: readonly Row[] = given.length > 0 || !isAwaited ? given : [{}]
  const set = (next: readonly Row[]) => props.onChange(next.length > 0 ? next : undefined)
  const change = (index: number, id: string, value: Value | undefined) => {
    const row: Record<string, Value> = { ...rows[index] }
    if (value === undefined) delete row[id]
    else row[id] = value
    set(rows.map((one, nth) => (nth === index ? row : one)))
  }
  // At once, not with the next frame: whoever types on must not type into the row before.
  const focusRow = (index: number, grown?: readonly Row[]) => {
    if (grown) flushSync(() => set(grown))
    const row = body.current?.querySelector(`[data-row="${index}"]`)
    row?.querySelector<HTMLElement>('input, textarea')?.focus()
  }
  const onKeyDown = (event: KeyboardEvent<HTMLElement>, index: number) => {
    if (!isRowEnd(event) || isEmptyRow(rows[index])) return
    event.preventDefault()
    event.stopPropagation()
    focusRow(index + 1, index === rows.length - 1 ? [...rows, {}] : undefined)
  }
  return {
    body,
    rows,
    change,
    onKeyDown,
    add: () => focusRow(rows.length, [...rows, {}]),
    remove: (index: number) => set(rows.filter((_, nth) => nth !== index)),
    raise: (index: number) => set(swapped(rows, index)),
  }
}

/** Enter in a line; in a long text, on a button or while composing it means another thing. */
function isRowEnd(event: KeyboardEvent<HTMLElement>): boolean {
  if (event.key !== 'Enter' || event.ctrlKey || event.metaKey) return false
  if (event.defaultPrevented || event.nativeEvent.isComposing) return false
  if (event.target instanceof HTMLTextAreaElement) return false
  return !(event.target instanceof HTMLButtonElement && event.target.role !== 'checkbox')
}

function Input(props: InputProps) {
  const { say } = useSay()
  const { body, rows, change, onKeyDown, add, remove, raise } = useRows(props)
  return (
    <div
      className="rows-input"
      ref={body}
      role="group"
      aria-labelledby={`${props.id}-label`}
      aria-describedby={props.describedBy}
    >
      {rows.map((row, index) => (
        // The place in the list is the identity of a row that has none of its own.
        <div
          key={index}
          className="row-input"
          data-row={index}
          onKeyDown={(event) => onKeyDown(event, index)}
        >
          <span className="row-number number" aria-hidden="true">
            {index + 1}
          </span>
          <RowCells {...props} row={row} index={index} onCell={(id, v) => change(index, id, v)} />
          <RowTools index={index} onUp={() => raise(index)} onRemove={() => remove(index)} />
        </div>
      ))}
      <p className="small quiet">
        <button
          type="button"
          className="link"
          tabIndex={rows.length > 0 ? -1 : 0}
          disabled={rows.length >= (props.field.max ?? Number.POSITIVE_INFINITY)}
          onClick={add}
        >
          {say(words.add)}
        </button>{' '}
        {rows.length > 0 ? say(words.keys) : null}
      </p>
    </div>
  )
}

function RowTools(props: { index: number; onUp: () => void; onRemove: () => void }) {
  const { say } = useSay()
  const nth = props.index + 1
  return (
    <span className="row-tools">
      {props.index > 0 ? (
        <button
          type="button"
          className="link"
          tabIndex={-1}
          aria-label={say(words.up, { nth })}
          onClick={props.onUp}
        >
          ↑
        </button>
      ) : null}
      <button
        type="button"
        className="link"
        tabIndex={-1}
        aria-label={say(words.remove, { nth })}
        onClick={props.onRemove}
      >
        ×
      </button>
    </span>
  )
}

function swapped(rows: readonly Row[], index: number): readonly Row[] {
  const next = [...rows]
  const [row] = next.splice(index, 1)
  if (row) next.splice(index - 1, 0, row)
  return next
}

function RowCells(
  props: InputProps & {
    row: Row
    index: number
    onCell: (id: string, value: Value | undefined) => void
  },
) {
  const { say } = useSay()
  const { field, row, index, Inner, InnerLabel } = props
  return (
    <div className="row-cells">
      {(field.fields ?? []).map((inner) => {
        const id = `${props.id}-${index}-${inner.id}`
        return (
          <div key={inner.id} className="row-cell">
            <InnerLabel field={inner} id={id} className="small quiet">
              {say(inner.label)}
            </InnerLabel>
            <Inner
              {...props}
              field={inner}
              id={id}
              value={row[inner.id]}
              invalid={false}
              last={undefined}
              onChange={(value) => props.onCell(inner.id, value)}
            />
          </div>
        )
      })}
    </div>
  )
}

function Shown({ field, value, brief, Inner }: ShownProps) {
  const { say } = useSay()
  const rows = rowsOf(value)
  const fields = field.fields ?? []
  const first = fields[0]
  if (brief) {
    if (!first || rows.length === 0) return null
    const shown = <Inner field={first} value={rows[0]?.[first.id] ?? null} brief />
    if (rows.length === 1) return shown
    const [before = '', after = ''] = say(words.more, { first: '\n', count: rows.length }).split(
      '\n',
    )
    return (
      <>
        {before}
        {shown}
        {after}
      </>
    )
  }
  return (
    <ol className="rows-shown">
      {rows.map((row, index) => (
        <li key={index}>
          {fields.map((inner, nth) =>
            row[inner.id] === undefined ? null : (
              <div key={inner.id} className={nth === 0 ? undefined : 'small'}>
                {nth === 0 ? null : <span className="quiet">{say(inner.label)} </span>}
                <Inner field={inner} value={row[inner.id] ?? null} brief={false} />
              </div>
            ),
          )}
        </li>
      ))}
    </ol>
  )
}

/** A small table inside a record, entered by keyboard: Enter starts the next row. */
export const rows: FieldView = { Input, Shown, group: true }
