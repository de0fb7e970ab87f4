import type { FieldShape } from '../fields/field-kind.ts'
import { isObject } from '../fields/field-kind.ts'
import { fieldContext, fieldKindOf } from '../fields/field-kinds.ts'
import type { Registers } from '../register/register.ts'
import type { Value, Values } from '../value.ts'
import { holds } from './evaluate.ts'
import { operatorOf } from './operators/operators.ts'
import type { FieldTest, Operand, Predicate } from './predicate.ts'

/** What a record has to say so that a predicate holds of it, as far as the predicate tells. */
export interface ValuesWanted {
  readonly values: Values
  /** Fields that it asks for, of which only whoever writes knows what they say. */
  readonly open: readonly string[]
}

/** What is at hand to choose among several values that would do. */
interface Given {
  readonly lists: Registers['lists']
  /** Values of a record like it, which are taken where they would do; null: there is none. */
  readonly like: Values | null
}

/** The values with which a record, or a row, with these fields satisfies a predicate. */
export function valuesWanted(
  predicate: Predicate,
  fields: readonly FieldShape[],
  given: Given,
): ValuesWanted {
  const values: Record<string, Value> = {}
  const open = new Set<string>()
  for (const [key, test] of testsOf(predicate)) {
    const field = fields.find(({ id }) => id === key)
    if (field === undefined) continue
    const found = valueFor(field, test, given)
    if (found !== undefined) values[key] = found
    const isMet = holds({ [key]: test }, { id: null, values }, { today: '' })
    if (!isMet || (Array.isArray(found) && found.some(isObject))) open.add(key)
  }
  return { values, open: [...open] }
}

/** What is asked of single fields; of alternatives the first, and nothing of what is denied. */
function testsOf(predicate: Predicate): readonly (readonly [string, FieldTest])[] {
  return Object.entries(predicate).flatMap(([key, test]) => {
    if (key === 'all') return (test as readonly Predicate[]).flatMap(testsOf)
    if (key === 'any') return (test as readonly Predicate[]).slice(0, 1).flatMap(testsOf)
    return key === 'not' ? [] : [[key, test as FieldTest] as const]
  })
}

function valueFor(field: FieldShape, test: FieldTest, given: Given): Value | undefined {
  const each = fieldKindOf(field.type).each?.(field, given)
  if (each === undefined) return plainValue(field, test, given)
  const isMet = (value: Value) => holds({ [field.id]: test }, alone(field, value), { today: '' })
  const fit = each.filter(isMet)
  // Where any will do, it is asked that something is said, and nothing is known of what.
  if (fit.length === each.length) return undefined
  const like = given.like?.[field.id]
  return fit.find((one) => one === like) ?? fit[0]
}

function alone({ id }: FieldShape, value: Value) {
  return { id: null, values: { [id]: value } }
}

/** Of fields with too many values to try them all: what is named, or the row that is asked for. */
function plainValue(field: FieldShape, test: FieldTest, given: Given): Value | undefined {
  if (typeof test !== 'object') return literal(field, test, given)
  if (Array.isArray(test)) return literal(field, test[0] as Operand, given)
  for (const [name, argument] of Object.entries(test)) {
    const row = operatorOf(name).rowWanted?.(argument)
    if (row === undefined) continue
    const { values } = valuesWanted(row, field.fields ?? [], { ...given, like: null })
    return [values]
  }
  return undefined
}

function literal(field: FieldShape, operand: Operand, { lists }: Given): Value | undefined {
  if (typeof operand === 'string' && operand.startsWith('$')) return undefined
  const kind = fieldKindOf(field.type)
  const parsed = kind.parse(kind.many ? [operand] : operand, field, fieldContext({ lists }))
  return parsed.value ?? undefined
}
