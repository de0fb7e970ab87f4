import type { ClientConfig } from 'pg'
import type { StoredCheckpoint } from '../../app/ports/store-ports.ts'
import type { AnnouncedLast, Cosigned } from './checkpointer.ts'
import type { SignedLog } from './sign-log.ts'

/** How the signer reaches the database and its keys; the first message to it. */
export interface SignerSetUp {
  /** Signs in as the `signer`. */
  readonly connection: ClientConfig
  readonly keysDir: string
}

/** What the signer is asked; `id` ties the answer to the question. */
export type SignerQuestion =
  | {
      readonly id: number
      readonly act: 'make-key'
      readonly log: Omit<SignedLog, 'org'>
      /** Base64; only a demo's key is given from outside, so that its log can be made again. */
      readonly seed: string | null
    }
  | {
      readonly id: number
      readonly act: 'make-following-key'
      readonly log: Omit<SignedLog, 'org'>
      readonly after: AnnouncedLast
    }
  | { readonly id: number; readonly act: 'checkpoint'; readonly log: SignedLog }
  | {
      readonly id: number
      readonly act: 'cosign'
      readonly log: Omit<SignedLog, 'org'>
      readonly checkpointText: string
    }

/** What it answers. No key of a real unit is in these. */
export type SignerAnswer =
  | { readonly id: number; readonly vkey: string }
  | { readonly id: number; readonly following: string | null }
  | { readonly id: number; readonly checkpoint: StoredCheckpoint | null }
  | { readonly id: number; readonly cosigned: Cosigned }
  | { readonly id: number; readonly failure: string }
