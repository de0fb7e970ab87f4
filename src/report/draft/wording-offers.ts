import type { Condition, ReportDocument } from '../document.ts'
import type { Template, TemplateClaim } from '../template/template.ts'
import { claimsIn } from '../template/template.ts'
import type { Piece } from './close-gaps.ts'
import { closeGaps } from './close-gaps.ts'
import type { BoundClaim } from './draft-case.ts'
import { conditionOfBinding, isOwed } from './draft-case.ts'
import type { DraftBlock, DraftInline, DraftTree, TextOfDraft } from './draft-tree.ts'
import { tidied } from './merge-trees.ts'
import { filledParagraph, wordingOf, wordsUnder } from './open-tree.ts'
import type { ReportSources } from './report-sources.ts'
import { resolveDraft } from './resolve-draft.ts'

/** Another wording of a claim that would be right now; only its writer takes it. */
export interface WordingOffer {
  readonly claim: string
  readonly says: Condition
  /** How it would read now; empty where the clause would be left out. */
  readonly text: string
  readonly inlines: readonly DraftInline[]
}

/**
 * Claims of a draft for which the template has another wording under the condition that the
 * ledger is in now. Nothing is changed by this: what stands may have been typed.
 */
export function wordingOffers(
  tree: DraftTree,
  template: Template,
  sources: ReportSources,
  /** By whose view variants are chosen: that of whoever signs. */
  deciding: ReportSources = sources,
): readonly WordingOffer[] {
  const known = claimsIn(template.blocks).filter(
    ({ claim, variants }) => variants.length > 0 && isOwed(claim, sources),
  )
  const claims = Object.entries(tree.claims)
  return known.flatMap((written): WordingOffer[] => {
    const { by, id } = written.claim
    // Of several claims on one duty the first is the template's: a problem may speak of it too.
    const [claim, binding] = claims.find(([, one]) => one.by === by && one.id === id) ?? []
    if (claim === undefined || !binding || binding.by === 'record') return []
    return offerFor(claim, { binding, written }, { sources, deciding })
  })
}

function offerFor(
  id: string,
  { binding, written }: { readonly binding: BoundClaim; readonly written: TemplateClaim },
  { sources, deciding }: { readonly sources: ReportSources; readonly deciding: ReportSources },
): WordingOffer[] {
  const says = conditionOfBinding(binding, deciding)
  const now = binding.says ?? 'holds'
  if (says === now || wordsUnder(written, says) === wordsUnder(written, now)) return []
  const inlines = wordingOf(written, { id, says }, sources)
  const claims = { [id]: bound(binding, says) }
  const text = textOf(inlines, claims, sources).claims[0]?.text ?? ''
  return [{ claim: id, says, text, inlines }]
}

function textOf(
  inlines: readonly DraftInline[],
  claims: DraftTree['claims'],
  sources: ReportSources,
): ReportDocument {
  const head = { title: '', addressee: '', issuer: '', number: '', signature: '', date: '' }
  const blocks: DraftBlock[] = [{ id: 'b1', kind: 'paragraph', runIn: null, inlines }]
  const tree: DraftTree = { v: 1, ...head, attachments: [], blocks, claims }
  return resolveDraft(tree, { ...sources, duties: () => [] }, { template: '' })
}

function bound({ by, id, atLeast }: BoundClaim, says: Condition): BoundClaim {
  return { by, id, atLeast, ...(says === 'holds' ? {} : { says }) }
}

/** The draft with the wording that was offered in place of the claim's words. */
export function withWording<T extends TextOfDraft>(tree: T, offer: WordingOffer): T {
  const { claim, says } = offer
  const binding = tree.claims[claim]
  if (!binding || binding.by === 'record') return tree
  let isPlaced = false
  const pieces = (inlines: readonly DraftInline[]) =>
    inlines.flatMap((one): readonly Piece[] => {
      if (one.claim !== claim) return [one]
      if (isPlaced) return []
      isPlaced = true
      return offer.inlines.length === 0 ? [null] : offer.inlines
    })
  const blocks = tree.blocks.flatMap((block): DraftBlock[] => {
    switch (block.kind) {
      case 'heading':
        return [{ ...block, inlines: closeGaps(pieces(block.inlines)) }]
      case 'paragraph': {
        const runIn = block.runIn && pieces(block.runIn)
        const written = filledParagraph(runIn, pieces(block.inlines))
        return written === null ? [] : [{ ...block, ...written }]
      }
      case 'table':
      case 'records':
        return [block]
    }
  })
  return tidied({ ...tree, blocks, claims: { ...tree.claims, [claim]: bound(binding, says) } })
}
