import type { Label } from '../../ledger/label.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import type { AnsweredCall } from '../call/answered-call.ts'
import type { Below } from '../call/below.ts'
import type { ReportDocument } from '../document.ts'
import { periodOf } from '../document.ts'
import type { CorrectedReport, Definitions } from '../evidence/evidence.ts'
import { parseSealed } from '../evidence/sealed-form.ts'
import type { SealedFile } from '../file/read-sealed.ts'
import { followKeys } from '../verify/follow-keys.ts'
import type { Verification } from '../verify/verification.ts'
import { verifyFiles } from '../verify/verify-files.ts'
import { belowIn } from '../verify/verify-report.ts'
import { wholeLogOf } from '../verify/whole-log.ts'

/** A log that the receiver watches, as far as an arrival is judged by it. */
export interface BelievedLog {
  readonly origin: string
  /** The key that is believed now, and those that were before. */
  readonly vkey: string
  readonly former: readonly string[]
  /** Of the largest tree seen. */
  readonly size: number
}

/** The call that an arrival answers, and what its answers are read from. */
export interface ArrivedAnswer extends AnsweredCall {
  /** What its numbers count over. */
  readonly period: string
  /** What its sender counted of those below it; null: it passed the call on to nobody. */
  readonly below: Below | null
  readonly blocks: ReportDocument['blocks']
  readonly figures: Definitions['figures']
}

/** What a file that arrived comes to, before anything is written about it. */
export type Arrival =
  /** It carries no signed report. */
  | { readonly kind: 'unsigned' }
  /** It has no words that could be compared. */
  | { readonly kind: 'wordless' }
  /** Nobody here watches its log. */
  | { readonly kind: 'stranger'; readonly origin: string; readonly name: Label }
  | {
      readonly kind: 'verified'
      readonly origin: string
      readonly title: string
      readonly year: number
      /** The report received before that this one says it corrects. */
      readonly corrects: CorrectedReport | null
      /** What its signature says of the call that it answers; null: it answers none. */
      readonly answers: ArrivedAnswer | null
      /** The key it was judged by, and the one that the last checkpoint in it is signed by. */
      readonly key: string
      readonly signedBy: string
      /**
       * A key that is believed no more signed it, over a tree larger than the one seen: whoever has
       * that key now signs such, so something else must say that it was signed before.
       */
      readonly isBeyondSeen: boolean
      readonly verification: Verification
    }

/** Judges a file that arrived under the key that is believed of its sender. */
export function judgeArrival(
  crypto: LogCrypto,
  file: SealedFile,
  watched: readonly BelievedLog[],
): Arrival {
  const { sealedText, words } = file
  const sealed = parseSealed(sealedText ?? '')
  if (sealed === null || sealed.signing === null) return { kind: 'unsigned' }
  if (words === null) return { kind: 'wordless' }
  const { document, evidence } = sealed
  const { answers } = evidence
  const { blocks } = document
  const { origin, name } = evidence.organisation
  const log = watched.find((one) => one.origin === origin)
  if (log === undefined) return { kind: 'stranger', origin, name }
  const chain = followKeys(crypto, sealed, log.vkey, wholeLogOf(file))
  const isFormer = log.former.includes(chain.last)
  // A report that was signed in the time of that key may have been long on its way.
  const key = isFormer ? chain.last : log.vkey
  const verification = verifyFiles(crypto, { file, beside: null, key })
  const below = verification.holds ? belowIn(crypto, sealed, key) : null
  return {
    kind: 'verified',
    origin,
    title: document.title,
    year: document.year,
    corrects: evidence.corrects ?? null,
    answers: answers
      ? {
          ...answers,
          period: periodOf(document),
          below,
          blocks,
          figures: evidence.definitions.figures,
        }
      : null,
    key,
    signedBy: chain.last,
    isBeyondSeen: isFormer && chain.size > log.size,
    verification,
  }
}
