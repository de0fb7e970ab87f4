import { z } from 'zod'
import { daysInMonth, isDay } from '../ledger/day.ts'
import {
  fieldIdSchema,
  idSchema,
  labelSchema,
  predicateSchema,
  said,
  withoutUndefined,
} from '../ledger/schema-parts.ts'
import type { Break, Duty, OfficeRule, Requirement, Source } from './duty.ts'

const windowSchema = z.enum(['month', 'quarter', 'half-year', 'year'])
const countSchema = z.int().min(1).max(10_000)

/** `MM-DD`, a day that some year has. */
const monthDaySchema = z.string().refine(isMonthDay, {
  error: said('应写作“月-日”，如 01-31', 'write month and day, such as 01-31'),
})

function isMonthDay(text: string): boolean {
  const parts = /^(\d{2})-(\d{2})$/.exec(text)
  if (parts === null) return false
  const [month, day] = [Number(parts[1]), Number(parts[2])]
  return day >= 1 && day <= daysInMonth({ year: 2024, month })
}

const monthDay = String.raw`(\d{2}-\d{2})`
const spanPattern = new RegExp(`^${monthDay} to ${monthDay}$`)
const yearSpanPattern = /^(\d{4}-\d{2}-\d{2}) to (\d{4}-\d{2}-\d{2})$/

/** First and last day of calendar windows, as `in` may name them. */
const seasons: Readonly<Record<string, Break>> = {
  Q1: { from: '01-01', to: '03-31' },
  Q2: { from: '04-01', to: '06-30' },
  Q3: { from: '07-01', to: '09-30' },
  Q4: { from: '10-01', to: '12-31' },
  H1: { from: '01-01', to: '06-30' },
  H2: { from: '07-01', to: '12-31' },
}

/** `Q4`, `H1`, or `10-01 to 12-15`. */
const seasonSchema = z.string().transform((text, context): Break => {
  const span = Object.hasOwn(seasons, text) ? seasons[text] : readSpan(text)
  if (span !== undefined && span !== null) return span
  const message = said(
    '应写作 Q4、H1 或“月-日 to 月-日”，如 10-01 to 12-15',
    'write Q4, H1, or two days of a year such as 10-01 to 12-15',
  )
  context.addIssue({ code: 'custom', message })
  return z.NEVER
})

/** `01-20 to 02-10` of every year, or `2025-01-27 to 2025-02-07` of one. */
const breakSchema = z.string().transform((text, context): Break => {
  const one = yearSpanPattern.exec(text)
  const [, from = '', to = ''] = one ?? []
  const span =
    one === null ? readSpan(text) : isDay(from) && isDay(to) && from <= to ? { from, to } : null
  if (span !== null) return span
  const message = said(
    '应写作“月-日 to 月-日”，如 01-20 to 02-10；跨年的请写成两段',
    'write two days such as 01-20 to 02-10; one over the turn of the year as two',
  )
  context.addIssue({ code: 'custom', message })
  return z.NEVER
})

function readSpan(text: string): Break | null {
  const [, from = '', to = ''] = spanPattern.exec(text) ?? []
  return isMonthDay(from) && isMonthDay(to) && from <= to ? { from, to } : null
}

/** `10 workdays`, `32 hours`, `3 years`: the number. */
function countOf(unit: string, zhUnit: string, most: number) {
  return z.string().transform((text, context): number => {
    const count = Number(new RegExp(`^(\\d{1,4}) ${unit}s?$`).exec(text)?.[1] ?? 0)
    if (count >= 1 && count <= most) return count
    const message = said(
      `应写作“数字 ${unit}s”，如 3 ${unit}s，最多${most}${zhUnit}`,
      `write a number of ${unit}s such as 3 ${unit}s, at most ${most}`,
    )
    context.addIssue({ code: 'custom', message })
    return z.NEVER
  })
}

const workdaysMax = 250
const hoursMax = 2000
const yearsMax = 10

const daySchema = z.string().refine(isDay, {
  error: said('应写作“年-月-日”，如 2025-06-30', 'write a day such as 2025-06-30'),
})

/** A field that holds the day, or a day of the record's own year. */
const dueSchema = z
  .union([monthDaySchema, fieldIdSchema])
  .transform((due) => (isMonthDay(due) ? { by: due } : { field: due }))

// Each form is known by its first key; a further kind of requirement adds a line here.
const forms = {
  atLeast: z
    .strictObject({ atLeast: countSchema, of: idSchema, per: windowSchema })
    .transform(({ of, ...rest }): Requirement => ({ kind: 'quota', figure: of, ...rest })),
  atMost: z
    .strictObject({ atMost: z.number().min(0), of: idSchema, per: windowSchema })
    .transform(({ of, ...rest }): Requirement => ({ kind: 'cap', figure: of, ...rest })),
  by: z
    .strictObject({ by: monthDaySchema, of: idSchema })
    .transform(({ by, of }): Requirement => ({ kind: 'deadline', figure: of, by })),
  each: z
    .strictObject({
      each: idSchema,
      where: predicateSchema.optional(),
      must: predicateSchema,
      due: dueSchema.optional(),
    })
    .transform(
      ({ each, where, must, due }): Requirement =>
        withoutUndefined({ kind: 'each', register: each, where, must, due } as Requirement),
    ),
  none: z
    .strictObject({
      none: idSchema,
      where: predicateSchema.optional(),
      attest: z.strictObject({
        per: windowSchema,
        by: idSchema,
        basis: z.array(idSchema).min(1).max(8).optional(),
      }),
    })
    .transform(
      ({ none, where, attest }): Requirement =>
        withoutUndefined({ kind: 'none', register: none, where, attest } as Requirement),
    ),
  everyone: z
    .strictObject({
      everyone: idSchema,
      atLeast: countSchema,
      of: idSchema,
      per: z.literal('year').default('year'),
    })
    .transform(
      ({ everyone, atLeast, of }): Requirement => ({
        kind: 'everyone',
        role: everyone,
        figure: of,
        atLeast,
      }),
    ),
  in: z.strictObject({ in: seasonSchema, of: idSchema, atLeast: countSchema.default(1) }).transform(
    ({ in: season, of, atLeast }): Requirement => ({
      kind: 'season',
      figure: of,
      atLeast,
      ...season,
    }),
  ),
  week: z
    .strictObject({
      atLeast: countSchema,
      of: idSchema,
      per: z.literal('week'),
      except: z.array(breakSchema).max(20).default([]),
    })
    .transform(
      ({ atLeast, of, except }): Requirement => ({ kind: 'weekly', figure: of, atLeast, except }),
    ),
  within: z
    .strictObject({
      within: countOf('workday', '个工作日', workdaysMax),
      after: idSchema,
      where: predicateSchema.optional(),
      of: idSchema,
      via: fieldIdSchema,
    })
    .transform(
      ({ within, after, where, of, via }): Requirement =>
        withoutUndefined({
          kind: 'within',
          workdays: within,
          after,
          where,
          register: of,
          via,
        } as Requirement),
    ),
  hours: z
    .strictObject({
      everyone: idSchema,
      atLeast: countOf('hour', '学时', hoursMax),
      of: z.union([idSchema, z.array(idSchema).min(1).max(10)]),
      per: z.literal('year').default('year'),
    })
    .transform(
      ({ everyone, atLeast, of }): Requirement => ({
        kind: 'hours',
        role: everyone,
        figures: typeof of === 'string' ? [of] : of,
        atLeast,
      }),
    ),
  every: z
    .strictObject({ every: countOf('year', '年', yearsMax), of: idSchema })
    .transform(({ every, of }): Requirement => ({ kind: 'term', figure: of, years: every })),
  task: z
    .strictObject({ task: daySchema, of: idSchema })
    .transform(({ task, of }): Requirement => ({ kind: 'task', figure: of, by: task })),
  held: z
    .strictObject({ held: idSchema })
    .transform(({ held }): Requirement => ({ kind: 'held', role: held })),
  notMoreThan: z
    .strictObject({ notMoreThan: z.literal('last-year'), of: idSchema })
    .transform(({ of }): Requirement => ({ kind: 'notMoreThanLastYear', figure: of })),
} as const

type Form = keyof typeof forms

/** `everyone` and `in` also have `atLeast`, so they are looked for first. */
const formOrder = [
  'task',
  'every',
  'within',
  'held',
  'everyone',
  'each',
  'none',
  'by',
  'in',
  'notMoreThan',
  'atLeast',
  'atMost',
] as const satisfies readonly Form[]

/** The form that a requirement is written in, by its keys; null where none is known. */
function formOf(given: object): Form | null {
  const key = formOrder.find((one) => Object.hasOwn(given, one))
  if (key === 'everyone' && 'atLeast' in given && typeof given.atLeast === 'string') return 'hours'
  if (key === 'atLeast' && 'per' in given && given.per === 'week') return 'week'
  return key ?? null
}

const plainSchema = z.unknown().transform((raw, context): Requirement => {
  const form = formOf(typeof raw === 'object' && raw !== null ? raw : {})
  if (form === null) {
    const known = ['forEach', ...formOrder]
    const message = said(
      `要求应写明其中一项：${known.join('、')}`,
      `a requirement has one of ${known.join(', ')}`,
    )
    context.addIssue({ code: 'custom', message })
    return z.NEVER
  }
  const schema: z.ZodType<Requirement> = forms[form]
  const read = schema.safeParse(raw)
  if (read.success) return read.data
  for (const issue of read.error.issues) {
    context.addIssue({ ...issue } as Parameters<typeof context.addIssue>[0])
  }
  return z.NEVER
})

/** `forEach: branch` before any requirement that an office can owe by itself. */
const requirementSchema = z.unknown().transform((raw, context): Requirement => {
  const { forEach, via, ...inner } = (
    typeof raw === 'object' && raw !== null ? raw : {}
  ) as Readonly<Record<string, unknown>>
  const plain = plainSchema.safeParse(forEach === undefined ? raw : inner)
  const outer = z
    .object({ forEach: idSchema.optional(), via: fieldIdSchema.default('office') })
    .safeParse({ forEach, via })
  const issues = [
    ...(plain.error?.issues ?? []),
    ...(forEach === undefined ? [] : (outer.error?.issues ?? [])),
  ]
  for (const issue of issues) {
    context.addIssue({ ...issue } as Parameters<typeof context.addIssue>[0])
  }
  if (issues.length > 0 || !plain.success || !outer.success) return z.NEVER
  const { data: require } = plain
  if (outer.data.forEach === undefined) return require
  if (isOfficeRule(require)) {
    return { kind: 'forEach', office: outer.data.forEach, via: outer.data.via, require }
  }
  const message = said(
    'forEach 之内只能用 atLeast、by、in、every',
    'within forEach only atLeast, by, in and every can stand',
  )
  context.addIssue({ code: 'custom', path: ['forEach'], message })
  return z.NEVER
})

function isOfficeRule(require: Requirement): require is OfficeRule {
  return ['quota', 'deadline', 'season', 'term'].includes(require.kind)
}

const sourceSchema = z
  .strictObject({
    instrument: idSchema,
    clause: z.string().trim().min(1).max(40).nullable().default(null),
    verified: z.boolean().default(false),
    tier: z.enum(['party-regulation', 'law', 'upper-body', 'local', 'own']),
    cadence: labelSchema.optional(),
  })
  // A clause number from memory must not look like one that somebody has read.
  .refine(({ clause, verified }) => clause === null || verified, {
    path: ['clause'],
    error: said(
      '未核对的条款号不得填写',
      'a clause may stand only where it was read (verified: true)',
    ),
  })
  .transform((given): Source => withoutUndefined(given) as Source)

/** A duty as YAML says it, in the short forms of requirements. */
export const dutySchema = z.strictObject({
  id: idSchema,
  label: labelSchema,
  part: idSchema,
  source: sourceSchema,
  require: requirementSchema,
}) satisfies z.ZodType<Duty>
