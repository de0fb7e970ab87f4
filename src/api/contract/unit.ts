import { z } from 'zod'
import type { Checklist } from '../../app/matters/read-checklist.ts'
import { checklistSteps } from '../../app/matters/read-checklist.ts'
import type { UnitView as ReadUnit } from '../../app/organisation/read-unit.ts'
import { reportWordIds } from '../../ledger/core/unit-terms.ts'
import { label } from './label.ts'
import { day } from './scalars.ts'
import type { ViewOf } from './view-of.ts'

const labelled = z.strictObject({ id: z.string(), label })
const thing = z.string().trim().min(1).max(60)
const profile = { kind: z.string().max(60).nullable(), size: z.string().max(60).nullable() }

/** Why a duty does not bind the unit. */
export const dutyOffWhy = z.enum(['other-body', 'self-laid', 'laid-down'])

/** GET /api/v1/unit: what the unit is and what it calls things. */
export const unitView = z.strictObject({
  today: day,
  mayEdit: z.boolean(),
  lists: z.array(
    z.strictObject({
      list: z.string(),
      label,
      own: z.boolean(),
      functions: z.array(labelled),
      items: z.array(
        z.strictObject({
          id: z.string(),
          name: label,
          called: label.nullable(),
          unused: z.boolean(),
          serves: z.string().nullable(),
          from: day.nullable(),
        }),
      ),
    }),
  ),
  reportWords: z.array(
    z.strictObject({
      id: z.enum(reportWordIds),
      words: z.string().nullable(),
      from: day.nullable(),
    }),
  ),
  profile: z.strictObject({ ...profile, from: day }).nullable(),
  start: day.nullable(),
  kinds: z.array(labelled),
  sizes: z.array(labelled),
  duties: z.array(
    z.strictObject({
      duty: z.string(),
      label,
      part: z.string(),
      on: z.boolean(),
      why: dutyOffWhy.nullable(),
      reason: label.nullable(),
      from: day.nullable(),
    }),
  ),
  later: z.array(z.strictObject({ record: z.string(), title: label, from: day })),
}) satisfies z.ZodType<ReadUnit>
export type UnitView = ViewOf<typeof unitView>

/** GET /api/v1/unit/checklist: how far the unit is with setting up. */
export const checklistView = z.strictObject({
  start: day.nullable(),
  steps: z.array(
    z.strictObject({
      step: z.enum(checklistSteps),
      isDone: z.boolean(),
      count: z.int(),
      left: z.int(),
      lacks: z.array(label),
    }),
  ),
}) satisfies z.ZodType<Checklist>
export type ChecklistView = ViewOf<typeof checklistView>

/** PUT /api/v1/unit/names */
export const nameBody = z.strictObject({
  list: thing,
  item: thing.nullable(),
  name: z.string().trim().min(1).max(1000).nullable(),
  nameEn: z.string().trim().min(1).max(400).nullable(),
  serves: z.exactOptional(thing.nullable()),
  unused: z.boolean(),
  from: day,
})

/** PUT /api/v1/unit/profile */
export const profileBody = z.strictObject({ ...profile, from: day })

/** PUT /api/v1/unit/start */
export const startBody = z.strictObject({ from: day })

/** PUT /api/v1/unit/duties/{id} */
export const switchBody = z.strictObject({
  on: z.boolean(),
  reason: z.string().trim().min(1).max(300),
  from: day,
})
