import { z } from 'zod'
import { fixedAbilities } from '../../app/access/access.ts'
import { fieldKinds } from '../../ledger/fields/field-kinds.ts'
import type { Predicate } from '../../ledger/predicate/predicate.ts'
import { readPredicate } from '../../ledger/predicate/read-predicate.ts'
import { playsSchema } from '../../ledger/register/plays-schema.ts'
import type { Field, Register, Stage } from '../../ledger/register/register.ts'
import { label } from './label.ts'
import { values } from './values.ts'
import type { ViewOf } from './view-of.ts'

// What the page is given of a pack is the pack as it was read, its defaults filled in: the inner
// rooms own these types, and the compiler holds the schemas to them.

const ids = z.array(z.string())
const operand = z.union([z.string(), z.number(), z.boolean()])

// The grammar of predicates has one reader; what it reads without a fault is one.
const predicate = z.custom<Predicate>((given) => readPredicate(given).faults === undefined)

const kindNames = Object.keys(fieldKinds) as (keyof typeof fieldKinds)[]

/** A field of a register, or of its rows. */
export const field: z.ZodType<Field> = z.lazy(() =>
  z.strictObject({
    id: z.string(),
    type: z.enum(kindNames),
    label,
    required: z.boolean(),
    help: z.exactOptional(label),
    readers: z.exactOptional(ids),
    of: z.exactOptional(z.string()),
    register: z.exactOptional(z.string()),
    min: z.exactOptional(z.number()),
    max: z.exactOptional(z.number()),
    decimals: z.exactOptional(z.number()),
    unit: z.exactOptional(label),
    fields: z.exactOptional(z.array(field)),
    default: z.exactOptional(operand),
    headers: z.exactOptional(ids),
    continues: z.exactOptional(z.boolean()),
    inWords: z.exactOptional(z.string()),
  }),
)

const stage = z.strictObject({
  id: z.string(),
  label,
  act: z.exactOptional(label),
  part: z.exactOptional(label),
  when: z.exactOptional(predicate),
  on: z.exactOptional(z.string()),
  asks: ids,
  due: z.exactOptional(z.string()),
  settled: z.boolean(),
  by: z.exactOptional(z.strictObject({ person: z.string(), or: ids, never: ids })),
}) satisfies z.ZodType<Stage>

const register = z.strictObject({
  id: z.string(),
  label,
  help: z.exactOptional(label),
  date: z.string(),
  yearOf: z.exactOptional(
    z.strictObject({
      field: z.string(),
      asked: z.array(
        z.strictObject({
          where: z.exactOptional(predicate),
          lastYearUntil: z.exactOptional(z.string()),
        }),
      ),
    }),
  ),
  title: z.string(),
  lateAfter: z.number().nullable(),
  readers: z.exactOptional(ids),
  writers: z.exactOptional(ids),
  fields: z.array(field),
  checks: z.array(
    z.strictObject({
      id: z.string(),
      when: z.exactOptional(predicate),
      must: predicate,
      message: label,
    }),
  ),
  columns: ids,
  inCalendar: z.exactOptional(z.boolean()),
  stages: z.exactOptional(z.array(stage)),
  returns: z.exactOptional(
    z.strictObject({
      same: z.string(),
      after: z.string(),
      years: z.int(),
      via: z.string(),
      ruledOut: z.string(),
    }),
  ),
  draw: z.exactOptional(
    z.strictObject({
      from: z.string(),
      period: z.string(),
      size: z.string(),
      root: z.string(),
      count: z.string(),
      into: z.string(),
      record: z.string(),
      finding: z.string(),
      outcome: z.string(),
      inOrder: z.string(),
      wrong: z.string(),
    }),
  ),
  printed: z.exactOptional(ids),
}) satisfies z.ZodType<Register>

const labelled = z.strictObject({ id: z.string(), label })

/** GET /api/v1/pack: what forms, lists and the year page are generated from. */
export const packView = z.strictObject({
  id: z.string(),
  version: z.string(),
  digest: z.string(),
  label,
  /** `may`: what an account with this role may do. */
  roles: z.array(z.strictObject({ ...labelled.shape, may: z.array(z.enum(fixedAbilities)) })),
  parts: z.array(labelled),
  lists: z.record(
    z.string(),
    z.array(
      z.strictObject({
        ...labelled.shape,
        /** No form offers it any more. */
        retired: z.exactOptional(z.literal(true)),
        /** Of an instrument: the clauses that were read in its text. */
        clauses: z.exactOptional(z.array(z.string())),
      }),
    ),
  ),
  instruments: z.record(z.string(), z.strictObject({ label, tier: z.string() })),
  registers: z.array(register),
  /** Events whose parts stand in several registers, as far as the reader may see those. */
  events: z.array(
    z.strictObject({
      ...labelled.shape,
      report: z.exactOptional(z.string()),
      parts: z.array(z.strictObject({ register: z.string(), values })),
    }),
  ),
  /** What a form can record, by every name that finds it. */
  recordable: z.array(
    z.strictObject({
      of: z.union([
        z.strictObject({ register: z.string(), kind: values }),
        z.strictObject({ event: z.string() }),
      ]),
      label,
      called: z.array(z.strictObject({ name: z.string(), initials: z.string() })),
    }),
  ),
  /** What registers play, by their id. */
  plays: z.record(z.string(), playsSchema),
  figures: z.array(
    z.strictObject({
      ...labelled.shape,
      unit: label,
      register: z.string(),
      definition: label,
      /** It may say how often something was done that a duty list asks. */
      countsDone: z.exactOptional(z.literal(true)),
      /** It is split by person, and so never asked of others nor sent upward. */
      perPerson: z.exactOptional(z.literal(true)),
    }),
  ),
  duties: z.array(
    z.strictObject({
      ...labelled.shape,
      part: z.string(),
      source: z.strictObject({
        instrument: z.string(),
        clause: z.string().nullable(),
        verified: z.boolean(),
        tier: z.string(),
        /** What the source asks for, where the rule set here is another. */
        cadence: z.exactOptional(label),
      }),
      requirement: label,
      /** It does not bind the unit today; a past year may have counted it. */
      off: z.exactOptional(z.literal(true)),
      /** Of a duty that each office of a kind owes by itself: the kind. */
      officeKind: z.exactOptional(z.string()),
      /** Nothing of a kind is to happen, and somebody gives their word on it. */
      attested: z.exactOptional(z.literal(true)),
      /** The register in which a record that answers it is written. */
      register: z.exactOptional(z.string()),
    }),
  ),
  reports: z.array(labelled),
  /** Words of the trade whose label alone does not say what they mean. */
  terms: z.array(z.strictObject({ ...labelled.shape, meaning: label })),
})
export type PackView = ViewOf<typeof packView>

/** GET /api/v1/roster: names behind ids, for pickers and lists. */
export const rosterView = z.strictObject({
  people: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      initials: z.string(),
      office: z.string().nullable(),
      post: z.string().nullable(),
      former: z.boolean(),
      /** The same person under another id; older records alone still name this one. */
      goesOnAs: z.string().nullable(),
    }),
  ),
  offices: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      kind: z.string(),
      parent: z.string().nullable(),
    }),
  ),
})
export type RosterView = ViewOf<typeof rosterView>
