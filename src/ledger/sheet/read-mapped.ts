import type { Fault } from '../fault.ts'
import { fault } from '../fault.ts'
import type { FieldContext } from '../fields/field-kind.ts'
import { fieldContext } from '../fields/field-kinds.ts'
import type { Field } from '../register.ts'
import type { Value } from '../value.ts'
import type { Header } from './header-rows.ts'
import { headerAt, rowNumber } from './header-rows.ts'
import { headerWords } from './header-words.ts'
import { doubledKeys, keyColumns, readKey } from './key-columns.ts'
import type { KeyColumns } from './key-columns.ts'
import type {
  Answer,
  MappedCell,
  MappedRow,
  MappedTable,
  Mapping,
  MappingContext,
  PassedRow,
} from './mapping.ts'
import { passedAs, withNotes } from './passed-rows.ts'
import { Questions } from './questions.ts'
import { notAValue } from './read-row.ts'
import type { KeyedRow } from './read-table.ts'
import { importRowsMax } from './read-table.ts'
import { readWritten } from './read-written.ts'
import type { Ask, ReasonRows, Written } from './read-written.ts'
import { asRows, belongings, rowsFrom, whyBelonging } from './rows-columns.ts'
import type { Belonging, RowsParts } from './rows-columns.ts'
import type { Shape, ShapeField } from './shape.ts'
import type { Cell, SheetTable } from './table.ts'
import { cellAddress } from './table.ts'
import { isOneDay, monthOfHeading, yearsIn } from './written-day.ts'
import { tickOf } from './written-option.ts'

/**
 * Reads a table by its mapping: rows that are ready, rows that are open with what stands in their
 * way, and what is asked once for all of them. Nothing is guessed: what can be meant in two ways is
 * asked. May be put aside after each row.
 */
export function* readMapped(
  table: SheetTable,
  shape: Shape,
  mapping: Mapping,
  context: MappingContext,
): Generator<undefined, MappedTable> {
  const work = new TableWork(table, shape, mapping, context)
  const faults = work.refused()
  if (faults.length > 0) return { ...nothing, faults }
  for (const cells of work.body) {
    yield
    work.take(cells)
  }
  return work.told()
}

const nothing: MappedTable = {
  rows: [],
  keyed: [],
  passed: [],
  questions: [],
  notes: [],
  faults: [],
}
/** Gaps between rows that are named. */
const gapsNamedMax = 1000
const notesMax = 200
/** Texts of a column whose reading is kept. */
const rememberedMax = 20_000

/** A column that fills a field, ready to read its cells. */
interface Target {
  readonly at: number
  readonly to: ShapeField
  readonly header: string
  readonly lastLine: string
  /** The texts of the column say that no zero was cut off: 5.10 stands there as it is. */
  readonly keepsZeros: boolean
  /** Days of this column are those by which something is due. */
  readonly isDue: boolean
  /** Whole days of the column lie in the year of the mapping; or it is no year for its others. */
  readonly trustsYear: boolean
  /** Only ticks stand in it: what no tick means somebody has to say. */
  readonly isTicked: boolean
  readonly known: Map<string, Written>
}

/** What stands around the days of the rows below a heading. */
interface DaysBelow {
  readonly year: number | null
  /** The year that the heading itself names. */
  readonly headed: number | null
  readonly month: number | null
}

class TableWork {
  readonly body: SheetTable['rows']
  readonly #shape: Shape
  readonly #mapping: Mapping
  readonly #context: MappingContext
  readonly #fields: FieldContext
  readonly #header: Header
  readonly #targets: readonly Target[]
  readonly #kept: readonly { readonly at: number; readonly header: string }[]
  readonly #keys: KeyColumns
  readonly #reasons: ReasonRows | null
  readonly #questions: Questions
  readonly #above = new Map<number, string>()
  readonly #rows: MappedRow[] = []
  readonly #keyed: KeyedRow[] = []
  readonly #passed: PassedRow[] = []
  readonly #notes: Fault[] = []
  readonly #faults: Fault[] = []
  readonly #unsaid: readonly ShapeField[]
  #before: readonly Cell[] | undefined
  #days: DaysBelow
  #lastRow: number

  constructor(table: SheetTable, shape: Shape, mapping: Mapping, context: MappingContext) {
    this.#shape = shape
    this.#mapping = mapping
    this.#context = context
    const { lists, names, people = [], offices = [] } = context
    this.#fields = fieldContext({ lists, ...(names === undefined ? {} : { names }) })
    this.#header = headerAt(table, mapping.header)
    this.body = table.rows.slice(this.#header.last + 1)
    this.#targets = targetsOf(this.body, this.#header, { shape, mapping })
    this.#kept = mapping.columns.filter(({ use }) => use === 'text')
    this.#keys = keyColumns(table.rows[this.#header.last] ?? [])
    this.#reasons = reasonsOf(shape)
    this.#questions = new Questions({ shape, context: this.#fields, people, offices })
    this.#unsaid = unsaidFields(shape, mapping)
    this.#days = { year: mapping.year, headed: null, month: null }
    this.#lastRow = mapping.header.last
  }

  refused(): readonly Fault[] {
    if (this.body.length > importRowsMax) return [tooManyRows(this.body.length)]
    return this.body.length === 0 ? [noRows()] : []
  }

  take(cells: readonly Cell[]): void {
    const row = rowNumber(cells)
    this.#nameGap(row)
    const hasDay = this.#targets.some(
      ({ at, to }) => to.field.type === 'date' && this.#isDay(cells[at]),
    )
    const { key, fault: wrong } = readKey(cells, this.#keys)
    if (wrong) this.#faults.push(wrong)
    if (key !== null) {
      const said = this.#targets.map(({ at, to }) => ({
        field: to.field,
        cell: cells[at] ?? { address: cellAddress({ row: row - 1, column: at }), text: '' },
      }))
      this.#keyed.push({ row, key, at: cells[this.#keys.id ?? 0]?.address ?? '', cells: said })
      return
    }
    const passed = passedAs(cells, {
      header: this.#header,
      columns: this.#targets.length,
      hasDay,
      before: this.#before,
    })
    this.#before = cells
    if (passed === null) this.#rows.push(this.#read(cells, row))
    else {
      this.#passed.push({ row, ...passed })
      const month = passed.kind === 'heading' ? monthOfHeading(passed.text) : null
      if (month) {
        const headed = month.year ?? this.#days.headed
        this.#days = { year: headed ?? this.#days.year, headed, month: month.month }
      }
    }
  }

  told(): MappedTable {
    for (const one of doubledKeys(this.#keyed)) this.#faults.push(one)
    return {
      rows: this.#rows,
      keyed: this.#keyed,
      passed: withNotes(this.#passed, this.#rows.at(-1)?.row ?? 0),
      questions: this.#questions.all(),
      notes: this.#notes,
      faults: this.#faults,
    }
  }

  #nameGap(row: number): void {
    for (let gap = this.#lastRow + 1; gap < row && this.#passed.length < gapsNamedMax; gap += 1) {
      this.#passed.push({ row: gap, kind: 'empty', text: '' })
    }
    this.#lastRow = row
  }

  #isDay(cell: Cell | undefined): boolean {
    return cell !== undefined && isOneDay(cell.text)
  }

  #read(cells: readonly Cell[], row: number): MappedRow {
    const at = cells[0]?.address ?? ''
    const told = new RowWork(at)
    for (const target of this.#targets) {
      const own = cells[target.at]
      const { text, isSame } = this.#textOf(cells, target, told)
      if (own && (own.oddity === 'formula' || own.oddity === 'error')) {
        told.cell(target, { text: own.text, faults: [notAValue(own)] })
        continue
      }
      if (isSame && text === '') {
        const ask = {
          text: own?.text.trim() ?? '',
          kind: 'other' as const,
          may: [],
          why: nothingAbove,
        }
        this.#ask(told, { target, ask, row, text: ask.text })
        continue
      }
      if (text !== '') told.filled.add(target.at)
      const said = this.#said(text, target)
      if (text === '' && said.raw === null && said.asks.length === 0) {
        if (target.isTicked) this.#ask(told, { target, ask: noTick, row, text })
        continue
      }
      this.#take(told, { target, said, row, text })
    }
    for (const { at: column, header } of this.#kept) {
      const text = cells[column]?.text.trim() ?? ''
      if (text !== '') told.words.push(`${header}：${text}`)
    }
    for (const field of this.#unsaid) this.#askUnsaid(told, field, row)
    return this.#finish(told, row)
  }

  /** The text of a cell; of one that says “the same” or is covered by a merged one, that above. */
  #textOf(
    cells: readonly Cell[],
    { at, to }: Target,
    told: RowWork,
  ): { readonly text: string; readonly isSame: boolean } {
    const own = cells[at]
    const text = own?.text.trim() ?? ''
    const left = cells[at - 1]
    const isFromLeft =
      own?.oddity === 'merged' &&
      text !== '' &&
      left?.text.trim() === text &&
      this.#above.get(at) !== text
    if (isFromLeft) return { text: '', isSame: false }
    const isSame = sameWords.test(text)
    const goesOn =
      text === '' && (own?.oddity === 'merged' || (to.field.continues === true && !told.isNew))
    const above = this.#above.get(at) ?? ''
    if (isSame || (goesOn && this.#keys.id === null)) return { text: above, isSame }
    if (to.field.continues === true && text !== '' && text !== above) told.isNew = true
    this.#above.set(at, text)
    return { text, isSame }
  }

  #said(text: string, target: Target): Written {
    const { month } = this.#days
    const year = target.trustsYear ? this.#days.year : this.#days.headed
    const key = target.to.field.type === 'date' ? `${year} ${month} ${text}` : text
    const known = target.known.get(key)
    if (known) return known
    const said = readWritten(text, {
      id: target.to.id,
      field: target.to.field,
      header: target.header,
      lastLine: target.lastLine,
      context: this.#fields,
      people: this.#context.people ?? [],
      offices: this.#context.offices ?? [],
      reasons: this.#reasons,
      ...(target.to.plain === undefined ? {} : { plain: target.to.plain }),
      answerTo: (field, part) => this.#answerTo(field, part),
      day: { year, month, keepsZeros: target.keepsZeros, isDue: target.isDue },
    })
    if (target.known.size < rememberedMax) target.known.set(key, said)
    return said
  }

  #answerTo(field: string, text: string): Answer | undefined {
    const { answers } = this.#mapping
    const own = Object.hasOwn(answers, field) ? answers[field] : undefined
    return own !== undefined && Object.hasOwn(own, text) ? own[text] : undefined
  }

  #ask(told: RowWork, given: { target: Target; ask: Ask; row: number; text: string }): void {
    const { target, ask, row, text } = given
    const field = ask.field ?? target.to.id
    const answer = this.#answerTo(field, ask.text)
    if (answer !== undefined) {
      told.add(target.to, answer === 'nothing' ? null : answer.means)
      return
    }
    this.#questions.add({ ...ask, field }, row)
    told.cell(target, { text, faults: [askedFault(told.addressOf(target.at), ask)] })
  }

  #take(told: RowWork, given: { target: Target; said: Written; row: number; text: string }): void {
    const { target, said, row, text } = given
    const address = told.addressOf(target.at)
    const faults: Fault[] = (said.faults ?? []).map((one) => ({ ...one, at: [address, ...one.at] }))
    for (const ask of said.asks) {
      this.#questions.add({ ...ask, field: ask.field ?? target.to.id }, row)
      faults.push(askedFault(address, ask))
    }
    told.cell(target, { text, faults, value: said.raw as Value })
    if (said.note && this.#notes.length < notesMax) {
      this.#notes.push(takenOtherwise(address, { text, note: said.note }))
    }
    if (faults.length > 0) return
    told.add(target.to, said.raw)
    for (const { field, row: beside } of said.beside ?? []) told.beside(field, beside)
    const { inWords } = target.to.field
    // What somebody said a text means is no longer to be seen in the value: the text is kept.
    if (inWords !== undefined && this.#answerTo(target.to.id, text) !== undefined) {
      told.words.push(`${target.to.field.label.zh}：${text}`)
    }
  }

  /** A field that must be there and has no column: said once for all rows. */
  #askUnsaid(told: RowWork, { id, field }: ShapeField, row: number): void {
    if (told.has(id)) return
    const answer = this.#answerTo(id, '')
    if (answer !== undefined) {
      if (answer !== 'nothing') told.raw.set(id, answer.means)
      return
    }
    const why = { zh: '表中没有这一列', en: 'The table has no such column' }
    this.#questions.add({ field: id, text: '', kind: kindOf(field), may: [], why }, row)
    told.faults.push({ ...unsaidFault(field), at: [told.at, id] })
  }

  /** All that the row says and that was given for all rows, as a form would send it. */
  #whole(told: RowWork, faults: Fault[], row: number): Record<string, unknown> {
    const { fields, keptIn } = this.#shape
    const raw: Record<string, unknown> = {
      ...this.#mapping.given,
      ...Object.fromEntries(told.raw),
    }
    for (const [id, parts] of told.rows) {
      const field = fields.find((one) => one.id === id)?.field
      if (!field) continue
      const made = rowsFrom(field, parts, {
        at: told.at,
        belongs: (inner) => this.#belonging(`${id}.${inner}`),
      })
      for (const one of made.faults) faults.push(one)
      for (const inner of made.asks) {
        const ask = {
          text: '',
          kind: 'other' as const,
          may: [],
          options: belongings,
          why: whyBelonging,
        }
        this.#questions.add({ ...ask, field: `${id}.${inner}` }, row)
        faults.push(askedFault(told.at, ask))
      }
      if (made.rows.length > 0) raw[id] = made.rows
    }
    if (keptIn !== null && told.words.length > 0) {
      const own = raw[keptIn]
      raw[keptIn] = [...(typeof own === 'string' ? [own] : []), ...told.words].join('；')
    }
    return raw
  }

  #belonging(field: string): Belonging | undefined {
    const answer = this.#answerTo(field, '')
    if (answer === 'nothing') return 'none'
    return belongings.find(({ id }) => id === answer?.means)?.id as Belonging | undefined
  }

  #finish(told: RowWork, row: number): MappedRow {
    const { at, cells } = told
    const faults = [...told.faults]
    const raw = this.#whole(told, faults, row)
    const said = Object.keys(raw).filter((id) => told.raw.has(id) || told.rows.has(id))
    const isOpen = faults.length > 0 || cells.some((one) => one.faults.length > 0)
    if (isOpen) return { row, at, state: 'open', cells, faults, said }
    const parsed = this.#shape.parse(raw, this.#context)
    if (parsed.faults === undefined) {
      return { row, at, state: 'ready', cells, faults: [], values: parsed.values, said }
    }
    const placed = placedFaults(parsed.faults, told, this.#targets)
    return { row, at, state: 'open', ...placed, said }
  }
}

/** One row while it is read. */
class RowWork {
  readonly at: string
  readonly cells: MappedCell[] = []
  readonly raw = new Map<string, unknown>()
  readonly rows = new Map<string, RowsParts>()
  readonly faults: Fault[] = []
  readonly words: string[] = []
  readonly filled = new Set<number>()
  isNew = false

  constructor(at: string) {
    this.at = at
  }

  addressOf(column: number): string {
    const row = Number(/\d+$/.exec(this.at)?.[0] ?? 1) - 1
    return cellAddress({ row, column })
  }

  cell({ at }: Target, said: { text: string; faults: readonly Fault[]; value?: Value }): void {
    const { text, faults, value = null } = said
    this.cells.push({ at, text, value: faults.length > 0 ? null : value, faults })
  }

  has(id: string): boolean {
    return this.raw.has(id) || this.rows.has(id)
  }

  /** Takes what a column says; several columns of one list add up. */
  add({ id, field, inside }: ShapeField, raw: unknown): void {
    if (raw === null || raw === undefined) return
    if (inside) {
      const inner = this.#rowsOf(inside.id).inner
      const own = id.slice(id.lastIndexOf('.') + 1)
      inner.set(own, [...(inner.get(own) ?? []), raw])
      return
    }
    if (field.type === 'rows') {
      for (const row of asRows(raw)) this.#rowsOf(id).whole.push(row)
      return
    }
    const before = this.raw.get(id)
    if (before === undefined) this.raw.set(id, raw)
    else if (Array.isArray(before)) this.raw.set(id, [...new Set([...before, ...[raw].flat()])])
    else if (before !== raw) this.faults.push({ ...saidTwice(field), at: [this.at, id] })
  }

  beside(field: string, row: Readonly<Record<string, unknown>>): void {
    this.#rowsOf(field).whole.push(row)
  }

  #rowsOf(id: string): RowsParts {
    const known = this.rows.get(id)
    if (known) return known
    const made: RowsParts = { whole: [], inner: new Map() }
    this.rows.set(id, made)
    return made
  }
}

const sameWords = /^(?:同上|同前|〃|″|＂|"|''|“|”|々)$/u

function targetsOf(
  body: SheetTable['rows'],
  header: Header,
  { shape, mapping }: { shape: Shape; mapping: Mapping },
): readonly Target[] {
  return mapping.columns.flatMap(({ at, header: text, use }): readonly Target[] => {
    const id = typeof use === 'object' ? use.field : null
    const to = shape.fields.find((one) => one.id === id)
    if (!to) return []
    const lastLine = header.lines[at]?.at(-1) ?? text
    const texts = body.map((cells) => cells[at]?.text.trim() ?? '')
    return [
      {
        at,
        to,
        header: text,
        lastLine,
        ...columnFacts(to.field, texts, mapping.year),
        known: new Map(),
      },
    ]
  })
}

/** What only the whole column tells of its cells. */
function columnFacts(
  { type, label, headers = [] }: Field,
  texts: readonly string[],
  year: number | null,
): Pick<Target, 'keepsZeros' | 'isDue' | 'trustsYear' | 'isTicked'> {
  const isDate = type === 'date'
  const names = [label.zh, ...headers]
  const years = isDate
    ? texts.filter((text) => text.length < 40).flatMap((text) => yearsIn(text))
    : []
  const others = years.filter((one) => one !== year).length
  const ticks = type === 'yesNo' ? texts.filter((text) => text !== '') : []
  return {
    keepsZeros: isDate && texts.some((text) => /^\d{1,2}\.\d0$/.test(text)),
    isDue: isDate && names.some((name) => headerWords(name).heads.has('due')),
    trustsYear: others * 3 <= years.length,
    isTicked: ticks.length > 0 && ticks.every((text) => tickOf(text) === 'tick'),
  }
}

/** The rows field that says of people why they were away, where the shape has one. */
function reasonsOf({ fields }: Shape): ReasonRows | null {
  for (const { id, field } of fields) {
    const inner = field.fields ?? []
    const person = inner.find(({ type }) => type === 'person')
    const reason = inner.find(({ type }) => type === 'choice')
    if (person && reason && inner.length === 2) return { id, person: person.id, reason }
  }
  return null
}

/** Required fields that neither a column nor anybody has said. */
function unsaidFields({ fields }: Shape, { columns, given }: Mapping): readonly ShapeField[] {
  const filled = new Set(
    columns.flatMap(({ use }) =>
      typeof use === 'object' ? [use.field, use.field.split('.')[0]] : [],
    ),
  )
  return fields.filter(
    ({ id, field, inside }) =>
      (field.required || ((field.min ?? 0) > 0 && field.type === 'rows')) &&
      inside === undefined &&
      !filled.has(id) &&
      given[id] === undefined,
  )
}

function kindOf({ type }: Field) {
  const kinds = {
    choice: 'option',
    choices: 'option',
    yesNo: 'option',
    person: 'name',
    people: 'name',
    office: 'office',
    offices: 'office',
    date: 'date',
    number: 'number',
    money: 'number',
    duration: 'number',
  } as const
  return kinds[type as keyof typeof kinds] ?? 'other'
}

function placedFaults(
  faults: readonly Fault[],
  told: RowWork,
  targets: readonly Target[],
): { readonly cells: readonly MappedCell[]; readonly faults: readonly Fault[] } {
  const own: Fault[] = []
  const byColumn = new Map<number, Fault[]>()
  for (const one of faults) {
    const [id] = one.at
    const target =
      targets.find(({ to }) => to.id === id) ?? targets.find(({ to }) => to.inside?.id === id)
    const address = target ? told.addressOf(target.at) : told.at
    const placed = { ...one, at: [address, ...one.at] }
    if (target) byColumn.set(target.at, [...(byColumn.get(target.at) ?? []), placed])
    else own.push(placed)
  }
  const cells = told.cells.map((cell) => {
    const found = byColumn.get(cell.at)
    byColumn.delete(cell.at)
    return found ? { ...cell, faults: [...cell.faults, ...found] } : cell
  })
  const blank = [...byColumn].map(([at, found]) => ({ at, text: '', value: null, faults: found }))
  return { cells: [...cells, ...blank], faults: own }
}

const noTick: Ask = {
  text: '',
  kind: 'option',
  may: ['false'],
  why: {
    zh: '这一列只打勾，空着的不知何意',
    en: 'The column holds ticks only; what does none mean?',
  },
}
const nothingAbove = { zh: '上一行没有内容', en: 'The row above says nothing' }

function askedFault(address: string, { text, why }: Ask): Fault {
  return fault('sheet.cell.asked', {
    at: [address],
    text: { zh: `“${text}”：${why.zh}`, en: `“${text}”: ${why.en}` },
    hint: {
      zh: '在“待定”中答复一次，所有这样写的行都照此登记。',
      en: 'Answer it once among the questions; it holds for all rows that say so.',
    },
  })
}

function takenOtherwise(
  address: string,
  { text, note }: { text: string; note: { zh: string; en: string } },
): Fault {
  return fault('sheet.cell.taken-otherwise', {
    at: [address],
    text: {
      zh: `${address} 写的是“${text}”：${note.zh}`,
      en: `${address} says “${text}”: ${note.en}`,
    },
    hint: { zh: '请核对。', en: 'Please check.' },
  })
}

function unsaidFault({ label }: Field): Fault {
  return fault('sheet.column.missing', {
    text: {
      zh: `缺少必填的“${label.zh}”`,
      en: `“${label.en}” is missing`,
    },
    hint: { zh: '在“待定”中为所有行填一次。', en: 'Give it once for all rows.' },
  })
}

function saidTwice({ label }: Field): Fault {
  return fault('sheet.cell.twice', {
    text: {
      zh: `两列都填了“${label.zh}”，内容不同`,
      en: `Two columns say “${label.en}”, and not the same`,
    },
    hint: { zh: '只留一列。', en: 'Keep one of the columns.' },
  })
}

function noRows(): Fault {
  return fault('sheet.empty', {
    text: { zh: '表头下面没有内容', en: 'There is nothing below the header' },
    hint: { zh: '请核对表头在哪一行。', en: 'Check which row is the header.' },
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
