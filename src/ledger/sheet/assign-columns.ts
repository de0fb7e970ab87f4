import type { FieldContext } from '../fields/field-kind.ts'
import { fieldKindOf } from '../fields/field-kinds.ts'
import type { Column } from './column.ts'
import { isCounting, isSerial, isTicked, lengthOf, proposalOf } from './column.ts'
import type { KnownFits } from './column-content.ts'
import { contentFits, dueOrDone, isTyped } from './column-content.ts'
import type { HeaderWords } from './header-words.ts'
import { headerWords, saysDoing } from './header-words.ts'
import type { ColumnProposal } from './mapping.ts'
import type { NamedField, NamedShape } from './shape-words.ts'
import { fieldsNamed, holds } from './shape-words.ts'

/** What columns are fitted to: the fields of a register, and what is known of texts already. */
export interface Fitting {
  readonly named: NamedShape
  readonly around: FieldContext
  readonly known: KnownFits
}

interface Fit {
  readonly column: Column
  readonly field: NamedField
  readonly score: number
  readonly why: 'name' | 'synonym' | 'content'
  /** Something stands in the column that speaks for it, or its header alone says enough. */
  readonly isProved: boolean
}

/** A column says less than this about a field: none is proposed. */
const scoreMin = 0.45
const sureMin = 0.75
/** A rival as near as this makes it a question. */
const leadMin = 0.08
const rivalMin = 0.4
const rivalsMax = 5

/**
 * Which column fills which field: the best fits first, each column and each field once; then what
 * is left by what it holds. Of every column is said how sure that is, and what else it might be.
 */
export function assignColumns(
  columns: readonly Column[],
  given: Fitting,
): readonly ColumnProposal[] {
  const { named } = given
  const fits = new Map(columns.map((column) => [column, fitsOf(column, columns, given)]))
  const ranked = [...fits.values()].flat().sort((one, other) => other.score - one.score)
  const taken = new Map<Column, Fit>()
  const filled = new Map<string, Column>()
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
function isSameOption(one: Column, other: Column): boolean {
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

/** How well every field fits a column, by what stands over it and what stands in it. */
function fitsOf(column: Column, columns: readonly Column[], given: Fitting): readonly Fit[] {
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

function judge(texts: readonly string[], field: NamedField['field'], { around, known }: Fitting) {
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
  column: Column,
  columns: readonly Column[],
  { field, given }: { field: NamedField; given: Fitting },
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
  readonly taken: Map<Column, Fit>
  readonly filled: Map<string, Column>
  readonly given: Fitting
}

/** Columns that are left, by what they hold and which fields are left; never sure. */
function byContent(columns: readonly Column[], state: Assignment): void {
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
  const take = (column: Column, field: NamedField) => {
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
  column: Column,
  words: HeaderWords | undefined,
  { field, given }: { readonly field: NamedField; readonly given: Fitting },
): boolean {
  if (isFree(field) || words === undefined) return false
  const { heads, rest } = words
  if (![...heads].some((head) => holds(head, field.field))) return false
  const own = field.words[0]?.heads ?? heads
  if (own.size > 0 && ![...own].some((head) => heads.has(head))) return false
  if (![...rest].every(saysDoing)) return false
  return (judge(column.texts, field.field, given) ?? 0) >= 0.8
}

function isAbout(column: Column, words: HeaderWords | undefined): boolean {
  if (words === undefined) return false
  if (isTyped(column.texts) || lengthOf(column) < proseMin) return false
  const { heads } = words
  return heads.size === 0 || [...heads].some((head) => head === 'name' || head === 'content')
}

/** Characters of a text that says what something is about. */
const proseMin = 5
