import { setBlockType } from 'prosemirror-commands'
import type { Mark, Node } from 'prosemirror-model'
import type { Command, EditorState, Transaction } from 'prosemirror-state'
import { TextSelection } from 'prosemirror-state'
import type { DraftClaim, TextOfDraft } from '../../../report/draft/draft-tree.ts'
import { numberIn } from '../../../report/draft/ledger-number.ts'
import { treeOfDoc } from './doc-to-tree.ts'
import { freshId } from './fresh-ids.ts'
import { bindingOf, bindingText, draftSchema } from './schema.ts'
import { docOfTree } from './tree-to-doc.ts'
import type { TypedCount } from './typed-counts.ts'

function node(name: string) {
  const type = draftSchema.nodes[name]
  if (!type) throw new Error(`the schema has no ${name}`)
  return type
}

function mark(name: 'claim' | 'runIn') {
  const type = draftSchema.marks[name]
  if (!type) throw new Error(`the schema has no ${name}`)
  return type
}

/** Makes the block a heading of a level, or a paragraph again (0). */
export function setLevel(level: 0 | 1 | 2 | 3 | 4): Command {
  return (state, dispatch) => {
    // The id stays: to everybody else it is the same block.
    const { id } = state.selection.$from.parent.attrs as { id?: string }
    return level === 0
      ? setBlockType(node('paragraph'), { id })(state, dispatch)
      : setBlockType(node('heading'), { id, level })(state, dispatch)
  }
}

/** The words before the first full stop open the paragraph as its heading, or no longer do. */
export const toggleRunIn: Command = (state, dispatch) => {
  const { $from } = state.selection
  const block = $from.parent
  if (block.type.name !== 'paragraph') return false
  const start = $from.start()
  const type = mark('runIn')
  const { tr } = state
  if (block.firstChild && type.isInSet(block.firstChild.marks)) {
    tr.removeMark(start, $from.end(), type)
  } else {
    const stop = block.textBetween(0, block.content.size, '', '·').indexOf('。')
    if (stop < 1) return false
    tr.addMark(start, start + stop, type.create())
  }
  dispatch?.(tr)
  return true
}

/** A new claim for a figure. */
function claimMark(figure: string): Mark {
  const binding: DraftClaim = { by: 'figure', id: figure, atLeast: false }
  return mark('claim').create({ id: freshId('c'), binding: bindingText(binding) })
}

/**
 * Puts the number of a figure where the cursor is, with its measure word unless that stands there
 * already. Inside a claim without a number of its own the whole claim is of that figure from then
 * on: its words must not be vouched for by one figure and its number by another.
 */
export function insertFigure({ figure, unit }: { figure: string; unit: string }): Command {
  return (state, dispatch) => {
    const { $from, $to, from, to } = state.selection
    if (!$from.parent.inlineContent) return false
    const claim = claimMark(figure)
    const set = [claim]
    const pieces: Node[] = [node('number').create({ figure }, null, set)]
    const next = $to.nodeAfter?.isText ? ($to.nodeAfter.text ?? '') : ''
    if (unit !== '' && !next.startsWith(unit)) pieces.push(draftSchema.text(unit, set))
    const size = pieces.reduce((sum, one) => sum + one.nodeSize, 0)
    const { tr } = state
    const around = claimAround(state)
    if (around) tr.addMark(around.from, around.to, claim)
    tr.replaceWith(from, to, pieces)
    tr.setSelection(TextSelection.create(tr.doc, from + size)).setStoredMarks([])
    dispatch?.(tr.scrollIntoView())
    return true
  }
}

/** Where the number of a typed count stands, without its words. */
function numberOfCount({ doc }: EditorState, count: TypedCount): readonly [number, number] {
  const found = numberIn(doc.textBetween(count.from, count.to, '', '\uFFFC'))
  return [count.from + (found?.start ?? 0), count.from + (found?.end ?? 0)]
}

/** Writes a number where a typed count is still blank; nothing but who wrote it speaks for it. */
export function fillCount(count: TypedCount, number: string): Command {
  return (state, dispatch) => {
    const [from, to] = numberOfCount(state, count)
    dispatch?.(state.tr.replaceWith(from, to, draftSchema.text(number)).scrollIntoView())
    return true
  }
}

/** Binds a typed count to a figure: its number gives way to the ledger's, its words stay. */
export function bindCount(count: TypedCount, figure: string): Command {
  return (state, dispatch) => {
    const set = claimMark(figure)
    const { tr } = state
    const number = node('number').create({ figure }, null, [set])
    const [from, to] = numberOfCount(state, count)
    tr.addMark(count.from, count.to, set).replaceWith(from, to, number)
    dispatch?.(tr.scrollIntoView())
    return true
  }
}

/** The words of a claim become plain words; the number stays as `numberOf` reads it. */
export function releaseClaim(id: string, numberOf: (node: Node) => string): Command {
  return (state, dispatch) => {
    const { tr } = state
    state.doc.descendants((child, at) => {
      if (!child.marks.some((one) => isClaim(one, id))) return
      const from = tr.mapping.map(at)
      if (child.type.name === 'number') {
        tr.replaceWith(from, from + child.nodeSize, draftSchema.text(numberOf(child)))
      } else tr.removeMark(from, from + child.nodeSize, mark('claim'))
    })
    if (!tr.docChanged) return false
    dispatch?.(tr)
    return true
  }
}

/** The claim that the selection lies in, where no number outside the selection states it. */
function claimAround(state: EditorState): { readonly from: number; readonly to: number } | null {
  const { $from, from, to } = state.selection
  const around = [$from.nodeAfter, $from.nodeBefore].flatMap((one) => one?.marks ?? [])
  const mine = around.find(({ type }) => type.name === 'claim')
  // What a duty answers for, or nobody's absence, needs no number: a new one stands beside it.
  if (!mine || bindingOf(String(mine.attrs['binding']))?.by !== 'figure') return null
  const id = String(mine.attrs['id'])
  let [first, last, numbers] = [Number.POSITIVE_INFINITY, 0, 0]
  $from.parent.forEach((child, offset) => {
    if (!child.marks.some((one) => isClaim(one, id))) return
    const at = $from.start() + offset
    if (child.type.name === 'number' && (at < from || at >= to)) numbers += 1
    first = Math.min(first, at)
    last = Math.max(last, at + child.nodeSize)
  })
  const isInside = from < to ? first <= from && to <= last : first < from && to < last
  return numbers === 0 && isInside ? { from: first, to: last } : null
}

/** The claim at the cursor. */
export function claimAt(state: EditorState): string | null {
  const { $from } = state.selection
  const around = [$from.nodeAfter, $from.nodeBefore]
  for (const one of around) {
    const found = one?.marks.find(({ type }) => type.name === 'claim')
    if (found) return String(found.attrs['id'])
  }
  return null
}

/** Where the words of a claim begin; null when it is in the text no longer. */
export function placeOfClaim({ doc }: EditorState, id: string): number | null {
  let place: number | null = null
  doc.descendants((child, at) => {
    if (place === null && child.marks.some((one) => isClaim(one, id))) place = at
    return place === null
  })
  return place
}

function isClaim({ type, attrs }: Mark, id: string): boolean {
  return type.name === 'claim' && attrs['id'] === id
}

/**
 * Makes the text that of a tree: only the stretch that differs is replaced, so that the cursor
 * elsewhere does not move. Null where they are the same.
 */
export function replacedBy(state: EditorState, tree: TextOfDraft): Transaction | null {
  const next = docOfTree(tree)
  const start = state.doc.content.findDiffStart(next.content)
  const end = state.doc.content.findDiffEnd(next.content)
  if (start === null || end === null) return null
  const overlap = start - Math.min(end.a, end.b)
  const [to, until] = overlap > 0 ? [end.a + overlap, end.b + overlap] : [end.a, end.b]
  return state.tr.replace(start, to, next.slice(start, until))
}

/** Changes the text as a whole; one step on the way back. */
export function changeText(change: (tree: TextOfDraft) => TextOfDraft): Command {
  return (state, dispatch) => {
    const tr = replacedBy(state, change(treeOfDoc(state.doc)))
    if (tr === null) return false
    dispatch?.(tr)
    return true
  }
}

/** A table of two columns after the block at the cursor. */
export const insertTable: Command = (state, dispatch) => {
  const { $from } = state.selection
  if ($from.depth < 1) return false
  const cell = () => node('cell').create()
  const row = () => node('row').create(null, [cell(), cell()])
  const table = node('table').create({ id: freshId('b') }, [row(), row()])
  const after = $from.after(1)
  const { tr } = state
  tr.insert(after, table)
  tr.setSelection(TextSelection.near(tr.doc.resolve(after + 1)))
  dispatch?.(tr.scrollIntoView())
  return true
}

/** Adds or takes away a row or a column of the table at the cursor. */
export function changeTable(what: 'row' | 'column', act: 'add' | 'remove'): Command {
  return (state, dispatch) => {
    const { $from } = state.selection
    if ($from.depth < 3 || $from.node(1).type.name !== 'table') return false
    const table = $from.node(1)
    const [rowAt, columnAt] = [$from.index(1), $from.index(2)]
    const rows: string[][] = []
    table.forEach((row) => {
      const cells: string[] = []
      row.forEach((cell) => void cells.push(cell.textContent))
      rows.push(cells)
    })
    const changed = what === 'row' ? rowsWith(rows, rowAt, act) : columnsWith(rows, columnAt, act)
    if (changed.length === 0 || changed[0]?.length === 0) return false
    const content = changed.map((cells) =>
      node('row').create(
        null,
        cells.map((text) => node('cell').create(null, text ? draftSchema.text(text) : null)),
      ),
    )
    const { tr } = state
    tr.replaceWith($from.before(1), $from.after(1), table.type.create(table.attrs, content))
    tr.setSelection(TextSelection.near(tr.doc.resolve($from.before(1) + 1)))
    dispatch?.(tr)
    return true
  }
}

function rowsWith(rows: readonly string[][], at: number, act: 'add' | 'remove'): string[][] {
  return act === 'remove'
    ? rows.filter((_row, index) => index !== at)
    : rows.toSpliced(
        at + 1,
        0,
        (rows[0] ?? []).map(() => ''),
      )
}

function columnsWith(rows: readonly string[][], at: number, act: 'add' | 'remove'): string[][] {
  return rows.map((cells) =>
    act === 'remove'
      ? cells.filter((_cell, index) => index !== at)
      : cells.toSpliced(at + 1, 0, ''),
  )
}

/** The next cell of a table. */
export function nextCell(direction: 1 | -1): Command {
  return (state, dispatch) => {
    const { $from } = state.selection
    if ($from.depth < 3 || $from.node(1).type.name !== 'table') return false
    const edge = direction === 1 ? $from.after(3) : $from.before(3)
    const near = TextSelection.findFrom(state.doc.resolve(edge), direction, true)
    if (!near) return false
    dispatch?.(state.tr.setSelection(near).scrollIntoView())
    return true
  }
}
