import { z } from 'zod'
import type { JointOpening } from '../../log/joint-opening.ts'
import { fromUtf8 } from '../../log/utf8.ts'
import type { Acknowledgement } from '../call/acknowledgement.ts'
import { isLaterSealed } from '../call/sealed-entry.ts'
import type { Reply } from '../receive/reply.ts'
import type { ItemKind } from './item-kinds.ts'
import { isOfLater, readForm } from './read-form.ts'

const text = (max: number) => z.string().max(max)
const label = z.strictObject({ zh: text(1_000), en: text(1_000) })
// What it is made of is looked at when it is verified, which never throws.
const opening = z.custom<JointOpening>((value) => typeof value === 'object' && value !== null)
const entry = {
  index: z.int().min(0),
  leafText: text(65_535),
  opening,
  receipt: text(10_000),
  receiptKey: text(600),
}

const acknowledgementForm: z.ZodType<Acknowledgement> = z.strictObject({
  v: z.literal(1),
  ...entry,
})

const replyForm: z.ZodType<Reply> = z.strictObject({
  v: z.literal(1),
  receiver: z.strictObject({ id: text(64), name: label, origin: text(255) }),
  entry: z.strictObject(entry),
  signedBy: z.exactOptional(z.strictObject(entry)),
  cosigned: z
    .strictObject({ checkpointText: text(1_000), line: text(1_000), witness: text(600) })
    .nullable(),
})

/** How often those who have not answered a call were urged: its sender says so, by the parcel. */
export interface Urge {
  readonly v: 1
  readonly call: string
  readonly urged: number
}

const urgeForm: z.ZodType<Urge> = z.strictObject({
  v: z.literal(1),
  call: text(64),
  urged: z.int().min(1).max(1_000),
})

/** Reads that a call was taken, in its one canonical text; null: it is none. */
export const readAcknowledgement = reader(acknowledgementForm)
/** Reads a reply. */
export const readReplyFile = reader(replyForm)

/** A reply as somebody downloaded it, however its JSON is laid out; null: it is none. */
export function readDownloadedReply(source: string): Reply | null {
  try {
    return replyForm.safeParse(JSON.parse(source)).data ?? null
  } catch {
    return null
  }
}
/** Reads an urge. */
export const readUrge = reader(urgeForm)

function reader<T>(form: z.ZodType<T>): (bytes: Uint8Array) => T | null {
  return (bytes) => readForm(form, fromUtf8(bytes) ?? '')
}

const forms: { readonly [kind in ItemKind]?: z.ZodType } = {
  acknowledgement: acknowledgementForm,
  'list-taken': acknowledgementForm,
  reply: replyForm,
  urge: urgeForm,
}

/** Whether an item is of its form as a later program writes it (`isOfLater`). */
export function isLaterItem(kind: ItemKind, bytes: Uint8Array): boolean {
  const source = fromUtf8(bytes)
  if (source === null) return false
  if (kind === 'call' || kind === 'listed-duties') return isLaterSealed(source)
  const form = forms[kind]
  return form !== undefined && isOfLater(form, source)
}
