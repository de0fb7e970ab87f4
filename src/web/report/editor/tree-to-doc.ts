import type { Mark, Node } from 'prosemirror-model'
import type { DraftBlock, DraftInline, DraftTree } from '../../../report/draft/draft-tree.ts'
import { bindingText, draftSchema } from './schema.ts'

const { nodes, marks } = draftSchema

/** The editor's document for a tree. */
export function docOfTree({ blocks, claims }: Pick<DraftTree, 'blocks' | 'claims'>): Node {
  const content = blocks.map((block) => nodeOfBlock(block, claims))
  return must('doc').create(null, content.length > 0 ? content : [must('paragraph').create()])
}

function must(name: string) {
  const type = nodes[name]
  if (!type) throw new Error(`the schema has no ${name}`)
  return type
}

function nodeOfBlock(block: DraftBlock, claims: DraftTree['claims']): Node {
  const { id } = block
  switch (block.kind) {
    case 'heading':
      return must('heading').create({ id, level: block.level }, content(block.inlines, claims))
    case 'paragraph':
      return must('paragraph').create({ id }, [
        ...content(block.runIn ?? [], claims).map(inRunIn),
        ...content(block.inlines, claims),
      ])
    case 'table': {
      const rows = block.rows.map((row) => {
        const cells = row.map((cell) =>
          must('cell').create(null, cell ? draftSchema.text(cell) : null),
        )
        return must('row').create(null, cells)
      })
      return must('table').create({ id }, rows)
    }
    case 'records':
      return must('records').create({
        id,
        figure: block.figure,
        fields: JSON.stringify(block.fields),
        of: block.of ?? null,
      })
  }
}

function inRunIn(node: Node): Node {
  return marks['runIn'] ? node.mark(marks['runIn'].create().addToSet(node.marks)) : node
}

function content(inlines: readonly DraftInline[], claims: DraftTree['claims']): readonly Node[] {
  return inlines.map((inline) => {
    const set: Mark[] = []
    const binding = inline.claim === null ? undefined : claims[inline.claim]
    if (binding && marks['claim']) {
      set.push(marks['claim'].create({ id: inline.claim, binding: bindingText(binding) }))
    }
    switch (inline.kind) {
      case 'text':
        return draftSchema.text(inline.text, set)
      case 'number':
        return must('number').create({ figure: inline.figure }, null, set)
      case 'shortfall':
        return must('shortfall').create({ show: inline.show }, null, set)
      case 'field':
        return must('field').create({ path: inline.path }, null, set)
      case 'blank':
        return must('blank').create(null, null, set)
    }
  })
}
