import { z } from 'zod'
import type {
  DraftComment as KeptComment,
  DraftVersion as KeptVersion,
} from '../../app/ports/draft-ports.ts'
import { reportSteps } from '../../ledger/core/report-record.ts'
import { urgencies } from '../../report/document.ts'
import { paperLimits } from '../../report/draft/draft-paper.ts'
import type { DraftTree } from '../../report/draft/draft-tree.ts'
import { draftLimits } from '../../report/draft/draft-tree.ts'
import type { ProblemMaterial } from '../../report/draft/problem-material.ts'
import type { WordingOffer } from '../../report/draft/wording-offers.ts'
import { claimBases, shortfalls } from '../../report/template/template.ts'
import type { WhatIsSigned } from '../../report/verify/what-is-signed.ts'
import { label } from './label.ts'
import { claimState, condition, notMentioned, reportDocument } from './report.ts'
import { day, moment } from './scalars.ts'
import type { ViewOf } from './view-of.ts'

const name = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/)
/** A field of a record, or one of its rows' by both names. */
const fieldPath = z.string().regex(/^[A-Za-z0-9_-]{1,64}(\.[A-Za-z0-9_-]{1,64})?$/)
const headText = z.string().max(draftLimits.headTextMax)
const place = z.string().max(200)

const inline = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('text'),
    text: z.string().max(draftLimits.textMax),
    claim: name.nullable(),
  }),
  z.strictObject({ kind: z.literal('number'), figure: name, claim: name }),
  z.strictObject({ kind: z.literal('shortfall'), show: z.enum(shortfalls), claim: name }),
  z.strictObject({ kind: z.literal('field'), path: place, claim: name }),
  z.strictObject({ kind: z.literal('blank'), claim: name.nullable() }),
])
const inlines = z.array(inline).max(draftLimits.inlinesMax)

const recordsTable = {
  figure: name,
  fields: z.array(place).max(draftLimits.tableColumnsMax),
  of: z.exactOptional(z.enum(['next', 'last'])),
}

const block = z.discriminatedUnion('kind', [
  z.strictObject({
    id: name,
    kind: z.literal('heading'),
    level: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]),
    inlines,
  }),
  z.strictObject({
    id: name,
    kind: z.literal('paragraph'),
    runIn: inlines.nullable(),
    inlines,
  }),
  z.strictObject({
    id: name,
    kind: z.literal('table'),
    rows: z
      .array(z.array(z.string().max(2_000)).max(draftLimits.tableColumnsMax))
      .max(draftLimits.tableRowsMax),
  }),
  z.strictObject({ id: name, kind: z.literal('records'), ...recordsTable }),
])

const claim = z.union([
  z.strictObject({
    by: z.enum(claimBases),
    id: name,
    atLeast: z.boolean(),
    says: z.exactOptional(condition),
  }),
  z.strictObject({
    by: z.literal('record'),
    id: name,
    version: z.int().min(1),
    kind: z.enum(['problem', 'plan', 'event']),
    said: z.exactOptional(z.record(fieldPath, z.string())),
  }),
])

const paper = z.strictObject({
  titleLines: z.array(headText).max(paperLimits.titleLinesMax),
  urgency: z.enum([...urgencies, '']),
  copyTo: z.string().max(paperLimits.copyToMax),
  attachmentTexts: z
    .array(z.union([z.string().max(paperLimits.attachmentTextMax), z.strictObject(recordsTable)]))
    .max(draftLimits.attachmentsMax),
  annex: z.enum(['within', 'apart']),
})

/** A draft's tree as it comes from outside: every part in its form and within its limit. */
export const draftTree = z
  .strictObject({
    v: z.literal(1),
    title: headText,
    addressee: headText,
    issuer: headText,
    number: headText,
    signature: headText,
    date: z.union([day, z.literal('')]),
    attachments: z.array(headText).max(draftLimits.attachmentsMax),
    paper: z.exactOptional(paper),
    blocks: z.array(block).max(draftLimits.blocksMax),
    claims: z
      .record(name, claim)
      .refine((all) => Object.keys(all).length <= draftLimits.claimsMax, { message: 'too many' }),
  })
  .refine(({ blocks }) => new Set(blocks.map((one) => one.id)).size === blocks.length, {
    message: 'block ids must differ',
    path: ['blocks'],
  }) satisfies z.ZodType<DraftTree>

const offer = z.strictObject({
  claim: name,
  says: condition,
  text: z.string(),
  inlines,
}) satisfies z.ZodType<WordingOffer>

const material = z.strictObject({
  id: name,
  kind: z.enum(['unmet', 'doneLate', 'incident', 'finding', 'late']),
  label,
  reason: label,
  claim: claim.nullable(),
}) satisfies z.ZodType<ProblemMaterial>

const text = z.string().nullable()

/** Where a report stands on its way, as the page shows it. */
const flow = z.strictObject({
  id: z.string(),
  version: z.int(),
  step: z.enum(reportSteps),
  on: day.nullable(),
  name: z.string(),
  template: z.string(),
  year: z.int(),
  draft: z.string(),
  revision: z.int(),
  reviewer: text,
  signer: text,
  digest: text,
  checkpoint: z.int().nullable(),
  file: text,
  sentTo: text,
  receipt: text,
  reasons: text,
  replaces: text,
  answers: text,
})
export type FlowView = ViewOf<typeof flow>

const stored = {
  id: z.string(),
  record: z.string(),
  report: z.string(),
  year: z.int(),
  replaces: text,
  answers: text,
  open: z.boolean(),
  revision: z.int(),
  writers: z.array(z.string()),
  handedTo: text,
  handedIn: z
    .strictObject({ to: z.string(), by: z.string(), at: moment, version: z.int() })
    .nullable(),
  openedAt: moment,
  savedAt: moment,
  savedBy: z.string(),
}

const finding = z.strictObject({
  code: z.string(),
  weight: z.enum(['blocks', 'override', 'accept', 'notice']),
  at: z.array(z.union([z.string(), z.int()])),
  words: z.exactOptional(z.string()),
  text: label,
  hint: label,
})

const overridden = z.strictObject({
  claim: z.string(),
  words: z.string(),
  state: claimState,
  entry: z.int(),
  reason: z.string(),
  person: z.string(),
  on: day.nullable(),
})

export const draftComment = z.strictObject({
  id: z.string(),
  block: z.string(),
  said: z.string(),
  saidBy: z.string(),
  saidAt: moment,
  settledBy: text,
  settledAt: moment.nullable(),
}) satisfies z.ZodType<KeptComment>
export type DraftComment = ViewOf<typeof draftComment>

export const draftVersion = z.strictObject({
  slot: z.string(),
  revision: z.int(),
  savedAt: moment,
  savedBy: z.string(),
}) satisfies z.ZodType<KeptVersion>
export type DraftVersion = ViewOf<typeof draftVersion>

/** GET /api/v1/drafts: one report of the list. */
export const draftBrief = z.strictObject({
  ...stored,
  title: z.string(),
  flow: flow.nullable(),
  answersFor: text,
})
export type DraftBrief = ViewOf<typeof draftBrief>

/** GET /api/v1/drafts/{id} */
export const draftView = z.strictObject({
  draft: z.strictObject(stored),
  tree: draftTree,
  document: reportDocument,
  findings: z.array(finding),
  characters: z.int(),
  charactersMax: z.int(),
  flow: flow.nullable(),
  reviewHolds: z.boolean(),
  overridden: z.array(overridden),
  comments: z.array(draftComment),
  acts: z.array(
    z.enum([
      'edit',
      'comment',
      'handIn',
      'review',
      'override',
      'accept',
      'sign',
      'sendBack',
      'freeze',
      'send',
      'answer',
      'correct',
    ]),
  ),
  reviewers: z.array(z.string()),
  isHandedIn: z.boolean(),
  here: z.array(z.string()),
  wordings: z.array(
    z.strictObject({
      figureId: z.string(),
      label,
      unit: z.string(),
      phrases: z.array(z.string()),
      ofEach: z.boolean(),
      within: z.array(z.string()),
      bears: z.array(z.enum(['exists', 'none', 'compare'])),
    }),
  ),
  offers: z.array(offer),
  material: z.array(material),
  doneLate: z.array(z.string()),
  correctedBy: z
    .strictObject({ draft: z.string(), step: z.enum(reportSteps).nullable() })
    .nullable(),
  since: z
    .strictObject({
      records: z.int(),
      claims: z.array(
        z.strictObject({ id: z.string(), text: z.string(), state: claimState, reason: label }),
      ),
    })
    .nullable(),
})
export type DraftView = ViewOf<typeof draftView>

/** POST /api/v1/drafts: the draft that was opened. */
export const openedDraft = z.strictObject({ id: z.string() })
export type OpenedDraft = ViewOf<typeof openedDraft>

/** PUT /api/v1/drafts/{id} */
export const savedDraft = z.strictObject({
  revision: z.int(),
  savedAt: moment,
})
export type SavedDraft = ViewOf<typeof savedDraft>

/** What a step answers: where the report stands now. */
export const stepAnswer = z.strictObject({
  record: z.string(),
  version: z.int(),
  index: z.int(),
  receipt: z.string(),
})
export type StepAnswer = ViewOf<typeof stepAnswer>

const verdict = z.strictObject({ tone: z.enum(['good', 'open', 'bad', 'none']), sentence: label })

/** GET /api/v1/drafts/{id}/signing: what the caller would sign now. */
export const whatIsSigned = z.strictObject({
  file: verdict.nullable(),
  content: verdict,
  kept: z.array(z.strictObject({ text: z.string(), state: label, sentence: label })),
  accepted: z.array(z.strictObject({ sentence: z.string(), by: z.string() })),
  notMentioned: z.array(notMentioned),
}) satisfies z.ZodType<WhatIsSigned>

/** GET /api/v1/issued/{id}/verdicts: one line, as `readVerdicts` reads it. */
export const reportVerdicts = z.strictObject({ verdicts: z.string() })
export type ReportVerdicts = ViewOf<typeof reportVerdicts>
