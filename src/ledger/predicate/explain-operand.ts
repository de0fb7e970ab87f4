import { fieldContext, fieldKindOf } from '../fields/field-kinds.ts'
import { moneyText } from '../fields/money/money.ts'
import type { Lang } from '../label.ts'
import type { Names } from '../names.ts'
import type { Field, Register, Registers } from '../register/register.ts'
import type { Operand } from './predicate.ts'

/** What an explanation may draw on. */
export interface ExplainContext {
  readonly registers: Registers
  /** Names of persons and offices that a predicate mentions by id. */
  readonly names?: Names
}

/** The fields in sight while a predicate is explained. */
export interface ExplainScope extends ExplainContext {
  readonly fields: readonly Field[]
  /** Fields of the record, to which `$field` falls back inside a row. */
  readonly outer: readonly Field[]
  readonly lang: Lang
  /** Inside a row a clause becomes an attribute: 主题为…的一项. */
  readonly inRow: boolean
}

/** The scope of a register's own fields. */
export function scopeOf(register: Register, context: ExplainContext, lang: Lang): ExplainScope {
  return { ...context, fields: register.fields, outer: register.fields, lang, inRow: false }
}

/** The field of that id in sight. */
export function fieldIn(scope: ExplainScope, id: string): Field | undefined {
  return scope.fields.find((one) => one.id === id) ?? scope.outer.find((one) => one.id === id)
}

/** What a sentence calls a field; an unknown one by its id. */
export function fieldText(field: Field | undefined, id: string, lang: Lang): string {
  if (field === undefined) return id
  if (lang === 'zh') return field.label.zh
  return isNoun(field) ? `the ${lowerFirst(field.label.en)}` : `“${field.label.en}”`
}

/** English labels such as “Held on”, “Present” or “Closed out” cannot follow an article. */
function isNoun({ type, label }: Field): boolean {
  if (fieldKindOf(type).isStatement || isPeople({ type })) return false
  return !/\b(on|at|by|in|to|from|for|of|out|since|until|due|attend)$/i.test(label.en)
}

/** Whether a field names several people, so that its label is one of theirs: 出席. */
export function isPeople({ type }: Pick<Field, 'type'>): boolean {
  const kind = fieldKindOf(type)
  return kind.many && kind.names === 'person'
}

/** An operand in words: a label, an amount, a day, another field. */
export function operandText(
  operand: unknown,
  field: Field | undefined,
  scope: ExplainScope,
): string {
  const { lang } = scope
  if (typeof operand === 'string' && operand.startsWith('$')) {
    const id = operand.slice(1)
    if (id === 'today') return lang === 'zh' ? '当天日期' : 'today'
    return fieldText(fieldIn(scope, id), id, lang)
  }
  if (typeof operand === 'object' || operand === undefined) return '…'
  if (field === undefined) return String(operand)
  if (typeof operand === 'number') return numberText(operand, field, lang)
  if (typeof operand === 'boolean') return boolText(operand, lang)
  return literalText(String(operand), field, scope)
}

/** Several operands: `A、B或C`, `A, B or C`. */
export function anyOfText(
  operands: readonly Operand[],
  field: Field | undefined,
  scope: ExplainScope,
): string {
  const texts = operands.map((one) => operandText(one, field, scope))
  const last = texts.pop() ?? ''
  if (texts.length === 0) return last
  return scope.lang === 'zh' ? `${texts.join('、')}或${last}` : `${texts.join(', ')} or ${last}`
}

/** A share in words where it has some: `三分之二`, `two thirds`; else per cent. */
export function shareText(share: number, lang: Lang): string {
  for (const [part, whole, zh, en] of namedShares) {
    if (Math.abs(share - part / whole) < 1e-4) return lang === 'zh' ? zh : en
  }
  return `${Math.round(share * 1000) / 10}%`
}

/** Lower-cases the first letter of an English label unless it begins an abbreviation. */
export function lowerFirst(text: string): string {
  return /^[A-Z](?![A-Z])/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text
}

const namedShares: readonly (readonly [number, number, string, string])[] = [
  [1, 2, '一半', 'half'],
  [1, 3, '三分之一', 'a third'],
  [2, 3, '三分之二', 'two thirds'],
  [1, 4, '四分之一', 'a quarter'],
  [3, 4, '四分之三', 'three quarters'],
  [4, 5, '五分之四', 'four fifths'],
]

function numberText(number: number, field: Field, lang: Lang): string {
  if (field.type === 'money') return moneyText(Math.round(number * 100), lang)
  const context = fieldContext({ lists: new Map() })
  const text = fieldKindOf(field.type).text(number, field, context, lang)
  return text === '' ? String(number) : text
}

function boolText(flag: boolean, lang: Lang): string {
  if (lang === 'zh') return flag ? '“是”' : '“否”'
  return flag ? 'yes' : 'no'
}

function literalText(literal: string, field: Field, scope: ExplainScope): string {
  const { registers, names, lang } = scope
  const context = fieldContext({
    lists: registers.lists,
    ...(names === undefined ? {} : { names }),
  })
  const kind = fieldKindOf(field.type)
  if (kind.covers) return fieldKindOf(kind.covers).text(literal, field, context, lang)
  const text = kind.text(kind.many ? [literal] : literal, field, context, lang)
  if (text === '') return literal
  return kind.freeText ? `“${text}”` : text
}
