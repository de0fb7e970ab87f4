import type { Fault } from '../fault.ts'
import { fault } from '../fault.ts'
import type { Field, Register } from '../register/register.ts'
import { headerRowsMax } from './header-rows.ts'
import { keyNamed } from './key-columns.ts'
import type { Cell } from './table.ts'

/** A column of a sheet and the field it fills. */
export interface Column {
  readonly field: Field
  readonly at: number
}

/** Labels of columns that number the rows and say nothing. */
const serialLabels: ReadonlySet<string> = new Set(['序号', '编号', 'no.', 'no', '#'])
const serialNumber = /^\d+([.—–-]\d+)*$/

/**
 * Which row holds the labels: the one that names most fields; the first when none does, so that
 * its faults can be told.
 */
export function headerRow(rows: readonly (readonly Cell[])[], register: Register): number {
  let [best, most] = [0, 0]
  for (const [at, cells] of rows.slice(0, headerRowsMax).entries()) {
    const named = new Set(cells.map((cell) => fieldNamed(register, cell.text)).filter(Boolean))
    if (named.size > most) [best, most] = [at, named.size]
  }
  return best
}

/** The columns by their labels, in whatever order; every label that names nothing is a fault. */
export function matchColumns(
  header: readonly Cell[],
  register: Register,
  body: readonly (readonly Cell[])[],
): { columns: readonly Column[]; faults: Fault[] } {
  const columns: Column[] = []
  const faults: Fault[] = []
  for (const [at, cell] of header.entries()) {
    const label = labelOf(cell.text)
    if (label === '' || isSerial(label, register)) continue
    if (keyNamed(cell.text) !== null) continue
    const field = fieldNamed(register, cell.text)
    const known = columns.find((one) => one.field === field)
    if (cell.oddity === 'merged' && known && isNumbering(body, at)) continue
    if (known && cell.oddity === 'merged' && isNumbering(body, known.at)) {
      columns.splice(columns.indexOf(known), 1, { field: known.field, at })
    } else if (cell.oddity === 'merged' && (!field || known)) {
      faults.push(mergedHeader((known && header[known.at]) ?? cell))
    } else if (!field) faults.push(unknownColumn(cell, register))
    else if (known) faults.push(doubleColumn(cell))
    else columns.push({ field, at })
  }
  return { columns, faults }
}

/** The field that a label names: by its own labels first, then as other sheets call it. */
function fieldNamed({ fields }: Register, text: string): Field | undefined {
  const label = labelOf(text)
  if (label === '') return undefined
  const named = (one: string) =>
    fields.find((field) => ownNames(field).includes(one)) ??
    fields.find((field) => field.headers?.map(labelOf).includes(one))
  const [first = label] = label.split(/[/／]/)
  return named(label) ?? named(label.replace(/[（(].*$/, '')) ?? named(first)
}

function ownNames({ label, id }: Field): readonly string[] {
  return [label.zh, label.en, id].map(labelOf)
}

function labelOf(text: string): string {
  return text.replace(/[\s*＊:：]+/g, '').toLowerCase()
}

function isSerial(label: string, { fields }: Register): boolean {
  return serialLabels.has(label) && !fields.some((field) => ownNames(field).includes(label))
}

/** A label over two columns, one of which only numbers what the other says. */
function isNumbering(body: readonly (readonly Cell[])[], at: number): boolean {
  const texts = body.map((cells) => cells[at]?.text.normalize('NFKC').trim() ?? '')
  const filled = texts.filter((text) => text !== '')
  return filled.length > 0 && filled.every((text) => serialNumber.test(text))
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
