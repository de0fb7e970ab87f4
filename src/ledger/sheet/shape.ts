import { core } from '../core-registers.ts'
import type { Label } from '../label.ts'
import type { ParseContext, ParsedValues } from '../parse-values.ts'
import { parseValues } from '../parse-values.ts'
import type { Field, Register } from '../register.ts'

/** A field that a column can fill. */
export interface ShapeField {
  /** `agenda.topic` inside a rows field, `post.title` where a row makes records of several. */
  readonly id: string
  readonly field: Field
  /** The rows field that it stands in. */
  readonly inside?: Field
}

/** What a table is mapped onto: a register, or several that one row makes records of. */
export interface Shape {
  readonly id: string
  readonly label: Label
  readonly fields: readonly ShapeField[]
  /** The field of its event date; a bare 时间 means it. */
  readonly date: string | null
  /** The field that keeps what has no field of its own. */
  readonly keptIn: string | null
  /** Reads raw values by field id as those of one row. */
  parse(raw: Readonly<Record<string, unknown>>, context: ParseContext): ParsedValues
}

/** A register as what a table is mapped onto. */
export function shapeOf(register: Register): Shape {
  return {
    id: register.id,
    label: register.label,
    fields: fieldsOf(register),
    date: register.date,
    keptIn: keepsText(register.fields),
    parse: (raw, context) => parseValues(register, raw, context),
  }
}

/**
 * Several registers as one sheet: its rows hold a person with office and post. Fields are named
 * `register.field`; those by which the registers point to each other are no columns of their own,
 * and a person or office field of none of them becomes a name like any other.
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
      .map((one) => ({ ...one, id: `${register.id}.${one.id}` })),
  )
  return { id, label, fields, date: null, keptIn: null, parse }
}

function fieldsOf({ fields }: Register): readonly ShapeField[] {
  return fields.flatMap((field) => [
    { id: field.id, field },
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
