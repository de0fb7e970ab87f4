import { canonicalJson } from '../../log/canonical-json.ts'
import type { DraftPaper } from './draft-paper.ts'
import { draftPaperOf } from './draft-paper.ts'
import type { DraftBlock, DraftClaim, DraftInline, DraftTree, TextOfDraft } from './draft-tree.ts'

/** Two people's work on one draft, put together. */
export interface MergedTree {
  readonly tree: DraftTree
  /** Ids of blocks that both had changed: both wordings stand, one after the other. */
  readonly twice: readonly string[]
}

/**
 * Merges what two people made of the same `base`, block by block. Nothing that anybody wrote is
 * lost: of a block that both changed both wordings stay, a changed block outlives its deletion. In
 * the head of the paper the later save, `mine`, decides.
 */
export function mergeTrees(trees: {
  readonly base: DraftTree
  readonly mine: DraftTree
  readonly theirs: DraftTree
}): MergedTree {
  const { base, mine, theirs } = trees
  const head = mergeHead(trees)
  const claims = new Map<string, DraftClaim>()
  for (const [id, claim] of Object.entries({ ...theirs.claims, ...mine.claims })) {
    claims.set(id, claim)
  }
  const twice: string[] = []
  const was = byId(base)
  const own = byId(mine)
  const other = byId(theirs)
  const blocks = orderOf(trees).flatMap((id): DraftBlock[] => {
    const [b, m, t] = [was.get(id), own.get(id), other.get(id)]
    if (m && t) {
      if (same(m, t) || same(m, b)) return [t]
      if (same(t, b)) return [m]
      twice.push(id)
      return [t, copyOf(m, new Set([...own.keys(), ...other.keys()]), claims)]
    }
    const left = m ?? t
    if (!left) return []
    // Gone on one side: it stays gone unless the other side worked on it meanwhile.
    return b && same(left, b) ? [] : [left]
  })
  return { tree: tidied({ ...head, blocks, claims: Object.fromEntries(claims) }), twice }
}

/** A tree whose claims are just those that its words belong to. */
export function tidied<T extends TextOfDraft>(tree: T): T {
  const used = new Set(tree.blocks.flatMap(claimsIn))
  const kept = Object.entries(tree.claims).filter(([id]) => used.has(id))
  return { ...tree, claims: Object.fromEntries(kept) }
}

function claimsIn(block: DraftBlock): string[] {
  if (block.kind === 'table' || block.kind === 'records') return []
  const runIn = block.kind === 'paragraph' ? (block.runIn ?? []) : []
  return [...runIn, ...block.inlines].flatMap(({ claim }) => (claim === null ? [] : [claim]))
}

const headFields = ['title', 'addressee', 'issuer', 'number', 'signature', 'date'] as const

function mergeHead({ base, mine, theirs }: Record<'base' | 'mine' | 'theirs', DraftTree>) {
  const head = { ...theirs, ...mergedPaper({ base, mine, theirs }) }
  for (const field of headFields) {
    if (mine[field] !== base[field]) Object.assign(head, { [field]: mine[field] })
  }
  if (!same(mine.attachments, base.attachments)) {
    Object.assign(head, { attachments: mine.attachments })
  }
  return head
}

/** What was said of the paper, part by part as the rest of the head; nothing while nobody did. */
function mergedPaper(trees: Record<'base' | 'mine' | 'theirs', DraftTree>): Partial<DraftTree> {
  if (!trees.mine.paper) return {}
  const [base, mine] = [draftPaperOf(trees.base), draftPaperOf(trees.mine)]
  const parts = Object.keys(mine) as (keyof DraftPaper)[]
  const changed = parts.filter((part) => !same(mine[part], base[part]))
  const own = Object.fromEntries(changed.map((part) => [part, mine[part]]))
  return { paper: { ...draftPaperOf(trees.theirs), ...own } }
}

function byId({ blocks }: DraftTree): ReadonlyMap<string, DraftBlock> {
  return new Map(blocks.map((block) => [block.id, block]))
}

/** Whether two parts of a tree say the same; a store may give keys back in another order. */
export function same(a: unknown, b: unknown): boolean {
  return a === b || canonicalJson(a ?? null) === canonicalJson(b ?? null)
}

/** Every block of either side; whoever moved blocks decides the order, else the other side's. */
function orderOf({ base, mine, theirs }: Record<'base' | 'mine' | 'theirs', DraftTree>): string[] {
  const ids = ({ blocks }: DraftTree) => blocks.map((one) => one.id)
  const [b, m, t] = [ids(base), ids(mine), ids(theirs)]
  const moved = !same(common(t, b), common(b, t))
  const [order, rest] = moved ? [t, m] : [m, t]
  const placed = [...order]
  const seen = new Set(placed)
  rest.forEach((id, index) => {
    if (seen.has(id)) return
    // After the nearest block before it that is placed already, or at the very beginning.
    const before = rest.slice(0, index).findLast((one) => seen.has(one))
    placed.splice(before === undefined ? 0 : placed.indexOf(before) + 1, 0, id)
    seen.add(id)
  })
  return placed
}

function common(list: readonly string[], within: readonly string[]): readonly string[] {
  const known = new Set(within)
  return list.filter((one) => known.has(one))
}

/** The same words under ids of their own, bound to claims of their own. */
function copyOf(
  block: DraftBlock,
  taken: ReadonlySet<string>,
  claims: Map<string, DraftClaim>,
): DraftBlock {
  const id = fresh(block.id, (one) => taken.has(one))
  if (block.kind === 'table' || block.kind === 'records') return { ...block, id }
  const renamed = new Map<string, string>()
  const rename = (inlines: readonly DraftInline[]) =>
    inlines.map((inline): DraftInline => {
      const { claim } = inline
      if (claim === null) return inline
      const known = claims.get(claim)
      const name = renamed.get(claim) ?? fresh(claim, (one) => claims.has(one))
      renamed.set(claim, name)
      if (known) claims.set(name, known)
      return { ...inline, claim: name }
    })
  if (block.kind === 'heading') return { ...block, id, inlines: rename(block.inlines) }
  const runIn = block.runIn && rename(block.runIn)
  return { ...block, id, runIn, inlines: rename(block.inlines) }
}

function fresh(id: string, isTaken: (id: string) => boolean): string {
  const stem = id.slice(0, 56)
  for (let count = 2; ; count += 1) if (!isTaken(`${stem}-${count}`)) return `${stem}-${count}`
}
