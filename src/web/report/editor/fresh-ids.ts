import type { Node } from 'prosemirror-model'
import { Fragment, Slice } from 'prosemirror-model'
import { Plugin } from 'prosemirror-state'
import { withoutTypedNumbers } from './pasted-numbering.ts'

/** An id that nobody else draws: blocks keep theirs through merges and comments. */
export function freshId(kind: 'b' | 'c'): string {
  const bytes = crypto.getRandomValues(new Uint8Array(9))
  return kind + Array.from(bytes, (byte) => byte.toString(36).padStart(2, '0')).join('')
}

/** Every block has an id of its own, also after one was split or copied. */
export function freshIds(): Plugin {
  return new Plugin({
    appendTransaction: (transactions, _before, state) => {
      if (!transactions.some((one) => one.docChanged)) return null
      const seen = new Set<string>()
      const { tr } = state
      state.doc.forEach((block, at) => {
        const id = String(block.attrs['id'])
        if (id !== '' && !seen.has(id)) seen.add(id)
        else tr.setNodeAttribute(at, 'id', freshId('b'))
      })
      return tr.docChanged ? tr : null
    },
    props: {
      transformPasted: (slice, view) => {
        const { parent } = view.state.selection.$from
        const isWhole = parent.content.size === 0
        return ownClaims(withoutTypedNumbers(slice, { isWhole }))
      },
    },
  })
}

/** What is pasted rests on the same figures, as claims of its own. */
function ownClaims(slice: Slice): Slice {
  const names = new Map<string, string>()
  const renamed = (fragment: Fragment): Fragment => {
    const nodes: Node[] = []
    fragment.forEach((node) => {
      const marks = node.marks.map((mark) => {
        if (mark.type.name !== 'claim') return mark
        const id = String(mark.attrs['id'])
        const name = names.get(id) ?? freshId('c')
        names.set(id, name)
        return mark.type.create({ ...mark.attrs, id: name })
      })
      nodes.push((node.isText ? node : node.copy(renamed(node.content))).mark(marks))
    })
    return Fragment.fromArray(nodes)
  }
  return new Slice(renamed(slice.content), slice.openStart, slice.openEnd)
}
