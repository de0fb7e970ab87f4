import { afterAll, beforeAll, expect, test } from 'vitest'
import { nodeCrypto } from '../../src/adapters/crypto/node-crypto.ts'
import { renderSealedDocx } from '../../src/adapters/docx/render-sealed-docx.ts'
import { readSealedFile } from '../../src/adapters/office/read-sealed-file.ts'
import type { SealedReport } from '../../src/report/evidence/evidence.ts'
import { sealedText } from '../../src/report/evidence/freeze-report.ts'
import { verifyReport } from '../../src/report/verify/verify-report.ts'
import { smallPack } from '../pack/small-pack.ts'
import type { SmallUnit } from './small-unit.ts'
import { smallUnit } from './small-unit.ts'

const visit = smallPack['registers/visit.yaml'] ?? ''
let unit: SmallUnit
let sealed: SealedReport
/** Entries of a visit in January 2026 for 2025, and of one in January 2025 for 2024. */
let later: number
let earlier: number

beforeAll(async () => {
  unit = await smallUnit(undefined, '小馆', {
    'registers/visit.yaml': visit
      .replace('date: on\n', 'date: on\nyearOf: { field: forYear, asked: [{}] }\n')
      .replace(
        '  - { id: by,',
        '  - { id: forYear, type: year, label: { zh: 所属年度, en: For the year } }\n  - { id: by,',
      ),
  })
  later = await visitFor('2026-01-08', 2025)
  earlier = await visitFor('2025-01-06', 2024)
  sealed = await unit.report()
})

afterAll(() => unit?.fixture.close())

async function visitFor(on: string, forYear: number): Promise<number> {
  const values = { kind: 'usual', on, forYear }
  return (await unit.append({ values, occurredOn: on, title: '走访' })).index
}

async function verified(report: SealedReport) {
  const file = await readSealedFile(await renderSealedDocx(nodeCrypto, report, { withHead: false }))
  if (!file.words) throw new Error('the file has no words')
  return verifyReport(nodeCrypto, {
    carried: sealedText(report),
    words: file.words,
    key: report.evidence.keys.log,
  })
}

test('a stranger counts what was held in January for the year before, and not the other way', async () => {
  const found = await verified(sealed)
  expect(found).toMatchObject({ holds: true, findings: [] })
  // Three visits dated in 2025 and one of January 2026; that of January 2025 was for 2024.
  expect(found.claims).toMatchObject([{ verdict: 'proved', recomputed: 4, records: 4 }])
  const opened = sealed.evidence.records.map(({ entry }) => entry)
  expect(opened).toContain(later)
  expect(opened).toContain(earlier)
})

test('whoever keeps the year of a record to himself proves no number', async () => {
  const without = async (hidden: number) => {
    const records = sealed.evidence.records.filter(({ entry }) => entry !== hidden)
    return verified(await unit.sign(sealed.document, { ...sealed.evidence, records }))
  }
  for (const hidden of [later, earlier]) {
    const found = await without(hidden)
    expect(found.claims[0]?.verdict).not.toBe('proved')
    expect(found.findings.map(({ code }) => code)).toContain('records.unopened')
  }
})
