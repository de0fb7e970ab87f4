import { expect, test } from 'vitest'
import { contentCounts, contentStates, stateOf } from './content-states.ts'
import { byConcern, readVerdicts, verdictsOf, verdictsText } from './verdicts.ts'
import type { ClaimResult, Finding, FreeResult, Verification } from './verification.ts'

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
    free: [],
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
    behind: [],
    kept: null,
    ...given,
  }
}

const free = (count: number): FreeResult[] =>
  Array<FreeResult>(count).fill({ words: '12家', sentence: '走访企业12家', isAccepted: true })
const verdicts = (given: Partial<Verification>) => verdictsOf(verification(given))
const file = (given: Partial<Verification>) => verdicts(given).file.sentence.zh

test('a PDF that is byte for byte what its evidence is set to is as signed', () => {
  const findings = [finding('text.absent'), finding('pdf.exact')]
  expect(file({ findings })).toBe('文件：文字与签名未被改动')
  expect(file({ findings: findings.slice(0, 1) })).toMatch(/没有比对/)
})

test('a file that another key signed than the one given is not said to have been changed', () => {
  const findings = [finding('key.not-pinned', 'broken'), finding('signing.unproved')]
  const found = verdicts({ holds: false, findings }).file
  expect(found).toMatchObject({ state: 'broken', tone: 'bad' })
  expect(found.sentence.zh).toContain('签署它的公钥不是您指定的')
  const changed = [...findings, finding('words.changed', 'broken')]
  expect(file({ holds: false, findings: changed })).toBe('文件：与签发时不一致，2处问题')
})

test('a PDF whose words cannot be read is not called false, nor true', () => {
  const findings = [finding('text.absent'), finding('pdf.words', 'broken')]
  const kept = claim({ verdict: 'attested', kept: 'contradicted' })
  const found = verdicts({ holds: false, findings, claims: [kept] })
  expect(found.file).toMatchObject({ state: 'unread', tone: 'open' })
  expect(found.content.sentence.zh).toBe('内容：与台账不符、说明理由保留1处')
  const other = [...findings.slice(1), finding('pdf.other', 'broken')]
  expect(verdicts({ holds: false, findings: other }).file).toMatchObject({
    tone: 'bad',
    sentence: { zh: '文件：与签发时不一致，2处问题' },
  })
})

test('what a report keeps against its ledger takes nothing from its file, nor gives to it', () => {
  const sound = [claim({}), claim({ verdict: 'atLeast' }), claim({ verdict: 'attested' })]
  expect(verdicts({ claims: sound }).content.tone).toBe('good')
  const leak = claim({ text: '全年未发生失泄密事件', verdict: 'attested', kept: 'contradicted' })
  const bare = claim({ figure: null, records: 0, recomputed: null, verdict: 'attested' })
  for (const [given, said] of [
    [{ claims: [...sound, leak] }, 'against'],
    [{ claims: [...sound, { ...leak, kept: 'missing' as const }] }, 'keptBare'],
    [{ claims: [...sound, bare] }, 'unsupported'],
    [{ claims: sound, free: free(1) }, 'unsupported'],
    [{ free: free(1) }, 'unsupported'],
  ] as const) {
    const { file, content } = verdicts(given)
    expect(file.tone).toBe('good')
    expect(content.tone).toBe('open')
    expect(content.counts.find(({ state }) => state.id === said)?.count).toBe(1)
  }
})

test('the words are those that were asked for, in both languages', () => {
  const kept = claim({ verdict: 'attested', kept: 'contradicted' })
  const claims = [
    ...Array<ClaimResult>(62).fill(claim({})),
    ...Array<ClaimResult>(13).fill(claim({ verdict: 'attested' })),
    ...Array<ClaimResult>(7).fill(kept),
  ]
  const { file, content } = verdicts({ claims, free: free(47) })
  expect(file.sentence.en).toBe('File: words and signature are unchanged')
  expect(content.sentence.zh).toBe(
    '内容：已证明62处 · 由人确认13处 · 与台账不符、说明理由保留7处 · 没有依据47处',
  )
  expect(content.sentence.en).toBe(
    'Content: 62 proved · 13 attested · 7 against the ledger, kept with reasons · 47 without support',
  )
  const counted = content.counts.reduce((sum, { count }) => sum + count, 0)
  expect(counted).toBe(claims.length + 47)
})

test('a changed file is called so, and so is what it changed', () => {
  const claims = [claim({ verdict: 'changed' }), claim({ verdict: 'attested', kept: 'missing' })]
  const found = verdicts({ holds: false, claims, findings: [finding('text.changed', 'broken')] })
  expect([found.file.tone, found.content.tone]).toEqual(['bad', 'bad'])
})

test('a report that contradicts itself in an unchanged file has two different verdicts', () => {
  const found = verdicts({ holds: false, claims: [claim({ verdict: 'contradicted' })] })
  expect([found.file.tone, found.content.tone]).toEqual(['good', 'bad'])
})

test('what nobody signed and what carries nothing is no report', () => {
  expect(file({ holds: false, state: 'draft' })).toBe('文件：未签发的草稿')
  const empty = verdicts({ holds: false, state: 'unmarked' })
  expect([empty.file.tone, empty.content.tone]).toEqual(['bad', 'none'])
})

test('what was kept has a mark of its own between what fails and what holds', () => {
  const kept = claim({ verdict: 'attested', kept: 'contradicted' })
  const order = byConcern([claim({}), kept, claim({ verdict: 'missing' })])
  expect(order.map((one) => stateOf(one).id)).toEqual(['missing', 'against', 'proved'])
  const standing = contentStates.filter(({ tone }) => tone !== 'bad')
  expect(new Set(standing.map(({ mark }) => mark)).size).toBe(standing.length)
})

test('a record keeps both verdicts in one line, and they are read back as they were', () => {
  const all = contentStates
    .filter(({ tone }) => tone !== 'bad')
    .map((state) => ({ state, count: 7 }))
  for (const counts of [[], all.slice(0, 3), all]) {
    const { file } = verdicts({})
    const content = { tone: 'none' as const, sentence: { zh: '', en: '' }, counts }
    const text = verdictsText({ file, content })
    expect(text.length).toBeLessThan(300)
    expect(readVerdicts(text)?.content.counts).toEqual(counts)
    expect(readVerdicts(text)?.file).toEqual(file)
  }
  const claims = [claim({}), claim({ verdict: 'attested', kept: 'contradicted' })]
  const found = verdicts({ claims, free: free(3) })
  expect(readVerdicts(verdictsText(found))).toEqual(found)
})

test.each([
  '',
  '文字与签名未被改动；另有7处表述与台账不符。',
  'file=broken proved=1',
  'file=unchanged proved=1 later=3',
  'file=unchanged proved=-1',
  'file=unchanged proved',
])('what an older or a newer version kept is not told by halves: %s', (text) => {
  expect(readVerdicts(text)).toBeNull()
})

const nobody = { zh: '', en: '' }

test('every claim counts once, and so does every word outside them', () => {
  const claims = contentStates.flatMap(({ id }) => {
    if (id === 'notMentioned') return []
    return claim(
      id === 'against' || id === 'keptBare'
        ? { verdict: 'attested', kept: id === 'against' ? 'contradicted' : 'missing' }
        : id === 'unsupported'
          ? { verdict: 'attested', figure: null, records: 0 }
          : { verdict: id },
    )
  })
  const left = { duty: 'd', kind: 'unmet', label: nobody, reason: nobody } as const
  const counts = contentCounts({ claims, free: free(2), notMentioned: [left] })
  expect(counts.map(({ state, count }) => [state.id, count])).toEqual(
    contentStates.map(({ id }) => [id, id === 'unsupported' ? 3 : 1]),
  )
})
