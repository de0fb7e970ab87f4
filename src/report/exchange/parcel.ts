import { z } from 'zod'
import { canonicalJson } from '../../log/canonical-json.ts'
import type { ProvedKeyChange } from '../../log/key-change.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import { sameBytes } from '../../log/merkle-hash.ts'
import { noteVerifier } from '../../log/note-verifier.ts'
import { parseParcelNote } from '../../log/parcel-note.ts'
import { openNote } from '../../log/signed-note.ts'
import type { Verdict } from '../../log/verdict.ts'
import { refused } from '../../log/verdict.ts'
import { parseVerifierKey } from '../../log/verifier-key.ts'
import { verifyCheckpoint } from '../../log/verify/checkpoint.ts'
import { keyLedTo, keysBefore } from '../../log/verify/key-changes.ts'
import { areKeyChanges } from '../proved-form.ts'
import { isOfLater, readForm } from './read-form.ts'

/** Items of one parcel at most; what is more comes with the next. */
export const itemsMax = 500

/** Things that a parcel says arrived, at most. */
export const holdsMax = 5_000

/**
 * Calls and duty lists in force that a parcel names at most: what has no end stays in force for
 * years. A program of before takes 500.
 */
const inForceMax = 5_000

/** Earlier trees that a parcel leads on from at most. */
export const growthsMax = 12

const text = (max: number) => z.string().max(max)
const label = z.strictObject({ zh: text(1_000), en: text(1_000) })
const hash = text(64)

const parcelItem = z.strictObject({
  // Of a later program there may be more kinds: each is named, and the others are taken.
  kind: text(32),
  id: text(200),
  file: z.string().regex(/^[0-9a-f]{64}$/),
})

const refusedItem = z.strictObject({ kind: text(32), id: text(200), code: text(64), text: label })

const parcelForm = z.strictObject({
  v: z.literal(1),
  note: text(4_000),
  contents: z.strictObject({
    sender: z.strictObject({ id: text(64), name: label, origin: text(255) }),
    key: text(400),
    checkpoint: text(10_000),
    growths: z
      .array(z.strictObject({ from: z.int().min(1), proof: z.array(hash).max(100).readonly() }))
      .max(growthsMax)
      .readonly(),
    keyChanges: z.exactOptional(z.custom<readonly ProvedKeyChange[]>(areKeyChanges)),
    seen: z
      .strictObject({
        size: z.int().min(1),
        root: hash,
        cosigned: z.strictObject({ line: text(1_000), witness: text(400) }),
      })
      .nullable(),
    inForce: z.array(hash).max(inForceMax).readonly(),
    holds: z.array(text(240)).max(holdsMax).readonly(),
    refused: z.array(refusedItem).max(itemsMax).readonly(),
    items: z.array(parcelItem).max(itemsMax).readonly(),
  }),
})

/**
 * What one log sends to another, on whatever way: signed as a whole by the key of the sending log.
 * Canonical JSON. `growths`: how its tree grew out of those that the addressee may have seen, as
 * several parcels may go before one comes back; `keyChanges`: how its keys were replaced, where the
 * addressee may not have followed that yet; `seen`: the largest tree of the addressee's log that
 * the sender saw, cosigned; `inForce`: calls and duty lists that still ask the addressee, others do
 * no more; `holds`: what arrived from there, and need not be sent again; `refused`: what does not
 * hold.
 */
export type Parcel = z.infer<typeof parcelForm>

/** What a parcel says. */
export type ParcelContents = Parcel['contents']

/** One thing that a parcel brings; `file`: SHA-256 (hex) of its bytes in the bundle. */
export type ParcelItem = z.infer<typeof parcelItem>

/** What the other side could not take of ours, and why. */
export type RefusedItem = z.infer<typeof refusedItem>

/**
 * Stands among `holds` of a parcel that is carried by hand: nobody can ask for an answer with it. It
 * is no item, and a program of before passes over it; for a new field it would refuse the parcel.
 */
export const carriedByHand = 'carried by-hand'

/** How an item is named in `holds`; the same for as long as it says the same. */
export function itemKey({ kind, id }: Pick<ParcelItem, 'kind' | 'id'>): string {
  return `${kind} ${id}`
}

const parcelUnitsMax = 4_000_000

/** Reads the one canonical text of a parcel; what it says is not believed yet. */
export function parseParcel(source: string): Parcel | null {
  return source.length > parcelUnitsMax ? null : readForm(parcelForm, source)
}

/** What a parcel of a later program says of where it goes; null: it is no such parcel. */
export function laterParcel(source: string): Pick<Parcel, 'note'> | null {
  if (source.length > parcelUnitsMax || !isOfLater(parcelForm, source)) return null
  return JSON.parse(source) as Pick<Parcel, 'note'>
}

/** The one text of a parcel. */
export function parcelText(parcel: Parcel): string {
  return canonicalJson(parcel)
}

/** SHA-256 of what a parcel says: what its note signs. */
export function contentsDigest(crypto: LogCrypto, contents: ParcelContents): Uint8Array {
  return crypto.sha256(canonicalJson(contents))
}

/** Whom a parcel says it is from and for, before anything of it is believed. */
export function parcelAddress({ note }: Pick<Parcel, 'note'>): {
  readonly from: string
  readonly to: string
} {
  const said = parseParcelNote(note.slice(0, note.lastIndexOf('\n\n') + 1))
  return { from: said?.from ?? '', to: said?.to ?? '' }
}

/** Why a parcel is not believed. */
export type ParcelReason = 'parcel.key' | 'parcel.note' | 'parcel.contents' | 'parcel.checkpoint'

/** The key that a parcel leads to from the one that is believed of its sender; null: none. */
export function keyOfParcel(
  crypto: LogCrypto,
  { contents: { sender, keyChanges = [] } }: Parcel,
  believed: string,
): string | null {
  return keyLedTo(crypto, sender, { changes: keyChanges, from: believed })
}

/** The keys that the sender of a parcel had before the one that signs it, the oldest first. */
export function keysBeforeThat(
  crypto: LogCrypto,
  { contents: { sender, keyChanges = [] } }: Parcel,
  key: string,
): readonly string[] {
  return keysBefore(crypto, sender, { changes: keyChanges, to: key })
}

/** Whether a parcel is signed by a key; what it says is not looked at. */
export function isSignedBy(
  crypto: LogCrypto,
  { note }: Pick<Parcel, 'note'>,
  key: string,
): boolean {
  const parsed = parseVerifierKey(crypto, key)
  return parsed.ok && openNote(note, [noteVerifier(crypto, parsed.key)]).ok
}

/** Verifies a parcel under the key that is believed of its sender. */
export function verifyParcel(
  crypto: LogCrypto,
  { note, contents }: Parcel,
  key: string,
): Verdict<{ readonly to: string; readonly madeAt: string }, ParcelReason> {
  const { origin } = contents.sender
  const parsed = parseVerifierKey(crypto, key)
  if (!parsed.ok || parsed.key.name !== origin || parsed.key.use !== 'note') {
    return refused('parcel.key')
  }
  const opened = openNote(note, [noteVerifier(crypto, parsed.key)])
  // Under another key of the same name: it was rotated, or somebody signs in that name.
  if (!opened.ok)
    return refused(opened.reason === 'note.no-known-key' ? 'parcel.key' : 'parcel.note')
  const said = parseParcelNote(opened.note.text)
  if (said === null || said.from !== origin) return refused('parcel.note')
  if (!sameBytes(said.digest, contentsDigest(crypto, contents))) return refused('parcel.contents')
  const trust = { origin, logKeys: [parsed.key] }
  const believed = verifyCheckpoint(crypto, contents.checkpoint, trust)
  if (!believed.ok) return refused('parcel.checkpoint')
  return { ok: true, to: said.to, madeAt: said.madeAt }
}
