import { baseKeymap } from 'prosemirror-commands'
import { history, redo, undo } from 'prosemirror-history'
import { keymap } from 'prosemirror-keymap'
import type { Node } from 'prosemirror-model'
import type { Command } from 'prosemirror-state'
import { EditorState, TextSelection } from 'prosemirror-state'
import type { NodeView } from 'prosemirror-view'
import { EditorView } from 'prosemirror-view'
import { blankMark } from '../../../report/check/number-text.ts'
import type { DraftTree } from '../../../report/draft/draft-tree.ts'
import {
  bindCount,
  claimAt,
  nextCell,
  placeOfClaim,
  replacedBy,
  setLevel,
  toggleRunIn,
} from './commands.ts'
import { treeOfDoc } from './doc-to-tree.ts'
import type { Drawn } from './drawn-marks.ts'
import { countsOf, drawnMarks, redraw } from './drawn-marks.ts'
import { freshIds } from './fresh-ids.ts'
import { docOfTree } from './tree-to-doc.ts'
import type { TypedCount } from './typed-counts.ts'

/** What the cursor is at: what the panel beside the text speaks of. */
export interface AtCursor {
  readonly block: string | null
  readonly claim: string | null
  readonly count: TypedCount | null
}

/** Where a figure shall stand: on the screen, and after which words. */
export interface PickingPlace {
  readonly left: number
  readonly top: number
  readonly before: string
}

/** How the editor is put on the page. */
export interface DraftEditorOptions {
  readonly tree: Pick<DraftTree, 'blocks' | 'claims'>
  readonly drawn: Drawn
  readonly editable: boolean
  /** Name of the text for screen readers. */
  readonly label: string
  /** A table of records, made by the page. */
  showRecords(figure: string, fields: readonly string[]): HTMLElement
  onChange(tree: Pick<DraftTree, 'blocks' | 'claims'>): void
  onCursor(at: AtCursor): void
  /** Typed counts without support, in order, whenever they may have changed. */
  onCounts(counts: readonly TypedCount[]): void
  /** Somebody wants to put a figure here (`/`). */
  onPick(at: PickingPlace): void
}

/** The editor of one draft's text, on ProseMirror, with our own blocks, claims and numbers. */
export interface DraftEditor {
  /** Shows what somebody else wrote; the cursor and the way back stay where they can. */
  take(tree: Pick<DraftTree, 'blocks' | 'claims'>): void
  draw(drawn: Drawn): void
  run(command: Command): boolean
  goTo(place: { readonly claim: string } | { readonly block: string }): void
  /** Where the cursor is, for a figure that is to stand there. */
  pickingPlace(): PickingPlace
  readonly state: EditorState
  destroy(): void
}

/** Makes the editor inside an element. */
export function draftEditor(place: HTMLElement, options: DraftEditorOptions): DraftEditor {
  let { drawn } = options
  const view: EditorView = new EditorView(place, {
    state: EditorState.create({ doc: docOfTree(options.tree), plugins: pluginsOf(options) }),
    editable: () => options.editable,
    attributes: {
      role: 'textbox',
      'aria-multiline': 'true',
      'aria-label': options.label,
      lang: 'zh-CN',
      spellcheck: 'false',
      class: 'draft-text',
      ...(options.editable ? {} : { 'aria-readonly': 'true', tabindex: '0' }),
    },
    nodeViews: {
      number: (node) => atomView(node, 'number-chip', () => drawn.show(node)),
      shortfall: (node) => atomView(node, 'number-chip', () => drawn.show(node)),
      field: (node) => atomView(node, 'number-chip', () => drawn.show(node)),
      blank: (node) => atomView(node, 'blank-chip', () => blankMark),
      records: (node) => {
        const fields = JSON.parse(String(node.attrs['fields'])) as string[]
        const dom = options.showRecords(String(node.attrs['figure']), fields)
        dom.contentEditable = 'false'
        return { dom }
      },
    },
    handleTextInput: (_view, from, _to, text) => {
      if (text !== '/' || !options.editable) return false
      options.onPick(placeAt(view, from, drawn.show))
      return true
    },
    dispatchTransaction: (transaction) => {
      const state = view.state.apply(transaction)
      view.updateState(state)
      if (transaction.docChanged && !transaction.getMeta('taken')) {
        options.onChange(treeOfDoc(state.doc))
      }
      if (transaction.docChanged) options.onCounts(countsOf(state))
      if (transaction.selectionSet || transaction.docChanged) options.onCursor(cursorOf(state))
    },
  })
  return {
    take: (tree) => takeTree(view, tree),
    draw: (next) => {
      drawn = next
      view.dispatch(redraw(view.state, next))
      showAtoms(view, next)
      options.onCounts(countsOf(view.state))
    },
    run: (command) => {
      const done = command(view.state, view.dispatch, view)
      view.focus()
      return done
    },
    goTo: (where) => goTo(view, where),
    pickingPlace: () => placeAt(view, view.state.selection.from, drawn.show),
    get state() {
      return view.state
    },
    destroy: () => view.destroy(),
  }
}

function pluginsOf({ drawn }: DraftEditorOptions) {
  const levels = ([0, 1, 2, 3, 4] as const).map((level) => [`Mod-Alt-${level}`, setLevel(level)])
  return [
    history(),
    keymap({
      'Mod-z': undo,
      'Mod-y': redo,
      'Shift-Mod-z': redo,
      'Mod-Enter': bindProposed,
      'Mod-b': toggleRunIn,
      Tab: nextCell(1),
      'Shift-Tab': nextCell(-1),
      ...(Object.fromEntries(levels) as Record<string, Command>),
    }),
    keymap(baseKeymap),
    freshIds(),
    drawnMarks(drawn),
  ]
}

/** Binds the count at the cursor, else the one just before it, to the figure proposed. */
const bindProposed: Command = (state, dispatch) => {
  const { from } = state.selection
  const count = countsOf(state).findLast((one) => one.proposal !== null && one.from <= from)
  return count?.proposal ? bindCount(count, count.proposal)(state, dispatch) : false
}

function cursorOf(state: EditorState): AtCursor {
  const { $from, from } = state.selection
  const block = $from.depth > 0 ? $from.node(1) : state.selection.$from.nodeAfter
  const count = countsOf(state).find((one) => one.from <= from && from <= one.to) ?? null
  return { block: String(block?.attrs['id'] ?? '') || null, claim: claimAt(state), count }
}

function placeAt(view: EditorView, at: number, show: Drawn['show']): PickingPlace {
  const { left, bottom } = view.coordsAtPos(at)
  return { left, top: bottom, before: wordsBefore(view.state, show) }
}

function wordsBefore(state: EditorState, show: Drawn['show']): string {
  const { $from } = state.selection
  const { parent, parentOffset } = $from
  if (!parent.isTextblock) return ''
  return parent.textBetween(0, parentOffset, '', (node) =>
    node.type.name === 'blank' ? blankMark : show(node),
  )
}

function takeTree(view: EditorView, tree: Pick<DraftTree, 'blocks' | 'claims'>): void {
  const tr = replacedBy(view.state, tree)
  if (tr) view.dispatch(tr.setMeta('taken', true).setMeta('addToHistory', false))
}

function goTo(
  view: EditorView,
  where: { readonly claim: string } | { readonly block: string },
): void {
  const { state } = view
  let at: number | null = null
  if ('claim' in where) at = placeOfClaim(state, where.claim)
  else {
    state.doc.forEach((block, offset) => {
      if (block.attrs['id'] === where.block) at = offset + 1
    })
  }
  if (at === null) return
  const selection = TextSelection.near(state.doc.resolve(at))
  view.dispatch(state.tr.setSelection(selection).scrollIntoView())
  const dom = view.domAtPos(selection.from).node
  const element = dom instanceof HTMLElement ? dom : dom.parentElement
  element?.scrollIntoView({ block: 'center' })
}

function atomView(node: Node, name: string, text: () => string): NodeView {
  const dom = document.createElement('span')
  dom.className = name
  dom.textContent = text()
  if (node.type.name === 'number') dom.dataset['figure'] = String(node.attrs['figure'])
  return { dom, ignoreMutation: () => true }
}

/** Numbers move with the ledger, the document does not: their elements are written anew. */
function showAtoms(view: EditorView, drawn: Drawn): void {
  view.state.doc.descendants((node, at) => {
    if (!['number', 'shortfall', 'field'].includes(node.type.name)) return
    const dom = view.nodeDOM(at)
    const text = drawn.show(node)
    if (dom instanceof HTMLElement && dom.textContent !== text) dom.textContent = text
  })
}
