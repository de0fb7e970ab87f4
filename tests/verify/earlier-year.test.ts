import { afterAll, beforeAll, expect, test } from 'vitest'
import { nodeCrypto } from '../../src/adapters/crypto/node-crypto.ts'
import { renderSealedDocx } from '../../src/adapters/docx/render-sealed-docx.ts'
import { readSealedFile } from '../../src/adapters/office/read-sealed-file.ts'
import { sealedText } from '../../src/report/evidence/freeze-report.ts'
import { verifyReport } from '../../src/report/verify/verify-report.ts'
import { smallPack } from '../pack/small-pack.ts'
import type { SmallUnit } from './small-unit.ts'
import { smallUnit } from './small-unit.ts'

let unit: SmallUnit

const template = smallPack['reports/short.md'] ?? ''

beforeAll(async () => {
  unit = await smallUnit(undefined, '小馆', {
    'lists.yaml': `${smallPack['lists.yaml']}  - { id: early, label: { zh: 先行, en: Early } }\n`,
    'figures/early.yaml': `- id: early-visits
  label: { zh: 先行走访, en: Early visits }
  unit: 次
  count: visit
  where: { kind: early }
`,
    'duties/early.yaml': `- id: visit-by-june
  label: { zh: 六月前走访, en: Visit by June }
  part: work
  source: { instrument: own-rule, clause: null, verified: false, tier: own }
  require: { task: '2025-06-30', of: early-visits }
`,
    'reports/short.md': `${template}\n{% claim duty="visit-by-june" %}按期走访{% /claim %}。\n`,
  })
})

afterAll(() => unit?.fixture.close())

test('what was done the year before is opened, and proves a task of this year', async () => {
  await unit.visit('2024-12-20', 'early')
  const sealed = await unit.report()
  const { words } = await readSealedFile(
    await renderSealedDocx(nodeCrypto, sealed, { withHead: false }),
  )
  if (!words) throw new Error('the file has no words')
  const { log: key } = sealed.evidence.keys
  const found = verifyReport(nodeCrypto, { carried: sealedText(sealed), words, key })
  expect(found).toMatchObject({ holds: true, findings: [] })
  const claim = found.claims.find(({ duty }) => duty === 'visit-by-june')
  expect(claim).toMatchObject({ verdict: 'proved', records: 1 })
})
