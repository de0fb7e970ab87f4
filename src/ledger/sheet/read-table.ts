import type { Fault } from '../fault.ts'
import { fault } from '../fault.ts'
import { fieldContext, fieldKindOf } from '../fields/field-kinds.ts'
import type { ParseContext } from '../parse-values.ts'
import { parseValues } from '../parse-values.ts'
import type { Field, Register } from '../register.ts'
import type { Value, Values } from '../value.ts'
import type { Cell, SheetTable } from './table.ts'

/** Rows one import may hold; more go in several files. */
export const importRowsMax = 50_000
/** Faults shown at once; a wrong column gives one per row, and the first hundred say it all. */
const faultsMax = 200

/** A row of a sheet that is fit to be recorded. */
export interface TableRow {
  /** Row number as the sheet shows it. */
  readonly row: number
  readonly values: Values
}

/** Everything a sheet gave: rows fit to record, or every fault with its cell. */
export interface ReadTable {
  readonly rows: readonly TableRow[]
  readonly faults: readonly Fault[]
  /** Rows below the labels that hold anything. */
  readonly rowCount: number
}

interface Column {
  readonly field: Field
  readonly at: number
}

/**
 * Reads the rows of a sheet as values of a register. Columns are matched by label, in either
 * language, or by field id; their order does not matter. Empty rows are passed over. Every
 * problem is named with its cell.
 */
export function readTable(table: SheetTable, register: Register, context: ParseContext): ReadTable {
  const filled = table.rows.filter((row) => row.some((cell) => cell.text.trim() !== ''))
  const header = filled[0]
  if (!header) return { rows: [], faults: [emptySheet(table.name)], rowCount: 0 }
  const { columns, faults } = matchColumns(header, register)
  const body = filled.slice(1)
  if (body.length > importRowsMax) faults.push(tooManyRows(body.length))
  if (faults.length > 0) return { rows: [], faults, rowCount: body.length }
  const rows: TableRow[] = []
  for (const cells of body) {
    const read = readRow(cells, columns, register, context)
    if (read.faults.length === 0) rows.push({ row: rowNumber(cells), values: read.values })
    faults.push(...read.faults)
    if (faults.length >= faultsMax) break
  }
  return { rows, faults: faults.slice(0, faultsMax), rowCount: body.length }
}

function matchColumns(
  header: readonly Cell[],
  register: Register,
): { columns: Column[]; faults: Fault[] } {
  const columns: Column[] = []
  const faults: Fault[] = []
  for (const [at, cell] of header.entries()) {
    const label = cell.text.replace(/[\s*＊:：]+/g, '')
    if (cell.oddity === 'merged') faults.push(mergedHeader(cell))
    else if (label === '') continue
    else {
      const field = register.fields.find((one) => namesField(one, label))
      if (!field) faults.push(unknownColumn(cell, register))
      else if (columns.some((one) => one.field === field)) faults.push(doubleColumn(cell))
      else columns.push({ field, at })
    }
  }
  for (const field of register.fields) {
    const isMissing = field.required && !columns.some((one) => one.field === field)
    if (isMissing && faults.length === 0) faults.push(missingColumn(field))
  }
  return { columns, faults }
}

function namesField(field: Field, label: string): boolean {
  const plain = (text: string) => text.replace(/\s+/g, '').toLowerCase()
  return [field.label.zh, field.label.en, field.id].some(
    (one) => plain(one) === label.toLowerCase(),
  )
}

function readRow(
  cells: readonly Cell[],
  columns: readonly Column[],
  register: Register,
  context: ParseContext,
): { values: Values; faults: readonly Fault[] } {
  const surroundings = fieldContext({
    lists: context.lists,
    ...(context.names === undefined ? {} : { names: context.names }),
  })
  const faults: Fault[] = []
  const raw: [string, Value][] = []
  for (const { field, at } of columns) {
    const cell = cells[at]
    if (!cell || cell.text.trim() === '') continue
    if (cell.oddity === 'formula' || cell.oddity === 'error') {
      faults.push(notAValue(cell))
      continue
    }
    const parsed = fieldKindOf(field.type).read(cell.text, field, surroundings)
    if (parsed.faults !== undefined) faults.push(...parsed.faults.map((one) => placed(one, cell)))
    else if (parsed.value !== null) raw.push([field.id, parsed.value])
  }
  if (faults.length > 0) return { values: {}, faults }
  const parsed = parseValues(register, Object.fromEntries(raw), context)
  if (parsed.faults === undefined) return { values: parsed.values, faults: [] }
  return {
    values: {},
    faults: parsed.faults.map((one) => placed(one, cellOf(one, cells, columns))),
  }
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

function rowNumber(cells: readonly Cell[]): number {
  return Number(/\d+$/.exec(cells[0]?.address ?? '')?.[0] ?? 0)
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

function tooManyRows(count: number): Fault {
  return fault('sheet.too-many-rows', {
    text: {
      zh: `有${count}行，一次最多${importRowsMax}行`,
      en: `${count} rows; at most ${importRowsMax}`,
    },
    hint: { zh: '分成几个文件导入。', en: 'Split it into several files.' },
  })
}

function mergedHeader(cell: Cell): Fault {
  return fault('sheet.header.merged', {
    at: [cell.address],
    text: {
      zh: `${cell.address} 的表头是合并单元格，认不出字段`,
      en: `The header at ${cell.address} is merged, its fields cannot be told`,
    },
    hint: { zh: '取消合并，每列一个字段名。', en: 'Split it; one label a column.' },
  })
}

function unknownColumn(cell: Cell, register: Register): Fault {
  const known = register.fields.map((field) => field.label)
  return fault('sheet.column.unknown', {
    at: [cell.address],
    text: {
      zh: `“${register.label.zh}”没有“${cell.text}”这个字段`,
      en: `“${register.label.en}” has no field “${cell.text}”`,
    },
    hint: {
      zh: `可用的字段：${known.map((one) => one.zh).join('、')}`,
      en: `Its fields: ${known.map((one) => one.en).join(', ')}`,
    },
  })
}

function doubleColumn(cell: Cell): Fault {
  return fault('sheet.column.double', {
    at: [cell.address],
    text: { zh: `“${cell.text}”出现了两列`, en: `“${cell.text}” stands in two columns` },
    hint: { zh: '只留一列。', en: 'Keep one of them.' },
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

function notAValue(cell: Cell): Fault {
  return fault(`sheet.cell.${cell.oddity ?? 'error'}`, {
    at: [cell.address],
    text:
      cell.oddity === 'formula'
        ? { zh: `${cell.address} 是公式，不是数值`, en: `${cell.address} holds a formula` }
        : { zh: `${cell.address} 是错误值`, en: `${cell.address} holds an error` },
    hint: {
      zh: '复制后“选择性粘贴—数值”，再导入。',
      en: 'Copy, paste as values, then import again.',
    },
  })
}
