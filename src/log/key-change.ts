import type { JointOpening } from './joint-opening.ts'

/**
 * How the keys of a log were replaced: `rotated`, with the old log key at hand to vouch for the new
 * one; `lost`, without it, so that whoever believed the old key has to hear of the new one on
 * another way.
 */
export type KeyChangeKind = 'rotated' | 'lost'

/** What an entry of kind `key` says: both keys before and after, all as verifier keys. */
export interface KeyChange {
  readonly how: KeyChangeKind
  readonly logKeyBefore: string
  readonly logKey: string
  readonly receiptKeyBefore: string
  readonly receiptKey: string
}

/** UTF-16 units of the reason for a change at most. */
export const keyReasonUnitsMax = 500

/** Payload paths that make up a change, as a verifier has them opened. */
export const keyChangePaths = [
  'how',
  'logKey',
  'logKeyBefore',
  'receiptKey',
  'receiptKeyBefore',
] as const

/** The change that the fields of an entry of kind `key` say; null where they say none. */
export function keyChangeOf(fields: { readonly [path: string]: unknown }): KeyChange | null {
  const { how, logKeyBefore, logKey, receiptKeyBefore, receiptKey } = fields
  if (how !== 'rotated' && how !== 'lost') return null
  if (typeof logKeyBefore !== 'string' || typeof logKey !== 'string') return null
  if (typeof receiptKeyBefore !== 'string' || typeof receiptKey !== 'string') return null
  return { how, logKeyBefore, logKey, receiptKeyBefore, receiptKey }
}

/**
 * An entry that replaced the keys of the log, as whoever believes one of them needs it to believe
 * the other. Opens what `keyChangePaths` names.
 */
export interface ProvedKeyChange {
  readonly index: number
  readonly text: string
  readonly opening: JointOpening
  /** Audit path (base64) of the entry to `checkpoint`. */
  readonly proof: readonly string[]
  /** The first signed note over the entry: by new and old key, by the new alone after a loss. */
  readonly checkpoint: string
}
