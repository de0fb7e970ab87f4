import type { Label } from '../../ledger/label.ts'
import type { NotMentioned, ReportDocument } from '../document.ts'
import { stateOf } from './content-states.ts'
import type { Verdict } from './verdicts.ts'
import { verdictsOf } from './verdicts.ts'
import type { Verification } from './verification.ts'

/** What whoever signs a report answers for, beside what is proved. */
export interface WhatIsSigned {
  /** What is wrong with the file; null: nothing, but that nobody has signed it yet. */
  readonly file: Verdict | null
  /** What any reader of the file is told of what it says. */
  readonly content: Verdict
  /** Claims let stand with a reason, which the sentence gives. */
  readonly kept: readonly KeptClaim[]
  /** Sentences that nothing supports and somebody, by random id, answers for. */
  readonly accepted: readonly { readonly sentence: string; readonly by: string }[]
  readonly notMentioned: readonly NotMentioned[]
}

/** See `WhatIsSigned`. */
export interface KeptClaim {
  readonly text: string
  /** How it stands: against the ledger, or without support. */
  readonly state: Label
  readonly sentence: Label
}

/** All of it from what a verifier finds, so that nobody signs what a reader will see otherwise. */
export function whatIsSigned(
  { stated = [] }: Pick<ReportDocument, 'stated'>,
  found: Verification,
): WhatIsSigned {
  const { file, content } = verdictsOf(found)
  const isBroken = found.findings.some(({ weight }) => weight === 'broken')
  return {
    file: isBroken ? { tone: file.tone, sentence: file.sentence } : null,
    content: { tone: content.tone, sentence: content.sentence },
    kept: found.claims
      .filter(({ kept }) => kept !== null)
      .map((claim) => {
        const { text, sentence } = claim
        return { text, state: stateOf(claim).label, sentence }
      }),
    accepted: stated.map(({ sentence, by }) => ({ sentence, by })),
    notMentioned: found.notMentioned,
  }
}
