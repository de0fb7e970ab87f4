import { z } from 'zod'
import { daysInMonth } from '../ledger/day.ts'
import { withoutUndefined } from '../ledger/register-schema.ts'
import { idSchema, labelSchema, predicateSchema, said } from '../ledger/schema-parts.ts'
import type { Duty, Requirement, Source } from './duty.ts'

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
    .strictObject({ each: idSchema, where: predicateSchema.optional(), must: predicateSchema })
    .transform(
      ({ each, where, must }): Requirement =>
        withoutUndefined({ kind: 'each', register: each, where, must } as Requirement),
    ),
  none: z
    .strictObject({
      none: idSchema,
      where: predicateSchema.optional(),
      attest: z.strictObject({ per: windowSchema, by: idSchema }),
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
  notMoreThan: z
    .strictObject({ notMoreThan: z.literal('last-year'), of: idSchema })
    .transform(({ of }): Requirement => ({ kind: 'notMoreThanLastYear', figure: of })),
} as const

/** `everyone` also has `atLeast`, so it is looked for first. */
const formOrder = ['everyone', 'each', 'none', 'by', 'notMoreThan', 'atLeast', 'atMost'] as const

const requirementSchema = z.unknown().transform((raw, context): Requirement => {
  const given = typeof raw === 'object' && raw !== null ? raw : {}
  const form = formOrder.find((key) => Object.hasOwn(given, key))
  if (form === undefined) {
    const words = said(
      `要求应写明其中一项：${formOrder.join('、')}`,
      `a requirement has one of ${formOrder.join(', ')}`,
    )
    context.addIssue({ code: 'custom', message: words })
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
