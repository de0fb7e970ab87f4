import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { nodeCrypto } from '../../src/adapters/crypto/node-crypto.ts'
import { renderSealedDocx } from '../../src/adapters/docx/render-sealed-docx.ts'
import { readSealedFile } from '../../src/adapters/office/read-sealed-file.ts'
import { core } from '../../src/ledger/core/core-registers.ts'
import type { ReportDocument } from '../../src/report/document.ts'
import type { SealedReport } from '../../src/report/evidence/evidence.ts'
import { sealedText } from '../../src/report/evidence/freeze-report.ts'
import { verifyReport } from '../../src/report/verify/verify-report.ts'
import { smallPack } from '../pack/small-pack.ts'
import type { SmallUnit } from '../verify/small-unit.ts'
import { smallUnit } from '../verify/small-unit.ts'

const [one, twice, other] = ['1', '2', '3'].map(
  (nth) => `6a6f4b0e-0000-4000-8000-00000000000${nth}`,
) as [string, string, string]

const files = {
  'registers/merge.yaml': readFileSync('packs/core/registers/merge.yaml', 'utf8').replace(
    'writers: [administrator]\n',
    '',
  ),
  'figures/visits.yaml': `${smallPack['figures/visits.yaml']}
- id: who-went
  label: { zh: 参加走访的人, en: Who went }
  unit: 人
  distinct: { register: visit, field: by }
- id: together
  label: { zh: 两人同去的走访, en: Visits by two }
  unit: 次
  count: visit
  where: { by: { count: { atLeast: 2 } } }
`,
  'reports/short.md': `${smallPack['reports/short.md']}
{% claim figure="who-went" %}参加走访的共{% figure id="who-went" /%}人{% /claim %}。

{% claim figure="together" %}两人同去{% figure id="together" /%}次{% /claim %}。
`,
}

let unit: SmallUnit

beforeAll(async () => {
  unit = await smallUnit(undefined, '小馆', files)
  // Four visits are by the first person already.
  for (const by of [[twice], [twice, other], [one, other], [other]]) {
    const values = { kind: 'usual', on: '2025-10-01', by }
    await unit.append({ values, occurredOn: '2025-10-01', title: '' })
  }
})

afterAll(() => unit?.fixture.close())

async function judged(sealed: SealedReport) {
  const file = await renderSealedDocx(nodeCrypto, sealed, { withHead: false })
  const { words } = await readSealedFile(file)
  if (!words) throw new Error('the file has no words')
  const { log: key } = sealed.evidence.keys
  return verifyReport(nodeCrypto, { carried: sealedText(sealed), words, key })
}

const claimOn = ({ claims }: ReportDocument, id: string) =>
  claims.find(({ figure }) => figure === id)?.ledger

const signed = async (document: ReportDocument) =>
  unit.sign(document, await unit.evidence(document))

const merge = async (from: string) => {
  const values = { person: twice, into: one, from, reason: '重复登记' }
  const register = core.merge.id
  const { record } = await unit.append({ register, values, occurredOn: from, title: '' })
  return record?.id ?? ''
}

/** What a stranger finds by the file alone; who did what stays closed, how many stood there not. */
async function expectProved(sealed: SealedReport): Promise<void> {
  const found = await judged(sealed)
  expect(found.findings).toEqual([])
  expect(found.claims.map(({ verdict }) => verdict)).toEqual(['proved', 'attested', 'proved'])
  expect(JSON.stringify(sealed.evidence)).not.toContain(twice)
}

test('a report counts people as its year does; what was signed before proves what it did', async () => {
  const before = await unit.document()
  expect(claimOn(before, 'who-went')).toBe(3)
  expect(claimOn(before, 'together')).toBe(2)
  const first = await signed(before)
  await expectProved(first)
  const text = sealedText(first)

  // Of a later year: this one stays as it was.
  await merge('2026-01-03')
  expect(claimOn(await unit.document(), 'who-went')).toBe(3)

  const record = await merge('2025-06-01')
  const after = await unit.document()
  expect(claimOn(after, 'who-went')).toBe(2)
  expect(claimOn(after, 'together')).toBe(2)
  await expectProved(await signed(after))
  await expectProved(first)
  expect(sealedText(first)).toBe(text)

  await unit.append({ kind: 'void', register: core.merge.id, record, expected: 1 })
  expect(claimOn(await unit.document(), 'who-went')).toBe(3)
})
