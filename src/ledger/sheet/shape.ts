import { core } from '../core/core-registers.ts'
import { plainPersonName } from '../core/person-name.ts'
import { fieldKindOf } from '../fields/field-kinds.ts'
import type { Label } from '../label.ts'
import type { ParseContext, ParsedValues } from '../record/parse-values.ts'
import { parseValues } from '../record/parse-values.ts'
import type { Field, Register } from '../register/register.ts'

/** A field that a column can fill. */
export interface ShapeField {
  /** `agenda.topic` inside a rows field, `post.title` where a row makes records of several. */
  readonly id: string
  readonly field: Field
  /** The rows field that it stands in. */
  readonly inside?: Field
  /** Names that its column has where it stands beside others: 科室 for the name of an office. */
  readonly called?: readonly string[]
  /** The one form in which its text is kept: a person's name without blanks. */
  readonly plain?: (text: string) => string
}

/** What a table is mapped onto: a register, or several that one row makes records of. */
export interface Shape {
  readonly id: string
  readonly label: Label
  readonly fields: readonly ShapeField[]
  /** The field of its event date; a bare 时间 means it. */
  readonly date: string | null
  /** The field that says what it is about; a bare 名称 or 内容 means it. */
  readonly title: string | null
  /** The field that may keep what has no field of its own, as `column: content`. */
  readonly keptIn: string | null
  /** The pack names that field, so that such columns are kept without being asked for. */
  readonly keepsWords: boolean
  /** Reads raw values by field id as those of one row. */
  parse(raw: Readonly<Record<string, unknown>>, context: ParseContext): ParsedValues
}

const shapes = new WeakMap<Register, Shape>()

/** A register as what a table is mapped onto; one register, one shape. */
export function shapeOf(register: Register): Shape {
  const before = shapes.get(register)
  if (before) return before
  const shape = madeShape(register)
  shapes.set(register, shape)
  return shape
}

function madeShape(register: Register): Shape {
  return {
    id: register.id,
    label: register.label,
    fields: fieldsOf(register),
    date: register.date,
    title: titleField(register),
    keptIn: keepsText(register.fields) ?? freeText(register.fields),
    keepsWords: keepsText(register.fields) !== null,
    parse: (raw, context) => parseValues(register, raw, context),
  }
}

/**
 * Several registers as one sheet: its rows hold a person with office and post. Fields are named
 * `register.field`; those by which the registers point to each other are no columns of their own.
 * What such a row must say, `parse` tells.
 */
export function joinedShape(
  { id, label }: { readonly id: string; readonly label: Label },
  registers: readonly Register[],
  parse: Shape['parse'],
): Shape {
  const isHere = (of: string) => registers.some((one) => one.id === of)
  const inner = (field: Field) =>
    (/^(person|people)$/.test(field.type) && isHere(core.person.id)) ||
    (/^offices?$/.test(field.type) && isHere(core.office.id))
  const fields = registers.flatMap((register) =>
    fieldsOf(register)
      .filter(({ field }) => !inner(field))
      .map(({ inside, ...one }) => ({
        ...one,
        id: `${register.id}.${one.id}`,
        field: { ...one.field, required: false },
        called: calledWith(register, one.field),
        ...(inside === undefined ? {} : { inside }),
      })),
  )
  return { id, label, fields, date: null, title: null, keptIn: null, keepsWords: false, parse }
}

function fieldsOf({ id: register, fields }: Register): readonly ShapeField[] {
  const isName = (id: string) => register === core.person.id && id === core.person.names.name
  return fields.flatMap((field) => [
    { id: field.id, field, ...(isName(field.id) ? { plain: plainPersonName } : {}) },
    ...(field.fields ?? []).map((one) => ({
      id: `${field.id}.${one.id}`,
      field: one,
      inside: field,
    })),
  ])
}

/** The field that others are kept in words in; a pack names one where it has one. */
function keepsText(fields: readonly Field[]): string | null {
  return fields.find((field) => field.inWords !== undefined)?.inWords ?? null
}

/** A long free text that need not say anything by itself, the last one of the register. */
function freeText(fields: readonly Field[]): string | null {
  const free = fields.filter(({ required }) => !required)
  const long = free.filter(({ type }) => type === 'longText')
  const texts = free.filter(({ type, max }) => type === 'text' && (max ?? 0) >= roomyMin)
  return (long.at(-1) ?? texts.at(-1))?.id ?? null
}

/** Characters that a text must have room for to keep those of other columns. */
const roomyMin = 300

/** What the title of a record is made of, else its first text. */
function titleField({ title, fields }: Register): string | null {
  const texts = fields.filter(({ type }) => fieldKindOf(type).freeText)
  const named = texts.filter(({ id }) => title.includes(`{${id}}`))
  const needed = texts.filter(({ required }) => required)
  const plain = named.filter(({ label }) => !/(?:编号|文号|字号|号码)$/.test(label.zh))
  return (plain[0] ?? needed[0] ?? (texts.length === 1 ? texts[0] : undefined))?.id ?? null
}

/** 科室 and 科室名称 for the name of an office, 任职日期 for the first day of a post. */
function calledWith({ label, title }: Register, field: Field): readonly string[] {
  const nouns = label.zh.split(/[与和及、]/)
  const isTitle = title.includes(`{${field.id}}`) && field.type === 'text'
  return [...nouns.map((noun) => `${noun}${field.label.zh}`), ...(isTitle ? nouns : [])]
}
