import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { goldenOf, keptFolders } from './kept-folder.ts'
import type { KeptClaim, KeptVerdict } from './kept-verdict.ts'
import { changedReport, verdictOn } from './look-into.ts'
import { whatIsWorse } from './not-worse.ts'

const claim: KeptClaim = {
  claim: 'c1',
  verdict: 'proved',
  basis: 'meetings-held',
  stated: 3,
  recomputed: 3,
  records: 3,
}

const before: KeptVerdict = {
  exit: 0,
  holds: true,
  state: 'signed',
  title: '报告',
  digest: 'abc',
  log: { origin: 'taizhang/x', key: 'k', pinned: false },
  signed: { by: 'passkey', name: '周明远', recordedAt: '2026', fingerprint: 'AAAA' },
  frozenAt: { size: 9, root: 'r' },
  provedAt: { size: 10, root: 's' },
  counts: { proved: 1 },
  claims: [claim],
  broken: [],
  notes: ['pdf.exact'],
}

const withClaim = (change: Partial<KeptClaim>): KeptVerdict => ({
  ...before,
  claims: [{ ...claim, ...change }],
})

describe('what is worse', () => {
  it('is nothing where nothing changed, or where more is said', () => {
    expect(whatIsWorse(before, before)).toEqual([])
    expect(whatIsWorse(before, { ...before, notes: ['pdf.exact', 'new'] })).toEqual([])
    expect(whatIsWorse(withClaim({ verdict: 'attested' }), before)).toEqual([])
  })

  it.each([
    ['a proved claim that is attested', withClaim({ verdict: 'attested' })],
    ['a proved claim that is at least', withClaim({ verdict: 'atLeast' })],
    ['a proved claim that is contradicted', withClaim({ verdict: 'contradicted' })],
    ['another number computed again', withClaim({ recomputed: 4 })],
    ['nothing computed again', withClaim({ recomputed: null })],
    ['fewer records', withClaim({ records: 2 })],
    ['a claim that is gone', { ...before, claims: [] }],
    ['a claim that is new', { ...before, claims: [claim, { ...claim, claim: 'c2' }] }],
    ['a file that does not hold', { ...before, holds: false, exit: 1 }],
    ['a passkey taken for a password', { ...before, signed: { ...before.signed, by: 'password' } }],
    ['nobody who signed', { ...before, signed: null }],
    ['another digest', { ...before, digest: 'abd' }],
    ['another key', { ...before, log: { origin: 'taizhang/x', key: 'l', pinned: false } }],
    ['another position', { ...before, provedAt: { size: 11, root: 's' } }],
    ['a PDF that is not exact', { ...before, notes: [] }],
  ] as [string, KeptVerdict][])('is %s', (_, now) => {
    expect(whatIsWorse(before, now)).not.toEqual([])
  })

  it('is a file or a claim that did not stand and begins to', () => {
    const fallen = { ...before, holds: false, exit: 1 }
    expect(whatIsWorse(fallen, before)).not.toEqual([])
    expect(whatIsWorse(withClaim({ verdict: 'changed' }), before)).not.toEqual([])
    expect(whatIsWorse(withClaim({ verdict: 'missing' }), before)).not.toEqual([])
  })
})

describe.each(keptFolders())('the verdicts on $name', ({ path }) => {
  it('are worse for a file of which a word or a byte was changed', async () => {
    const asked = goldenOf(path).verdicts.find(({ file }) => /^report-.*\.docx$/.test(file))
    if (!asked) throw new Error('no report was kept')
    const bytes = readFileSync(join(path, asked.file))
    const found = async (file: Uint8Array) =>
      whatIsWorse(asked.verdict, await verdictOn(new Map([[asked.file, file]]), asked))
    expect(await found(bytes)).toEqual([])
    expect(await found(changedReport(bytes))).not.toEqual([])
    const flipped = Uint8Array.from(bytes)
    const middle = Math.floor(flipped.length / 2)
    flipped[middle] = (flipped[middle] ?? 0) ^ 1
    const broken = await found(flipped).catch((error: unknown) => [String(error)])
    expect(broken).not.toEqual([])
  }, 60_000)
})
