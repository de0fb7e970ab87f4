import { useState } from 'react'
import type { DraftView } from '../../../api/contract/draft.ts'
import type { Claim } from '../../../report/document.ts'

/** What the first responsible person is deciding in this sitting; nothing is entered yet. */
export interface DecisionsHere {
  /** Claims that only they can let stand. */
  readonly open: readonly Claim[]
  /** Those that are to stand, each with its reason. */
  readonly decided: readonly { readonly claim: Claim; readonly reason: string }[]
  /** As it was typed so far. */
  typed(claim: Claim): string
  /** The reason for which claims are to stand; an empty one takes it back. */
  decide(claims: readonly Claim[], reason: string): void
}

/** Keeps the reasons that are typed, at the finding or at the claim, until they are confirmed. */
export function useDecisions({ acts, findings, document }: DraftView): DecisionsHere {
  const [reasons, setReasons] = useState<ReadonlyMap<string, string>>(new Map())
  const asked = acts.includes('override')
    ? findings.flatMap(({ weight, at }) => (weight === 'override' ? [at[1]] : []))
    : []
  const open = document.claims.filter(({ id }) => asked.includes(id))
  const typed = ({ id }: Claim) => reasons.get(id) ?? ''
  return {
    open,
    typed,
    decided: open.flatMap((claim) => {
      const reason = typed(claim).trim()
      return reason === '' ? [] : [{ claim, reason }]
    }),
    decide: (claims, reason) =>
      setReasons(
        (before) => new Map([...before, ...claims.map(({ id }) => [id, reason] as const)]),
      ),
  }
}
