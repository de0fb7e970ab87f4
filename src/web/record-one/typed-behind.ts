import { searchForm } from '../../ledger/record/search-text.ts'
import type { Field, Register } from '../../ledger/register/register.ts'
import { titleFields } from '../../ledger/register/title.ts'
import type { Values } from '../../ledger/value.ts'
import type { Named } from './find-offered.ts'
import { nameWithin } from './find-offered.ts'

/** What was typed behind the name by which something was found: 研究预算 of 党组会 研究预算; else ''. */
export function typedBehind(one: Named, typed: string): string {
  const name = nameWithin(one, typed)
  if (name === null) return ''
  // The form in which they are compared may be shorter or longer than what was typed.
  const ends = Array.from(typed, (_, at) => at + 1)
  const end = ends.find((at) => formOf(typed.slice(0, at)).includes(name)) ?? typed.length
  const behind = typed.slice(end)
  // The rest of a word (meetings) says nothing more.
  if (/[a-z0-9]$/i.test(name) && /^[a-z0-9]/i.test(behind)) return ''
  return behind.replace(/^[\s\p{P}]+/u, '').trim()
}

function formOf(text: string): string {
  return searchForm(text).toUpperCase()
}

/** What a form begins with, and in it the matter that was typed: never in place of another. */
export function withMatter(register: Register, values: Values, matter: string): Values {
  const field = matter === '' ? null : matterField(register)
  if (field === null || !isEmpty(values[field.id])) return values
  if (field.type !== 'rows') return { ...values, [field.id]: matter }
  const column = matterColumn(field)
  return column === null ? values : { ...values, [field.id]: [{ [column.id]: matter }] }
}

/**
 * The field that says what such a record is about: of the texts in its title the roomiest, for a
 * number is short; where the title holds none, the first text that it needs, else the first rows
 * that need one (the topic of an agenda).
 */
function matterField({ title, fields }: Register): Field | null {
  const named = titleFields(title).flatMap((id) => fields.find((field) => field.id === id) ?? [])
  const [roomiest] = named.filter(isText).toSorted((one, other) => roomOf(other) - roomOf(one))
  return (
    roomiest ??
    fields.find((field) => isText(field) && field.required === true) ??
    fields.find((field) => matterColumn(field) !== null) ??
    null
  )
}

function matterColumn(field: Field): Field | null {
  if (field.type !== 'rows') return null
  return field.fields?.find((column) => isText(column) && column.required === true) ?? null
}

function isText({ type, of }: Field): boolean {
  return (type === 'text' || type === 'longText') && of === undefined
}

function roomOf({ max }: Field): number {
  return typeof max === 'number' ? max : 0
}

function isEmpty(value: Values[string] | undefined): boolean {
  return value === undefined || value === null || value === '' || isEmptyList(value)
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0
}
