import type { Choice } from '../choice.ts'
import type { Fault, Place } from '../fault.ts'
import type { Label, Lang } from '../label.ts'
import type { Names } from '../names.ts'
import type { OperatorName } from '../predicate/predicate.ts'
import type { Value } from '../value.ts'

/** What a predicate may ask of a field: equality, one of a list, or an operator. */
export type Operator = 'is' | 'anyOf' | OperatorName

/** A field as its kind sees it: any declaration of `register.ts`, whatever the kind's name. */
export interface FieldShape {
  readonly id: string
  readonly type: string
  readonly label: Label
  readonly required: boolean
  readonly help?: Label
  /** Roles that may read it; absent = every member of the organisation. */
  readonly readers?: readonly string[]
  /** choice, choices: the list of the pack it draws from. */
  readonly of?: string
  /** record: the register it points to. */
  readonly register?: string
  /** Bounds: of a number, of the count of a many-valued field, of the characters of a text. */
  readonly min?: number
  readonly max?: number
  /** number: digits after the point (0 = whole). */
  readonly decimals?: number
  readonly unit?: Label
  /** rows: the fields of a row (no rows inside rows). */
  readonly fields?: readonly FieldShape[]
  /**
   * A default the form proposes: `today`, `me`, `my-office`, `last`, or a literal. `last` of people is
   * offered and not filled in.
   */
  readonly default?: string | number | boolean
  /** What else the column of this field may be called in a sheet that was not made here. */
  readonly headers?: readonly string[]
  /** A blank cell of a sheet says the same as the cell above it. */
  readonly continues?: boolean
  /** The text field that keeps what a cell says when it is no value of this field. */
  readonly inWords?: string
}

/** What a kind may ask of its surroundings while it reads a value. */
export interface FieldContext {
  readonly lists: ReadonlyMap<string, readonly Choice[]>
  /** Given: ids must be known here. Absent (a page without a roster): ids pass as they are. */
  readonly names?: Names
  /** Finds the kind of a field inside a row. */
  readonly kindOf: (type: string) => FieldKind
}

/** A value, or every fault found in it. Null: the field is empty. */
export type Parsed =
  | { readonly value: Value; readonly faults?: undefined }
  | { readonly faults: readonly Fault[]; readonly value?: undefined }

/**
 * An option that YAML may give for a field of this kind, beside those every field has.
 * Plain data, so that the browser needs no schema library; `register-schema.ts` reads it.
 */
export type OptionRule = {
  readonly as: 'whole' | 'number' | 'list' | 'register' | 'unit' | 'fields'
  readonly needed?: true
  readonly atLeast?: number
  readonly atMost?: number
}

/** Options by name. */
export type OptionRules = {
  readonly [option in
    | 'of'
    | 'register'
    | 'min'
    | 'max'
    | 'decimals'
    | 'unit'
    | 'fields']?: OptionRule
}

/** A piece of JSON Schema, as the interface describes values with it. */
export type JsonSchema = Readonly<Record<string, unknown>>

/** What a kind may ask of its surroundings while it says its JSON Schema. */
export interface JsonContext {
  readonly idsOf: (field: FieldShape) => readonly string[]
  /** The schema of an object with these fields. */
  readonly objectOf: (fields: readonly FieldShape[]) => JsonSchema
}

/** Everything the product knows about one kind of field. */
export interface FieldKind {
  readonly options: OptionRules
  /** Whether a value is a list; equality then means "includes". */
  readonly many: boolean
  readonly operators: readonly Operator[]
  /** What its values add up to; absent: a sum over them says nothing. */
  readonly summed?: 'number' | 'fen' | 'minutes'
  /** What its values point to, by id. */
  readonly names?: 'person' | 'office' | 'record' | 'file'
  /** An amount or a yes-no: it cannot speak of anybody. */
  readonly namesNobody?: true
  /** What people write in it is held to no form. */
  readonly freeText?: true
  /** Its values are moments, early and late, not much and little. */
  readonly dated?: true
  /** Its values cover those of another kind: a period covers days. */
  readonly covers?: 'date'
  /** Its label is a statement of its own (写入年度报告), which a record carries or not. */
  readonly isStatement?: true
  /** A report may repeat its values; people are not named in one. */
  readonly retold?: true
  /** Its values take more room than a column of a list has. */
  readonly wide?: true
  /** A list can be put in the order of its values. */
  readonly sorted?: true
  /** How a spreadsheet keeps its values as numbers, so that it can order them and add them up. */
  readonly typed?: {
    /** Null: this value has no such number. */
    number(value: Value): number | null
    /** How the number is shown, in the words of a spreadsheet. */
    format(field: FieldShape, lang: Lang): string
  }
  /** All values, where there are few: a form tries them until one satisfies a predicate. */
  each?(field: FieldShape, context: Pick<FieldContext, 'lists'>): readonly Value[]
  /** What a cell offers to choose from, where it holds one value of a list. */
  offered?(field: FieldShape, context: FieldContext, lang: Lang): readonly string[]
  /** Its text counts mark by mark: a sheet must not take it for a number or a day. */
  readonly spelled?: true
  /** What the text of a filter is compared as; absent: as the text it is; null: none is a value. */
  readonly compared?: ((text: string) => number | boolean) | null
  /** The values in JSON, as the API takes and gives them. */
  json(field: FieldShape, context: JsonContext): JsonSchema
  /** Chinese measure word and English noun for its values when they are counted. */
  readonly counted: Label
  /** Normalises what a form, a file or a machine sent; refuses what it cannot mean. Idempotent. */
  parse(raw: unknown, field: FieldShape, context: FieldContext): Parsed
  /** The value for lists, titles, search and export. */
  text(value: Value, field: FieldShape, context: FieldContext, lang: Lang): string
  /** The value as a cell of a sheet; absent: its `text`, which can be read back. */
  cell?(value: Value, field: FieldShape, context: FieldContext, lang: Lang): string
  /** Reads a cell of a sheet: names and labels become ids. Reads back whatever `cell` wrote. */
  read(cell: string, field: FieldShape, context: FieldContext): Parsed
}

/** Builds the one-fault answer of a kind; `at` is relative to the field. */
export function refused(
  code: string,
  { text, hint, at = [] }: { text: Label; hint: Label; at?: Place },
): Parsed {
  return { faults: [{ code, at, text, hint }] }
}

/** Whether nothing was entered. */
export function isEmpty(raw: unknown): boolean {
  return (
    raw === undefined ||
    raw === null ||
    (typeof raw === 'string' && raw.trim() === '') ||
    (Array.isArray(raw) && raw.length === 0)
  )
}

const fullWidth = /[０-９．，：－／％＋（）]/g

/** Half-width digits and marks, no outer or zero-width blanks: how numbers and dates are read. */
export function plainText(raw: string): string {
  return raw
    .replace(fullWidth, (mark) => String.fromCharCode(mark.charCodeAt(0) - 0xfee0))
    .replace(/[\u200b-\u200d\ufeff]/g, '')
    .replace(/[\u3000\u00a0]/g, ' ')
    .trim()
}

/** Splits a cell that holds several names or labels; each part with the mark that came before. */
export function splitCell(
  cell: string,
): readonly { readonly mark: string; readonly part: string }[] {
  const pieces = cell.split(/([、，,;；\n\r\t]+)/)
  const parts: { mark: string; part: string }[] = []
  for (let at = 0; at < pieces.length; at += 2) {
    const part = pieces[at] ?? ''
    if (part.trim() !== '') parts.push({ mark: pieces[at - 1] ?? '', part })
  }
  return parts
}

/** Whether a value is a plain object (not null, not a list). */
export function isObject(raw: unknown): raw is { readonly [key: string]: unknown } {
  return typeof raw === 'object' && raw !== null && !Array.isArray(raw)
}

/** An own property or undefined; never one that came by inheritance. */
export function own(raw: object, key: string): unknown {
  return Object.hasOwn(raw, key) ? (raw as { readonly [key: string]: unknown })[key] : undefined
}

/** An id of a record, as the API says it. */
export const idJson: JsonSchema = { type: 'string', pattern: '^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$' }

/** A day, as the API says it. */
export const dayJson: JsonSchema = { type: 'string', format: 'date' }

/** A list of ids, as few and as many as the field may have. */
export function listJson(items: JsonSchema, { min, max }: FieldShape): JsonSchema {
  return {
    type: 'array',
    items,
    ...(min === undefined ? {} : { minItems: min }),
    ...(max === undefined ? {} : { maxItems: max }),
  }
}

/** The bounds of a number. */
export function boundsJson({ min, max }: FieldShape): JsonSchema {
  return {
    ...(min === undefined ? {} : { minimum: min }),
    ...(max === undefined ? {} : { maximum: max }),
  }
}

/** An object that has all of these. */
export function wholeJson(properties: JsonSchema): JsonSchema {
  return { type: 'object', properties, required: Object.keys(properties) }
}
