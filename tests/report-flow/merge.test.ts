import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareTrees, compareWords, headParts } from '../../src/report/draft/compare-trees.ts'
import type { DraftBlock, DraftTree } from '../../src/report/draft/draft-tree.ts'
import { mergeTrees } from '../../src/report/draft/merge-trees.ts'
import { anyBlock, anyTree } from './any-tree.ts'
import { soundTree } from './people.ts'

function words(block: DraftBlock): string {
  const { id: _, ...rest } = block
  return JSON.stringify(rest).replace(/"claim":"[^"]*"/g, '"claim":"?"')
}

/** A tree as somebody leaves it: some blocks changed, some gone, some new. */
function changed(base: DraftTree, mark: string): fc.Arbitrary<DraftTree> {
  const each = base.blocks.map((block) =>
    fc.oneof(
      fc.constant([block]),
      fc.constant<DraftBlock[]>([]),
      anyBlock(block.id).map((one) => [one]),
      anyBlock(`${block.id}${mark}`).map((one) => [block, one]),
    ),
  )
  return fc.tuple(...each).map((parts) => ({ ...base, blocks: parts.flat() }))
}

const three = anyTree.chain((base) =>
  fc.record({ base: fc.constant(base), mine: changed(base, 'm'), theirs: changed(base, 't') }),
)

describe('two people at one draft', () => {
  it('lose nothing that either wrote', () => {
    fc.assert(
      fc.property(three, (trees) => {
        const { tree } = mergeTrees(trees)
        const merged = new Set(tree.blocks.map(words))
        const known = new Set(trees.base.blocks.map(words))
        for (const side of [trees.mine, trees.theirs]) {
          for (const block of side.blocks) {
            if (!known.has(words(block))) expect(merged).toContain(words(block))
          }
        }
        expect(new Set(tree.blocks.map((one) => one.id)).size).toBe(tree.blocks.length)
      }),
    )
  })

  it('who changed nothing gets the other’s work', () => {
    fc.assert(
      fc.property(three, ({ base, mine }) => {
        const [one, two] = [
          mergeTrees({ base, mine, theirs: base }),
          mergeTrees({ base, mine: base, theirs: mine }),
        ]
        expect(one.tree.blocks).toEqual(mine.blocks)
        expect(two.tree.blocks).toEqual(mine.blocks)
        expect([...one.twice, ...two.twice]).toEqual([])
      }),
    )
  })

  it('see both wordings of a paragraph that both changed', () => {
    const base = soundTree()
    const say = (text: string) => ({
      ...base,
      blocks: base.blocks.map((block) =>
        block.id === 'b1' && block.kind === 'heading'
          ? { ...block, inlines: [{ kind: 'text' as const, text, claim: null }] }
          : block,
      ),
    })
    const { tree, twice } = mergeTrees({ base, mine: say('我的'), theirs: say('他的') })
    expect(twice).toEqual(['b1'])
    expect(tree.blocks.map((one) => one.id)).toEqual(['b1', 'b1-2', 'b2'])
  })

  it('in the head the later save decides, field by field', () => {
    const base = soundTree()
    const mine = { ...base, title: '我的标题' }
    const theirs = { ...base, addressee: '市政府', title: '他的标题' }
    const { tree } = mergeTrees({ base, mine, theirs })
    expect(tree).toMatchObject({ title: '我的标题', addressee: '市政府' })
  })

  it('keep each what they said of the paper', () => {
    const base = soundTree()
    const said = { titleLines: [], urgency: '', copyTo: '', attachmentTexts: [] } as const
    const mine: DraftTree = { ...base, paper: { ...said, urgency: '加急', annex: 'within' } }
    const theirs: DraftTree = { ...base, paper: { ...said, copyTo: '市纪委', annex: 'apart' } }
    const { tree } = mergeTrees({ base, mine, theirs })
    expect(tree.paper).toEqual({ ...said, urgency: '加急', copyTo: '市纪委', annex: 'apart' })
    expect(mergeTrees({ base, mine: base, theirs }).tree.paper).toEqual(theirs.paper)
    expect(mergeTrees({ base, mine: base, theirs: base }).tree).not.toHaveProperty('paper')
    const changes = compareTrees(base, tree, String).filter((one) => one.change !== 'same')
    expect(changes.map(({ part }) => part)).toEqual(['urgency', 'copyTo', 'annex'])
  })
})

describe('versions compared', () => {
  it('marks the words that differ, numbers whole', () => {
    expect(compareWords('研究12次工作', '研究13次重点工作')).toEqual([
      { kind: 'same', text: '研究' },
      { kind: 'out', text: '12' },
      { kind: 'in', text: '13' },
      { kind: 'same', text: '次' },
      { kind: 'in', text: '重点' },
      { kind: 'same', text: '工作' },
    ])
  })

  it('gives both versions back', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (older, newer) => {
        const words = compareWords(older, newer)
        const of = (kind: 'in' | 'out') =>
          words
            .filter((one) => one.kind === 'same' || one.kind === kind)
            .map((one) => one.text)
            .join('')
        expect(of('out')).toBe(older)
        expect(of('in')).toBe(newer)
      }),
    )
  })

  it('shows every block of either version once', () => {
    fc.assert(
      fc.property(three, ({ base, mine }) => {
        const ids = compareTrees(base, mine, (figure) => figure).map((one) => one.id)
        const all = new Set(
          [...headParts, ...base.blocks, ...mine.blocks].map((one) =>
            typeof one === 'string' ? `head ${one}` : one.id,
          ),
        )
        expect([...ids].sort()).toEqual([...all].sort())
      }),
    )
  })

  it('sets what stands around the text apart, a line each', () => {
    const base = soundTree({ attachments: ['附表一'] })
    const next = { ...base, title: `${base.title}（修订）`, issuer: '林若兰', attachments: [] }
    const changed = compareTrees(base, next, (figure) => figure)
      .filter((one) => one.change !== 'same')
      .map(({ part, change, words: said }) => [
        part,
        change,
        said.map(({ kind, text }) => (kind === 'same' ? '' : `${kind} ${text}`)).join('|'),
      ])
    expect(changed).toEqual([
      ['title', 'changed', '|in （修订）'],
      ['issuer', 'changed', 'out 周明远|in 林若兰'],
      ['attachments', 'changed', 'out 附表一'],
    ])
  })
})
