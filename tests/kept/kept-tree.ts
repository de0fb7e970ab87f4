import type { DraftInline, DraftTree } from '../../src/report/draft/draft-tree.ts'

/** What each claim of the report says and what it rests on; one is that nobody recorded. */
const claims = {
  c1: { words: '制定完善意识形态工作责任制相关制度', figure: 'ideology-rules' },
  c2: { words: '研究全面从严治党工作', figure: 'governance-study' },
  c3: { words: '专题研究意识形态工作', figure: 'ideology-study' },
  c4: { words: '要求基层填报项数', figure: 'items-asked' },
  c5: { words: '会议纪要完备率', figure: 'minutes-number-share' },
  c6: { words: '召开各类会议', figure: 'meetings-all' },
  c7: { words: '组织干部培训', figure: 'cadre-trainings' },
} as const

/** Makes the text of a report out of whatever the draft held. */
export function keptTree(date: string, nth: number): (opened: DraftTree) => DraftTree {
  const inlines = Object.entries(claims).flatMap(([claim, { words, figure }]): DraftInline[] => [
    { kind: 'text', text: words, claim },
    { kind: 'number', figure, claim },
    { kind: 'text', text: '；', claim: null },
  ])
  const leak: DraftInline = { kind: 'text', text: '未发生失泄密事件', claim: 'c8' }
  return () => ({
    v: 1,
    title: '东河分馆关于年度工作的报告',
    addressee: '市直机关工委',
    issuer: '周明远',
    number: `东档〔${date.slice(0, 4)}〕${nth}号`,
    signature: '东河分馆',
    date,
    attachments: [],
    blocks: [
      {
        id: 'b1',
        kind: 'heading',
        level: 1,
        inlines: [{ kind: 'text', text: '工作情况', claim: null }],
      },
      { id: 'b2', kind: 'paragraph', runIn: null, inlines: [...inlines, leak] },
    ],
    claims: {
      ...Object.fromEntries(
        Object.entries(claims).map(([claim, { figure }]) => [
          claim,
          { by: 'figure', id: figure, atLeast: false } as const,
        ]),
      ),
      c8: { by: 'duty', id: 'no-leak', atLeast: false },
    },
  })
}
