import { z } from 'zod'
import { idSchema } from '../ledger/register/schema-parts.ts'

/** A text in both languages, neither of them empty. */
export const labelPairSchema = z.strictObject({
  zh: z.string().min(1).max(400),
  en: z.string().min(1).max(400),
})

const tierSchema = z.enum(['party-regulation', 'law', 'upper-body', 'local', 'own'])
const named = z.strictObject({ id: idSchema, label: labelPairSchema })

const eventSchema = z.strictObject({
  ...named.shape,
  /** The template whose report, being sent, is this event; nobody enters it by hand. */
  report: z.exactOptional(idSchema),
  parts: z
    .array(
      z.strictObject({
        register: idSchema,
        /** What is so of every such part. */
        values: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
      }),
    )
    .min(2)
    .max(8),
})

/** `pack.yaml`: what the pack is, and what it is adopted together with. */
export const packHeadSchema = z.strictObject({
  id: idSchema,
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  label: labelPairSchema,
  /** Packs that stand beside this one and are adopted with it. */
  extends: z.array(idSchema).max(5).optional(),
  roles: z.array(named).max(60),
  parts: z.array(named).max(30),
  /** Figures that say what a year cost, in the order in which they are shown. */
  burden: z
    .array(z.strictObject({ figure: idSchema, label: labelPairSchema.optional() }))
    .max(12)
    .optional(),
  /** Events that several registers hold records of. */
  events: z.array(eventSchema).max(20).optional(),
  /** Lists whose items a unit may call its own way. */
  named: z
    .array(z.strictObject({ list: idSchema, label: labelPairSchema, own: z.boolean() }))
    .max(20)
    .optional(),
  /** What bodies have under different names: the meeting that decides. */
  functions: z
    .array(
      z.strictObject({
        id: idSchema,
        label: labelPairSchema,
        list: idSchema,
        items: z.array(idSchema).min(1).max(10),
      }),
    )
    .max(20)
    .optional(),
})

/** `lists.yaml`: the lists that choices draw from. */
export const listsSchema = z.record(
  idSchema,
  z
    .array(
      z.strictObject({
        id: z
          .string()
          .max(60)
          .regex(/^[a-zA-Z][a-zA-Z0-9-]*$/),
        label: labelPairSchema,
        /** What a sheet that was not made here may call it. */
        also: z.exactOptional(z.array(z.string().trim().min(1).max(60)).min(1).max(12)),
        /** Records of before still say it; nobody is offered it any more. */
        retired: z.exactOptional(z.literal(true)),
      }),
    )
    .min(1)
    .max(300),
)

/** `instruments.yaml`: the legal and internal texts that duties cite. */
export const instrumentsSchema = z.record(
  idSchema,
  z.strictObject({
    label: labelPairSchema,
    tier: tierSchema,
    /** Clauses that were read in the text itself; a duty may cite no others. */
    clauses: z.array(z.string().trim().min(1).max(40)).max(200).optional(),
  }),
)

/** `terms.yaml`: words of the trade, with what each means. */
export const termsSchema = z.array(
  z.strictObject({ id: idSchema, label: labelPairSchema, meaning: labelPairSchema.optional() }),
)
