import { afterAll, beforeAll, expect, test } from 'vitest'
import { nodeCrypto } from '../../src/adapters/crypto/node-crypto.ts'
import { renderSealedDocx } from '../../src/adapters/docx/render-sealed-docx.ts'
import { readSealedFile } from '../../src/adapters/office/read-sealed-file.ts'
import { Refusal } from '../../src/ledger/fault.ts'
import { fromUtf8, toUtf8 } from '../../src/log/utf8.ts'
import type { Evidence, SealedReport } from '../../src/report/evidence/evidence.ts'
import { freezeReport, sealedText } from '../../src/report/evidence/freeze-report.ts'
import type { GivenWords } from '../../src/report/verify/apply-words.ts'
import type { Verification } from '../../src/report/verify/verification.ts'
import { verifyReport } from '../../src/report/verify/verify-report.ts'
import { brokenCodes } from './broken.ts'
import type { SmallUnit } from './small-unit.ts'
import { smallUnit } from './small-unit.ts'

/** Flips tried at most; a campaign flips every bit of every byte. */
const flips = Number(process.env['TAIZHANG_FLIPS'] ?? 2000)

let unit: SmallUnit
let sealed: SealedReport
let words: GivenWords

beforeAll(async () => {
  unit = await smallUnit()
  sealed = await unit.report()
  words = await wordsOf(sealed)
})

afterAll(() => unit?.fixture.close())

async function wordsOf(report: SealedReport): Promise<GivenWords> {
  const file = await readSealedFile(await renderSealedDocx(nodeCrypto, report, { withHead: false }))
  if (!file.words) throw new Error('the file has no words')
  return file.words
}

function verified(report: SealedReport, key: string | null = null): Verification {
  return verifyReport(nodeCrypto, { carried: sealedText(report), words, key })
}

/** The report with its evidence changed by somebody who cannot sign it again. */
function withEvidence(change: (evidence: Evidence) => Partial<Evidence>): SealedReport {
  return { ...sealed, evidence: { ...sealed.evidence, ...change(sealed.evidence) } }
}

/** The same by a keeper who signs whatever he likes with the true keys of the log. */
async function resigned(change: (evidence: Evidence) => Partial<Evidence>): Promise<Verification> {
  const { document, evidence } = withEvidence(change)
  const forged = await unit.sign(document, evidence)
  const own = await wordsOf(forged)
  return verifyReport(nodeCrypto, { carried: sealedText(forged), words: own, key: null })
}

test('the untouched report holds, and its figure is proved', () => {
  const found = verified(sealed, sealed.evidence.keys.log)
  expect(found).toMatchObject({ holds: true, findings: [] })
  expect(found.claims).toMatchObject([{ verdict: 'proved', recomputed: 3, records: 3 }])
})

test('no byte of the evidence can be flipped', () => {
  const bytes = toUtf8(sealedText(sealed))
  const all = bytes.length * 8
  const step = Math.max(1, all / flips)
  const held: number[] = []
  for (let nth = 0; nth < all; nth += step) {
    const place = Math.floor(nth)
    const flipped = bytes.slice()
    flipped[place >> 3] = (flipped[place >> 3] ?? 0) ^ (1 << (place & 7))
    const carried = fromUtf8(flipped)
    if (carried === null) continue
    if (verifyReport(nodeCrypto, { carried, words, key: null }).holds) held.push(place)
  }
  expect(held).toEqual([])
}, 1_200_000)

test('no byte of the Word file can be flipped unless it still says the very same', async () => {
  const file = await renderSealedDocx(nodeCrypto, sealed, { withHead: false })
  const whole = await readSealedFile(file)
  const seen: number[] = []
  for (let at = 0; at < file.length; at += Math.ceil(file.length / 400)) {
    const flipped = file.slice()
    flipped[at] = (flipped[at] ?? 0) ^ (1 << (at % 8))
    const read = await readSealedFile(flipped).catch((error: unknown) => {
      if (error instanceof Refusal) return null
      throw error
    })
    if (read === null) continue
    const { sealedText: carried, words: own } = read
    const isSame = carried === whole.sealedText && own?.text === whole.words?.text
    const { holds } = verifyReport(nodeCrypto, { carried, words: own, key: null })
    if (holds && !isSame) seen.push(at)
  }
  expect(seen).toEqual([])
}, 120_000)

test('no byte can be taken out of the evidence, none put in', () => {
  const text = sealedText(sealed)
  for (let at = 0; at < text.length; at += Math.ceil(text.length / 300)) {
    for (const carried of [
      text.slice(0, at) + text.slice(at + 1),
      `${text.slice(0, at)} ${text.slice(at)}`,
    ]) {
      expect(verifyReport(nodeCrypto, { carried, words, key: null }).holds).toBe(false)
    }
  }
})

test('another log key than the one pinned is named', async () => {
  const other = await smallUnit(unit.fixture, '别馆')
  const { keys } = (await other.report()).evidence
  expect(brokenCodes(verified(sealed, keys.log))).toEqual(['key.not-pinned'])
})

test('evidence of another report, and an old signature on new text, are named', async () => {
  const other = await smallUnit(unit.fixture, '又一馆')
  const foreign = await other.report()
  expect(brokenCodes(verified({ ...sealed, evidence: foreign.evidence }))).toContain(
    'evidence.other',
  )
  expect(brokenCodes(verified({ ...sealed, signing: foreign.signing }))).toContain('evidence.other')
  const text = { ...sealed.document, title: '另一份报告' }
  expect(brokenCodes(verified({ ...sealed, document: text }))).toContain('evidence.other')
  expect(
    brokenCodes(verifyReport(nodeCrypto, { carried: sealedText(foreign), words, key: null })),
  ).toContain('text.changed')
})

test('a leaf changed, left out, or of another log is named', () => {
  const texts = sealed.evidence.leaves.kind === 'all' ? sealed.evidence.leaves.texts : []
  const leaves = (changed: readonly string[]) =>
    verified(withEvidence(() => ({ leaves: { kind: 'all', texts: changed } })))
  expect(brokenCodes(leaves(texts.slice(0, -1)))).toContain('leaves.missing')
  expect(brokenCodes(leaves([...texts.slice(1), texts[0] ?? '']))).toContain('leaves.root')
  const moved = texts.map((text) => text.replace('"2025-06-03"', '"2025-06-04"'))
  expect(brokenCodes(leaves(moved))).toContain('leaves.root')
  const spoilt = texts.map((text, at) => (at === 1 ? `${text} ` : text))
  expect(brokenCodes(leaves(spoilt))).toContain('leaf.form')
})

test('a checkpoint of other roots or signatures, and a broken succession, are named', () => {
  const [origin, size, root, ...rest] = sealed.evidence.checkpoint.split('\n')
  // One root in 64 begins with an A of its own.
  const first = root?.startsWith('A') ? 'B' : 'A'
  const other = [origin, size, `${first}${root?.slice(1)}`, ...rest].join('\n')
  expect(brokenCodes(verified(withEvidence(() => ({ checkpoint: other }))))).toContain(
    'checkpoint.frozen',
  )
  const { signing } = sealed
  if (!signing) throw new Error('it is signed')
  const wrong = (change: Partial<typeof signing>) => {
    const found = verified({ ...sealed, signing: { ...signing, ...change } })
    // Nobody is said to have stated what does not hold.
    expect([found.signed, found.provedAt]).toEqual([null, null])
    return brokenCodes(found)
  }
  expect(wrong({ checkpoint: sealed.evidence.checkpoint })).toContain('signing.proof')
  expect(wrong({ consistency: [] })).toContain('consistency.broken')
  expect(wrong({ proof: signing.proof.slice(1) })).toContain('signing.proof')
  expect(
    wrong({ receipt: signing.receipt.replace('taizhang receipt', 'taizhang Receipt') }),
  ).toContain('signing.receipt')
  expect(wrong({ index: signing.index - 1 })).toContain('signing.proof')
})

test('a keeper with all keys still cannot state another number than the records give', async () => {
  const document = {
    ...sealed.document,
    claims: sealed.document.claims.map((claim) => ({ ...claim, ledger: 9, stated: 9 })),
  }
  const forged = await unit.sign(document, sealed.evidence)
  const found = verifyReport(nodeCrypto, { carried: sealedText(forged), words, key: null })
  expect(found.holds).toBe(false)
  expect(found.claims).toMatchObject([{ verdict: 'contradicted', recomputed: 3 }])
})

test('a keeper who leaves the opening of a record out proves “at least” and no more', async () => {
  const found = await resigned(({ records }) => ({ records: records.slice(1) }))
  expect(found.claims).toMatchObject([{ verdict: 'contradicted' }])
  const unmatched = await resigned(({ records }) => ({
    records: records.filter(({ opening }) =>
      opening.fields.every(({ value }) => value !== 'other'),
    ),
  }))
  expect(unmatched.claims).toMatchObject([{ verdict: 'atLeast' }])
  expect(unmatched.findings.map(({ code }) => code)).toContain('records.unopened')
})

test('a keeper who opens other values, or redefines the figure without adopting it, is named', async () => {
  const lied = await resigned(({ records }) => ({
    records: records.map((record) => ({
      ...record,
      opening: {
        ...record.opening,
        fields: record.opening.fields.map((field) =>
          field.value === 'other' ? { ...field, value: 'usual' } : field,
        ),
      },
    })),
  }))
  expect(brokenCodes(lied)).toContain('opening.changed')
  expect(brokenCodes(await resigned(() => ({ pack: 'none' })))).toContain('pack.unknown')
})

test('a keeper who drops an entry cannot make the root fit', async () => {
  const found = await resigned(({ leaves }) => ({
    leaves: { kind: 'all', texts: leaves.kind === 'all' ? leaves.texts.slice(0, -1) : [] },
  }))
  expect(brokenCodes(found)).toContain('leaves.missing')
})

test('whatever the definitions of a stranger hold, the verifier ends with a sentence', () => {
  const odd: Partial<Evidence['definitions']>[] = [
    { registers: [] },
    { figures: [{} as never] },
    { registers: [{ id: 'visit' } as never] },
  ]
  for (const change of odd) {
    const found = verified(
      withEvidence(({ definitions }) => ({ definitions: { ...definitions, ...change } })),
    )
    expect(found.holds).toBe(false)
    expect(found.findings.length).toBeGreaterThan(0)
  }
})

test('freezing what was frozen gives the same digest', () => {
  const once = freezeReport(nodeCrypto, sealed)
  expect(freezeReport(nodeCrypto, once.frozen).digest).toBe(once.digest)
})
