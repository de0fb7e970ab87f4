import { z } from 'zod'
import { unitSchema } from '../register/register-schema.ts'
import {
  fieldIdSchema,
  idSchema,
  labelSchema,
  phrasesSchema,
  predicateSchema,
  said,
  withoutUndefined,
} from '../register/schema-parts.ts'
import type { FigureDefinition } from './figure.ts'
import type { MeasureKind } from './measures/measure-kind.ts'
import type { Measure } from './measures/measure-kinds.ts'
import { measureKinds } from './measures/measure-kinds.ts'

/** `amount`, or `agenda.topic` for a field of each row. */
const pathSchema = z.string().regex(/^[a-z][A-Za-z0-9]*(\.[a-z][A-Za-z0-9]*)?$/, {
  error: said('应写作“字段”或“行字段.栏”', 'write a field, or rows.field'),
})

const forms: { readonly [Form in MeasureKind<Measure>['written']]: z.ZodType } = {
  register: idSchema,
  field: z.strictObject({ register: idSchema, field: pathSchema }),
  part: z.strictObject({ register: idSchema, part: predicateSchema }),
  term: z.strictObject({
    register: idSchema,
    until: fieldIdSchema.optional(),
    newestPer: pathSchema.optional(),
  }),
}

const measures: Readonly<Record<string, z.ZodOptional>> = Object.fromEntries(
  measureKinds.map(({ kind, written }) => [kind, forms[written].optional()]),
)

/**
 * A figure as YAML says it: exactly one of `count: meeting`, `list: …`, `latest: …`,
 * `sum: { register, field }`, `distinct: { register, field }`, `share: { register, part }`,
 * `inForce: { register, until, newestPer }`.
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
    phrases: phrasesSchema.default([]),
  })
  .transform((given, context): FigureDefinition => {
    const { where, per, by, compare, id, label, unit, upward, phrases } = given
    const measured = measuresOf(given)
    const [measure] = measured
    if (measured.length !== 1 || measure === undefined) {
      const words = said(
        `应恰好写一项：${names.join('、')}`,
        `give exactly one of ${names.join(', ')}`,
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
    if (per === 'person' && upward) {
      const words = said('按人分列的数据不得上报', 'values per person never go upward')
      context.addIssue({ code: 'custom', path: ['upward'], message: words })
      return z.NEVER
    }
    return withoutUndefined({
      id,
      label,
      unit,
      upward,
      phrases,
      measure,
      where,
      per,
      by,
      compare,
    }) as FigureDefinition
  })

const names = measureKinds.map(({ kind }) => kind)

function measuresOf(given: Readonly<Record<string, unknown>>): readonly Measure[] {
  return names.flatMap((kind) => {
    const said = given[kind]
    if (said === undefined) return []
    const of = typeof said === 'string' ? { register: said } : (said as object)
    return [{ kind, ...of } as Measure]
  })
}
