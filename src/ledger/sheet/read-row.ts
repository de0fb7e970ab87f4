import { dayText } from '../day/day.ts'
import type { Fault } from '../fault.ts'
import { fault } from '../fault.ts'
import type { FieldContext } from '../fields/field-kind.ts'
import { fieldKindOf } from '../fields/field-kinds.ts'
import type { Field, Register } from '../register/register.ts'
import type { Value } from '../value.ts'
import { dueInWords } from './due-in-words.ts'
import type { Column } from './match-columns.ts'
import type { Cell } from './table.ts'

/** How a sheet is read that was not made for this register. */
export interface SheetReading {
  /** The year that words like 6月底 are meant in; null where nobody said. */
  readonly year: number | null
  /** Names that nobody here bears are kept as text, where the field has a place for that. */
  readonly keepText: boolean
}

/** What the cells of one row say. */
export interface RowSaid {
  readonly raw: readonly (readonly [string, Value])[]
  readonly faults: readonly Fault[]
  /** What was taken in another way than it is written, and how. */
  readonly notes: readonly Fault[]
}

/** The cell of each column in the last row that had one: what a blank cell below it means. */
export type CellsAbove = Map<number, Cell>

/** Reads one row, cell by cell; `above` is carried on from row to row. */
export function readRow(
  cells: readonly Cell[],
  columns: readonly Column[],
  around: {
    register: Register
    context: FieldContext
    reading: SheetReading
    above: CellsAbove
    /** The sheet was made here: a blank cell is blank. */
    isKeyed: boolean
  },
): RowSaid {
  const faults: Fault[] = []
  const notes: Fault[] = []
  const raw = new Map<string, Value>()
  const inWords = new Map<string, string[]>()
  for (const { field, cell } of (around.isKeyed ? filled : withContinued)(
    cells,
    columns,
    around.above,
  )) {
    if (cell.oddity === 'formula' || cell.oddity === 'error') {
      faults.push(notAValue(cell))
      continue
    }
    const said = readCell(cell, field, around)
    for (const one of said.faults ?? []) faults.push(one)
    if (said.note) notes.push(said.note)
    if (said.value != null) raw.set(field.id, said.value)
    if (said.words !== undefined && field.inWords !== undefined) {
      const words = `${field.label.zh}：${said.words}`
      inWords.set(field.inWords, [...(inWords.get(field.inWords) ?? []), words])
    }
  }
  for (const [id, words] of inWords) {
    const own = raw.get(id)
    raw.set(id, [...(typeof own === 'string' ? [own] : []), ...words].join('；'))
  }
  return { raw: [...raw], faults, notes }
}

function filled(
  cells: readonly Cell[],
  columns: readonly Column[],
): readonly { readonly field: Field; readonly cell: Cell }[] {
  return columns.flatMap(({ field, at }) => {
    const cell = cells[at]
    return cell === undefined || cell.text.trim() === '' ? [] : [{ field, cell }]
  })
}

/**
 * The filled cells of a row. A cell that a merged one covers says what the one above says; so does
 * a blank one of a column that continues, unless a column before it has begun something new.
 */
function withContinued(
  cells: readonly Cell[],
  columns: readonly Column[],
  above: CellsAbove,
): readonly { readonly field: Field; readonly cell: Cell }[] {
  let isNew = false
  return columns.flatMap(({ field, at }) => {
    const own = cells[at]
    const isBlank = own === undefined || own.text.trim() === ''
    if (!isBlank) {
      if (field.continues && above.get(at)?.text !== own.text) isNew = true
      above.set(at, own)
      return [{ field, cell: own }]
    }
    const goesOn = own?.oddity === 'merged' || (field.continues === true && !isNew)
    const before = above.get(at)
    if (goesOn && before) {
      return [{ field, cell: { ...before, address: own?.address ?? before.address } }]
    }
    above.delete(at)
    return []
  })
}

interface CellSaid {
  readonly value?: Value
  /** Kept as it is written, in the field that `inWords` names. */
  readonly words?: string
  readonly note?: Fault
  readonly faults?: readonly Fault[]
}

function readCell(
  cell: Cell,
  field: Field,
  {
    register,
    context,
    reading,
  }: { register: Register; context: FieldContext; reading: SheetReading },
): CellSaid {
  const parsed = fieldKindOf(field.type).read(cell.text, field, context)
  if (parsed.faults === undefined) return { value: parsed.value }
  const faults = parsed.faults.map((one) => ({ ...one, at: [cell.address, ...one.at] }))
  const place = register.fields.find(({ id }) => id === field.inWords)
  if (place === undefined) return { faults }
  const words = cell.text.trim()
  if (field.type === 'date') {
    const day = dueInWords(words, reading)
    return { value: day, words, note: dayNote(cell, { words, day, field, place }) }
  }
  if (reading.keepText) return { words, note: textNote(cell, { words, field, place }) }
  return { faults: faults.map((one) => ({ ...one, hint: keepHint })) }
}

const keepHint = {
  zh: '先在系统中添加，或选择“认不出的保留为文字”。',
  en: 'Add it to the system first, or choose to keep what is not known as text.',
}

function dayNote(
  cell: Cell,
  given: { words: string; day: string | null; field: Field; place: Field },
): Fault {
  const { words, day, field, place } = given
  return fault('sheet.cell.day-in-words', {
    at: [cell.address],
    text:
      day === null
        ? {
            zh: `${cell.address} 写的是“${words}”，不是具体日期，“${field.label.zh}”留空`,
            en: `${cell.address} says “${words}”, which is no day; “${field.label.en}” stays empty`,
          }
        : {
            zh: `${cell.address} 写的是“${words}”，按${dayText(day, 'zh')}登记`,
            en: `${cell.address} says “${words}” and is taken as ${dayText(day, 'en')}`,
          },
    hint: keptIn(place),
  })
}

function textNote(cell: Cell, given: { words: string; field: Field; place: Field }): Fault {
  const { words, field, place } = given
  return fault('sheet.cell.kept-as-text', {
    at: [cell.address],
    text: {
      zh: `${cell.address} 的“${words}”没有对应的${field.label.zh}，保留为文字`,
      en: `“${words}” at ${cell.address} names no ${field.label.en}; it is kept as text`,
    },
    hint: keptIn(place),
  })
}

function keptIn({ label }: Field) {
  return {
    zh: `原文保留在“${label.zh}”。`,
    en: `What it says is kept in “${label.en}”.`,
  }
}

/** What a formula or an error in a cell is told. */
export function notAValue(cell: Cell): Fault {
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
