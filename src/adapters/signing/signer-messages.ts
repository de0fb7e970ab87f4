import type { ClientConfig } from 'pg'
import type { StoredCheckpoint } from '../../app/ports/store-ports.ts'
import type { Fault } from '../../ledger/fault.ts'
import type { AnnouncedLast, Cosigned } from './checkpointer.ts'
import type { NamedLog, WantedKey } from './receipt-keys.ts'
import type { ReceiptEntry } from './receipt-signer.ts'
import type { SignedLog } from './sign-log.ts'

/** How the signer reaches the database and its keys; the first message to a child process. */
export interface SignerSetUp {
  /** Signs in as the `signer`. */
  readonly connection: ClientConfig
  readonly keysDir: string
}

/** What a receipt is signed for; hashes in Base64. */
export interface ReceiptAsked extends Omit<ReceiptEntry, 'leafHash'> {
  readonly leafHash: string
}

/** What the signer is asked. Seeds are Base64, and only for a demo, whose log is made again. */
export type SignerAct =
  | {
      readonly act: 'make-key'
      readonly purpose: 'log' | 'receipt'
      readonly log: NamedLog
      readonly seed: string | null
    }
  | { readonly act: 'make-following-key'; readonly log: NamedLog; readonly after: AnnouncedLast }
  | { readonly act: 'make-following-receipt-key'; readonly log: NamedLog; readonly after: string }
  | { readonly act: 'checkpoint'; readonly log: SignedLog }
  | { readonly act: 'cosign'; readonly log: NamedLog; readonly checkpointText: string }
  | {
      readonly act: 'parcel'
      readonly log: NamedLog
      readonly to: string
      readonly madeAt: string
      /** Base64. */
      readonly digest: string
    }
  | {
      readonly act: 'receipts'
      readonly log: NamedLog
      readonly vkey: string
      readonly entries: readonly ReceiptAsked[]
    }
  | { readonly act: 'settle'; readonly log: NamedLog; readonly vkey: string }
  | { readonly act: 'lacking'; readonly keys: readonly WantedKey[] }
  | { readonly act: 'newest-seals' }
  | { readonly act: 'seal'; readonly text: string; readonly use: string }
  | { readonly act: 'open'; readonly sealed: string; readonly use: string }

/** What each act is answered with. No key of a real unit is in these. */
export interface SignerAnswers {
  readonly 'make-key': string
  readonly 'make-following-key': string | null
  readonly 'make-following-receipt-key': string
  readonly checkpoint: StoredCheckpoint | null
  readonly cosign: Cosigned
  readonly parcel: string
  readonly receipts: readonly string[]
  readonly settle: null
  readonly lacking: readonly WantedKey[]
  readonly 'newest-seals': Readonly<Record<string, string>> | null
  /** Base64. */
  readonly seal: string
  readonly open: string
}

/** A question on its way; `id` ties the answer to it. */
export type SignerQuestion = SignerAct & { readonly id: number }

/** An answer on its way. */
export type SignerAnswer =
  | { readonly id: number; readonly value: SignerAnswers[SignerAct['act']] }
  | { readonly id: number; readonly refused: readonly Fault[] }
  | { readonly id: number; readonly failure: string }

/** Asks a signer, wherever it is. */
export type AskSigner = <A extends SignerAct>(act: A) => Promise<SignerAnswers[A['act']]>
