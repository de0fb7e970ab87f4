import { fieldContext } from '../fields/field-kinds.ts'
import type { Fitting } from './assign-columns.ts'
import { assignColumns } from './assign-columns.ts'
import type { Column } from './column.ts'
import { columnsOf, proposalOf } from './column.ts'
import type { KnownFits } from './column-content.ts'
import type { Header } from './header-rows.ts'
import { headerAt, headersIn, isOneText, rowNumber } from './header-rows.ts'
import { plainHeader } from './header-words.ts'
import { keyNamed } from './key-columns.ts'
import { lastingAnswers } from './lasting-answers.ts'
import type { ColumnProposal, Mapping, MappingContext, Proposal } from './mapping.ts'
import type { Shape } from './shape.ts'
import type { NamedShape } from './shape-words.ts'
import { namedShape } from './shape-words.ts'
import type { Cell, SheetTable } from './table.ts'
import { titledYear, yearsOf } from './table-years.ts'

/** What a proposal may draw on beside the tables. */
export interface ProposingContext extends MappingContext {
  /** Mappings that were written by before; one with the same headers is proposed again. */
  readonly remembered?: readonly Mapping[]
  /** The rows that somebody has said are the header. */
  readonly header?: Mapping['header']
  /** What stands around the tables: the name of the file, titles above a Word table. */
  readonly titles?: readonly string[]
}

/**
 * How tables may become records: every table with every register that fits at all, best first.
 * Nothing is decided by it: a person sees each column with its first rows and changes it.
 */
export function proposeMapping(
  tables: readonly SheetTable[],
  shapes: readonly Shape[],
  context: ProposingContext,
): readonly Proposal[] {
  const around = fieldContext({
    lists: context.lists,
    ...(context.names === undefined ? {} : { names: context.names }),
  })
  const known: KnownFits = new WeakMap()
  const all = shapes.map((shape) => ({ named: namedShape(shape), context, around, known }))
  return tables
    .flatMap((table) => {
      const { header } = context
      const headers = header ? [headerAt(table, header)] : headersIn(table)
      const candidates = headers.map((one) => candidate(table, one))
      return all.map((given) => proposed(table, bestOf(candidates, given), given))
    })
    .sort((one, other) => other.score - one.score)
}

/** A table under one of the rows that may be its header. */
interface Candidate {
  readonly header: Header
  readonly columns: readonly Column[]
  /** The name of the sheet and the titles above the header. */
  readonly titles: readonly string[]
  /** Rows above the header that look like records, and all rows below it. */
  readonly passedOver: number
  readonly records: number
}

interface Judgement extends Candidate {
  /** What was said of a table with the same headers before. */
  readonly remembered: Mapping | undefined
  readonly proposals: readonly ColumnProposal[]
  readonly missing: readonly string[]
  readonly score: number
}

function candidate(table: SheetTable, header: Header): Candidate {
  const above = table.rows.slice(0, Math.max(0, header.first))
  const titles = [table.name, ...above.filter(isOneText).map(([cell]) => cell?.text ?? '')]
  const passedOver = above.filter((cells) => isRecordLike(cells, header)).length
  const records = table.rows.length - header.last - 1
  return { header, columns: columnsOf(table, header), titles, passedOver, records }
}

function bestOf(candidates: readonly Candidate[], given: Against): Judgement {
  const all = candidates.map((one) => judged(one, given))
  return all.reduce((best, one) => (one.score > best.score ? one : best))
}

/** A register that tables are held against. */
interface Against extends Fitting {
  readonly context: ProposingContext
}

function judged(one: Candidate, given: Against): Judgement {
  const { named, context } = given
  const remembered = rememberedFor(one.columns, named.shape, context.remembered ?? [])
  const proposals = remembered
    ? one.columns.map((column) => again(column, remembered))
    : assignColumns(one.columns, given)
  const filled = new Set(
    proposals.flatMap(({ use }) => (typeof use === 'object' ? [use.field] : [])),
  )
  const missing = named.fields
    .filter(({ field, inside, id }) => field.required && inside === undefined && !filled.has(id))
    .map(({ id }) => id)
  const score = scoreOf(one, { named, proposals, missing })
  return { ...one, remembered, proposals, missing, score }
}

function proposed(table: SheetTable, best: Judgement, { named, context }: Against): Proposal {
  const { header, remembered, proposals, missing, score, columns } = best
  const days = yearsOf(table, header, { named, proposals })
  const year = titledYear(table, header, context.titles ?? []) ?? days.only
  const mapping: Mapping = {
    register: named.shape.id,
    table: table.name,
    header: { first: rowAt(table, header.first), last: rowAt(table, header.last) },
    columns: proposals.map(({ at, header: text, use }) => ({ at, header: text, use })),
    year,
    given: {},
    answers: lastingAnswers(remembered?.answers ?? {}, named.shape, context),
  }
  const isOwn = columns.some(({ header: text }) => keyNamed(text) === 'id')
  const needsYear = year === null && days.isYearless
  return { mapping, columns: proposals, score, missing, needsYear, isOwn }
}

function rowAt({ rows }: SheetTable, at: number): number {
  return at < 0 ? 0 : rowNumber(rows[at] ?? [])
}

/** As many cells are filled as the header has columns, or nearly. */
function isRecordLike(cells: readonly Cell[], { lines }: Header): boolean {
  return new Set(cells.map(({ text }) => text.trim())).size * 2 > lines.length
}

/** The mapping of before whose columns bore the same headers. */
function rememberedFor(
  columns: readonly Column[],
  shape: Shape,
  remembered: readonly Mapping[],
): Mapping | undefined {
  const headers = (texts: readonly string[]) => JSON.stringify([...texts].sort())
  const now = headers(columns.map(({ header }) => plainHeader(header)))
  return remembered.find(
    (one) =>
      one.register === shape.id &&
      headers(one.columns.map(({ header }) => plainHeader(header))) === now,
  )
}

function again(column: Column, { columns }: Mapping): ColumnProposal {
  const same = columns.filter(({ header }) => plainHeader(header) === plainHeader(column.header))
  const use = (same.find(({ at }) => at === column.at) ?? same[0])?.use ?? 'left-out'
  return proposalOf(column, { use, why: 'remembered', sure: true, rivals: [] })
}

function scoreOf(
  one: Candidate,
  given: { named: NamedShape; proposals: readonly ColumnProposal[]; missing: readonly string[] },
): number {
  const { named, proposals, missing } = given
  const { header, titles, passedOver, records } = one
  const counted = proposals.filter(({ why }) => why !== 'serial' && why !== 'key')
  const sum = counted.reduce((total, { why }) => total + weights[why], 0)
  const required = named.fields.filter(({ field, inside }) => field.required && !inside).length
  const covered = required === 0 ? 1 : 1 - missing.length / required
  const isNamed = titles.some((text) => isTitled(text, named))
  const share = counted.length === 0 ? 0 : sum / counted.length
  // Of two readings of the same header, that with both of its lines.
  const lines = header.last > header.first ? 0.01 : 0
  const lost = passedOver / Math.max(1, passedOver + records)
  // A label over several columns, and below it their own: one line of the header is missing.
  const same = one.columns.length - new Set(one.columns.map(({ header: text }) => text)).size
  const blurred = header.last > header.first ? 0 : same / Math.max(1, one.columns.length)
  return share * 0.6 + covered * 0.25 + (isNamed ? 0.14 : 0) + lines - lost * 0.4 - blurred * 0.2
}

/** A title names the register, or is a part of its name: a sheet 设备 of 信息设备资产. */
function isTitled(text: string, { subject, shape: { label } }: NamedShape): boolean {
  const plain = plainHeader(text)
  return (
    (plain.length > 1 && label.zh.includes(plain)) || subject.some((word) => text.includes(word))
  )
}

/** What a column is worth that was found by this. */
const weights: Readonly<Record<ColumnProposal['why'], number>> = {
  name: 1,
  remembered: 1,
  synonym: 0.8,
  content: 0.4,
  key: 0,
  serial: 0,
  none: 0,
}
