import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { nodeCrypto } from '../../src/adapters/crypto/node-crypto.ts'
import { renderSealedDocx } from '../../src/adapters/docx/render-sealed-docx.ts'
import { readSealedFile } from '../../src/adapters/office/read-sealed-file.ts'
import type { ReportDocument } from '../../src/report/document.ts'
import { sealedText } from '../../src/report/evidence/freeze-report.ts'
import { verifyReport } from '../../src/report/verify/verify-report.ts'
import { smallPack } from '../pack/small-pack.ts'
import type { SmallUnit } from './small-unit.ts'
import { smallUnit } from './small-unit.ts'

const coreRegister = (id: string) => readFileSync(`packs/core/registers/${id}.yaml`, 'utf8')

const register = (id: string, fields: readonly string[]) => `id: ${id}
label: { zh: ${id}, en: ${id} }
date: on
title: "{on}"
lateAfter: null
fields:
  - { id: on, type: date, required: true, label: { zh: 日期, en: Date } }
${fields.map((field) => `  - ${field}\n`).join('')}`

const files = {
  'registers/baseline.yaml': coreRegister('baseline'),
  'registers/attestation.yaml': coreRegister('attestation'),
  'registers/leak.yaml': register('leak', []),
  'registers/paper.yaml': register('paper', []),
  'registers/sending.yaml': register('sending', [
    '{ id: place, type: text, max: 40, label: { zh: 派驻地, en: Place } }',
    '{ id: endedOn, type: date, label: { zh: 止任日期, en: Until } }',
  ]),
  'registers/task.yaml': register('task', [
    '{ id: doneOn, type: date, label: { zh: 完成日期, en: Done on } }',
  ]),
  'figures/more.yaml': `- id: leaks
  label: { zh: 失泄密, en: Leaks }
  unit: { zh: 起, en: incidents }
  count: leak
- id: posts
  label: { zh: 第一书记在岗, en: First secretaries in post }
  unit: { zh: 人, en: people }
  inForce: { register: sending, until: endedOn, newestPer: place }
- id: papers
  label: { zh: 发文, en: Papers }
  unit: { zh: 件, en: papers }
  count: paper
  compare: last-year
- id: tasks-done
  label: { zh: 完成率, en: Done }
  unit: { zh: "%", en: "%" }
  share: { register: task, part: { doneOn: { exists: true } } }
`,
  'duties/more.yaml': `- id: no-leak
  label: { zh: 不发生失泄密, en: No leak }
  part: work
  source: { instrument: own-rule, clause: null, verified: false, tier: own }
  require: { none: leak, attest: { per: year, by: clerk } }
- id: fewer-papers
  label: { zh: 发文只减不增, en: Fewer papers }
  part: work
  source: { instrument: own-rule, clause: null, verified: false, tier: own }
  require: { notMoreThan: last-year, of: papers }
`,
  'reports/short.md': `${smallPack['reports/short.md']}
{% claim figure="leaks" %}发生失泄密{% figure id="leaks" /%}起{% /claim %}。

{% claim figure="posts" %}第一书记在岗{% figure id="posts" /%}人{% /claim %}。

{% claim compare="papers" %}发文只减不增{% /claim %}。

{% claim duty="fewer-papers" %}发文没有超过上年{% /claim %}。

{% claim figure="tasks-done" %}完成率为{% figure id="tasks-done" /%}{% /claim %}。
`,
}

let unit: SmallUnit

const write = (of: string, on: string, values = {}) =>
  unit.append({ register: of, values: { on, ...values }, occurredOn: on, title: of })

beforeAll(async () => {
  unit = await smallUnit(undefined, '小馆', files)
  await write('sending', '2019-03-01', { place: '柳湾村' })
  await write('sending', '2021-03-01', { place: '东岭村', endedOn: '2025-06-30' })
  await write('sending', '2023-03-01', { place: '西河村' })
  await write('sending', '2025-04-01', { place: '西河村' })
  for (const day of ['01', '02', '03']) await write('paper', `2025-03-${day}`)
  // 45 of 48 is 93.75 %: printed 93.8 now, 93.7 before.
  for (let nth = 0; nth < 48; nth += 1) {
    await write('task', '2025-02-01', nth < 45 ? { doneOn: '2025-02-05' } : {})
  }
})

afterAll(() => unit?.fixture.close())

async function verified(document: ReportDocument) {
  const sealed = await unit.sign(document, await unit.evidence(document))
  const file = await renderSealedDocx(nodeCrypto, sealed, { withHead: false })
  const { words } = await readSealedFile(file)
  if (!words) throw new Error('the file has no words')
  const { log: key } = sealed.evidence.keys
  return verifyReport(nodeCrypto, { carried: sealedText(sealed), words, key })
}

const claimsNaming = (document: ReportDocument, figure: string, duty: string) => ({
  ...document,
  claims: document.claims.map((one) => (one.figure === figure ? { ...one, duty } : one)),
})

const claimOn = (document: ReportDocument, id: string) =>
  document.claims.find(({ figure, duty }) => figure === id || duty === id)

test('a first year says that there is nothing to compare with, and a zero waits for a word', async () => {
  const document = await unit.document()
  expect(claimOn(document, 'leaks')).toMatchObject({ state: 'awaiting', duty: 'no-leak' })
  expect(claimOn(document, 'papers')).toMatchObject({ state: 'unsupported' })
  expect(claimOn(document, 'papers')?.reason.zh).toContain('无从比较')
  const found = await verified(document)
  expect(found.findings).toEqual([])
  expect(found.claims.find(({ figure }) => figure === 'leaks')?.verdict).toBe('missing')
  expect(found.claims.find(({ figure }) => figure === 'papers')?.verdict).toBe('missing')
})

test('what holds on the day is opened and counted again, earlier years with it', async () => {
  const document = await unit.document()
  expect(claimOn(document, 'posts')).toMatchObject({ state: 'supported', ledger: 2 })
  const found = await verified(document)
  const posts = found.claims.find(({ figure }) => figure === 'posts')
  expect(posts).toMatchObject({ verdict: 'proved', recomputed: 2, records: 2 })
})

test('a number stated for last year is opened like any record and is said to be stated', async () => {
  const said = { figure: 'papers', year: 2024, number: 5, source: '2024年度报告' }
  const on = '2025-02-01'
  const values = { ...said, enteredOn: on }
  await unit.append({ register: 'baseline', values, occurredOn: on, title: '' })
  const document = await unit.document()
  const papers = claimOn(document, 'papers')
  expect(papers?.state).toBe('supported')
  expect(papers?.note?.zh).toBe('上年数为人工填报的基数，不是由台账统计（来源：2024年度报告）')
  expect(claimOn(document, 'fewer-papers')?.reason.zh).toContain('填报的上年基数')
  const found = await verified(document)
  expect(found.findings).toEqual([])
  for (const id of ['papers', 'fewer-papers']) {
    const one = found.claims.find(({ figure, duty }) => figure === id || duty === id)
    expect(one?.verdict, id).toBe('proved')
    expect(one?.sentence.zh, id).toContain('填报')
  }
})

test('a zero is attested by whoever answers for the same records', async () => {
  const values = { duty: 'no-leak', period: '2025', text: '未发生', givenOn: '2026-01-05' }
  const more = { person: '6a6f4b0e-0000-4000-8000-000000000001' }
  await unit.append({
    register: 'attestation',
    values: { ...values, ...more },
    occurredOn: '2026-01-05',
    title: '',
  })
  const document = await unit.document()
  expect(claimOn(document, 'leaks')).toMatchObject({ state: 'supported', duty: 'no-leak' })
  const found = await verified(document)
  expect(found).toMatchObject({ holds: true, findings: [] })
  const leaks = found.claims.find(({ figure }) => figure === 'leaks')
  expect(leaks).toMatchObject({ verdict: 'attested', recomputed: 0, records: 1 })
  // The word on one matter does not answer for another one.
  const other = claimsNaming(document, 'leaks', 'fewer-papers')
  const mixed = (await verified(other)).claims.find(({ figure }) => figure === 'leaks')
  expect(mixed?.verdict).toBe('contradicted')
})

test('a share is printed by GB/T 8170, and one that was cut before still verifies', async () => {
  const document = await unit.document()
  expect(claimOn(document, 'tasks-done')).toMatchObject({ stated: 93.8, state: 'supported' })
  const share = ({ claims }: Awaited<ReturnType<typeof verified>>) =>
    claims.find(({ figure }) => figure === 'tasks-done')?.verdict
  expect(share(await verified(document))).toBe('proved')
  const { judged: _judged, ...plain } = document
  const before = JSON.parse(JSON.stringify(plain).replaceAll('93.8', '93.7')) as ReportDocument
  expect(share(await verified(before))).toBe('proved')
  // Nobody turns the old rule into a new number, or the new one into an old.
  const mixed = JSON.parse(JSON.stringify(document).replaceAll('93.8', '93.7')) as ReportDocument
  expect(share(await verified(mixed))).toBe('contradicted')
})
