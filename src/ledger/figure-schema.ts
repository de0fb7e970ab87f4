import { z } from 'zod'
import type { FigureDefinition, Measure } from './figure.ts'
import { unitSchema } from './register-schema.ts'
import { idSchema, labelSchema, predicateSchema, said, withoutUndefined } from './schema-parts.ts'

/** `amount`, or `agenda.topic` for a field of each row. */
const pathSchema = z.string().regex(/^[a-z][A-Za-z0-9]*(\.[a-z][A-Za-z0-9]*)?$/, {
  error: said('应写作“字段”或“行字段.栏”', 'write a field, or rows.field'),
})

const ofField = z.strictObject({ register: idSchema, field: pathSchema })

const measures = {
  count: idSchema.optional(),
  list: idSchema.optional(),
  latest: idSchema.optional(),
  sum: ofField.optional(),
  distinct: ofField.optional(),
  share: z.strictObject({ register: idSchema, part: predicateSchema }).optional(),
}

type Measures = z.infer<z.ZodObject<typeof measures>>

/**
 * A figure as YAML says it: exactly one of `count: meeting`, `list: …`, `latest: …`,
 * `sum: { register, field }`, `distinct: { register, field }`, `share: { register, part }`.
 */
export const figureSchema = z
  .strictObject({
    id: idSchema,
    label: labelSchema,
    unit: unitSchema,
    ...measures,
    where: predicateSchema.optional(),
    per: z.enum(['month', 'quarter', 'half-year', 'year', 'person']).optional(),
    by: z.string().optional(),
    compare: z.literal('last-year').optional(),
    upward: z.boolean().default(false),
    phrases: z.array(z.string().trim().min(1).max(100)).max(50).default([]),
  })
  .transform((given, context): FigureDefinition => {
    const { count, list, latest, sum, distinct, share, where, per, by, compare, ...rest } = given
    const measured = measuresOf({ count, list, latest, sum, distinct, share })
    const [measure] = measured
    if (measured.length !== 1 || measure === undefined) {
      const words = said(
        '应恰好写一项：count、sum、distinct、share、list、latest',
        'give exactly one of count, sum, distinct, share, list, latest',
      )
      context.addIssue({ code: 'custom', message: words })
      return z.NEVER
    }
    if ((per === 'person') !== (by !== undefined)) {
      const words = said('“per: person”与“by”应同时出现', '“per: person” and “by” go together')
      context.addIssue({ code: 'custom', path: ['by'], message: words })
      return z.NEVER
    }
    // A share of people's values or a total per person would be a table about people.
    if (per === 'person' && rest.upward) {
      const words = said('按人分列的数据不得上报', 'values per person never go upward')
      context.addIssue({ code: 'custom', path: ['upward'], message: words })
      return z.NEVER
    }
    return withoutUndefined({ ...rest, measure, where, per, by, compare }) as FigureDefinition
  })

function measuresOf(given: Measures): readonly Measure[] {
  const { count, list, latest, sum, distinct, share } = given
  const found: readonly (Measure | undefined)[] = [
    count === undefined ? undefined : { kind: 'count', register: count },
    list === undefined ? undefined : { kind: 'list', register: list },
    latest === undefined ? undefined : { kind: 'latest', register: latest },
    sum === undefined ? undefined : { kind: 'sum', ...sum },
    distinct === undefined ? undefined : { kind: 'distinct', ...distinct },
    share === undefined ? undefined : { kind: 'share', ...share },
  ]
  return found.filter((one) => one !== undefined)
}
