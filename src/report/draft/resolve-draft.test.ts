import { expect, test } from 'vitest'
import type { FigureValue } from '../../ledger/figure.ts'
import type { ReportSources } from '../write/report-sources.ts'
import type { DraftInline, DraftTree } from './draft-tree.ts'
import { resolveDraft } from './resolve-draft.ts'

const study: FigureValue = {
  figure: 'study',
  value: 3,
  unit: { zh: '次', en: 'times' },
  period: '2025',
  definition: { zh: '学习', en: 'Study' },
  records: ['r1', 'r2', 'r3'],
  asOf: { size: 9, root: 'r' },
}

const sources = {
  year: 2025,
  organisation: '海棠市档案馆',
  asOf: study.asOf,
  figure: () => study,
} as unknown as ReportSources

function claimOf(inlines: readonly DraftInline[]) {
  const tree: DraftTree = {
    ...{ v: 1, title: '报告', addressee: '市委', issuer: '', number: '', signature: '', date: '' },
    attachments: [],
    blocks: [{ id: 'b1', kind: 'paragraph', runIn: null, inlines }],
    claims: { c1: { by: 'figure', id: 'study', atLeast: false } },
  }
  return resolveDraft(tree, sources, { template: 't' }).claims[0]
}

const words = (text: string): DraftInline => ({ kind: 'text', text, claim: 'c1' })
const number: DraftInline = { kind: 'number', figure: 'study', claim: 'c1' }

test('a count whose number was deleted is blank, not supported', () => {
  expect(claimOf([words('组织学习'), number, words('次')])).toMatchObject({
    ...{ state: 'supported', stated: 3, text: '组织学习3次' },
  })
  expect(claimOf([words('组织学习次')])).toMatchObject({ state: 'blank', stated: null })
})

test('a number typed over that of the ledger is held against it', () => {
  expect(claimOf([words('组织学习4次')])).toMatchObject({ state: 'contradicted', stated: 4 })
  expect(claimOf([words('组织学习X次')])).toMatchObject({ state: 'blank' })
})
