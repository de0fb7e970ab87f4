import type { DraftInline } from './draft-tree.ts'
import { joined } from './draft-tree.ts'

/** A piece of running text; null where a clause was left out. */
export type Piece = DraftInline | null

/** Marks between clauses, the weakest first; of two that meet the stronger one stays. */
const marks = '、，；。'

/** What may open a clause: after it no mark stands. */
const openers = '：（“'

/**
 * The pieces without the places of what was left out: of the two marks around such a place one
 * goes, so that neither a doubled comma nor an empty sentence is left.
 */
export function closeGaps(pieces: readonly Piece[]): DraftInline[] {
  const closed: DraftInline[] = []
  let isOpen = false
  for (const piece of pieces) {
    if (piece === null) isOpen = true
    else if (!isOpen) closed.push(piece)
    else {
      for (const one of met(closed, piece)) closed.push(one)
      isOpen = false
    }
  }
  if (isOpen) trimEnd(closed)
  return joined(closed)
}

/** Whether something is said: more than the marks that stood around what was left out. */
export function hasWords(inlines: readonly DraftInline[]): boolean {
  return inlines.some((one) => one.kind !== 'text' || /[\p{L}\p{N}]/u.test(one.text))
}

/** The piece after a gap, with one of the two marks that meet there taken off. */
function met(before: DraftInline[], piece: DraftInline): DraftInline[] {
  const first = piece.kind === 'text' ? marks.indexOf(piece.text.charAt(0)) : -1
  if (piece.kind !== 'text' || first < 0) return [piece]
  const last = before.at(-1)
  const end = last?.kind === 'text' ? last.text.slice(-1) : ''
  const isStart = last === undefined || (end !== '' && openers.includes(end))
  const rank = end === '' ? -1 : marks.indexOf(end)
  if (!isStart && rank < 0) return [piece]
  if (!isStart && last?.kind === 'text' && first > rank) {
    before[before.length - 1] = { ...last, text: last.text.slice(0, -1) }
    return [piece]
  }
  const rest = piece.text.slice(1)
  return rest === '' ? [] : [{ ...piece, text: rest }]
}

/** A text does not end in a comma. */
function trimEnd(closed: DraftInline[]): void {
  const last = closed.at(-1)
  if (last?.kind !== 'text' || !/[、，；]$/.test(last.text)) return
  closed[closed.length - 1] = { ...last, text: last.text.slice(0, -1) }
}
