import type { Node } from 'prosemirror-model'
import type { EditorState } from 'prosemirror-state'
import { Plugin, PluginKey } from 'prosemirror-state'
import { Decoration, DecorationSet } from 'prosemirror-view'
import type { ClaimState } from '../../../report/document.ts'
import type { FigureWording } from '../../../report/propose/wording.ts'
import { HeadingCounter } from '../../../report/render/number-headings.ts'
import type { HeadingLevel } from '../../../report/template/template.ts'
import type { ShowAtom, TypedCount } from './typed-counts.ts'
import { typedCountsIn } from './typed-counts.ts'

/** What is drawn over the text and is no part of it. */
export interface Drawn {
  readonly states: ReadonlyMap<string, ClaimState>
  readonly chosen: string | null
  /** Blocks that somebody commented on. */
  readonly commented: ReadonlySet<string>
  readonly wordings: readonly FigureWording[]
  readonly show: ShowAtom
}

interface DrawnState {
  readonly drawn: Drawn
  readonly set: DecorationSet
  readonly counts: readonly TypedCount[]
}

const key = new PluginKey<DrawnState>('drawn')

/** Numbers headings, colours claims by state, underlines counts that nothing supports. */
export function drawnMarks(drawn: Drawn): Plugin<DrawnState> {
  // A reading depends on the words of a block and on nothing else that changes while one types.
  let known = new WeakMap<Node, never>()
  const draw = (doc: Node, now: Drawn): DrawnState => drawAll(doc, now, known as never)
  return new Plugin<DrawnState>({
    key,
    state: {
      init: (_config, { doc }) => draw(doc, drawn),
      apply: (transaction, before) => {
        const changed = transaction.getMeta(key) as Drawn | undefined
        if (changed) known = new WeakMap()
        if (!changed && !transaction.docChanged) return before
        return draw(transaction.doc, changed ?? before.drawn)
      },
    },
    props: {
      decorations: (state) => key.getState(state)?.set,
    },
  })
}

/** A transaction that draws anew with what is known now. */
export function redraw(state: EditorState, drawn: Drawn) {
  return state.tr.setMeta(key, drawn).setMeta('addToHistory', false)
}

/** Counts without support, in order. */
export function countsOf(state: EditorState): readonly TypedCount[] {
  return key.getState(state)?.counts ?? []
}

function drawAll(doc: Node, drawn: Drawn, known: Parameters<typeof typedCountsIn>[2]['known']) {
  const all: Decoration[] = []
  const counts: TypedCount[] = []
  const counter = new HeadingCounter()
  doc.forEach((block, at) => {
    const marker = markerOf(block, counter)
    const commented = drawn.commented.has(String(block.attrs['id'])) ? 'commented' : ''
    if (marker !== null || commented) {
      const attrs = { ...(marker === null ? {} : { 'data-marker': marker }), class: commented }
      all.push(Decoration.node(at, at + block.nodeSize, attrs))
    }
    const { wordings, show } = drawn
    for (const count of typedCountsIn(block, at, { wordings, show, known })) {
      counts.push(count)
      const kind = count.blank ? 'typed-count blank' : 'typed-count'
      all.push(Decoration.inline(count.from, count.to, { class: kind }))
    }
    block.forEach((child, offset) => {
      const mark = child.marks.find((one) => one.type.name === 'claim')
      if (!mark) return
      const id = String(mark.attrs['id'])
      const state = drawn.states.get(id) ?? 'pending'
      const chosen = drawn.chosen === id ? ' chosen' : ''
      const from = at + 1 + offset
      all.push(Decoration.inline(from, from + child.nodeSize, { class: `${state}${chosen}` }))
    })
  })
  return { drawn, counts, set: DecorationSet.create(doc, all) }
}

function markerOf(block: Node, counter: HeadingCounter): string | null {
  if (block.type.name === 'heading') return counter.next(block.attrs['level'] as HeadingLevel)
  const opens = block.firstChild?.marks.some((one) => one.type.name === 'runIn')
  return block.type.name === 'paragraph' && opens ? counter.nextRunIn() : null
}
