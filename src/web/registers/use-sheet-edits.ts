import { useEffect, useMemo, useRef, useState } from 'react'
import type { RecordView } from '../../api/contract/record.ts'
import type { Register } from '../../ledger/register/register.ts'
import { randomKey } from '../api-client/ask.ts'
import { useUnit } from '../components/use-unit.ts'
import { useFieldContext } from '../fields/use-field-context.ts'
import type { Draft } from '../form/drafts.ts'
import { dropDraft, readDraft } from '../form/drafts.ts'
import { useKeptDraft } from '../form/use-kept-draft.ts'
import { useSay } from '../say.tsx'
import type { GridActs } from './edit-grid.tsx'
import { sheetPlace } from './kept-rows.ts'
import type { GridField } from './sheet-columns.ts'
import { neededElsewhere, sheetColumns, withNeeded } from './sheet-columns.ts'
import type { CellEdit, SheetEdits, SheetPlace } from './sheet-edits.ts'
import {
  copiedText,
  editAt,
  newRows,
  pastedCells,
  textOf,
  withCells,
  withoutRows,
} from './sheet-edits.ts'

/** Cells of a register being typed into: what was typed, which rows are chosen. */
export interface SheetEditing {
  readonly edits: SheetEdits
  readonly chosen: ReadonlySet<string>
  readonly acts: GridActs
  /** The columns that the cells stand in. */
  readonly columns: readonly GridField[]
  /** Cells of the last paste that had no place here. */
  readonly unplaced: number
  textAt(place: SheetPlace): string
  addRow(): void
  /** Takes back what was typed into these rows, or is written by now. */
  without(rows: readonly string[]): void
}

const noEdits = () => ({ values: {}, reason: '', key: randomKey() })

/** Keeps what is typed into cells, on this device as well until it is saved or dropped. */
export function useSheetEdits(given: {
  register: Register
  /** The columns that somebody chose. */
  chosenColumns: readonly string[]
  records: readonly RecordView[]
}): SheetEditing {
  const { register, records } = given
  const { session } = useUnit()
  const { lang } = useSay()
  const context = useFieldContext()
  const place = useMemo(() => sheetPlace(session, register), [session, register])
  const [draft, setDraft] = useState<Draft>(() => readDraft(place) ?? noEdits())
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [unplaced, setUnplaced] = useState(0)
  const lastChosen = useRef<string | null>(null)
  const changed = useRef(false)
  useKeptDraft({ draft, place, changed, isOn: true })
  const edits = draft.values as SheetEdits
  const isEmpty = Object.keys(edits).length === 0
  useEffect(() => {
    if (!isEmpty) return
    changed.current = false
    dropDraft(place)
  }, [isEmpty, place])
  const columns = sheetColumns(register, given.chosenColumns, { records, edits })
  const rows = [...records.map(({ id }) => id), ...newRows(edits)]
  const put = (next: (before: SheetEdits) => SheetEdits) => {
    changed.current = true
    setUnplaced(0)
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
      const pasted = pastedAt({ register, edits, rows, columns, textAt, isOpen }, at, text)
      put((before) =>
        withCells(
          before,
          pasted.cells.map((cell) => editOf(cell, cell.text)),
        ),
      )
      setUnplaced(pasted.unplaced)
    },
    choose: (row, { isOn, isRange }) => {
      const [one, other] = [rows.indexOf(lastChosen.current ?? row), rows.indexOf(row)]
      const among = isRange ? rows.slice(Math.min(one, other), Math.max(one, other) + 1) : [row]
      lastChosen.current = row
      const rest = [...chosen].filter((id) => !among.includes(id))
      setChosen(new Set(isOn ? [...rest, ...among] : rest))
    },
    drop: (row) => put((before) => withoutRows(before, [row])),
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
    columns,
    unplaced,
    textAt,
    addRow: () => {
      const first = columns.find((column) => column.isOpen)?.field.id
      if (!first) return
      put((before) => withCells(before, [editOf({ row: nextNew(before), field: first }, '')]))
    },
    without: (out) => {
      put((before) => withoutRows(before, out))
      setChosen(new Set())
    },
  }
}

function nextNew(edits: SheetEdits, nth = 1): string {
  const last = newRows(edits).at(-1)?.slice(1) ?? '0'
  return `+${Number(last) + nth}`
}

interface Pasting {
  readonly register: Register
  readonly edits: SheetEdits
  readonly rows: readonly string[]
  readonly columns: readonly GridField[]
  readonly textAt: (cell: SheetPlace) => string
  readonly isOpen: (row: string) => boolean
}

interface Pasted {
  readonly cells: readonly (SheetPlace & { readonly text: string })[]
  /** Texts that no cell can take, unless it says them already. */
  readonly unplaced: number
}

/** Where a range goes that is pasted at a cell; what is beyond the last row becomes new rows. */
function pastedAt(into: Pasting, at: SheetPlace, text: string): Pasted {
  const { register, edits, rows, textAt, isOpen } = into
  const lines = pastedCells(text)
  const top = rows.indexOf(at.row)
  // New rows bring their columns with them.
  const isLonger = top + lines.length > rows.length && neededElsewhere(register).length === 0
  const columns = isLonger ? withNeeded(register, into.columns) : into.columns
  const left = columns.findIndex(({ field }) => field.id === at.field)
  const all = lines.flatMap((line, down) => {
    const known = rows[top + down]
    const row = known ?? nextNew(edits, top + down + 1 - rows.length)
    const isHere = known !== undefined || neededElsewhere(register).length === 0
    return line.map((said, right) => {
      const column = columns[left + right]
      const field = column?.field.id ?? ''
      const isTaken = isHere && column?.isOpen === true && isOpen(row)
      return { row, field, text: said.trim(), isTaken }
    })
  })
  const lost = all.filter((one) => !one.isTaken && one.text !== '' && one.text !== textAt(one))
  return { cells: all.filter(({ isTaken }) => isTaken), unplaced: lost.length }
}
