import { z } from 'zod'
import type { OptionRule } from '../fields/field-kind.ts'
import { fieldKindOf, fieldKinds } from '../fields/field-kinds.ts'
import { knownUnits } from '../units.ts'
import { playsSchema } from './plays-schema.ts'
import type { Check, Field, Register, YearAsked, YearOf } from './register.ts'
import type { Plays } from './roles.ts'
import {
  eachOnce,
  fieldIdSchema,
  idSchema,
  labelSchema,
  monthDaySchema,
  predicateSchema,
  said,
  withoutUndefined,
} from './schema-parts.ts'
import { drawSchema, returnsSchema, stagesSchema } from './stage-schema.ts'

/** Fields of a register, checks, working days of `lateAfter`: at most. */
const fieldsCountMax = 100
const checksCountMax = 50
const lateAfterDaysMax = 250
const columnsDefaultCount = 5
/** Kinds of records of one register that are asked for their year, each with a guess of its own. */
const yearAskedMax = 20
/** Other names that one column may bear in a sheet. */
const headersCountMax = 30

/** `次`, or a label. */
export const unitSchema = z.union([
  z
    .string()
    .refine((unit) => knownUnits.has(unit), {
      error: said(
        '这个单位没有通用译法，请写成 { zh, en }',
        'this unit needs both languages: { zh, en }',
      ),
    })
    .transform((unit) => knownUnits.get(unit) ?? { zh: unit, en: unit }),
  labelSchema,
])

const common = {
  id: fieldIdSchema,
  label: labelSchema,
  required: z.boolean().default(false),
  help: labelSchema.optional(),
  readers: z.array(idSchema).min(1).max(50).optional(),
  default: z.union([z.string(), z.number(), z.boolean()]).optional(),
  headers: z.array(z.string().trim().min(1).max(60)).min(1).max(headersCountMax).optional(),
  continues: z.boolean().optional(),
  inWords: fieldIdSchema.optional(),
}

/** What YAML may say of a field, by its kind; a kind's own options stand with the kind. */
const fieldSchemas: ReadonlyMap<string, z.ZodType> = new Map(
  Object.keys(fieldKinds).map((name) => [name, schemaOfKind(name)]),
)

function schemaOfKind(name: string): z.ZodType {
  const options = Object.entries(fieldKindOf(name).options).map(([option, rule]) => {
    const schema = optionSchema(rule)
    return [option, rule.needed === true ? schema : schema.optional()] as const
  })
  return z.strictObject({ ...common, type: z.literal(name), ...Object.fromEntries(options) })
}

function keysOf(kind: string): readonly string[] {
  return ['type', ...Object.keys(common), ...Object.keys(fieldKindOf(kind).options)]
}

function optionSchema(rule: OptionRule): z.ZodType {
  const least = rule.atLeast ?? -Number.MAX_SAFE_INTEGER
  const most = rule.atMost ?? Number.MAX_SAFE_INTEGER
  switch (rule.as) {
    case 'whole':
      return z.int().min(least).max(most)
    case 'number':
      return z.number().min(least).max(most)
    case 'list':
    case 'register':
      return idSchema
    case 'unit':
      return unitSchema
    case 'fields':
      return z.lazy((): z.ZodType => fieldsOf({ rows: false }))
  }
}

/** One field; the faults found are those of its own kind, not of every kind in turn. */
function fieldSchema({ rows }: { rows: boolean }): z.ZodType<Field> {
  return z.unknown().transform((raw, context): Field => {
    const type = (raw as { readonly type?: unknown } | null)?.type
    const schema = typeof type === 'string' ? fieldSchemas.get(type) : undefined
    if (schema === undefined || (type === 'rows' && !rows)) {
      const known = Object.keys(fieldKinds).filter((name) => rows || name !== 'rows')
      context.addIssue({
        code: 'custom',
        path: ['type'],
        message: said(
          `字段类型只能是：${known.join('、')}`,
          `the type must be one of ${known.join(', ')}`,
        ),
      })
      return z.NEVER
    }
    const read = schema.safeParse(raw)
    if (read.success) return read.data as Field
    for (const issue of read.error.issues)
      context.addIssue({ ...issue, known: keysOf(String(type)) } as Parameters<
        typeof context.addIssue
      >[0])
    return z.NEVER
  })
}

function fieldsOf(where: { rows: boolean }): z.ZodType<Field[]> {
  return z
    .array(fieldSchema(where))
    .min(1)
    .max(fieldsCountMax)
    .superRefine(eachOnce({ zh: '字段', en: 'a field' }))
}

const workdays = /^(\d{1,3}) ?(?:workdays?|个?工作日)$/

const lateAfterSchema = z
  .union([z.string(), z.int(), z.null()])
  .transform((given, context): number | null => {
    if (given === null) return null
    const days = typeof given === 'number' ? given : Number(workdays.exec(given)?.[1] ?? Number.NaN)
    if (days >= 0 && days <= lateAfterDaysMax) return days
    context.addIssue({
      code: 'custom',
      message: said('应写作“5 workdays”', 'write it as “5 workdays”'),
    })
    return z.NEVER
  })

const checkSchema = z
  .strictObject({
    id: idSchema,
    when: predicateSchema.optional(),
    must: predicateSchema,
    message: labelSchema,
  })
  .transform((given): Check => withoutUndefined(given))

const yearAskedSchema = z
  .strictObject({
    where: predicateSchema.optional(),
    lastYearUntil: monthDaySchema.optional(),
  })
  .transform((given): YearAsked => withoutUndefined(given))

const yearOfSchema: z.ZodType<YearOf> = z.strictObject({
  field: fieldIdSchema,
  asked: z.array(yearAskedSchema).min(1).max(yearAskedMax),
})

/** What a register's file says: the register, and what it plays. */
export type DeclaredRegister = Register & { readonly plays?: Plays }

/** A register as its YAML file says it, with defaults filled in. */
export const registerSchema = z
  .strictObject({
    id: idSchema,
    label: labelSchema,
    help: labelSchema.optional(),
    date: fieldIdSchema,
    yearOf: yearOfSchema.optional(),
    title: z.string().min(1).max(200),
    lateAfter: lateAfterSchema.default(null),
    readers: z.array(idSchema).min(1).max(50).optional(),
    writers: z.array(idSchema).min(1).max(50).optional(),
    fields: fieldsOf({ rows: true }),
    checks: z.array(checkSchema).max(checksCountMax).default([]),
    columns: z.array(fieldIdSchema).min(1).max(12).optional(),
    inCalendar: z.boolean().optional(),
    stages: stagesSchema.optional(),
    returns: returnsSchema.optional(),
    draw: drawSchema.optional(),
    printed: z.array(fieldIdSchema).min(1).max(12).optional(),
    plays: playsSchema.optional(),
  })
  .transform((given): DeclaredRegister => {
    const columns =
      given.columns ??
      given.fields
        .filter(fitsList)
        .slice(0, columnsDefaultCount)
        .map((one) => one.id)
    return withoutUndefined({ ...given, columns })
  })

const wideKinds: ReadonlySet<string> = new Set(
  Object.keys(fieldKinds).filter((name) => fieldKindOf(name).wide),
)

function fitsList({ type }: Field): boolean {
  return !wideKinds.has(type)
}
