import { selfKey } from './evaluate.ts'
import type { Fault, Place } from './fault.ts'
import { fieldContext, fieldKindOf } from './fields/field-kinds.ts'
import type { Operator } from './fields/field-kind.ts'
import type { Predicate } from './predicate.ts'
import type { Field, Register, Registers } from './register.ts'

/**
 * What a well-formed predicate says that its register does not know: fields, operators a kind
 * does not have, items no list holds, `$fields`, registers that should answer.
 */
export function checkPredicate(
  predicate: Predicate,
  register: Register,
  registers: Registers,
): readonly Fault[] {
  const fields = register.fields
  return faultsIn(predicate, { at: [], fields, outer: fields, register, registers })
}

interface Sight {
  readonly at: Place
  readonly fields: readonly Field[]
  readonly outer: readonly Field[]
  readonly register: Register
  readonly registers: Registers
}

function deeper(sight: Sight, ...keys: (string | number)[]): Sight {
  return { ...sight, at: [...sight.at, ...keys] }
}

function faultsIn(predicate: Predicate, sight: Sight): readonly Fault[] {
  return Object.entries(predicate).flatMap(([key, test]): readonly Fault[] => {
    const here = deeper(sight, key)
    if (key === 'not') return faultsIn(test as Predicate, here)
    if (key === 'all' || key === 'any') {
      const parts = test as readonly Predicate[]
      return parts.flatMap((one, index) => faultsIn(one, deeper(here, index)))
    }
    if (key === selfKey && sight.fields === sight.outer) return selfFaults(test, here)
    const field = sight.fields.find((one) => one.id === key)
    if (field === undefined) return [unknownField(key, here)]
    return testFaults(test, field, here)
  })
}

function testFaults(test: unknown, field: Field, sight: Sight): readonly Fault[] {
  if (Array.isArray(test)) {
    const illegal = operatorFaults('anyOf', field, sight)
    return [
      ...illegal,
      ...test.flatMap((one, index) => operandFaults(one, field, deeper(sight, index))),
    ]
  }
  if (typeof test !== 'object' || test === null) {
    const operator = fieldKindOf(field.type).operators.includes('includes') ? 'includes' : 'is'
    return [...operatorFaults(operator, field, sight), ...operandFaults(test, field, sight)]
  }
  return Object.entries(test).flatMap(([operator, argument]) =>
    argumentFaults({ operator, argument, field, sight: deeper(sight, operator) }),
  )
}

function argumentFaults(given: {
  readonly operator: string
  readonly argument: unknown
  readonly field: Field
  readonly sight: Sight
}): readonly Fault[] {
  const { operator, argument, field, sight } = given
  if (operator === 'not') return testFaults(argument, field, sight)
  if (operator === 'answeredBy') return [illegalOperator(operator, field, sight)]
  const illegal = operatorFaults(operator as Operator, field, sight)
  if (illegal.length > 0) return illegal
  switch (operator) {
    case 'some':
    case 'every':
    case 'first':
      return faultsIn(argument as Predicate, { ...sight, fields: field.fields ?? [] })
    case 'ratio':
      return referenceFaults((argument as { of: unknown }).of, sight)
    case 'exists':
    case 'count':
      return []
    default:
      return operandFaults(argument, field, sight)
  }
}

function operatorFaults(operator: Operator, field: Field, sight: Sight): readonly Fault[] {
  if (fieldKindOf(field.type).operators.includes(operator)) return []
  return [illegalOperator(operator, field, sight)]
}

/** A literal must be one the field could hold; `$field` must be in sight. */
function operandFaults(operand: unknown, field: Field, sight: Sight): readonly Fault[] {
  if (typeof operand === 'string' && operand.startsWith('$')) return referenceFaults(operand, sight)
  const kind = field.type === 'period' ? fieldKindOf('date') : fieldKindOf(field.type)
  const context = fieldContext({ lists: sight.registers.lists })
  const { min: _min, max: _max, ...unbounded } = field
  const parsed = kind.parse(kind.many ? [operand] : operand, unbounded, context)
  // The literal is compared as it stands, so it must be written as it is stored: a day as
  // 2025-03-01, a duration in minutes.
  const written = typeof parsed.value === 'object' || parsed.value === operand
  if (parsed.faults === undefined && written) return []
  const shown = String(operand).slice(0, 60)
  return [
    {
      code: 'predicate.operand.unknown',
      at: sight.at,
      text: {
        zh: `“${field.label.zh}”不会是“${shown}”`,
        en: `“${field.label.en}” can never be “${shown}”`,
      },
      hint: parsed.faults?.[0]?.hint ?? {
        zh: `应写作“${String(parsed.value)}”。`,
        en: `Write it as “${String(parsed.value)}”.`,
      },
    },
  ]
}

function referenceFaults(operand: unknown, sight: Sight): readonly Fault[] {
  if (typeof operand !== 'string' || !operand.startsWith('$')) return []
  const id = operand.slice(1)
  const known = [...sight.fields, ...sight.outer].some((one) => one.id === id)
  return known || id === 'today' ? [] : [unknownField(id, sight)]
}

function selfFaults(test: unknown, sight: Sight): readonly Fault[] {
  const given = (test as { answeredBy?: { register: string; via: string } }).answeredBy
  const bare = (test as { not?: typeof test }).not
  if (given === undefined) return bare === undefined ? [] : selfFaults(bare, deeper(sight, 'not'))
  const at = [...sight.at, 'answeredBy']
  const other = sight.registers.registers.get(given.register)
  if (other === undefined) return [unknownRegister(given.register, [...at, 'register'])]
  const via = other.fields.find((one) => one.id === given.via)
  if (via?.type === 'record' && via.register === sight.register.id) return []
  return [
    {
      code: 'predicate.via.unknown',
      at: [...at, 'via'],
      text: {
        zh: `“${other.label.zh}”没有指向“${sight.register.label.zh}”的字段“${given.via}”`,
        en: `“${other.label.en}” has no “${given.via}” pointing to “${sight.register.label.en}”`,
      },
      hint: { zh: '应为 record 类型的字段。', en: 'It must be a field of type record.' },
    },
  ]
}

/** A register that the pack does not have. */
export function unknownRegister(register: string, at: Place): Fault {
  return {
    code: 'register.unknown',
    at,
    text: { zh: `没有台账“${register}”`, en: `There is no register “${register}”` },
    hint: { zh: '请核对台账编号。', en: 'Check the id of the register.' },
  }
}

function unknownField(key: string, { at, register, fields, outer }: Sight): Fault {
  const known = (fields === outer ? fields : [...fields, ...outer]).map((one) => one.id).join(', ')
  return {
    code: 'predicate.field.unknown',
    at,
    text: {
      zh: `“${register.label.zh}”没有字段“${key}”`,
      en: `“${register.label.en}” has no field “${key}”`,
    },
    hint: { zh: `可用字段：${known}。`, en: `Known are ${known}.` },
  }
}

function illegalOperator(operator: string, field: Field, { at }: Sight): Fault {
  const known = fieldKindOf(field.type).operators.join(', ')
  return {
    code: 'predicate.operator.illegal',
    at,
    text: {
      zh: `“${field.label.zh}”不能用“${operator}”`,
      en: `“${field.label.en}” cannot be tested by “${operator}”`,
    },
    hint: { zh: `可用：${known}。`, en: `Possible are ${known}.` },
  }
}
