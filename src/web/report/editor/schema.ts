import type { DOMOutputSpec, MarkSpec, NodeSpec } from 'prosemirror-model'
import { Schema } from 'prosemirror-model'
import type { DraftClaim } from '../../../report/draft/draft-tree.ts'

const headingTags = ['h2', 'h3', 'h4', 'h5'] as const

const block = { id: { default: '' } }

function idOf(dom: HTMLElement): { id: string } {
  return { id: dom.dataset['id'] ?? '' }
}

const blocks: Record<string, NodeSpec> = {
  doc: { content: 'block+' },
  paragraph: {
    content: 'inline*',
    group: 'block',
    attrs: block,
    parseDOM: [{ tag: 'p', getAttrs: idOf }],
    toDOM: ({ attrs }): DOMOutputSpec => ['p', { 'data-id': attrs['id'] as string }, 0],
  },
  heading: {
    content: 'inline*',
    group: 'block',
    defining: true,
    attrs: { ...block, level: { default: 1 } },
    parseDOM: [
      ...headingTags.map((tag, index) => ({
        tag,
        getAttrs: (dom: HTMLElement) => ({ ...idOf(dom), level: index + 1 }),
      })),
      { tag: 'h1', attrs: { level: 1 } },
    ],
    toDOM: ({ attrs }): DOMOutputSpec => {
      const level = attrs['level'] as number
      const tag = headingTags[level - 1] ?? 'h5'
      return [tag, { 'data-id': attrs['id'] as string, class: `level-${level}` }, 0]
    },
  },
  table: {
    content: 'row+',
    group: 'block',
    isolating: true,
    attrs: block,
    parseDOM: [{ tag: 'table', getAttrs: idOf }],
    toDOM: ({ attrs }): DOMOutputSpec => [
      'table',
      { 'data-id': attrs['id'] as string },
      ['tbody', 0],
    ],
  },
  row: { content: 'cell+', parseDOM: [{ tag: 'tr' }], toDOM: (): DOMOutputSpec => ['tr', 0] },
  cell: {
    content: 'text*',
    marks: '',
    isolating: true,
    parseDOM: [{ tag: 'td' }, { tag: 'th' }],
    toDOM: (): DOMOutputSpec => ['td', 0],
  },
  records: {
    group: 'block',
    atom: true,
    attrs: { ...block, figure: {}, fields: { default: '[]' }, of: { default: null } },
    toDOM: ({ attrs }): DOMOutputSpec => ['div', { 'data-records': attrs['figure'] as string }],
  },
}

const inlines: Record<string, NodeSpec> = {
  text: { group: 'inline' },
  number: {
    inline: true,
    atom: true,
    group: 'inline',
    attrs: { figure: {} },
    parseDOM: [
      { tag: 'span[data-figure]', getAttrs: (dom) => ({ figure: dom.dataset['figure'] ?? '' }) },
    ],
    toDOM: ({ attrs }): DOMOutputSpec => ['span', { 'data-figure': attrs['figure'] as string }],
  },
  shortfall: {
    inline: true,
    atom: true,
    group: 'inline',
    attrs: { show: {} },
    parseDOM: [
      {
        tag: 'span[data-shortfall]',
        getAttrs: (dom) => ({ show: dom.dataset['shortfall'] ?? '' }),
      },
    ],
    toDOM: ({ attrs }): DOMOutputSpec => ['span', { 'data-shortfall': attrs['show'] as string }],
  },
  field: {
    inline: true,
    atom: true,
    group: 'inline',
    attrs: { path: {} },
    parseDOM: [
      { tag: 'span[data-field]', getAttrs: (dom) => ({ path: dom.dataset['field'] ?? '' }) },
    ],
    toDOM: ({ attrs }): DOMOutputSpec => ['span', { 'data-field': attrs['path'] as string }],
  },
  blank: {
    inline: true,
    atom: true,
    group: 'inline',
    parseDOM: [{ tag: 'span[data-blank]' }],
    toDOM: (): DOMOutputSpec => ['span', { 'data-blank': '' }],
  },
}

const claim: MarkSpec = {
  attrs: { id: {}, binding: {} },
  inclusive: false,
  parseDOM: [
    {
      tag: 'span[data-claim]',
      getAttrs: (dom) => ({
        id: dom.dataset['claim'] ?? '',
        binding: dom.dataset['binding'] ?? '',
      }),
    },
  ],
  toDOM: ({ attrs }): DOMOutputSpec => [
    'span',
    {
      class: 'claim',
      'data-claim': attrs['id'] as string,
      'data-binding': attrs['binding'] as string,
    },
    0,
  ],
}

const runIn: MarkSpec = {
  parseDOM: [{ tag: 'strong' }],
  toDOM: (): DOMOutputSpec => ['strong', { class: 'run-in' }, 0],
}

/** The document model of the editor: what a draft can hold, and nothing else. */
export const draftSchema = new Schema({
  nodes: { ...blocks, ...inlines },
  marks: { runIn, claim },
})

/** A binding as the mark carries it. */
export function bindingText(claim: DraftClaim): string {
  return JSON.stringify(claim)
}

/** The binding that a mark carries; null for one that came from elsewhere and is none. */
export function bindingOf(text: string): DraftClaim | null {
  try {
    const claim = JSON.parse(text) as DraftClaim
    return typeof claim.by === 'string' && typeof claim.id === 'string' ? claim : null
  } catch {
    return null
  }
}
