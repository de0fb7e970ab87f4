import { z } from 'zod'
import { dutyRhythms } from '../../ledger/core/listed-duty.ts'
import type { Label } from '../../ledger/label.ts'
import { idSchema, said } from '../../ledger/register/schema-parts.ts'
import { nearestName } from '../../pack/nearest-name.ts'
import { labelPairSchema } from '../../pack/pack-schema.ts'
import { askedKinds } from '../../report/call/call.ts'

/**
 * What a story says of a value: the value itself, `$name.path` for something named before, a text
 * with `{name.path}` in it, or one of the value forms. Lists and rows hold further ones.
 */
export type Expr =
  | string
  | number
  | boolean
  | readonly Expr[]
  | { readonly [key: string]: Expr | undefined }

// Not a union: of thirty alternatives that all fail, none says what was meant.
const expr: z.ZodType<Expr> = z.custom<Expr>().superRefine((raw: unknown, context) => {
  if (typeof raw !== 'object') return
  if (raw === null) return context.addIssue({ code: 'custom', message: said('没有值', 'no value') })
  const name = formOf(raw)
  const schema = name === null ? plain : schemaOf(name)
  if (!schema) return context.addIssue(unknownForm(`$${name}`))
  for (const issue of schema.safeParse(raw).error?.issues ?? []) {
    if (issue.code !== 'unrecognized_keys') context.addIssue({ ...issue } as never)
    else for (const key of issue.keys) context.addIssue(unknownKey(key, keysOf(schema)))
  }
})

const plain = z.union([z.array(expr), z.record(z.string(), expr)])

function schemaOf(name: string): z.ZodType | undefined {
  return Object.hasOwn(forms, name) ? forms[name as FormName] : undefined
}

function keysOf(schema: z.ZodType): readonly string[] {
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : []
}

function unknownForm(name: string) {
  return {
    code: 'custom' as const,
    path: [name],
    message: said('没有这种取值方式', 'there is no such value form'),
    params: {
      fault: {
        hint: meant(
          name,
          Object.keys(forms).map((one) => `$${one}`),
        ),
      },
    },
  }
}

function unknownKey(key: string, known: readonly string[]) {
  return {
    code: 'custom' as const,
    path: [key],
    message: said('这种取值方式没有这个键', 'the value form has no such key'),
    params: { fault: { hint: meant(key, known) } },
  }
}

function meant(typed: string, known: readonly string[]): Label {
  const near = nearestName(typed, known)
  return near
    ? { zh: `是否想写“${near}”？`, en: `Did you mean “${near}”?` }
    : { zh: `可用：${known.join('、')}。`, en: `Allowed: ${known.join(', ')}.` }
}

/** Keeps what matches every key: is it, or includes it. */
const where = z.record(z.string(), expr)

/**
 * Every value form by name; its first key is the name with a `$` before it, so that no field of a row
 * can be mistaken for one. A list is given by name, or as a value of its own.
 */
const forms = {
  /** One of a list by chance. */
  pick: z.strictObject({ $pick: expr, where: where.optional() }),
  /** So many different ones of a list by chance, in the order of the list. */
  some: z.strictObject({ $some: expr, count: expr, where: where.optional() }),
  /** One (or `count`) of a shuffled list, none twice until all were dealt. */
  deal: z.strictObject({ $deal: z.string(), count: expr.optional() }),
  /** The next of a list each time the telling is told, from the start again at its end. */
  turn: z.strictObject({ $turn: expr }),
  /** All of a list; rows with `from` or `to` only where they hold on the day. */
  all: z.strictObject({ $all: expr, where: where.optional(), on: expr.optional() }),
  /** A whole number by chance, both ends included, times something. */
  between: z.strictObject({ $between: z.tuple([expr, expr]), times: expr.optional() }),
  /** Yes with this likelihood. */
  chance: z.strictObject({ $chance: z.number().min(0).max(1) }),
  sum: z.strictObject({ $sum: z.array(expr) }),
  product: z.strictObject({ $product: z.array(expr) }),
  count: z.strictObject({ $count: expr }),
  same: z.strictObject({ $same: z.tuple([expr, expr]) }),
  /** Whether the first day lies before the second. */
  earlier: z.strictObject({ $earlier: z.tuple([expr, expr]) }),
  not: z.strictObject({ $not: expr }),
  if: z.strictObject({ $if: expr, yes: expr, no: expr.optional() }),
  case: z.strictObject({ $case: expr, of: z.record(z.string(), expr), else: expr.optional() }),
  /** The so-manieth working day of `$month` (from the end: below zero), or any. */
  workday: z.strictObject({ $workday: expr, month: expr.optional() }),
  /** So many days or working days after a day. */
  after: z.strictObject({ $after: expr, days: expr.optional(), workdays: expr.optional() }),
  /** The last working day of every week of the year, without those in spans `from`, `to`. */
  weeks: z.strictObject({ $weeks: z.literal('last-workday'), except: expr.optional() }),
  /** `present` and `absent` of those who should come; most do, and `always` these. */
  attendance: z.strictObject({ $attendance: expr, always: expr.optional() }),
  /** One row for each of a list, which the row calls `$row`. */
  rows: z.strictObject({ $rows: expr, as: expr }),
  /** Several lists as one, each thing once. */
  join: z.strictObject({ $join: z.array(expr) }),
  /** A list as one text. */
  text: z.strictObject({ $text: expr, by: z.string() }),
  /** A record told before, by its values and a day that one of its fields gives. */
  find: z.strictObject({
    $find: idSchema,
    where: where.optional(),
    day: z.string(),
    from: expr.optional(),
    before: expr.optional(),
    which: z.enum(['first', 'last']),
  }),
}

export type FormName = keyof typeof forms
export type Form<Name extends FormName> = z.output<(typeof forms)[Name]>

/** The form that an object is, by its keys; null: it is a row of values. */
export function formOf(value: object): FormName | null {
  const name = Object.keys(value).find((key) => key.startsWith('$'))
  return name === undefined ? null : (name.slice(1) as FormName)
}

/** What every write says of itself. */
const saidOfWrite = {
  if: expr.optional(),
  /** The day it happened. */
  on: expr,
  /** Who wrote it down. */
  by: expr,
  /** Why it comes late, or why it was changed. */
  reason: expr.optional(),
}

const laterTurn = {
  ...saidOfWrite,
  /** Which record, when it is another than the one being told. */
  of: expr.optional(),
  reason: expr,
}

/** Fields of a record that change. */
const correction = z.strictObject({
  ...laterTurn,
  correct: z.record(z.string(), expr),
  /** Of a drawn sample: the problem that its first record became, or `none`. */
  found: expr.optional(),
})

/** A record is declared void. */
const voiding = z.strictObject({ ...laterTurn, void: z.literal(true) })

const oneRecord = z.strictObject({
  ...saidOfWrite,
  /** The register that is written to. */
  tell: idSchema,
  kind: z.enum(['create', 'attest']).optional(),
  /** The pattern of the chapter that it follows, where it does not say otherwise. */
  like: idSchema.optional(),
  /** What other tellings call the record. */
  as: z.string().optional(),
  /** The years it is told in, by name; absent: those of the story. */
  years: z.array(idSchema).optional(),
  /** Told once for each of a list (or so many times), which is then called by this name. */
  for: z.record(z.string(), expr).optional(),
  /** Values under a name of their own. */
  let: z.record(z.string(), expr).optional(),
  /**
   * The record of another telling that it is one event with, where there is one: what both share is
   * said by that record, and they are written down at once.
   */
  with: expr.optional(),
  /** Working days between the day and the entry; absent: none to three. */
  after: expr.optional(),
  /** Written before office hours, one after the other. */
  early: z.boolean().optional(),
  /** A sample that the log draws. */
  draw: z.strictObject({ from: idSchema, period: expr, count: expr }).optional(),
  values: z.record(z.string(), expr),
})

/** Something that happens in a unit, once or many times: one record each time. */
export interface Telling extends z.output<typeof oneRecord> {
  /** What comes of it later. */
  readonly later?: readonly Turn[] | undefined
}

export type Correction = z.output<typeof correction>
export type Voiding = z.output<typeof voiding>
export type Turn = Correction | Voiding | Telling

const turn: z.ZodType<Turn> = z.lazy(() => z.union([correction, voiding, telling]))
const telling = oneRecord.extend({ later: z.array(turn).optional() })

const pattern = oneRecord
  .pick({ let: true, values: true })
  .extend({ later: z.array(turn).optional() })

/** What several tellings of a chapter have in common. */
export type Pattern = Pick<Telling, 'let' | 'values' | 'later'>

/** What becomes of a report that is written; each is done in the evening of its day. */
const reportSteps = [
  'settled',
  'returned',
  'mended',
  'passed',
  'signed',
  'sent',
  'accepted',
] as const

const storyReport = z.strictObject({
  /** The template that it is begun from. */
  write: idSchema,
  /** The years it is told in, by name; absent: those of the story. */
  years: z.array(idSchema).optional(),
  if: expr.optional(),
  let: z.record(z.string(), expr).optional(),
  /** The year that it is about. */
  about: expr,
  /** The day it is begun, and by whom. */
  on: expr,
  by: expr,
  /** Who is to sign it, and the day that stands on it. */
  issuer: expr,
  dated: expr,
  /**
   * `settled`: its signer answers, with a reason, for what the ledger does not support. `mended`: its
   * words follow the ledger. `passed`, `returned` are a review, `accepted` is the receiver's answer.
   */
  steps: z.array(
    z.strictObject({ step: z.enum(reportSteps), on: expr, by: expr, reason: expr.optional() }),
  ),
})

/** A report that is written in the unit, and how far it gets. */
export type StoryReport = z.output<typeof storyReport>

/** What becomes of a call; each is done in the evening of its day. */
const callSteps = [
  'entered',
  'signed',
  'taken',
  'answered',
  'fetched',
  'accepted',
  'returned',
  'replied',
  'corrected',
  'filled',
  'urged',
  'asked',
  'handed',
] as const

const storyCall = z.strictObject({
  /** What the call is named by. */
  call: idSchema,
  /** The years it is told in, by name; absent: those of the story. */
  years: z.array(idSchema).optional(),
  let: z.record(z.string(), expr).optional(),
  /**
   * What the call of the body above is named by that this one passes on, in its words: of `asks` only
   * the day it is due counts.
   */
  passes: idSchema.optional(),
  /** The day it is prepared. */
  on: expr,
  asks: z.strictObject({
    title: expr,
    basis: expr.optional(),
    clause: expr.optional(),
    period: expr,
    due: expr,
    ends: expr.optional(),
    note: expr.optional(),
  }),
  items: z
    .array(
      z.strictObject({
        label: z.string(),
        kind: z.enum(askedKinds),
        figure: idSchema.optional(),
        unit: z.string().optional(),
        choices: z.string().optional(),
      }),
    )
    .default([]),
  /**
   * `entered`: the body above enters its units among those below it. `answered`: a unit drafts its
   * answer, lets it be reviewed and signed, and sends it; `says` what no figure gives, by its label, and
   * over a figure what somebody typed instead, for the `reason`. `replied`: it takes the answer of the
   * body above. `filled`: the sheet of a body without a log, a record told before, comes back.
   * `asked`: the body above asks the unit for the answer of one below it, `about`; `handed`: the unit
   * hands it on.
   */
  steps: z.array(
    z.strictObject({
      step: z.enum(callSteps),
      on: expr,
      of: z.string().optional(),
      about: idSchema.optional(),
      says: z.record(z.string(), expr).optional(),
      reason: expr.optional(),
    }),
  ),
})

/** What the body above asks of the units below it, and how far that gets. */
export type StoryCall = z.output<typeof storyCall>

const storyDutyList = z.strictObject({
  /** What the list is named by. */
  list: idSchema,
  years: z.array(idSchema).optional(),
  /** The day it is prepared. */
  on: expr,
  says: z.strictObject({
    title: expr,
    basis: expr.optional(),
    clause: expr.optional(),
    from: expr,
    ends: expr.optional(),
    note: expr.optional(),
  }),
  items: z.array(
    z.strictObject({
      title: z.string(),
      often: z.enum(dutyRhythms),
      times: z.int().optional(),
      by: z.string().optional(),
      officeKind: idSchema.optional(),
    }),
  ),
  /**
   * `taken`: a unit fits each duty to itself and takes the list; by the title of a duty, what counts
   * it there, or why it does not apply; `tells`: it lets the body above know that.
   */
  steps: z.array(
    z.strictObject({
      step: z.enum(['signed', 'taken', 'fetched']),
      on: expr,
      of: z.string().optional(),
      figures: z.record(z.string(), idSchema).optional(),
      refuses: z.record(z.string(), z.string()).optional(),
      tells: z.boolean().optional(),
    }),
  ),
})

/** What the body above lays upon the units below it, and who takes it. */
export type StoryDutyList = z.output<typeof storyDutyList>

const listRow = z.union([z.string(), z.number(), z.record(z.string(), z.json())])

/**
 * A chapter: lists of texts, people, other things; what happens in its order; reports, calls and
 * duty lists.
 */
export const chapterSchema = z.strictObject({
  lists: z.record(idSchema, z.array(listRow).min(1)).optional(),
  patterns: z.record(idSchema, pattern).optional(),
  tellings: z.array(telling).optional(),
  reports: z.array(storyReport).optional(),
  calls: z.array(storyCall).optional(),
  dutyLists: z.array(storyDutyList).optional(),
})

/** Whose story it is. */
const body = z.strictObject({
  /** What calls name it by. */
  as: idSchema,
  unit: labelPairSchema,
  /** Files of the folder in the order in which they are told; bodies may share some. */
  chapters: z.array(idSchema).min(1).max(60),
})

function standsUnderEarlier(
  all: readonly { readonly as: string; readonly under?: string | undefined }[],
): boolean {
  return all.every(
    ({ under }, nth) => under === undefined || all.slice(0, nth).some(({ as }) => as === under),
  )
}

/** `story/story.yaml`: whose story it is, and when it plays. */
export const storyHeadSchema = body.extend({
  as: body.shape.as.default('unit'),
  /**
   * The years by name, in their order, each as so many years after the one of the day up to which
   * it is told. The unit is founded on the first day of the first.
   */
  years: z.record(idSchema, z.int().min(-9).max(0)),
  /**
   * The body above the unit, which sends calls, and others below that, or `under` one told before
   * it; each has its own story.
   */
  around: z
    .strictObject({
      above: body,
      beside: z
        .array(body.extend({ under: idSchema.optional() }))
        .max(20)
        .refine(standsUnderEarlier, { error: 'under names a body that is told before' }),
    })
    .optional(),
})

/** JSON Schemas of the files of a story, by file name, so that editors complete and check. */
export function storyJsonSchemas(): Readonly<Record<string, unknown>> {
  const files = { story: storyHeadSchema, 'story-chapter': chapterSchema }
  return Object.fromEntries(
    Object.entries(files).map(([name, schema]) => [`${name}.schema.json`, jsonSchemaOf(schema)]),
  )
}

/** A value stands in a chapter many times: it is declared once. */
function jsonSchemaOf(schema: z.ZodType): object {
  const write = (one: z.ZodType) =>
    z.toJSONSchema(one, {
      io: 'input',
      unrepresentable: 'any',
      target: 'draft-2020-12',
      override: ({ zodSchema, jsonSchema }) => {
        if ((zodSchema as unknown) === expr) jsonSchema.$ref = '#/$defs/value'
      },
    })
  const {
    $schema: _,
    $defs: __,
    ...values
  } = write(z.union([scalar, ...Object.values(forms), plain]))
  const written = write(schema)
  return { ...written, $defs: { ...written.$defs, value: values } }
}

const scalar = z.union([z.string(), z.number(), z.boolean()])
