import { z } from 'zod'
import type { EnteredRoster } from '../../app/people/import-roster.ts'
import { rosterRowsMax } from '../../app/people/import-roster.ts'
import type { ProposedAccount } from '../../app/people/many-accounts.ts'
import { accountsAtOnceMax } from '../../app/people/many-accounts.ts'
import type { MergePreview } from '../../app/people/merge-people.ts'
import type { MayBe, PlannedOffice } from '../../app/people/plan-roster.ts'
import { inviteAnswer, inviteBody } from './account.ts'
import { cell, columnProposal, fault, mapping, passedRow, question } from './import.ts'
import { day, id } from './scalars.ts'
import type { ViewOf } from './view-of.ts'

const side = z.strictObject({ id: z.string(), name: z.string(), place: z.string() })

/** GET /api/v1/people/{id}/merge: what becomes one. */
export const mergePreview = z.strictObject({
  person: side,
  into: side,
  registers: z.array(z.strictObject({ register: z.string(), records: z.int() })),
  others: z.int(),
  earliest: day,
  proposed: day,
  signed: z.array(z.int()),
  both: z.array(
    z.strictObject({
      record: z.string(),
      register: z.string(),
      on: day.nullable(),
      year: z.int().nullable(),
      title: z.string(),
    }),
  ),
}) satisfies z.ZodType<MergePreview>
export type MergePreviewView = ViewOf<typeof mergePreview>

export const mergeBody = z.strictObject({
  into: z.uuid(),
  from: z.exactOptional(day),
  reason: z.string().trim().min(1).max(200),
})
export type MergeBody = z.input<typeof mergeBody>

const table = z.strictObject({ name: z.string(), rows: z.array(z.array(cell)) })

/** POST /api/v1/people/sheet: the tables of a file, and how each would be read as people. */
export const rosterFile = z.strictObject({
  tables: z.array(table),
  proposals: z.array(
    z.strictObject({ mapping, columns: z.array(columnProposal), score: z.number() }),
  ),
})
export type RosterFileView = ViewOf<typeof rosterFile>

const rowNumber = z.int().min(1).max(2_000_000)
const rowKey = z.string().regex(/^[1-9]\d{0,6}$/)
const officeName = z.string().min(1).max(200)
const whoIsRow = z.union([
  z.literal('new'),
  z.strictObject({ person: z.uuid() }),
  z.strictObject({ row: rowNumber }),
])

/** POST /api/v1/people/sheet/preview and …/enter: a table with all that was decided about it. */
export const rosterSheetBody = z.strictObject({
  table: z.strictObject({
    name: z.string().max(200),
    rows: z.array(z.array(cell)).max(rosterRowsMax),
  }),
  mapping,
  people: z.record(rowKey, whoIsRow),
  offices: z.record(
    officeName,
    z.union([z.strictObject({ office: z.uuid() }), z.strictObject({ kind: id })]),
  ),
  day,
  leftOut: z.array(rowNumber).max(rosterRowsMax),
})
export type RosterSheetBody = ViewOf<typeof rosterSheetBody>

const mayBe = z.strictObject({
  who: z.union([z.strictObject({ person: z.string() }), z.strictObject({ row: z.int() })]),
  name: z.string(),
  place: z.string(),
}) satisfies z.ZodType<MayBe>

const plannedOffice = z.strictObject({
  name: z.string(),
  office: z.string().nullable(),
  kind: z.string(),
  since: day,
  rows: z.int(),
}) satisfies z.ZodType<PlannedOffice>

/** What a sheet of people comes to; nothing is written. */
export const rosterPreview = z.strictObject({
  people: z.array(
    z.strictObject({
      row: z.int(),
      name: z.string(),
      office: z.string().nullable(),
      title: z.string().nullable(),
      from: z.string(),
      who: z
        .union([
          z.literal('new'),
          z.strictObject({ person: z.string() }),
          z.strictObject({ row: z.int() }),
        ])
        .nullable(),
      may: z.array(mayBe),
      post: z.enum(['new', 'known', 'none']),
    }),
  ),
  offices: z.array(plannedOffice),
  questions: z.array(question),
  /** Rows that cannot be read as they stand. */
  open: z.array(z.strictObject({ row: z.int(), text: z.string(), faults: z.array(fault) })),
  passed: z.array(passedRow),
  faults: z.array(fault),
})
export type RosterPreviewView = ViewOf<typeof rosterPreview>

export const rosterEntered = z.strictObject({
  people: z.int(),
  offices: z.int(),
  posts: z.int(),
  known: z.int(),
  left: z.array(z.int()),
}) satisfies z.ZodType<EnteredRoster>
export type RosterEnteredView = ViewOf<typeof rosterEntered>

/** GET /api/v1/accounts/proposed: everybody without an account. */
export const proposedAccounts = z.array(
  z.strictObject({
    person: z.string(),
    name: z.string(),
    place: z.string(),
    username: z.string(),
  }) satisfies z.ZodType<ProposedAccount>,
)
export type ProposedAccountsView = ViewOf<typeof proposedAccounts>

/** POST /api/v1/accounts/many */
export const manyAccountsBody = z.strictObject({
  accounts: z
    .array(
      z.strictObject({
        person: id,
        username: inviteBody.shape.username,
        roles: inviteBody.shape.roles,
      }),
    )
    .min(1)
    .max(accountsAtOnceMax),
  /** The day from which the roles count, today when absent. */
  from: z.exactOptional(day),
})
export type ManyAccountsBody = z.input<typeof manyAccountsBody>

/** Each link is shown once. */
export const manyAccountsAnswer = z.array(inviteAnswer)
export type ManyAccountsAnswer = ViewOf<typeof manyAccountsAnswer>
