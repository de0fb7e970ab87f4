import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Claim, ReportDocument } from '../document.ts'
import { inlinesOf } from './draft-tree.ts'
import type { Renewal } from './tree-of-document.ts'
import { treeOfDocument } from './tree-of-document.ts'

function claim(id: string, given: Partial<Claim>): Claim {
  return {
    id,
    kind: 'count',
    text: '',
    state: 'supported',
    reason: { zh: '', en: '' },
    figure: null,
    duty: null,
    stated: null,
    ledger: null,
    records: [],
    ...given,
  }
}

/** A document of one paragraph for each claim. */
function documentOf(claims: readonly Claim[], more: readonly string[] = []): ReportDocument {
  return {
    template: 'annual-report',
    year: 2025,
    title: '海棠市档案馆关于2025年度工作的报告',
    addressee: '市委',
    issuer: '周明远',
    number: '海档〔2026〕3号',
    blocks: [
      ...claims.map(({ id, text }) => ({
        kind: 'paragraph' as const,
        inlines: [{ kind: 'claim' as const, claim: id, text }],
      })),
      ...more.map((text) => ({
        kind: 'paragraph' as const,
        inlines: [{ kind: 'text' as const, text }],
      })),
    ],
    signature: '海棠市档案馆',
    date: '2026-01-05',
    claims,
    asOf: { size: 9, root: '' },
  }
}

const renewal: Renewal = {
  year: 2026,
  signature: '海棠市档案馆',
  annexes: new Map(),
  knows: () => true,
}

/** Each block with ▢ for a number. */
function linesOf(document: ReportDocument, given: Partial<Renewal> = {}) {
  const { tree, ...rest } = treeOfDocument(document, { ...renewal, ...given })
  const lines = tree.blocks.map((block) =>
    inlinesOf(block)
      .map((one) => (one.kind === 'text' ? one.text : '▢'))
      .join(''),
  )
  return { lines, tree, ...rest }
}

test('numbers become places, and what they rest on is what they rested on', () => {
  const { lines, tree, bound, released } = linesOf(
    documentOf([
      claim('c1', { text: '召开会议12次', figure: 'meetings', stated: 12 }),
      claim('c2', { text: '不少于6次', figure: 'education', stated: 6 }),
      claim('c3', { text: '完成率为93.7%', figure: 'share', stated: 93.7 }),
      claim('c4', { text: '投入1,200元', figure: 'money', stated: 1200 }),
      claim('c5', {
        text: '班子成员均讲党课1次',
        kind: 'everyone',
        duty: 'lecture',
        figure: 'lectures',
        stated: 1,
      }),
      claim('c6', { text: '每季度至少学习一次', duty: 'quarterly' }),
      claim('c7', { text: '文件比2024年度只减不增', kind: 'compare', figure: 'documents' }),
      claim('c8', { text: '健全保密制度', kind: 'list', figure: 'rules' }),
    ]),
  )
  expect(lines).toEqual([
    '召开会议▢次',
    '不少于▢次',
    '完成率为▢',
    '投入▢',
    '班子成员均讲党课▢次',
    '每季度至少学习一次',
    '文件比2025年度只减不增',
    '健全保密制度',
  ])
  expect(tree.claims).toEqual({
    c1: { by: 'figure', id: 'meetings', atLeast: false },
    c2: { by: 'figure', id: 'education', atLeast: true },
    c3: { by: 'figure', id: 'share', atLeast: false },
    c4: { by: 'figure', id: 'money', atLeast: false },
    c5: { by: 'everyone', id: 'lecture', atLeast: false },
    c6: { by: 'duty', id: 'quarterly', atLeast: false },
    c7: { by: 'compare', id: 'documents', atLeast: false },
    c8: { by: 'exists', id: 'rules', atLeast: false },
  })
  expect([bound, released]).toEqual([8, []])
  expect(tree.title).toBe('海棠市档案馆关于2026年度工作的报告')
  expect([tree.issuer, tree.number, tree.date]).toEqual(['', '', ''])
})

test('what tells of one record, or rests on what is there no more, is plain text and listed', () => {
  const claims = [
    claim('c1', { text: '2025年6月27日获得“先进”', kind: 'event', records: ['r1'] }),
    claim('c2', { text: '召开会议12次', figure: 'gone', stated: 12 }),
    claim('c3', { text: '按时报告3次', duty: 'reports' }),
  ]
  const { lines, tree, released } = linesOf(documentOf(claims), {
    knows: ({ id }) => id !== 'gone',
  })
  expect(released).toEqual(claims.map(({ text }) => text))
  expect(lines).toEqual(released)
  expect(tree.claims).toEqual({})
  expect(tree.blocks.flatMap(inlinesOf).every((one) => one.claim === null)).toBe(true)
})

test('in free words only the year of a report moves on; names of documents keep theirs', () => {
  const { lines, tree } = linesOf(
    documentOf(
      [],
      [
        '现将2025年度情况报告如下。2025年3月5日召开会议，按照海档〔2025〕4号、《2025年度要点》执行。',
        '附件：1.2025年度分工表',
        '2.样式',
      ],
    ),
  )
  expect(lines).toEqual([
    '现将2026年度情况报告如下。2025年3月5日召开会议，按照海档〔2025〕4号、《2025年度要点》执行。',
  ])
  expect(tree.attachments).toEqual(['2026年度分工表', '样式'])
})

test('a report that was sent long ago is taken over with what it rests on', async () => {
  const { readSealedFile } = await import('../../adapters/office/read-sealed-file.ts')
  const folder = join(import.meta.dirname, '../../../tests/kept/v0.1.0-2026-11-28')
  const file = await readSealedFile(readFileSync(join(folder, 'demo-2025.docx')))
  const { document } = JSON.parse(file.sealedText ?? '') as { document: ReportDocument }
  const { lines, bound, released } = linesOf(document)
  expect(bound + released.length).toBe(document.claims.length)
  expect(released.length).toBeLessThan(document.claims.length / 10)
  // No number of the old year is left where the ledger of the new one speaks.
  const free = lines.filter((line) => !released.some((one) => line.includes(one.slice(0, 10))))
  expect(free.join('\n').replace(/20\d\d年/g, '')).not.toMatch(/\d/)
  expect(lines.join('\n')).not.toContain('核验说明')
})

test('a table that the template attaches is filled anew, under the name of the new year', () => {
  const table = { figure: 'next-steps', fields: ['title'], of: 'next' } as const
  const document = documentOf([], ['附件：1.2026年度重点任务表', '2.分工说明'])
  const { tree } = linesOf(document, { annexes: new Map([['2027年度重点任务表', table]]) })
  expect(tree.attachments).toEqual(['2027年度重点任务表', '分工说明'])
  expect(tree.paper?.attachmentTexts).toEqual([table, ''])
})
