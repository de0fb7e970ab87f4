import type { FieldContext } from '../fields/field-kind.ts'
import { fieldContext, fieldKindOf } from '../fields/field-kinds.ts'
import type { Judged } from './column-content.ts'
import { contentFits, dueOrDone, isTyped, samplesMax } from './column-content.ts'
import type { Header } from './header-rows.ts'
import { headerAt, headersIn, rowNumber, saysHeader } from './header-rows.ts'
import type { HeaderWords } from './header-words.ts'
import { headerWords, plainHeader, saysDoing } from './header-words.ts'
import { keyNamed } from './key-columns.ts'
import type { ColumnProposal, Mapping, MappingContext, Proposal } from './mapping.ts'
import type { Shape } from './shape.ts'
import type { NamedField, NamedShape } from './shape-words.ts'
import { fieldsNamed, holds, namedShape } from './shape-words.ts'
import type { Cell, SheetTable } from './table.ts'
import { isYearless, yearsIn } from './written-day.ts'
import { tickOf } from './written-option.ts'

/** What a proposal may draw on beside the tables. */
export interface ProposingContext extends MappingContext {
  /** Mappings that were written by before; one with the same headers is proposed again. */
  readonly remembered?: readonly Mapping[]
  /** The rows that somebody has said are the header. */
  readonly header?: Mapping['header']
  /** What stands around the tables: the name of the file, titles above a Word table. */
  readonly titles?: readonly string[]
}

/** Rows below the header that are looked at for what a column holds. */
const bodyRowsMax = 200
const shownSamples = 5

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
  const known: Judged = new WeakMap()
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
  readonly columns: readonly Standing[]
  /** The name of the sheet and the titles above the header. */
  readonly titles: readonly string[]
  /** Rows above the header that look like records, and all rows below it. */
  readonly passedOver: number
  readonly records: number
}

interface Judgement extends Candidate {
  readonly proposals: readonly ColumnProposal[]
  readonly missing: readonly string[]
  readonly score: number
}

function candidate(table: SheetTable, header: Header): Candidate {
  const above = table.rows.slice(0, Math.max(0, header.first))
  const titles = [table.name, ...above.filter(isOneText).map(([cell]) => cell?.text ?? '')]
  const passedOver = above.filter((cells) => isRecordLike(cells, header)).length
  const records = table.rows.length - header.last - 1
  return { header, columns: standing(table, header), titles, passedOver, records }
}

function bestOf(candidates: readonly Candidate[], given: Around): Judgement {
  const all = candidates.map((one) => judged(one, given))
  return all.reduce((best, one) => (one.score > best.score ? one : best))
}

interface Around {
  readonly named: NamedShape
  readonly context: ProposingContext
  readonly around: FieldContext
  readonly known: Judged
}

/** One column as it stands in the table. */
interface Standing {
  readonly at: number
  readonly lines: readonly string[]
  readonly header: string
  /** It says which record a row is, or in which version. */
  readonly isKey: boolean
  readonly texts: readonly string[]
}

interface Fit {
  readonly column: Standing
  readonly field: NamedField
  readonly score: number
  readonly why: 'name' | 'synonym' | 'content'
  /** Something stands in the column that speaks for it, or its header alone says enough. */
  readonly isProved: boolean
}

function judged(one: Candidate, given: Around): Judgement {
  const { named, context } = given
  const remembered = rememberedFor(one.columns, named.shape, context.remembered ?? [])
  const proposals = remembered
    ? one.columns.map((column) => again(column, remembered))
    : assigned(one.columns, given)
  const filled = new Set(
    proposals.flatMap(({ use }) => (typeof use === 'object' ? [use.field] : [])),
  )
  const missing = named.fields
    .filter(({ field, inside, id }) => field.required && inside === undefined && !filled.has(id))
    .map(({ id }) => id)
  return { ...one, proposals, missing, score: scoreOf(one, { named, proposals, missing }) }
}

function proposed(table: SheetTable, best: Judgement, { named, context }: Around): Proposal {
  const { header, proposals, missing, score, columns } = best
  const days = yearsOf(table, header, { named, proposals })
  const year = titledYear(table, header, context.titles ?? []) ?? days.only
  const mapping: Mapping = {
    register: named.shape.id,
    table: table.name,
    header: { first: rowAt(table, header.first), last: rowAt(table, header.last) },
    columns: proposals.map(({ at, header: text, use }) => ({ at, header: text, use })),
    year,
    given: {},
    answers: {},
  }
  const isOwn = columns.some(({ header: text }) => keyNamed(text) === 'id')
  const needsYear = year === null && days.isYearless
  return { mapping, columns: proposals, score, missing, needsYear, isOwn }
}

function rowAt({ rows }: SheetTable, at: number): number {
  return at < 0 ? 0 : rowNumber(rows[at] ?? [])
}

/** The columns with the texts of the first rows below them. */
function standing({ rows }: SheetTable, header: Header): readonly Standing[] {
  const body = rows.slice(header.last + 1, header.last + 1 + bodyRowsMax)
  const records = body.filter((cells) => !saysHeader(cells, header) && !isOneText(cells))
  const width = records.reduce((most, cells) => Math.max(most, cells.length), header.lines.length)
  return Array.from({ length: width }, (_, at) => {
    const lines = header.lines[at] ?? []
    const texts = records.flatMap((cells) => {
      const text = cells[at]?.text.trim() ?? ''
      return text === '' ? [] : [text]
    })
    const over = lines.join(' ')
    const isKey = keyNamed(over) !== null
    return { at, lines, header: over, isKey, texts: texts.slice(0, samplesMax) }
  }).filter(({ header: text, texts }) => text !== '' || texts.length > 0)
}

/** A heading between rows, or a title over them. */
function isOneText(cells: readonly Cell[]): boolean {
  return new Set(cells.map(({ text }) => text.trim()).filter((text) => text !== '')).size < 2
}

/** As many cells are filled as the header has columns, or nearly. */
function isRecordLike(cells: readonly Cell[], { lines }: Header): boolean {
  return new Set(cells.map(({ text }) => text.trim())).size * 2 > lines.length
}

function proposalOf(
  column: Standing,
  rest: Pick<ColumnProposal, 'use' | 'why' | 'sure' | 'rivals'>,
): ColumnProposal {
  const samples = [...new Set(column.texts)].slice(0, shownSamples)
  return { at: column.at, header: column.header, samples, ...rest }
}

/** The mapping of before whose columns bore the same headers. */
function rememberedFor(
  columns: readonly Standing[],
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

function again(column: Standing, { columns }: Mapping): ColumnProposal {
  const same = columns.filter(({ header }) => plainHeader(header) === plainHeader(column.header))
  const use = (same.find(({ at }) => at === column.at) ?? same[0])?.use ?? 'left-out'
  return proposalOf(column, { use, why: 'remembered', sure: true, rivals: [] })
}

/** A column says less than this about a field: none is proposed. */
const scoreMin = 0.45
const sureMin = 0.75
/** A rival as near as this makes it a question. */
const leadMin = 0.08
const rivalMin = 0.4
const rivalsMax = 5

/** Headers of columns that number the rows, whatever else the register numbers. */
const countingHeader = /^(?:序号|序|行号|项次|次序|次数|no|#)$/
/** Those that may number the records as well. */
const serialHeader = /^(?:编号|号)$/

function assigned(columns: readonly Standing[], given: Around): readonly ColumnProposal[] {
  const { named } = given
  const fits = new Map(columns.map((column) => [column, fitsOf(column, columns, given)]))
  const ranked = [...fits.values()].flat().sort((one, other) => other.score - one.score)
  const taken = new Map<Standing, Fit>()
  const filled = new Map<string, Standing>()
  for (const fit of ranked) {
    const { column, field } = fit
    if (fit.score < scoreMin || taken.has(column)) continue
    const other = filled.get(field.id)
    if (other && !(isTicked(other) && isTicked(column))) continue
    taken.set(column, fit)
    filled.set(field.id, column)
  }
  byContent(columns, { taken, filled, given })
  const keeps = named.shape.keepsWords
  return columns.map((column) => {
    const fit = taken.get(column)
    const all = fits.get(column) ?? []
    if (column.isKey) {
      return proposalOf(column, { use: 'left-out', why: 'key', sure: true, rivals: [] })
    }
    if (fit === undefined) {
      const rivals = all.filter(({ score }) => score >= rivalMin).map(({ field }) => field.id)
      if (isSerial(column)) {
        return proposalOf(column, { use: 'left-out', why: 'serial', sure: true, rivals: [] })
      }
      const use = keeps && column.texts.length > 0 && column.header !== '' ? 'text' : 'left-out'
      const sure = rivals.length === 0
      return proposalOf(column, { use, why: 'none', sure, rivals: rivals.slice(0, rivalsMax) })
    }
    const rivals = all.filter(
      (one) =>
        one.field !== fit.field && one.score >= rivalMin && one.field.id !== fit.field.inside?.id,
    )
    const near = rivals.some(
      (one) => one.score > fit.score - leadMin && (filled.get(one.field.id) ?? column) === column,
    )
    const isContested = ranked.some(
      (one) =>
        one.field === fit.field &&
        one.column !== column &&
        one.score > fit.score - leadMin &&
        !isSameOption(one.column, column) &&
        (taken.get(one.column)?.score ?? 0) <= one.score,
    )
    const sure = fit.score >= sureMin && !near && !isContested && fit.isProved
    return proposalOf(column, {
      use: { field: fit.field.id },
      why: fit.why,
      sure,
      rivals: rivals.map(({ field }) => field.id).slice(0, rivalsMax),
    })
  })
}

/** Ticked columns of one field do not contest it. */
function isSameOption(one: Standing, other: Standing): boolean {
  return isTicked(one) && isTicked(other)
}

function isFree({ field: { type } }: Pick<NamedField, 'field'>): boolean {
  return fieldKindOf(type).freeText === true || type === 'rows'
}

/** 验收（销号）日期 may be the day of either. */
function saysTwoDoings(line: string): boolean {
  const beside = /[（(]([^）)]+)[）)]/.exec(line)
  if (beside === null) return false
  const outer = doings(line.replace(beside[0], ''))
  return outer.size > 0 && [...doings(beside[1] ?? '')].some((one) => !outer.has(one))
}

function doings(text: string): ReadonlySet<string> {
  return new Set([...headerWords(text).rest].filter((one) => one.startsWith('does ')))
}

/** 7月底前 is when something is due, 未完成 stands where it will have been done. */
function dayWeight({ isDue }: NamedField, days: 'due' | 'done' | null): number {
  if (days === null) return 0
  return (days === 'due') === isDue ? 0.05 : -0.15
}

/** A text of words; a number of a paper may be digits, and who somebody is a name. */
function isProse({ field: { type }, words }: NamedField): boolean {
  if (!fieldKindOf(type).freeText) return false
  return !words.some(({ heads }) => heads.has('code') || heads.has('people'))
}

/** Days, amounts and names stand in no column of words. */
const typedLoss = -0.3

function isTicked({ texts }: Standing): boolean {
  return texts.length > 0 && texts.every((text) => tickOf(text) !== null)
}

/** A column that only numbers the rows. */
function isSerial(column: Standing): boolean {
  const { header, texts } = column
  return isCounting(column) || (serialHeader.test(plainHeader(header)) && texts.every(isSmall))
}

function isCounting({ header, texts }: Standing): boolean {
  const plain = plainHeader(header)
  return plain === '序号' || (countingHeader.test(plain) && texts.every(isSmall))
}

function isSmall(text: string): boolean {
  return (
    /^[(（第]?\d{1,6}(?:[.—–-]\d+)*[)）.次]?$/.test(text) ||
    /^[一二三四五六七八九十]{1,3}$/.test(text)
  )
}

/** How well every field fits a column, by what stands over it and what stands in it. */
function fitsOf(column: Standing, columns: readonly Standing[], given: Around): readonly Fit[] {
  const { named } = given
  if (column.lines.length === 0 || column.isKey) return []
  if (isCounting(column)) return []
  const ticked = isTicked(column)
  const typed = isTyped(column.texts)
  const days = dueOrDone(column.texts)
  const isTwofold = saysTwoDoings(column.lines.at(-1) ?? '')
  const byName = fieldsNamed(column.lines, named).flatMap((like): readonly Fit[] => {
    if (ticked && isChoice(like.field)) return []
    const fit = judge(column.texts, like.field.field, given)
    const { field, why } = like
    const says = fit !== null || isFree(field) || like.score > 0.9
    const isProved = says && !like.isEither && !isTwofold && like.score >= sureMin
    const told = field.field.type === 'date' && like.score < 0.9 ? dayWeight(field, days) : 0
    const weight = like.score < 0.9 && isProse(field) && typed ? typedLoss : weightOf(fit) + told
    return [{ column, field, score: like.score + weight, why, isProved }]
  })
  const byTick = ticked
    ? named.fields.filter(isChoice).flatMap((field) => tickFit(column, columns, { field, given }))
    : []
  return [...byName, ...byTick].sort((one, other) => other.score - one.score)
}

function isChoice({ field: { type }, inside }: NamedField): boolean {
  return inside === undefined && (type === 'choice' || type === 'choices')
}

function judge(texts: readonly string[], field: NamedField['field'], { around, known }: Around) {
  return contentFits(texts, field, { context: around, known })
}

/** What a column holds weighs as much as what stands over it, where it speaks against a field. */
function weightOf(fit: number | null): number {
  if (fit === null) return 0
  if (fit >= 0.8) return 0.08
  return fit >= 0.5 ? 0 : fit >= 0.25 ? -0.2 : -0.6
}

/** Ticked columns side by side under one label are options of one field. */
function tickFit(
  column: Standing,
  columns: readonly Standing[],
  { field, given }: { field: NamedField; given: Around },
): readonly Fit[] {
  const label = column.lines.length > 1 ? column.lines[0] : undefined
  const together = columns.filter(
    (one) =>
      isTicked(one) && (label === undefined ? one.lines.length === 1 : one.lines[0] === label),
  )
  const options = together.map(({ lines }) => lines.at(-1) ?? '')
  const fit = judge(options, field.field, given) ?? 0
  if (together.length < 2 || fit < 0.3) return []
  const over = label === undefined ? [] : fieldsNamed([label], given.named)
  const like = over.find((one) => one.field === field)?.score ?? 0.3
  return [{ column, field, score: like + fit * 0.5, why: 'synonym', isProved: true }]
}

interface Assignment {
  readonly taken: Map<Standing, Fit>
  readonly filled: Map<string, Standing>
  readonly given: Around
}

/** Columns that are left, by what they hold and which fields are left; never sure. */
function byContent(columns: readonly Standing[], state: Assignment): void {
  const { taken, filled, given } = state
  const { named } = given
  const open = () =>
    columns.filter(
      (one) => !taken.has(one) && one.texts.length > 0 && !isSerial(one) && !isTicked(one),
    )
  const words = new Map(
    open().map((one) => [one, headerWords(one.lines.at(-1) ?? '', named.subject)]),
  )
  const left = () => named.fields.filter(({ id, inside }) => !inside && !filled.has(id))
  const take = (column: Standing, field: NamedField) => {
    taken.set(column, { column, field, score: 0.5, why: 'content', isProved: false })
    filled.set(field.id, column)
  }
  for (const column of open()) {
    if (new Set(column.texts).size < 2) continue
    const [best, next] = left()
      .filter(({ id, field }) => /^choices?$/.test(field.type) || id === named.shape.date)
      .map((field) => ({ field, fit: judge(column.texts, field.field, given) ?? 0 }))
      .sort((one, other) => other.fit - one.fit)
    if (best && best.fit >= listedMin && best.fit - (next?.fit ?? 0) > 0.2) take(column, best.field)
  }
  for (const one of left()) {
    if (filled.has(one.id)) continue
    const rivals = left().filter(({ field: { type } }) => type === one.field.type)
    const like = open().filter((column) =>
      couldBe(column, words.get(column), { field: one, given }),
    )
    const needed = rivals.filter(({ field }) => field.required)
    const only = one.field.required ? needed.length === 1 : rivals.length === 1
    const [column] = like
    if (column && like.length === 1 && only) take(column, one)
  }
  // What the record is about is said at most length.
  const about = left().filter(({ field }) => field.required && isFree({ field }))
  const [longest] = open()
    .filter((column) => isAbout(column, words.get(column)))
    .sort((one, other) => lengthOf(other) - lengthOf(one))
  if (about.length === 1 && about[0] && longest) take(longest, about[0])
}

/** So many texts of a column are options of a list, or days. */
const listedMin = 0.7

/** The one column left of its kind, under a header that asks for this kind and nothing else. */
function couldBe(
  column: Standing,
  words: HeaderWords | undefined,
  { field, given }: { readonly field: NamedField; readonly given: Around },
): boolean {
  if (isFree(field) || words === undefined) return false
  const { heads, rest } = words
  if (![...heads].some((head) => holds(head, field.field))) return false
  const own = field.words[0]?.heads ?? heads
  if (own.size > 0 && ![...own].some((head) => heads.has(head))) return false
  if (![...rest].every(saysDoing)) return false
  return (judge(column.texts, field.field, given) ?? 0) >= 0.8
}

function isAbout(column: Standing, words: HeaderWords | undefined): boolean {
  if (words === undefined) return false
  if (isTyped(column.texts) || lengthOf(column) < proseMin) return false
  const { heads } = words
  return heads.size === 0 || [...heads].some((head) => head === 'name' || head === 'content')
}

/** Characters of a text that says what something is about. */
const proseMin = 5

function lengthOf({ texts }: Standing): number {
  return texts.reduce((sum, text) => sum + text.length, 0) / Math.max(1, texts.length)
}

/** The one year that titles or the name of the sheet name; null: none, or several. */
function titledYear(table: SheetTable, header: Header, titles: readonly string[]): number | null {
  const above = table.rows
    .slice(0, Math.max(0, header.first))
    .flatMap((cells) => cells.map(({ text }) => text))
  for (const texts of [above, [table.name], titles]) {
    const years = new Set(texts.flatMap((text) => yearsIn(text)))
    if (years.size > 1) return null
    const [year] = years
    if (year !== undefined) return year
  }
  return null
}

/** Whole days that must agree before the others are taken to be of their year. */
const agreeingMin = 3

/** What the days of a table say of years: the only one there is, and whether some name none. */
function yearsOf(
  { rows }: SheetTable,
  header: Header,
  { named, proposals }: { named: NamedShape; proposals: readonly ColumnProposal[] },
): { readonly only: number | null; readonly isYearless: boolean } {
  const columns = proposals.filter(({ use }) => {
    if (typeof use === 'string') return false
    return named.fields.find(({ id }) => id === use.field)?.field.type === 'date'
  })
  const years = new Map<number, number>()
  let lacks = false
  for (const cells of rows.slice(header.last + 1, header.last + 1 + daysRowsMax)) {
    for (const { at } of columns) {
      const text = cells[at]?.text.trim() ?? ''
      if (text === '' || text.length > dayCharactersMax) continue
      const [year] = yearsIn(text)
      if (year !== undefined) years.set(year, (years.get(year) ?? 0) + 1)
      else if (!lacks) lacks = isYearless(text)
    }
  }
  const [[only, count] = [null, 0]] = years
  return { only: years.size === 1 && count >= agreeingMin ? only : null, isYearless: lacks }
}

const dayCharactersMax = 40
/** Rows whose days are looked at; whoever reads the table holds every column to the year again. */
const daysRowsMax = 2000

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
