import { expect, test } from 'vitest'
import { byConcern, countsLine, headlineOf, verdictOf } from './headline.ts'
import type { ClaimResult, Finding, Verification } from './verification.ts'
import { headLines } from './verification-head.ts'

const finding = (code: string, weight: Finding['weight'] = 'note'): Finding => ({
  code,
  weight,
  sentence: { zh: code, en: code },
})

function verification(given: Partial<Verification>): Verification {
  return {
    holds: true,
    state: 'signed',
    title: null,
    organisation: null,
    log: null,
    digest: null,
    signed: null,
    frozenAt: null,
    provedAt: null,
    claims: [],
    unbound: 0,
    notMentioned: [],
    findings: [],
    ...given,
  }
}

function claim(given: Partial<ClaimResult>): ClaimResult {
  return {
    claim: 'c1',
    text: '召开会议12次',
    verdict: 'proved',
    sentence: { zh: '', en: '' },
    figure: 'meetings',
    duty: null,
    stated: 12,
    recomputed: 12,
    records: 12,
    kept: null,
    ...given,
  }
}

const concluded = (given: Partial<Verification>) => headlineOf(verification(given)).sentence.zh

test('a PDF that is byte for byte what its evidence is set to is as signed', () => {
  const findings = [finding('text.absent'), finding('pdf.exact')]
  expect(concluded({ findings })).toMatch(/^核验通过/)
  expect(concluded({ findings: findings.slice(0, 1) })).toMatch(/没有比对/)
})

test('a PDF whose words cannot be read is not called false, nor true', () => {
  const findings = [finding('text.absent'), finding('pdf.words', 'broken')]
  expect(concluded({ holds: false, findings })).toMatch(/^尚不能下结论/)
  const kept = claim({ verdict: 'attested', kept: 'contradicted' })
  expect(concluded({ holds: false, findings, claims: [kept] })).toMatch(
    /^尚不能下结论.*1处表述与台账不符/,
  )
  const other = [findings[1] ?? finding(''), finding('pdf.other', 'broken')]
  expect(concluded({ holds: false, findings: other })).toMatch(/^核验不通过：2处/)
})

test('green is for a report that keeps nothing against the ledger and nothing without support', () => {
  const sound = [claim({}), claim({ verdict: 'atLeast' }), claim({ verdict: 'attested' })]
  expect(headlineOf(verification({ claims: sound }))).toMatchObject({
    tone: 'good',
    sentence: { zh: '核验通过：报告与签发时一致。' },
  })
  const leak = claim({ text: '全年未发生失泄密事件', verdict: 'attested', kept: 'contradicted' })
  const bare = claim({ figure: null, records: 0, recomputed: null, verdict: 'attested' })
  for (const [given, counts] of [
    [{ claims: [...sound, leak] }, { against: 1, attested: 1 }],
    [{ claims: [...sound, { ...leak, kept: 'missing' }] }, { unsupported: 1, attested: 1 }],
    [{ claims: [...sound, bare] }, { unsupported: 1, attested: 1 }],
    [{ claims: sound, unbound: 1 }, { numbers: 1 }],
    [{ unbound: 5 }, { all: 0, numbers: 5 }],
  ] as const) {
    const { tone, sentence, counts: found } = headlineOf(verification(given as object))
    expect(tone).toBe('open')
    expect(sentence.zh).not.toContain('核验通过')
    expect(sentence.en).not.toContain('It holds')
    expect(found).toMatchObject(counts)
  }
})

test('seven kept and twelve numbers are said at first sight, and every claim counts once', () => {
  const kept = claim({ verdict: 'attested', kept: 'contradicted' })
  const claims = [...Array<ClaimResult>(7).fill(kept), claim({}), claim({ kept: null })]
  const found = verification({ claims, unbound: 12 })
  const { sentence, counts } = headlineOf(found)
  expect(sentence.zh).toBe(
    '文字与签名未被改动；另有7处表述与台账不符（已说明理由）、12处数字或表述没有依据。',
  )
  const { all, numbers: _, notMentioned: _left, ...rest } = counts
  expect(Object.values(rest).reduce((sum, one) => sum + one)).toBe(all)
  expect(countsLine(counts)?.zh).toContain('与台账不符7（说明理由保留7）')
  expect(headLines(found).slice(0, 2)).toEqual([sentence, countsLine(counts)])
})

test('a file that was changed is called so, whatever was kept in it', () => {
  const claims = [claim({ verdict: 'changed' }), claim({ verdict: 'attested', kept: 'missing' })]
  const found = verification({ holds: false, claims, unbound: 3 })
  expect(headlineOf(found).tone).toBe('bad')
  expect(concluded(found)).toMatch(/^核验不通过/)
})

test('what was kept stands after what fails and before what holds, under a name of its own', () => {
  const kept = claim({ verdict: 'attested', kept: 'contradicted' })
  const order = byConcern([claim({}), kept, claim({ verdict: 'missing' })])
  expect(order.map((one) => verdictOf(one).zh)).toEqual([
    '缺失',
    '与台账不符，说明理由保留',
    '已证明',
  ])
})
