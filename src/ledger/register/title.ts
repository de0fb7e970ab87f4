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
  return both((lang) => titleIn(register, values, context, lang))
}

/** The same in one language, for lists, which show no more. */
export function titleIn(
  register: Register,
  values: Values,
  context: TextContext,
  lang: Lang,
): string {
  const filled = register.title.replace(placeholder, (_, id: string) =>
    // A link whose record nobody here can name would say its id: the register says what this is.
    isNameless({ register, values, id }, context)
      ? register.label[lang]
      : inWords(register, id, fieldText({ register, values, id }, context, lang))[lang],
  )
  const title = filled.replace(/\s+/g, ' ').trim()
  if (title === '') return register.label[lang]
  return title.length <= titleCharactersMax ? title : `${title.slice(0, titleCharactersMax - 1)}…`
}

/** What nothing but a period looks like: a month may be the number of a thing. */
const partOfYear = /^\d{4}-(H[12]|Q[1-4])$/
/** `2026-07`, the longest. */
const periodCharacters = 7

function inWords({ fields }: Register, id: string, text: string): Label {
  const field = fields.find((one) => one.id === id)
  const said = field === undefined ? null : periodIn(field, text)
  return said ?? { zh: text, en: text }
}

/**
 * A period that a text field holds, as people say it: `2026-H1` is 2026年上半年. A year or a month is
 * one only where the field has no room for more than a period; elsewhere it may be a number. Null:
 * it is none.
 */
export function periodIn({ type, max }: Pick<Field, 'type' | 'max'>, text: string): Label | null {
  const isPeriod = type === 'text' && (max === periodCharacters || partOfYear.test(text))
  return isPeriod && parsePeriod(text) !== null ? periodText(text) : null
}

function isNameless(
  { register, values, id }: { register: Register; values: Values; id: string },
  { names }: TextContext,
): boolean {
  const value = values[id]
  const isLink = register.fields.some((field) => field.id === id && field.type === 'record')
  return isLink && typeof value === 'string' && (names?.record(value) ?? null) === null
}

/** The text of one field of a record for lists, search and export; empty where it has none. */
export function fieldText(
  { register, values, id }: { register: Register; values: Values; id: string },
  context: TextContext,
  lang: Lang,
): string {
  const field = register.fields.find((one) => one.id === id)
  const value = valueAt(values, id)
  if (field === undefined || value === null || value === undefined) return ''
  return fieldKindOf(field.type).text(value, field, fieldContext(context), lang)
}
