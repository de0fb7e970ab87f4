import type { Fault, Place } from '../../fault.ts'
import { fieldContext, fieldKindOf } from '../../fields/field-kinds.ts'
import type { Field, Register, Registers } from '../../register/register.ts'

/** What is in sight where a predicate is held against its register. */
export interface Sight {
  readonly at: Place
  readonly fields: readonly Field[]
  /** The fields of the record, to which `$field` falls back inside a row. */
  readonly outer: readonly Field[]
  readonly register: Register
  readonly registers: Registers
}

/** The same, at a place further in. */
export function deeper(sight: Sight, ...keys: (string | number)[]): Sight {
  return { ...sight, at: [...sight.at, ...keys] }
}

/** A literal must be one the field could hold; `$field` must be in sight. */
export function operandFaults(operand: unknown, field: Field, sight: Sight): readonly Fault[] {
  if (typeof operand === 'string' && operand.startsWith('$')) return referenceFaults(operand, sight)
  const own = fieldKindOf(field.type)
  const kind = own.covers === undefined ? own : fieldKindOf(own.covers)
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

/** `$field` must be in sight. */
export function referenceFaults(operand: unknown, sight: Sight): readonly Fault[] {
  if (typeof operand !== 'string' || !operand.startsWith('$')) return []
  const id = operand.slice(1)
  const known = [...sight.fields, ...sight.outer].some((one) => one.id === id)
  return known || id === 'today' ? [] : [unknownField(id, sight)]
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

/** A field that is not in sight. */
export function unknownField(key: string, { at, register, fields, outer }: Sight): Fault {
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

/** An operator that a field of this kind does not have. */
export function illegalOperator(operator: string, field: Field, { at }: Sight): Fault {
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
