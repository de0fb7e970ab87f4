import { beforeAll, expect, it } from 'vitest'
import type { LedgerRecord } from '../../src/ledger/record/record.ts'
import type { Pack } from '../../src/pack/pack.ts'
import { openTree } from '../../src/report/draft/open-tree.ts'
import { problemMaterial, withProblem } from '../../src/report/draft/problem-material.ts'
import { resolveDraft } from '../../src/report/draft/resolve-draft.ts'
import { withWording, wordingOffers } from '../../src/report/draft/wording-offers.ts'
import { renderText } from '../../src/report/render/render-text.ts'
import { demoSources, packTemplate } from './demo-book.ts'
import { demoWrites, recordsAfter } from './demo-records.ts'
import { governancePack } from './own-packs.ts'

const moment = { year: 2025, today: '2026-02-01' }
let pack: Pack
let leaked: readonly LedgerRecord[]
let quiet: readonly LedgerRecord[]

beforeAll(async () => {
  pack = await governancePack()
  leaked = recordsAfter(pack, await demoWrites(pack)).filter(({ state }) => state === 'live')
  quiet = leaked.filter(({ register }) => register !== 'leak-incident')
})

it('offers the wording that became right, and changes nothing before it is taken', () => {
  const template = packTemplate(pack, 'first-claims')
  const before = demoSources(pack, quiet, moment)
  const after = demoSources(pack, leaked, moment)
  const tree = openTree(template, before)
  expect(wordingOffers(tree, template, before)).toEqual([])
  const written = resolveDraft(tree, after, { template: 'first-claims' })
  expect(renderText(written)).toContain('全年未发生失泄密事件')
  expect(written.claims.filter(({ state }) => state === 'contradicted')).toMatchObject([
    { duty: 'no-leak' },
  ])
  expect(written.notMentioned?.map(({ duty }) => duty)).toContain('no-leak')

  const [offer, ...more] = wordingOffers(tree, template, after)
  expect(more).toEqual([])
  expect(offer).toMatchObject({ says: 'fails', text: '发生失泄密事件1起（9月12日）' })
  if (!offer) return
  const taken = withWording(tree, offer)
  expect(wordingOffers(taken, template, after)).toEqual([])
  const mended = resolveDraft(taken, after, { template: 'first-claims' })
  expect(renderText(mended)).toContain('守牢纪律底线。发生失泄密事件1起（9月12日），没有')
  expect(mended.claims.filter(({ state }) => state === 'contradicted')).toEqual([])
  expect(mended.notMentioned?.map(({ duty }) => duty)).not.toContain('no-leak')
})

it('a clause whose ground is gone is offered to be left out with its comma', () => {
  const template = packTemplate(pack, 'first-claims')
  const tree = openTree(template, demoSources(pack, quiet, moment))
  const without = quiet.filter(({ register }) => register !== 'problem')
  const sources = demoSources(pack, without, moment)
  const [offer] = wordingOffers(tree, template, sources)
  expect(offer).toMatchObject({ says: 'nothing', text: '', inlines: [] })
  if (!offer) return
  const text = renderText(
    resolveDraft(withWording(tree, offer), sources, { template: 'first-claims' }),
  )
  expect(text).toContain('三是坚持精文减会。下行文比2024年度只减不增。')
})

it('what failed becomes a problem whose cause and measure are still to be written', () => {
  const sources = demoSources(pack, leaked, moment)
  const tree = openTree(packTemplate(pack, 'annual-report'), sources)
  const material = problemMaterial(sources, { problems: [], late: 3 })
  expect(material.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['unmet', 'incident', 'late']),
  )
  // What was done after its day is no duty that was not done.
  const late = material.find(({ kind }) => kind === 'doneLate')
  if (!late) throw new Error('nothing was done late')
  expect(JSON.stringify(withProblem(tree, late).blocks)).toContain(`“${late.label.zh}”逾期完成`)
  const leak = material.find(({ kind }) => kind === 'incident')
  if (!leak) throw new Error('no incident')
  const written = withProblem(tree, leak)
  expect(withProblem(written, leak)).toBe(written)
  const document = resolveDraft(written, sources, { template: 'annual-report' })
  const [line = '', next] = renderText(document)
    .split('\n')
    .slice(
      renderText(document)
        .split('\n')
        .findIndex((one) => one.startsWith('四是“全年不发生')),
    )
  expect(line).toContain('。2025年第三季度有1条相关记录')
  expect(line).toContain('。主要是X。拟采取的措施：X。')
  expect(next).toBe('三、下一步打算')
  expect(document.claims.find(({ id }) => id === leak.id)).toMatchObject({ state: 'blank' })

  const block = written.blocks.find(({ id }) => id === leak.id)
  if (block?.kind !== 'paragraph') throw new Error('no paragraph')
  const typed = block.inlines.map((one) =>
    one.kind === 'blank' ? ({ kind: 'text', text: '管理不严', claim: leak.id } as const) : one,
  )
  const blocks = written.blocks.map((one) => (one === block ? { ...block, inlines: typed } : one))
  const done = resolveDraft({ ...written, blocks }, sources, { template: 'annual-report' })
  expect(done.claims.find(({ id }) => id === leak.id)).toMatchObject({
    says: 'fails',
    state: 'supported',
  })
})
