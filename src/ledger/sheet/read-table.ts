import type { Fault } from '../fault.ts'
import { fault } from '../fault.ts'
import { fieldContext } from '../fields/field-kinds.ts'
import type { ParseContext } from '../record/parse-values.ts'
import { parseValues } from '../record/parse-values.ts'
import type { Field, Register } from '../register/register.ts'
import type { Values } from '../value.ts'
import { rowNumber } from './header-rows.ts'
import { itemColumns } from './item-columns.ts'
import { keyColumns } from './key-columns.ts'
import type { KeyedColumns, KeyedRow } from './keyed-rows.ts'
import { foldItems, splitByKey } from './keyed-rows.ts'
import type { Column } from './match-columns.ts'
import { headerRow, matchColumns } from './match-columns.ts'
import type { CellsAbove, SheetReading } from './read-row.ts'
import { readRow } from './read-row.ts'
import type { Cell, SheetTable } from './table.ts'

/** Rows one import may hold; more go in several files. */
export const importRowsMax = 50_000
/** Faults shown at once; a wrong column gives one per row, and the first hundred say it all. */
const faultsMax = 200

/** A row of a sheet that is fit to be recorded. */
export interface TableRow {
  /** Row number as the sheet shows it. */
  readonly row: number
  /** The address of its first cell. */
  readonly at: string
  readonly values: Values
  /** Fields that the sheet itself says; the others were given beside it or by default. */
  readonly said: readonly string[]
}

/** Everything a sheet gave: rows fit to record, or every fault with its cell. */
export interface ReadTable {
  /** New records. */
  readonly rows: readonly TableRow[]
  /** Records that are here already, as the sheet has them. */
  readonly keyed: readonly KeyedRow[]
  readonly faults: readonly Fault[]
  /** What was taken in another way than it is written, by cell; the first two hundred. */
  readonly notes: readonly Fault[]
  /** Rows below the labels that hold anything. */
  readonly rowCount: number
}

/** How to read a sheet that was not made for this register. */
export interface TableReading extends SheetReading {
  /** Values of fields that the sheet has no column for. */
  readonly given: Values
}

const asMade: TableReading = { year: null, keepText: false, given: {} }

/**
 * Reads the rows of a sheet as values of a register. Columns are matched by label, in either
 * language, by field id, or by what other sheets call them (`headers`); their order does not
 * matter. Rows that say which record they are stay as they are written: what they change only the
 * record can tell. Empty rows and what stands above the labels are passed over. Every problem is
 * named with its cell. May be put aside after each row.
 */
export function* readTable(
  table: SheetTable,
  register: Register,
  context: ParseContext,
  reading: TableReading = asMade,
): Generator<undefined, ReadTable> {
  const filled = filledRows(table)
  const at = headerRow(filled, register)
  const header = filled[at]
  const body = filled.slice(at + 1)
  const nothing = { rows: [], keyed: [], notes: [], rowCount: body.length }
  if (!header) return { ...nothing, faults: [emptySheet(table.name)] }
  if (body.length > importRowsMax) return { ...nothing, faults: [tooManyRows(body.length)] }
  const { faults, ...known } = columnsOf(header, register, body)
  const { keyed, ...split } = splitByKey(body, known)
  const { fresh, columns } = foldItems(split.fresh, known.columns, known.items)
  const beside = besideTheSheet(register, columns, { context, reading })
  if (faults.length === 0 && (fresh.length > 0 || keyed.length === 0))
    faults.push(...missingColumns(register, columns, beside))
  faults.push(...split.faults)
  if (faults.length > 0) return { ...nothing, faults: faults.slice(0, faultsMax) }
  const isKeyed = known.keys.id !== null
  const read = yield* readFresh(fresh, columns, { register, context, reading, beside, isKeyed })
  return { ...read, keyed, rowCount: body.length }
}

/** The rows of a sheet that say which record they are; what is wrong with it `readTable` tells. */
export function keyedRowsOf(table: SheetTable, register: Register): readonly KeyedRow[] {
  const filled = filledRows(table)
  const at = headerRow(filled, register)
  const header = filled[at]
  if (!header) return []
  const body = filled.slice(at + 1)
  return splitByKey(body, columnsOf(header, register, body)).keyed
}

/** Which column is what: fields, keys, and fields inside rows. */
function columnsOf(
  header: readonly Cell[],
  register: Register,
  body: readonly (readonly Cell[])[],
): KeyedColumns & { readonly faults: Fault[] } {
  const items = itemColumns(header, register)
  const taken = new Set(items?.columns.map(({ at }) => at))
  const labels = header.map((cell, at) => (taken.has(at) ? { ...cell, text: '' } : cell))
  const matched = matchColumns(labels, register, body)
  return { ...matched, keys: keyColumns(header), items }
}

function filledRows({ rows }: SheetTable): readonly (readonly Cell[])[] {
  return rows.filter((row) => row.some((cell) => cell.text.trim() !== ''))
}

interface TableContext {
  readonly register: Register
  readonly context: ParseContext
  readonly reading: TableReading
  readonly beside: Values
  /** The sheet was made here: a blank cell is blank. */
  readonly isKeyed: boolean
}

function* readFresh(
  body: readonly (readonly Cell[])[],
  columns: readonly Column[],
  table: TableContext,
): Generator<undefined, Pick<ReadTable, 'rows' | 'faults' | 'notes'>> {
  const { register, reading, beside, isKeyed } = table
  const { lists, names } = table.context
  const context = fieldContext({ lists, ...(names === undefined ? {} : { names }) })
  const above: CellsAbove = new Map()
  const rows: TableRow[] = []
  const faults: Fault[] = []
  const notes: Fault[] = []
  for (const cells of body) {
    yield
    const said = readRow(cells, columns, { register, context, reading, above, isKeyed })
    for (const note of said.notes) notes.push(note)
    if (said.faults.length > 0) for (const one of said.faults) faults.push(one)
    else {
      const raw = { ...beside, ...Object.fromEntries(said.raw) }
      const parsed = parseValues(register, raw, table.context)
      if (parsed.faults === undefined) {
        const { values } = parsed
        const [row, at] = [rowNumber(cells), cells[0]?.address ?? '']
        rows.push({ row, at, values, said: said.raw.map(([id]) => id) })
      } else {
        for (const one of parsed.faults) faults.push(placed(one, cellOf(one, cells, columns)))
      }
    }
    if (faults.length >= faultsMax) break
  }
  const few = (all: readonly Fault[]) => all.slice(0, faultsMax)
  return { rows, faults: few(faults), notes: few(notes) }
}

/** What every row says without a column: what was given, and today where that is the default. */
function besideTheSheet(
  { fields }: Register,
  columns: readonly Column[],
  { context, reading }: { context: ParseContext; reading: TableReading },
): Values {
  const open = fields.filter((field) => !columns.some((one) => one.field === field))
  return Object.fromEntries(
    open.flatMap(({ id, required, default: proposed }) => {
      const given = reading.given[id]
      if (given !== undefined) return [[id, given]]
      return required && proposed === 'today' ? [[id, context.today]] : []
    }),
  )
}

function missingColumns(
  { fields }: Register,
  columns: readonly Column[],
  beside: Values,
): readonly Fault[] {
  return fields
    .filter((field) => field.required && beside[field.id] === undefined)
    .filter((field) => !columns.some((one) => one.field === field))
    .map(missingColumn)
}

/** The cell of the field a fault names; the row's first cell where it names none. */
function cellOf(one: Fault, cells: readonly Cell[], columns: readonly Column[]): Cell | undefined {
  const column = columns.find(({ field }) => field.id === one.at[0])
  return (column && cells[column.at]) ?? cells[0]
}

/** The same fault, placed by the address a person can find in the sheet. */
function placed(one: Fault, cell: Cell | undefined): Fault {
  return { ...one, at: [cell?.address ?? '', ...one.at] }
}

function emptySheet(name: string): Fault {
  return fault('sheet.empty', {
    text: { zh: `工作表“${name}”是空的`, en: `The sheet “${name}” is empty` },
    hint: {
      zh: '第一行写字段名，下面每行一条记录。',
      en: 'Labels in the first row, records below.',
    },
  })
}

/** More rows than one import holds. */
export function tooManyRows(count: number): Fault {
  return fault('sheet.too-many-rows', {
    text: {
      zh: `有${count}行，一次最多${importRowsMax}行`,
      en: `${count} rows; at most ${importRowsMax}`,
    },
    hint: { zh: '分成几个文件导入。', en: 'Split it into several files.' },
  })
}

function missingColumn(field: Field): Fault {
  return fault('sheet.column.missing', {
    at: [field.id],
    text: {
      zh: `缺少必填的“${field.label.zh}”列`,
      en: `The column “${field.label.en}” is missing`,
    },
    hint: { zh: '补上这一列再导入。', en: 'Add the column and import again.' },
  })
}
