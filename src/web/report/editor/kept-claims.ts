import type { DraftView } from '../../../api/contract/draft.ts'

type Overridden = DraftView['overridden'][number]

/**
 * What the first responsible person let stand, by claim: only of the words that it was said of, and
 * only while the ledger does not bear them out.
 */
export function keptClaims({
  overridden,
  document,
}: Pick<DraftView, 'overridden' | 'document'>): ReadonlyMap<string, Overridden> {
  const kept = new Map<string, Overridden>()
  for (const { id, text, state } of document.claims) {
    const said = overridden.find((one) => one.claim === id && one.words === text)
    if (said && state !== 'supported') kept.set(id, said)
  }
  return kept
}
