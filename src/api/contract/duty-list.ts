import { z } from 'zod'
import { dutyRhythms } from '../../ledger/core/listed-duty.ts'
import { addresseesMax, linesMax } from '../../report/call/call.ts'
import { exact } from './exact.ts'
import { label } from './label.ts'
import { signingPasskey } from './passkey.ts'
import { day, id, moment } from './scalars.ts'
import type { ViewOf } from './view-of.ts'

const words = (max: number) => z.string().trim().max(max)
const orNull = (max: number) => words(max).nullable().default(null)

const preparedDuty = z.strictObject({
  /** As an earlier version of the list names it; null: it is new. */
  item: words(8).nullable().default(null),
  title: words(100).min(1),
  often: z.enum(dutyRhythms),
  times: z.int().min(1).max(366).nullable().default(null),
  /** `MM-DD` of each year, or the one day. */
  by: orNull(10),
  officeKind: id.nullable().default(null),
  basis: orNull(200),
  clause: orNull(100),
  from: day.nullable().default(null),
  ends: day.nullable().default(null),
})

/** POST /api/v1/duty-lists */
export const dutyListBody = z.strictObject({
  title: words(120).min(1),
  basis: orNull(200),
  clause: orNull(100),
  from: day,
  ends: day.nullable().default(null),
  note: orNull(2_000),
  items: z.array(preparedDuty).min(1).max(linesMax),
  /** Records of the bodies below; null: all of them. */
  to: z.array(z.uuid()).min(1).max(addresseesMax).nullable().default(null),
})
export type DutyListBody = ViewOf<typeof dutyListBody>

const listedDuty = z.strictObject({
  item: z.string(),
  title: z.string(),
  often: z.enum(dutyRhythms),
  times: z.number().nullable(),
  by: z.string().nullable(),
  officeKind: z.string().nullable(),
  basis: z.string().nullable(),
  clause: z.string().nullable(),
  from: z.string().nullable(),
  ends: z.string().nullable(),
})
export type ListedDutyView = ViewOf<typeof listedDuty>

const dutyList = z.strictObject({
  title: z.string(),
  basis: z.string().nullable(),
  clause: z.string().nullable(),
  from: z.string(),
  ends: z.string().nullable(),
  note: z.string().nullable(),
  items: z.array(listedDuty),
  to: z.array(z.string()).nullable(),
})
export type DutyListView = ViewOf<typeof dutyList>

/** GET /api/v1/duty-lists/{id}: a list of ours, as its newest version says it. */
export const sentDutyListView = z.strictObject({
  id: z.string(),
  version: z.int(),
  step: z.enum(['prepared', 'issued']),
  on: z.string(),
  list: dutyList,
  /** Records of the bodies that it names; null: it goes to all. */
  units: z.array(z.string()).nullable(),
  /** A version was signed, and goes down until the next one is. */
  isSigned: z.boolean(),
})
export type SentDutyListView = ViewOf<typeof sentDutyListView>

/** GET /api/v1/duty-lists/{id}/taken-by: a page of bodies; `next` begins the one behind it. */
export const listTakenByView = z.strictObject({
  asked: z.int(),
  taken: z.int(),
  /** Bodies that took an earlier version, and not the newest. */
  earlier: z.int(),
  bodies: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      isWithoutLog: z.boolean(),
      taken: z
        .strictObject({
          takenOn: z.string(),
          isNewest: z.boolean(),
          /** What applies there; null: the body does not tell. */
          told: z
            .array(
              z.strictObject({
                item: z.string(),
                applies: z.boolean(),
                reason: z.string().nullable(),
              }),
            )
            .nullable(),
        })
        .nullable(),
    }),
  ),
  next: z.string().nullable(),
})
export type ListTakenByView = ViewOf<typeof listTakenByView>

const fitted = z.strictObject({
  listed: listedDuty,
  duty: z.string(),
  applies: z.boolean(),
  reason: z.string().nullable(),
  ownName: z.string().nullable(),
  figure: z.string().nullable(),
})

/** A list that was taken, with what the unit made of its duties. */
export const takenDutyListView = z.strictObject({
  record: z.string(),
  sender: label,
  title: z.string(),
  basis: z.string().nullable(),
  clause: z.string().nullable(),
  from: z.string(),
  ends: z.string().nullable(),
  takenOn: z.string(),
  digest: z.string(),
  entry: z.int(),
  /** Whether the sender is told what applies. */
  tells: z.boolean(),
  items: z.array(fitted),
})
export type TakenDutyListView = ViewOf<typeof takenDutyListView>

/** A sealed list that waits to be taken, beside what was taken of it before. */
export const offeredDutyList = z.strictObject({
  digest: z.string(),
  sender: label,
  recordedAt: moment,
  /** The passkey of its signer; null: it was signed without one. */
  signedBy: signingPasskey.nullable(),
  list: dutyList,
  before: takenDutyListView.nullable(),
  /** How each of its duties differs from the version before, and what it leaves out. */
  changes: z.array(
    z.strictObject({
      item: z.string(),
      change: z.enum(['new', 'same', 'reworded', 'changed']),
    }),
  ),
  gone: z.array(listedDuty),
  sealed: z.string(),
})
export type OfferedDutyListView = ViewOf<typeof offeredDutyList>

const sealed = exact(z.string().max(2_000_000))

/** POST /api/v1/duty-lists-offered: the file of a list that somebody brought. */
export const sealedBody = z.strictObject({ sealed })

/** POST /api/v1/duty-lists-taken */
export const takeDutyListBody = z.strictObject({
  sealed,
  fits: z
    .array(
      z.strictObject({
        item: words(8),
        applies: z.boolean(),
        reason: orNull(300),
        ownName: orNull(100),
        figure: id.nullable().default(null),
        office: z.string().max(64).nullable().default(null),
      }),
    )
    .max(linesMax),
  /** Whether the sender is told what applies, with reasons. */
  tells: z.boolean().default(false),
})
export type TakeDutyListBody = ViewOf<typeof takeDutyListBody>
