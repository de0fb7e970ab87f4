import { useMemo, useRef, useState } from 'react'
import type { RecordView } from '../../api/contract/record.ts'
import type { Register } from '../../ledger/register.ts'
import { randomKey } from '../api-client/ask.ts'
import { useUnit } from '../components/use-unit.ts'
import { useFieldContext } from '../fields/use-field-context.ts'
import { dropDraft, readDraft } from '../form/drafts.ts'
import type { Draft } from '../form/drafts.ts'
import { useKeptDraft } from '../form/use-record-form.ts'
import { useSay } from '../say.tsx'
import type { GridActs, GridField } from './edit-grid.tsx'
import {
  copiedText,
  editAt,
  newRows,
  pastedCells,
  textOf,
  withCells,
  withoutRow,
} from './sheet-edits.ts'
import type { CellEdit, SheetEdits, SheetPlace } from './sheet-edits.ts'

/** Cells of a register being typed into: what was typed, which rows are chosen. */
export interface SheetEditing {
  readonly edits: SheetEdits
  readonly chosen: ReadonlySet<string>
  readonly acts: GridActs
  /** Another one whenever everything was taken back. */
  readonly fresh: number
  textAt(place: SheetPlace): string
  addRow(): void
  drop(): void
}

/** Keeps what is typed into cells, on this device as well until it is saved or dropped. */
export function useSheetEdits(given: {
  register: Register
  columns: readonly GridField[]
  records: readonly RecordView[]
}): SheetEditing {
  const { register, columns, records } = given
  const { session } = useUnit()
  const { lang } = useSay()
  const context = useFieldContext()
  const place = useMemo(
    () => ({
      organisation: session.organisation.id,
      account: session.account,
      register: `sheet.${register.id}`,
    }),
    [session, register.id],
  )
  const [draft, setDraft] = useState<Draft>(
    () => readDraft(place) ?? { values: {}, reason: '', key: randomKey() },
  )
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [fresh, setFresh] = useState(0)
  const lastChosen = useRef<string | null>(null)
  const changed = useRef(false)
  useKeptDraft({ draft, place, changed, isOn: true })
  const edits = draft.values as SheetEdits
  const rows = [...records.map(({ id }) => id), ...newRows(edits)]
  const put = (next: (before: SheetEdits) => SheetEdits) => {
    changed.current = true
    setDraft((before) => ({ ...before, values: next(before.values as SheetEdits) }))
  }
  const textBefore = ({ row, field: id }: SheetPlace) => {
    const record = records.find((one) => one.id === row)
    const field = register.fields.find((one) => one.id === id)
    return record && field ? textOf(record, field, { context, lang }) : ''
  }
  const editOf = (cell: SheetPlace, text: string): CellEdit => {
    const version = records.find(({ id }) => id === cell.row)?.version ?? null
    return { ...cell, text, before: textBefore(cell), version }
  }
  const isOpen = (row: string) => records.find(({ id }) => id === row)?.state !== 'void'
  const textAt = (cell: SheetPlace) => editAt(edits, cell) ?? textBefore(cell)
  const acts: GridActs = {
    // Chosen rows are changed together: one of them says it for all.
    type: ({ row, field }, text) => {
      const to = chosen.has(row) ? rows.filter((one) => chosen.has(one)) : [row]
      const cells = to.filter(isOpen).map((one) => editOf({ row: one, field }, text))
      put((before) => withCells(before, cells))
    },
    paste: (at, text) => {
      put((before) => withPasted({ edits: before, rows, columns, editOf, isOpen }, at, text))
    },
    choose: (row, { isOn, isRange }) => {
      const [one, other] = [rows.indexOf(lastChosen.current ?? row), rows.indexOf(row)]
      const among = isRange ? rows.slice(Math.min(one, other), Math.max(one, other) + 1) : [row]
      lastChosen.current = row
      const rest = [...chosen].filter((id) => !among.includes(id))
      setChosen(new Set(isOn ? [...rest, ...among] : rest))
    },
    drop: (row) => put((before) => withoutRow(before, row)),
    copy: () => {
      if (chosen.size === 0) return null
      const lines = rows.filter((row) => chosen.has(row))
      return copiedText(
        lines.map((row) => columns.map(({ field }) => textAt({ row, field: field.id }))),
      )
    },
  }
  return {
    edits,
    chosen,
    acts,
    fresh,
    textAt,
    addRow: () => {
      const first = columns.find((column) => column.isOpen)?.field.id
      if (!first) return
      put((before) => withCells(before, [editOf({ row: nextNew(before), field: first }, '')]))
    },
    drop: () => {
      changed.current = false
      dropDraft(place)
      setDraft({ values: {}, reason: '', key: randomKey() })
      setChosen(new Set())
      setFresh(fresh + 1)
    },
  }
}

function nextNew(edits: SheetEdits, nth = 1): string {
  const last = newRows(edits).at(-1)?.slice(1) ?? '0'
  return `+${Number(last) + nth}`
}

interface Pasting {
  readonly edits: SheetEdits
  readonly rows: readonly string[]
  readonly columns: readonly GridField[]
  readonly editOf: (cell: SheetPlace, text: string) => CellEdit
  readonly isOpen: (row: string) => boolean
}

/** The edits with a range pasted at a cell; what goes beyond the last row becomes new rows. */
function withPasted(
  { edits, rows, columns, editOf, isOpen }: Pasting,
  at: SheetPlace,
  text: string,
): SheetEdits {
  const top = rows.indexOf(at.row)
  const left = columns.findIndex(({ field }) => field.id === at.field)
  const cells = pastedCells(text).flatMap((line, down) => {
    const row = rows[top + down] ?? nextNew(edits, top + down + 1 - rows.length)
    if (!isOpen(row)) return []
    return line.flatMap((said, right) => {
      const column = columns[left + right]
      return column?.isOpen ? [editOf({ row, field: column.field.id }, said.trim())] : []
    })
  })
  return withCells(edits, cells)
}
