import type { FieldPaths } from '../predicate/paths-read.ts'
import { pathsRead } from '../predicate/paths-read.ts'
import type { Predicate } from '../predicate/predicate.ts'
import type { FigureDefinition } from './figure.ts'
import { measureKindOf } from './measures/measure-kinds.ts'

/** What a definition reads in the records of one register: the one answer for everybody. */
export interface RegisterRead {
  readonly register: string
  /** Only records for which it holds matter; absent: every record. */
  readonly where?: Predicate
  /** What is asked of these records beside. */
  readonly asks: readonly Predicate[]
  /** Fields, or `rows.field`, whose values are taken. */
  readonly fields: readonly string[]
  /** The field of people by which it is split. */
  readonly by?: string
  /** How many years before the year in question it begins to look: 0 is that year alone. */
  readonly since: number
}

/** What a figure reads. */
export function readsOfFigure(figure: FigureDefinition): RegisterRead {
  const { measure, where, by, compare } = figure
  return {
    register: measure.register,
    ...(where === undefined ? {} : { where }),
    ...measureKindOf(measure).reads(measure),
    ...(by === undefined ? {} : { by }),
    since: measureKindOf(measure).looksBack ?? (compare === undefined ? 0 : 1),
  }
}

/** The years whose records a figure counts for a year, in order. */
export function yearsCounted({ measure }: FigureDefinition, year: number): readonly number[] {
  const { looksBack = 0 } = measureKindOf(measure)
  return Array.from({ length: looksBack + 1 }, (_, at) => year - looksBack + at)
}

/** Every field that is looked at, by register: of the records read, and of those that answer. */
export function fieldsRead({ register, where = {}, asks, fields, by }: RegisterRead): FieldPaths {
  return pathsRead(register, [where, ...asks], by === undefined ? fields : [...fields, by])
}

/** Registers whose records answer what a predicate asks (`answeredBy`). */
export function registersAnswering(predicate: Predicate): readonly string[] {
  const itself = ''
  return [...pathsRead(itself, [predicate]).keys()].filter((one) => one !== itself)
}
