import fc from 'fast-check'
import type { DraftPaper } from '../../src/report/draft/draft-paper.ts'
import type { DraftBlock, DraftInline, DraftTree } from '../../src/report/draft/draft-tree.ts'
import { joined } from '../../src/report/draft/draft-tree.ts'
import { tidied } from '../../src/report/draft/merge-trees.ts'

const claimIds = ['c1', 'c2', 'c3'] as const
const claim = fc.constantFrom(...claimIds)
const text = fc.stringMatching(/^[一-龟a-z0-9，。]{1,12}$/)

const inline: fc.Arbitrary<DraftInline> = fc.oneof(
  fc.record({ kind: fc.constant('text' as const), text, claim: fc.option(claim) }),
  fc.record({ kind: fc.constant('number' as const), figure: fc.constantFrom('f1', 'f2'), claim }),
  fc.record({
    kind: fc.constant('shortfall' as const),
    show: fc.constantFrom('count' as const, 'days' as const, 'periods' as const),
    claim,
  }),
  fc.record({ kind: fc.constant('field' as const), path: fc.constantFrom('name', 'a.b'), claim }),
  fc.record({ kind: fc.constant('blank' as const), claim: fc.option(claim) }),
)
const inlines = fc.array(inline, { maxLength: 6 }).map((all) => joined(all))
const runIn = fc.option(inlines.filter((all) => all.length > 0))

const body = fc.oneof(
  fc.record({
    kind: fc.constant('heading' as const),
    level: fc.constantFrom(1 as const, 2 as const, 3 as const, 4 as const),
    inlines,
  }),
  fc.record({ kind: fc.constant('paragraph' as const), runIn, inlines }),
  fc.record({
    kind: fc.constant('table' as const),
    rows: fc.array(fc.array(fc.oneof(text, fc.constant('')), { minLength: 2, maxLength: 2 }), {
      minLength: 1,
      maxLength: 3,
    }),
  }),
  fc.record({
    kind: fc.constant('records' as const),
    figure: fc.constantFrom('f1', 'f2'),
    fields: fc.constant(['name', 'a.b']),
  }),
)

const block: fc.Arbitrary<Omit<DraftBlock, 'id'>> = body

/** Any block, with the id given. */
export function anyBlock(id: string): fc.Arbitrary<DraftBlock> {
  return block.map((one) => ({ id, ...one }) as DraftBlock)
}

const claims: DraftTree['claims'] = {
  c1: { by: 'figure', id: 'f1', atLeast: false },
  c2: { by: 'duty', id: 'd1', atLeast: true, says: 'fails' },
  c3: { by: 'record', id: 'r1', version: 2, kind: 'problem' },
}

const paper: fc.Arbitrary<DraftPaper> = fc.record({
  titleLines: fc.constantFrom([], ['报', '告']),
  urgency: fc.constantFrom('', '特急', '加急'),
  copyTo: fc.constantFrom('', '市纪委'),
  attachmentTexts: fc.constantFrom([], ['序号\t任务']),
  annex: fc.constantFrom('within', 'apart'),
})

/** Any sound tree. */
export const anyTree: fc.Arbitrary<DraftTree> = fc
  .tuple(fc.array(block, { minLength: 1, maxLength: 6 }), fc.option(paper, { nil: undefined }))
  .map(([blocks, own]) =>
    tidied({
      v: 1,
      title: '报告',
      addressee: '市委',
      issuer: '',
      number: '',
      signature: '馆',
      date: '',
      attachments: [],
      ...(own ? { paper: own } : {}),
      claims,
      blocks: blocks.map((one, index) => ({ id: `b${index + 1}`, ...one }) as DraftBlock),
    }),
  )
