import type { RecordView } from '../../api/contract/record.ts'
import type { Field, Register } from '../../ledger/register/register.ts'
import { isNeeded } from '../form/is-needed.ts'
import type { SheetEdits } from './sheet-edits.ts'
import { editedFields, isOfCells, newRows } from './sheet-edits.ts'

/** A column of the grid. */
export interface GridField {
  readonly field: Field
  /** Its cells can be typed into. */
  readonly isOpen: boolean
}

/**
 * The columns that the cells stand in: those somebody chose; what new rows cannot do without; and
 * whatever was typed into, so that nothing is saved that is not seen.
 */
export function sheetColumns(
  register: Register,
  chosen: readonly string[],
  { records, edits }: { records: readonly RecordView[]; edits: SheetEdits },
): readonly GridField[] {
  const columns = chosenColumns(register, chosen, records)
  const whole = newRows(edits).length > 0 ? withNeeded(register, columns) : columns
  const typed = editedFields(edits)
  return withMore(register, whole, ({ id }) => typed.has(id))
}

/** What every record needs and no cell says: such a register takes no new rows here. */
export function neededElsewhere({ fields }: Register): readonly Field[] {
  return fields.filter((field) => isNeeded(field) && !isOfCells(field))
}

/** A new row cannot do without what every record needs. */
export function withNeeded(
  register: Register,
  columns: readonly GridField[],
): readonly GridField[] {
  return withMore(register, columns, isNeeded)
}

/** Of what this reader sees in part nothing can be typed. */
function chosenColumns(
  register: Register,
  chosen: readonly string[],
  records: readonly RecordView[],
): readonly GridField[] {
  const withheld = new Set(records.flatMap((one) => one.withheld.map((id) => id.split('.')[0])))
  return chosen
    .flatMap((id) => register.fields.find((field) => field.id === id) ?? [])
    .map((field) => ({ field, isOpen: isOfCells(field) && !withheld.has(field.id) }))
}

/** More columns stand behind those that are there, so that none of these moves. */
function withMore(
  register: Register,
  columns: readonly GridField[],
  isWanted: (field: Field) => boolean,
): readonly GridField[] {
  const more = register.fields.filter(
    (field) => isWanted(field) && !columns.some((one) => one.field.id === field.id),
  )
  return [...columns, ...more.map((field) => ({ field, isOpen: isOfCells(field) }))]
}
