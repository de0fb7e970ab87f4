import { withPlainName } from '../core/person-name.ts'
import type { Fault } from '../fault.ts'
import type { FieldContext } from '../fields/field-kind.ts'
import { isObject, own } from '../fields/field-kind.ts'
import { fieldContext, fieldKindOf } from '../fields/field-kinds.ts'
import type { Names } from '../names.ts'
import type { EvaluateContext } from '../predicate/evaluate.ts'
import { holds } from '../predicate/evaluate.ts'
import type { Choice, Field, Register } from '../register/register.ts'
import type { Value, Values } from '../value.ts'
import { withYear, yearFaults } from './year-of.ts'

/** What parsing needs to know beside the register. */
export interface ParseContext {
  readonly lists: ReadonlyMap<string, readonly Choice[]>
  /** Given: persons, offices and records must be known; absent: ids are taken as they are. */
  readonly names?: Names
  readonly today: string
  /** The record's own id when it exists already, and what answers it: for checks. */
  readonly id?: string
  readonly answers?: EvaluateContext['answers']
}

/** Values in their stored form, or every fault found. */
export type ParsedValues =
  | { readonly values: Values; readonly faults?: undefined }
  | { readonly faults: readonly Fault[]; readonly values?: undefined }

/** Unknown keys named in one answer; more than these say nothing new. */
const unknownFaultsMax = 20

/**
 * Reads what a form, a sheet or a machine sent as the values of one record of a register.
 * Every fault is found: unknown fields, each field's own, required ones, min counts, and, once
 * the fields are whole, the register's checks. A new record that does not say which year it is for
 * gets the year that its register guesses. Reading the result again gives the same result.
 */
export function parseValues(register: Register, raw: unknown, context: ParseContext): ParsedValues {
  if (!isObject(raw)) return { faults: [notAnObject] }
  const surroundings = fieldContext({
    lists: context.lists,
    ...(context.names === undefined ? {} : { names: context.names }),
  })
  const faults: Fault[] = unknownFields(register, raw)
  const kept: [string, Value][] = []
  const sent = withPlainName(register, raw)
  for (const field of register.fields) {
    const parsed = parseField(own(sent, field.id), field, surroundings)
    if (parsed.faults !== undefined) faults.push(...parsed.faults)
    else if (parsed.value !== null) kept.push([field.id, parsed.value])
  }
  const said = Object.fromEntries(kept)
  const values = context.id === undefined ? withYear(register, said) : said
  // A check over a field that could not be read would only repeat that field's fault.
  if (faults.length === 0) faults.push(...failedChecks(register, values, context))
  return faults.length > 0 ? { faults } : { values }
}

/**
 * The values of a record with some of its fields changed. Only what changed is read again, so that
 * a value which the pack of today would no longer take does not stand in the way of another; the
 * register's checks are asked of the whole.
 */
export function parseChanged(
  register: Register,
  { before, changed }: { before: Values; changed: Values },
  context: ParseContext,
): ParsedValues {
  const fields = register.fields.filter(({ id }) => Object.hasOwn(changed, id))
  const { yearOf: _, ...rest } = register
  const parsed = parseValues({ ...rest, fields, checks: [] }, changed, context)
  if (parsed.faults !== undefined) return parsed
  const kept = Object.entries(before).filter(([id]) => !Object.hasOwn(changed, id))
  const values = { ...Object.fromEntries(kept), ...parsed.values }
  const faults = failedChecks(register, values, context)
  return faults.length > 0 ? { faults } : { values }
}

/** What of the register's rules these values break; the form shows it while somebody types. */
export function failedChecks(
  register: Register,
  values: Values,
  context: Pick<ParseContext, 'today' | 'id' | 'answers'>,
): readonly Fault[] {
  const subject = { id: context.id ?? null, values }
  const evaluation: EvaluateContext = {
    today: context.today,
    ...(context.answers === undefined ? {} : { answers: context.answers }),
  }
  const failed = register.checks
    .filter(({ when }) => when === undefined || holds(when, subject, evaluation))
    .filter(({ must }) => !holds(must, subject, evaluation))
    .map((check) => ({
      code: 'record.check.failed',
      at: fieldsOf(check.must).slice(0, 1),
      text: check.message,
      hint: { zh: '请核对后再保存。', en: 'Put it right and save again.' },
    }))
  return [...yearFaults(register, values), ...failed]
}

function parseField(
  raw: unknown,
  field: Field,
  context: FieldContext,
): { readonly value: Value; readonly faults?: undefined } | { readonly faults: readonly Fault[] } {
  const kind = fieldKindOf(field.type)
  const parsed = kind.parse(raw, field, context)
  if (parsed.faults !== undefined) {
    return { faults: parsed.faults.map((one) => ({ ...one, at: [field.id, ...one.at] })) }
  }
  const { value } = parsed
  const count = Array.isArray(value) ? value.length : 0
  if (value === null && field.required) return { faults: [missing(field)] }
  // A least count binds an empty field too: `min: 1` of an agenda means that there is one.
  if (kind.many && count < (field.min ?? 0)) return { faults: [tooFew(field, kind.counted)] }
  return { value }
}

function missing(field: Field): Fault {
  return {
    code: 'record.field.required',
    at: [field.id],
    text: { zh: `请填写“${field.label.zh}”`, en: `“${field.label.en}” is required` },
    hint: { zh: '填写后再保存。', en: 'Fill it in and save again.' },
  }
}

function tooFew(field: Field, counted: { readonly zh: string; readonly en: string }): Fault {
  const { min = 0, label } = field
  return {
    code: 'record.field.too-few',
    at: [field.id],
    text: {
      zh: `“${label.zh}”至少填${min}${counted.zh}`,
      en:
        min === 1
          ? `“${label.en}” is required`
          : `“${label.en}” needs at least ${min} ${counted.en}`,
    },
    hint: { zh: '请补充后再保存。', en: 'Add the missing ones.' },
  }
}

function unknownFields(register: Register, raw: { readonly [key: string]: unknown }): Fault[] {
  const known = new Set(register.fields.map((field) => field.id))
  return Object.keys(raw)
    .filter((key) => !known.has(key))
    .slice(0, unknownFaultsMax)
    .map((key) => ({
      code: 'record.field.unknown',
      at: [key.slice(0, 60)],
      text: {
        zh: `“${register.label.zh}”没有“${key.slice(0, 60)}”这个字段`,
        en: `“${register.label.en}” has no field “${key.slice(0, 60)}”`,
      },
      hint: { zh: '请核对字段名。', en: 'Check the name of the field.' },
    }))
}

function fieldsOf(predicate: object): readonly string[] {
  return Object.entries(predicate).flatMap(([key, test]) => {
    if (key === 'all' || key === 'any') return (test as readonly object[]).flatMap(fieldsOf)
    return key === 'not' ? fieldsOf(test as object) : [key]
  })
}

const notAnObject: Fault = {
  code: 'record.values.form',
  at: [],
  text: { zh: '记录的内容格式不对', en: 'The values of a record must be an object' },
  hint: { zh: '请按字段名逐项给出。', en: 'Give them by field id.' },
}
