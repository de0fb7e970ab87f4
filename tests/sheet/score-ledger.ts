import type { Field } from '../../src/ledger/register/register.ts'
import type {
  KnownName,
  MappedRow,
  MappedTable,
  Mapping,
  MappingContext,
  Proposal,
} from '../../src/ledger/sheet/mapping.ts'
import { proposeMapping } from '../../src/ledger/sheet/propose-mapping.ts'
import { readMapped } from '../../src/ledger/sheet/read-mapped.ts'
import type { Shape } from '../../src/ledger/sheet/shape.ts'
import type { SheetTable } from '../../src/ledger/sheet/table.ts'
import { finished } from '../finished.ts'

/** What somebody who knows the file says of it. */
export interface Truth {
  readonly file: string
  readonly register: string
  /** The name of the sheet, or the place of a table, from 0. */
  readonly sheet: string | number
  readonly headerRows: readonly [number, number]
  readonly columns: readonly {
    readonly at: number
    readonly header: string
    readonly field: string | null
    readonly also: readonly string[]
  }[]
  readonly rows: readonly TruthRow[]
}

interface TruthRow {
  readonly row: number
  readonly kind: string
  readonly values?: Readonly<Record<string, unknown>>
  /** Fields that must be asked about, and what the cell says. */
  readonly ask?: Readonly<Record<string, string>>
}

/** How a file fared; every list holds sentences. */
export interface Score {
  readonly columns: number
  readonly right: number
  /** Proposed as sure, and wrong. */
  readonly silent: readonly string[]
  readonly wrong: readonly string[]
  readonly records: number
  readonly ready: number
  /** Rows of the truth that are neither ready nor open, values that differ, doubts not asked. */
  readonly rowFaults: readonly string[]
  readonly tableFaults: readonly string[]
  /** What is open though the truth sees no doubt: no mistake, but work. */
  readonly needless: readonly string[]
  readonly questions: number
}

/** Scores what the engine makes of a file against the truth. */
export function scoreFile(
  tables: readonly SheetTable[],
  truth: Truth,
  given: { shape: Shape; context: Omit<MappingContext, 'people' | 'offices' | 'names'> },
): Score {
  const { shape } = given
  const context = { ...given.context, ...rosterOf(truth, shape) }
  const [best] = proposeMapping(tables, [shape], context)
  const empty = {
    columns: truth.columns.length,
    right: 0,
    silent: [],
    records: 0,
    ready: 0,
    questions: 0,
    needless: [],
  }
  if (!best)
    return {
      ...empty,
      wrong: ['nothing proposed'],
      rowFaults: [],
      tableFaults: ['nothing proposed'],
    }
  const columns = scoreColumns(best, truth)
  const table = tables.find(({ name }, nth) => name === truth.sheet || nth === truth.sheet)
  const tableFaults = best.mapping.table === table?.name ? [] : [`table ${best.mapping.table}`]
  const { first, last } = best.mapping.header
  if (first !== truth.headerRows[0] || last !== truth.headerRows[1]) {
    tableFaults.push(`header ${first}–${last} and not ${truth.headerRows.join('–')}`)
  }
  if (!table) return { ...empty, ...columns, rowFaults: [], tableFaults }
  const mapping = corrected(best.mapping, truth, table.name)
  const read = finished(readMapped(table, shape, mapping, context))
  return { ...columns, tableFaults, ...scoreRows(read, truth, { mapping, shape, context }) }
}

function scoreColumns({ columns }: Proposal, truth: Truth) {
  const wrong: string[] = []
  const silent: string[] = []
  for (const { at, header, field, also } of truth.columns) {
    const said = columns.find((one) => one.at === at)
    const use = said === undefined || typeof said.use === 'string' ? null : said.use.field
    if (use === field || (use !== null && also.includes(use))) continue
    const told = `${header}: ${use} (${said?.why}), truth ${field}`
    wrong.push(told)
    if (said?.sure && use !== null) silent.push(told)
  }
  return {
    columns: truth.columns.length,
    right: truth.columns.length - wrong.length,
    wrong,
    silent,
  }
}

/** The mapping as a person leaves it who puts wrong columns right. */
function corrected(mapping: Mapping, truth: Truth, table: string): Mapping {
  const [first, last] = truth.headerRows
  const columns = truth.columns.map(({ at, header, field }) => {
    const use = mapping.columns.find((one) => one.at === at)?.use
    const isRight = typeof use === 'object' && field !== null && same(use.field, field)
    if (use !== undefined && isRight) return { at, header, use }
    return { at, header, use: field === null ? ('left-out' as const) : { field } }
  })
  return { ...mapping, table, header: { first, last }, columns }
}

function scoreRows(
  read: MappedTable,
  truth: Truth,
  given: { mapping: Mapping; shape: Shape; context: MappingContext },
) {
  const rowFaults: string[] = []
  const needless = new Set<string>()
  const records = truth.rows.filter(({ kind }) => kind === 'record')
  const byRow = new Map(read.rows.map((one) => [one.row, one]))
  const passed = new Map(read.passed.map((one) => [one.row, one.kind]))
  for (const one of truth.rows) {
    if (one.kind === 'record') continue
    if (byRow.has(one.row)) rowFaults.push(`row ${one.row} is a ${one.kind} and was read`)
    else if (passed.get(one.row) !== one.kind) {
      needless.add(`passed as ${passed.get(one.row)}, truth ${one.kind}`)
    }
  }
  for (const record of records) {
    const row = byRow.get(record.row)
    byRow.delete(record.row)
    if (!row) rowFaults.push(`row ${record.row} is lost (${passed.get(record.row)})`)
    else
      for (const told of scoreRow(row, record, { ...given, read, needless })) rowFaults.push(told)
  }
  for (const row of byRow.keys()) {
    if (!truth.rows.some((one) => one.row === row)) rowFaults.push(`row ${row} is no record`)
  }
  for (const one of read.faults) rowFaults.push(one.text.en)
  const ready = read.rows.filter(({ state }) => state === 'ready').length
  return {
    records: records.length,
    ready,
    rowFaults,
    needless: [...needless],
    questions: read.questions.length,
  }
}

function scoreRow(
  row: MappedRow,
  { values = {}, ask = {} }: TruthRow,
  given: {
    mapping: Mapping
    shape: Shape
    context: MappingContext
    read: MappedTable
    needless: Set<string>
  },
): readonly string[] {
  const { mapping, shape, read, needless, context } = given
  const faults: string[] = []
  for (const field of Object.keys(ask)) {
    const uses = mapping.columns.filter(
      ({ use }) => typeof use === 'object' && same(use.field, field),
    )
    const isOpen = row.cells.some(
      (cell) => cell.faults.length > 0 && uses.some(({ at }) => at === cell.at),
    )
    if (!isOpen) faults.push(`row ${row.row}: ${field} “${ask[field]}” was not asked`)
  }
  if (row.state === 'open') {
    const all = [...row.faults, ...row.cells.flatMap((cell) => cell.faults)]
    if (all.length === 0) faults.push(`row ${row.row} is open and says nothing`)
    for (const one of all) {
      const column = mapping.columns.find(({ at }) =>
        row.cells.some((cell) => cell.at === at && cell.faults.includes(one)),
      )
      const field = typeof column?.use === 'object' ? column.use.field : ''
      if (Object.keys(ask).some((asked) => same(asked, field))) continue
      needless.add(`${one.code} ${field} ${one.text.zh}`)
    }
  }
  for (const [field, wanted] of Object.entries(values)) {
    if (Object.hasOwn(ask, field)) continue
    const told = valueOf(row, field, mapping)
    if (told === open) continue
    const [is, should] = [plain(told, shape, context, field), plain(wanted, shape, context, field)]
    if (JSON.stringify(is) !== JSON.stringify(should)) {
      faults.push(
        `row ${row.row}: ${field} is ${JSON.stringify(is)}, truth ${JSON.stringify(should)}`,
      )
    }
  }
  return read.rows.includes(row) ? faults : [...faults, 'row of another table']
}

const open = Symbol('open')

/** A topic is the agenda, and the agenda its topics. */
function same(one: string, other: string): boolean {
  return one === other || one.startsWith(`${other}.`) || other.startsWith(`${one}.`)
}

function valueOf(row: MappedRow, field: string, mapping: Mapping): unknown {
  const uses = mapping.columns.filter(
    ({ use }) => typeof use === 'object' && same(use.field, field),
  )
  const cells = row.cells.filter(({ at }) => uses.some((one) => one.at === at))
  if (cells.some(({ faults }) => faults.length > 0)) return open
  const [top = field, inner] = field.split('.')
  const isBlank = cells.length === 0 && row.state === 'open'
  if (isBlank) return open
  if (row.values) {
    const known = row.values[field] ?? row.values[top] ?? null
    if (inner === undefined || Object.hasOwn(row.values, field) || !Array.isArray(known))
      return known
    return known.map((one) => (one as Record<string, unknown>)[inner] ?? null)
  }
  if (inner !== undefined) return open
  const said = cells.map(({ value }) => value).filter((value) => value !== null)
  return said.length > 1 ? said.flat() : (said[0] ?? null)
}

function plain(value: unknown, shape: Shape, context: MappingContext, field: string): unknown {
  if (value === undefined || value === null) return null
  if (Array.isArray(value)) {
    const all = value.map((one) => plain(one, shape, context, field)).filter((one) => one !== null)
    const kind = shape.fields.find(({ id }) => id === field)?.field.type
    if (all.length === 0) return null
    if (/^(people|choices|offices)$/.test(kind ?? ''))
      return [...all].sort((a, b) => String(a).localeCompare(String(b)))
    return all.length === 1 && field.includes('.') ? all[0] : all
  }
  if (typeof value === 'object') {
    const keys = Object.keys(value).sort()
    const own = value as Record<string, unknown>
    if (keys.join() === 'person,reason')
      return [plain(own['person'], shape, context, field), own['reason']]
    return keys.map((key) => own[key])
  }
  const known =
    typeof value === 'string'
      ? (context.names?.person(value) ?? context.names?.office(value))
      : null
  return known ?? value
}

/** Everybody and every office that the truth names, as the roster of the unit. */
function rosterOf(
  { rows }: Truth,
  { fields }: Shape,
): Pick<Required<MappingContext>, 'names' | 'people' | 'offices'> {
  const people = new Set<string>()
  const offices = new Set<string>()
  const gather = (field: Field, value: unknown) => {
    const into = /^(person|people)$/.test(field.type)
      ? people
      : /^offices?$/.test(field.type)
        ? offices
        : null
    for (const one of [value].flat()) {
      if (typeof one === 'string') into?.add(one)
      else if (typeof one === 'object' && one !== null) {
        for (const inner of field.fields ?? [])
          gather(inner, (one as Record<string, unknown>)[inner.id])
      }
    }
  }
  for (const { values = {} } of rows) {
    for (const [id, value] of Object.entries(values)) {
      const field = fields.find((one) => one.id === id)?.field
      if (field) gather(field, value)
    }
  }
  const known = (all: ReadonlySet<string>, letter: string): readonly KnownName[] =>
    [...all].map((name, nth) => ({ id: `${letter}${nth}`, name }))
  const [here, rooms] = [known(people, 'p'), known(offices, 'o')]
  const byId = new Map([...here, ...rooms].map(({ id, name }) => [id, name]))
  const called = (all: readonly KnownName[]) => (name: string) =>
    all.filter((one) => one.name === name).map(({ id }) => id)
  return {
    people: here,
    offices: rooms,
    names: {
      person: (id) => (id.startsWith('p') ? (byId.get(id) ?? null) : null),
      office: (id) => (id.startsWith('o') ? (byId.get(id) ?? null) : null),
      record: () => null,
      peopleCalled: called(here),
      officesCalled: called(rooms),
    },
  }
}
