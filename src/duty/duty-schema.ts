import { z } from 'zod'
import { isDay } from '../ledger/day/day.ts'
import {
  fieldIdSchema,
  idSchema,
  isMonthDay,
  labelSchema,
  monthDaySchema,
  phrasesSchema,
  predicateSchema,
  said,
  withoutUndefined,
} from '../ledger/register/schema-parts.ts'
import type { Duty, Source } from './duty.ts'
import type { Break, Form, Parts } from './requirements/form.ts'
import type { RequirementKind } from './requirements/requirement-kind.ts'
import type { Requirement } from './requirements/requirement-kinds.ts'
import { requirementKinds } from './requirements/requirement-kinds.ts'

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

/** `Q4`, `H1`, or `10-01 to 12-15`; `10-01 to 02-29` ends in the year after. */
const seasonSchema = z.string().transform((text, context): Break => {
  const span = Object.hasOwn(seasons, text) ? seasons[text] : readDays(text)
  if (span !== undefined && span !== null) return span
  const message = said(
    '应写作 Q4、H1 或“月-日 to 月-日”，如 10-01 to 12-15；10-01 to 02-29 到次年2月底',
    'write Q4, H1, or two days such as 10-01 to 12-15; 10-01 to 02-29 ends in the year after',
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
  const days = readDays(text)
  return days !== null && days.from <= days.to ? days : null
}

function readDays(text: string): Break | null {
  const [, from = '', to = ''] = spanPattern.exec(text) ?? []
  return isMonthDay(from) && isMonthDay(to) ? { from, to } : null
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

const countMax = 10_000
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

const parts: { readonly [Name in keyof Parts]: z.ZodType<Parts[Name]> } = {
  id: idSchema,
  ids: z.array(idSchema).min(1).max(8),
  idOrIds: z.union([idSchema, z.array(idSchema).min(1).max(10)]),
  field: fieldIdSchema,
  predicate: predicateSchema,
  count: z.int().min(1).max(countMax),
  amount: z.number().min(0),
  window: z.enum(['month', 'quarter', 'half-year', 'year']),
  monthDay: monthDaySchema,
  day: daySchema,
  season: seasonSchema,
  breaks: z.array(breakSchema).max(20),
  due: dueSchema,
  workdays: countOf('workday', '个工作日', workdaysMax),
  hours: countOf('hour', '学时', hoursMax),
  years: countOf('year', '年', yearsMax),
  year: z.literal('year'),
  week: z.literal('week'),
  'last-year': z.literal('last-year'),
}

function formSchema(form: Form): z.ZodType<object> {
  return z.strictObject(
    Object.fromEntries(Object.entries(form).map(([key, part]) => [key, partSchema(part)])),
  )
}

function partSchema(part: Form[string]): z.ZodType {
  if (typeof part !== 'string') return formSchema(part)
  const name = part.replace(/\?$/, '') as keyof Parts
  return name === part ? parts[name] : parts[name].optional()
}

const kinds: readonly RequirementKind<Requirement>[] = requirementKinds
const schemas = new Map(kinds.map((one) => [one.kind, formSchema(one.form)]))

type Given = Readonly<Record<string, unknown>>

/** The kind that something is written as, among these; undefined where none is known. */
function kindMeant(
  given: Given,
  among: readonly RequirementKind<Requirement>[],
): RequirementKind<Requirement> | undefined {
  return among.find(
    (one) =>
      Object.hasOwn(given, firstKey(one)) && (one.isMeant === undefined || one.isMeant(given)),
  )
}

function firstKey({ form }: { readonly form: Form }): string {
  return Object.keys(form)[0] ?? ''
}

/** A requirement in the short form of its kind; what stands within another is read apart. */
function requirementOf(among: readonly RequirementKind<Requirement>[]) {
  return z.unknown().transform((raw, context): Requirement => {
    const given = (typeof raw === 'object' && raw !== null ? raw : {}) as Given
    const kind = kindMeant(given, among)
    if (kind === undefined) {
      const known = [...new Set(kinds.map(firstKey))]
      const message = said(
        `要求应写明其中一项：${known.join('、')}`,
        `a requirement has one of ${known.join(', ')}`,
      )
      context.addIssue({ code: 'custom', message })
      return z.NEVER
    }
    const [own, others] = kind.within === undefined ? [raw, null] : splitBy(kind.form, given)
    const inner = others === null ? null : plainSchema.safeParse(others)
    const read = schemas.get(kind.kind)?.safeParse(own)
    for (const issue of [...(inner?.error?.issues ?? []), ...(read?.error?.issues ?? [])]) {
      context.addIssue({ ...issue } as Parameters<typeof context.addIssue>[0])
    }
    if (!read?.success || inner?.success === false) return z.NEVER
    if (inner?.success && !kind.within?.some((one) => one.kind === inner.data.kind)) {
      const able = kind.within?.map(firstKey) ?? []
      const last = able.at(-1) ?? ''
      const message = said(
        `${firstKey(kind)} 之内只能用 ${able.join('、')}`,
        `within ${firstKey(kind)} only ${able.slice(0, -1).join(', ')} and ${last} can stand`,
      )
      context.addIssue({ code: 'custom', path: [firstKey(kind)], message })
      return z.NEVER
    }
    return withoutUndefined(kind.take(read.data, inner?.data)) as Requirement
  })
}

/** What a form says, and the keys that are not its own. */
function splitBy(form: Form, given: Given): readonly [Given, Given] {
  const entries = Object.entries(given)
  const isOwn = ([key]: readonly [string, unknown]) => Object.hasOwn(form, key)
  return [
    Object.fromEntries(entries.filter(isOwn)),
    Object.fromEntries(entries.filter((one) => !isOwn(one))),
  ]
}

const plainSchema = requirementOf(kinds.filter(({ within }) => within === undefined))
/** A requirement as YAML says it. */
export const requirementSchema = requirementOf(kinds)

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
export const dutySchema = z
  .strictObject({
    id: idSchema,
    label: labelSchema,
    part: idSchema,
    source: sourceSchema,
    require: requirementSchema,
    phrases: phrasesSchema.optional(),
    binds: z
      .strictObject({
        kinds: z.exactOptional(z.array(idSchema).min(1).max(20)),
        sizes: z.exactOptional(z.array(idSchema).min(1).max(10)),
      })
      .optional(),
  })
  .transform((given): Duty => withoutUndefined(given))
