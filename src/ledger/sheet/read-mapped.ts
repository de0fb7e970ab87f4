import type { Fault } from '../fault.ts'
import type { FieldContext } from '../fields/field-kind.ts'
import { fieldContext } from '../fields/field-kinds.ts'
import type { Value } from '../value.ts'
import type { Header } from './header-rows.ts'
import { headerAt, rowNumber } from './header-rows.ts'
import type { KeyColumns } from './key-columns.ts'
import { keyColumns, readKey } from './key-columns.ts'
import { splitByKey } from './keyed-rows.ts'
import type { Target } from './mapped-columns.ts'
import { questionKindOf, reasonsOf, targetsOf, unsaidFields } from './mapped-columns.ts'
import { askedFault, noRows, takenOtherwise, unsaidFault } from './mapped-faults.ts'
import { placedFaults, RowWork } from './mapped-row.ts'
import type {
  Answer,
  MappedRow,
  MappedTable,
  Mapping,
  MappingContext,
  PassedRow,
} from './mapping.ts'
import { passedAs, withNotes } from './passed-rows.ts'
import { Questions } from './questions.ts'
import { notAValue } from './read-row.ts'
import { importRowsMax, tooManyRows } from './read-table.ts'
import type { Ask, ReasonRows, Written } from './read-written.ts'
import { readWritten } from './read-written.ts'
import type { Belonging } from './rows-columns.ts'
import { belongings, rowsFrom, whyBelonging } from './rows-columns.ts'
import type { Shape, ShapeField } from './shape.ts'
import type { Cell, SheetTable } from './table.ts'
import { isOneDay, monthOfHeading } from './written-day.ts'

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
  const header = headerAt(table, mapping.header)
  const body = table.rows.slice(header.last + 1)
  if (body.length > importRowsMax) return { ...nothing, faults: [tooManyRows(body.length)] }
  if (body.length === 0) return { ...nothing, faults: [noRows()] }
  const targets = yield* targetsOf(table, header, { shape, mapping })
  const keys = keyColumns(table.rows[header.last] ?? [])
  const work = new TableWork({ header, targets, keys }, shape, mapping, context)
  for (const [nth, cells] of body.entries()) {
    yield
    work.take(cells, body[nth + 1])
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

/** What stands around the days of the rows below a heading. */
interface DaysBelow {
  readonly year: number | null
  /** The year that the heading itself names. */
  readonly headed: number | null
  readonly month: number | null
}

class TableWork {
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
  readonly #keyed: (readonly Cell[])[] = []
  readonly #passed: PassedRow[] = []
  readonly #notes: Fault[] = []
  readonly #faults: Fault[] = []
  readonly #unsaid: readonly ShapeField[]
  #before: readonly Cell[] | undefined
  #below: readonly Cell[] | undefined
  #days: DaysBelow
  #lastRow: number

  constructor(
    under: {
      readonly header: Header
      readonly targets: readonly Target[]
      readonly keys: KeyColumns
    },
    shape: Shape,
    mapping: Mapping,
    context: MappingContext,
  ) {
    this.#header = under.header
    this.#targets = under.targets
    this.#keys = under.keys
    this.#shape = shape
    this.#mapping = mapping
    this.#context = context
    const { lists, names, people = [], offices = [] } = context
    this.#fields = fieldContext({ lists, ...(names === undefined ? {} : { names }) })
    this.#kept = mapping.columns.filter(({ use }) => use === 'text')
    this.#reasons = reasonsOf(shape)
    this.#questions = new Questions({ shape, context: this.#fields, people, offices })
    this.#unsaid = unsaidFields(shape, mapping)
    this.#days = { year: mapping.year, headed: null, month: null }
    this.#lastRow = mapping.header.last
  }

  take(cells: readonly Cell[], below: readonly Cell[] | undefined): void {
    this.#below = below
    const row = rowNumber(cells)
    this.#nameGap(row)
    const hasDay = this.#targets.some(
      ({ at, to }) => to.field.type === 'date' && this.#isDay(cells[at]),
    )
    const { key, fault: wrong } = readKey(cells, this.#keys)
    if (wrong) this.#faults.push(wrong)
    if (key !== null) {
      this.#keyed.push(cells)
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
    const columns = this.#targets.map(({ at, to }) => ({ field: to.field, at }))
    const { keyed, faults } = splitByKey(this.#keyed, { columns, keys: this.#keys, items: null })
    for (const one of faults) this.#faults.push(one)
    return {
      rows: this.#rows,
      keyed,
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
    const below = this.#below?.[at]
    const goesDown = below?.oddity === 'merged' && below.text.trim() === text
    const isFromLeft =
      own?.oddity === 'merged' &&
      text !== '' &&
      left?.text.trim() === text &&
      this.#above.get(at) !== text &&
      !goesDown
    if (isFromLeft) return { text: '', isSame: false }
    const isSame = ditto.test(text)
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
    this.#questions.add({ field: id, text: '', kind: questionKindOf(field), may: [], why }, row)
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
        faults.push({ ...askedFault(told.at, ask), at: [told.at, id] })
      }
      if (made.rows.length > 0) raw[id] = made.rows
    }
    if (keptIn !== null && told.words.length > 0) {
      const own = raw[keptIn]
      const isLines = fields.find(({ id }) => id === keptIn)?.field.type === 'longText'
      const all = [...(typeof own === 'string' ? [own] : []), ...told.words]
      raw[keptIn] = all.join(isLines ? '\n' : '；')
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

const ditto = /^(?:同上|同前|〃|″|＂|"|''|“|”|々)$/u

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
