import { z } from 'zod'
import type { Stage } from './register.ts'
import {
  eachOnce,
  fieldIdSchema,
  idSchema,
  labelSchema,
  predicateSchema,
  said,
  withoutUndefined,
} from './schema-parts.ts'

/** Stages of a register, fields that one asks for, years of a return: at most. */
const stagesCountMax = 12
const asksCountMax = 20
const yearsMax = 10

const stageSchema = z
  .strictObject({
    id: fieldIdSchema,
    label: labelSchema,
    act: labelSchema.optional(),
    part: labelSchema.optional(),
    when: predicateSchema.optional(),
    on: fieldIdSchema.optional(),
    asks: z.array(fieldIdSchema).max(asksCountMax).default([]),
    due: fieldIdSchema.optional(),
    settled: z.boolean().default(false),
    by: z
      .strictObject({
        person: fieldIdSchema,
        or: z.array(idSchema).max(20).default([]),
        never: z.array(fieldIdSchema).max(10).default([]),
      })
      .optional(),
  })
  .transform((given): Stage => withoutUndefined(given))

/** The way of a record. The first stage has no `when`: every record has come that far. */
export const stagesSchema = z
  .array(stageSchema)
  .min(2)
  .max(stagesCountMax)
  .superRefine(eachOnce({ zh: '阶段', en: 'a stage' }))
  .refine((stages) => stages.every(({ when }, nth) => (nth === 0) === (when === undefined)), {
    error: said('第一个阶段没有条件，其余的都应有', 'the first stage has no `when`, all others do'),
  })

/** How something settled is seen to have come back. */
export const returnsSchema = z.strictObject({
  same: fieldIdSchema,
  after: fieldIdSchema,
  years: z.int().min(1).max(yearsMax),
  via: fieldIdSchema,
  ruledOut: fieldIdSchema,
})

/** Where a drawn sample is kept. */
export const drawSchema = z.strictObject({
  from: fieldIdSchema,
  period: fieldIdSchema,
  size: fieldIdSchema,
  root: fieldIdSchema,
  count: fieldIdSchema,
  into: fieldIdSchema,
  record: fieldIdSchema,
  finding: fieldIdSchema,
  outcome: fieldIdSchema,
  inOrder: idSchema,
  wrong: idSchema,
})
