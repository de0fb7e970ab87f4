import { parsePeriod, periodText } from '../day/period.ts'
import { fieldContext, fieldKindOf } from '../fields/field-kinds.ts'
import type { Label, Lang } from '../label.ts'
import { both } from '../label.ts'
import type { Names } from '../names.ts'
import { valueAt } from '../read-value.ts'
import type { Values } from '../value.ts'
import type { Choice, Field, Register } from './register.ts'

/** Characters of a title at most; the rest is cut with an ellipsis. */
const titleCharactersMax = 120

/** What texts of values need to know. */
export interface TextContext {
  readonly lists: ReadonlyMap<string, readonly Choice[]>
  readonly names?: Names
}

const placeholder = /\{([A-Za-z0-9]+)\}/g

/** Ids of the fields a title template names. */
export function titleFields(template: string): readonly string[] {
  return [...template.matchAll(placeholder)].map((match) => match[1] ?? '')
}

/** The fields that say what kind of thing a record is: the choices that its title names. */
export function kindFields({
  fields,
  title,
}: Pick<Register, 'fields' | 'title'>): readonly Field[] {
  const named = titleFields(title)
  return fields.filter(({ id, type }) => type === 'choice' && named.includes(id))
}

/** A record's title by the register's template, in both languages. */
export function titleOf(register: Register, values: Values, context: TextContext): Label {
  return both((lang) => titlesIn(register, context, lang)(values))
}

/**
 * Says the titles of a register in one language. What the template names is looked up once, for all
 * records of a list.
 */
export function titlesIn(
  register: Register,
  context: TextContext,
  lang: Lang,
): (values: Values) => string {
  // Every other part is the id of a field.
  const parts = register.title
    .split(placeholder)
    .map((part, at) => (at % 2 === 0 ? () => part : titlePart(register, part, context, lang)))
  return (values) => {
    const filled = parts.map((partOf) => partOf(values)).join('')
    const title = filled.replace(/\s+/g, ' ').trim()
    if (title === '') return register.label[lang]
    return title.length <= titleCharactersMax ? title : `${title.slice(0, titleCharactersMax - 1)}…`
  }
}

/** What a field says in a title: a period as people say it. */
function titlePart(
  { fields, label }: Register,
  id: string,
  context: TextContext,
  lang: Lang,
): (values: Values) => string {
  const field = fields.find((one) => one.id === id)
  if (field === undefined) return () => ''
  const textIn = textsOf(field, context, lang)
  return (values) => {
    // A link whose record nobody here can name would say its id: the register says what this is.
    if (isNameless(field, values, context)) return label[lang]
    const text = textIn(values)
    return periodIn(field, text)?.[lang] ?? text
  }
}

/** What nothing but a period looks like: a month may be the number of a thing. */
const partOfYear = /^\d{4}-(H[12]|Q[1-4])$/
/** `2026-07`, the longest. */
const periodCharacters = 7

/**
 * A period that a text field holds, as people say it: `2026-H1` is 2026年上半年. A year or a month is
 * one only where the field has no room for more than a period; elsewhere it may be a number. Null:
 * it is none.
 */
export function periodIn({ type, max }: Pick<Field, 'type' | 'max'>, text: string): Label | null {
  const isPeriod = type === 'text' && (max === periodCharacters || partOfYear.test(text))
  return isPeriod && parsePeriod(text) !== null ? periodText(text) : null
}

function isNameless({ id, type }: Field, values: Values, { names }: TextContext): boolean {
  const value = values[id]
  return type === 'record' && typeof value === 'string' && (names?.record(value) ?? null) === null
}

/** The text of one field of a record for lists, search and export; empty where it has none. */
export function fieldText(
  { register, values, id }: { register: Register; values: Values; id: string },
  context: TextContext,
  lang: Lang,
): string {
  const field = register.fields.find((one) => one.id === id)
  return field === undefined ? '' : textsOf(field, context, lang)(values)
}

function textsOf(field: Field, context: TextContext, lang: Lang): (values: Values) => string {
  const { text } = fieldKindOf(field.type)
  const around = fieldContext(context)
  return (values) => {
    const value = valueAt(values, field.id)
    return value === null || value === undefined ? '' : text(value, field, around, lang)
  }
}
