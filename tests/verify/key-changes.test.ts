import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ed25519Signer, nodeCrypto } from '../../src/adapters/crypto/node-crypto.ts'
import { renderSealedDocx } from '../../src/adapters/docx/render-sealed-docx.ts'
import { readSealedFile } from '../../src/adapters/office/read-sealed-file.ts'
import type { ChangeKeys } from '../../src/app/ports/store-ports.ts'
import type { ProvedKeyChange } from '../../src/log/key-change.ts'
import { signNote } from '../../src/log/sign-note.ts'
import { parseNote } from '../../src/log/signed-note.ts'
import { fromUtf8, toUtf8 } from '../../src/log/utf8.ts'
import { formatVerifierKey, verifierKey } from '../../src/log/verifier-key.ts'
import type { SealedReport } from '../../src/report/evidence/evidence.ts'
import { sealedText } from '../../src/report/evidence/freeze-report.ts'
import { verdictsOf } from '../../src/report/verify/verdicts.ts'
import type { Verification } from '../../src/report/verify/verification.ts'
import { traceLines } from '../../src/report/verify/verification-head.ts'
import { verifyReport } from '../../src/report/verify/verify-report.ts'
import type { SmallUnit } from './small-unit.ts'
import { smallUnit } from './small-unit.ts'

/** Flips tried at most; a campaign flips every bit of every byte. */
const flips = Number(process.env['TAIZHANG_FLIPS'] ?? 1000)

let unit: SmallUnit
let before: SealedReport
let across: SealedReport
let after: SealedReport
let lost: SealedReport
let [first, second, third]: [string, string, string] = ['', '', '']

beforeAll(async () => {
  unit = await smallUnit()
  before = await unit.report()
  first = before.evidence.keys.log
  const document = await unit.document()
  const evidence = await unit.evidence(document)
  await change('rotated')
  across = await unit.sign(document, evidence)
  after = await unit.report()
  second = after.evidence.keys.log
  rmSync(join(unit.fixture.keysDir, `${unit.session.org.publicId}.log.skey`))
  await change('lost')
  lost = await unit.report()
  third = lost.evidence.keys.log
})

afterAll(() => unit?.fixture.close())

async function change(how: ChangeKeys['how']): Promise<void> {
  const { fixture, session } = unit
  const request = { how, reason: '例行更换', actor: 'cli:test', pack: null }
  await fixture.store.changeKeys(session.org.id, request)
  await fixture.checkpointNow(session.org.id)
}

async function verified(report: SealedReport, key: string | null): Promise<Verification> {
  const { words } = await readSealedFile(
    await renderSealedDocx(nodeCrypto, report, { withHead: false }),
  )
  return verifyReport(nodeCrypto, { carried: sealedText(report), words, key })
}

async function said(report: SealedReport, key: string | null): Promise<(string | boolean)[]> {
  const { holds, findings } = await verified(report, key)
  return [holds, ...findings.map(({ code }) => code)]
}

describe('a report signed before the keys were rotated', () => {
  test('holds under the key of its time, and says nothing of what came later', async () => {
    expect(await said(before, first)).toEqual([true])
    expect(before.keyChanges).toBe(undefined)
  })

  test('is not believed under a later key alone, and the reason says what to do', async () => {
    const found = await verified(before, second)
    expect(found.holds).toBe(false)
    expect(found.findings[0]?.sentence.zh).toContain('请用签发当时的公钥')
    expect(verdictsOf(found).file.sentence.zh).toContain('签署它的公钥不是您指定的')
  })

  test('names its own key as the file’s, and as the one given only where it is', async () => {
    const named = async (report: SealedReport, key: string) =>
      traceLines(await verified(report, key))[0]?.zh
    expect(await named(before, first)).toContain(`公钥由您指定：${first}`)
    expect(await named(before, second)).toContain(`公钥取自文件：${first}`)
    expect(await named(after, first)).toContain(`公钥取自文件：${second}`)
  })
})

describe('a report signed while the keys were rotated', () => {
  test('holds under the key before and the key after', async () => {
    expect(across.evidence.keys.log).toBe(first)
    expect(await said(across, first)).toEqual([true, 'key.followed'])
    expect(await said(across, second)).toEqual([true, 'key.led-back'])
    expect(await said(across, null)).toEqual([true, 'key.unpinned'])
  })
})

describe('a report signed after the keys were rotated', () => {
  test('holds under the new key, and under the old one, which leads there', async () => {
    expect(second).not.toBe(first)
    expect(await said(after, second)).toEqual([true])
    expect(await said(after, first)).toEqual([true, 'key.followed'])
    expect(await said(after, null)).toEqual([true, 'key.unpinned'])
  })

  test('without the change of keys holds under no old key', async () => {
    const { keyChanges: _, ...without } = after
    expect(await said(without, first)).toEqual([false, 'key.not-pinned', 'signing.unproved'])
    expect(await said(without, second)).toEqual([true])
  })

  test('no byte of it can be flipped, the change of keys included', async () => {
    const { words } = await readSealedFile(
      await renderSealedDocx(nodeCrypto, after, { withHead: false }),
    )
    const text = sealedText(after)
    const bytes = toUtf8(text)
    // The change of keys comes after document and evidence, before the signature.
    const from = toUtf8(text.slice(0, text.indexOf('"keyChanges"'))).length * 8
    const to = toUtf8(text.slice(0, text.indexOf('"signing":{'))).length * 8
    const held: number[] = []
    for (let nth = from; nth < to; nth += Math.max(1, (to - from) / flips)) {
      const place = Math.floor(nth)
      const flipped = bytes.slice()
      flipped[place >> 3] = (flipped[place >> 3] ?? 0) ^ (1 << (place & 7))
      const carried = fromUtf8(flipped)
      if (carried === null) continue
      if (verifyReport(nodeCrypto, { carried, words, key: first }).holds) held.push(place)
    }
    expect(held).toEqual([])
  }, 600_000)
})

describe('a report signed after the key was lost', () => {
  test('holds under the new key only; the old ones are told to ask', async () => {
    expect(await said(lost, third)).toEqual([true])
    expect(await said(lost, second)).toEqual([false, 'key.lost', 'signing.unproved'])
    expect(await said(lost, first)).toEqual([false, 'key.lost', 'signing.unproved'])
    expect(await said(lost, null)).toEqual([true, 'key.unpinned', 'key.was-lost'])
    expect(lost.keyChanges).toHaveLength(2)
  })

  test('cannot pass the loss off as a rotation, or hide it', async () => {
    const [rotated, renewed] = lost.keyChanges ?? []
    if (!rotated || !renewed) throw new Error('two changes were made')
    const without = { ...lost, keyChanges: [rotated] }
    expect((await said(without, second))[0]).toBe(false)
    const hidden = { ...lost, keyChanges: [renewed] }
    expect((await said(hidden, second))[0]).toBe(false)
    const swapped = { ...lost, keyChanges: [renewed, rotated] }
    expect((await said(swapped, second))[0]).toBe(false)
  })
})

test('who does not hold the old key cannot have it vouch for one of his', async () => {
  const [real] = after.keyChanges ?? []
  if (!real) throw new Error('a change was made')
  const thief = ed25519Signer(new Uint8Array(32).fill(7))
  const { origin } = after.evidence.organisation
  const own = verifierKey(nodeCrypto, { name: origin, use: 'note', publicKey: thief.publicKey })
  const parsed = parseNote(real.checkpoint)
  if (!parsed.ok) throw new Error('the changeover is a note')
  const checkpoint = signNote(nodeCrypto, parsed.note.text, [
    { name: origin, signer: thief },
    { name: origin, signer: ed25519Signer(new Uint8Array(32).fill(8)) },
  ])
  const forged: ProvedKeyChange = { ...real, checkpoint }
  const keys = { ...after.evidence.keys, log: formatVerifierKey(own) }
  const report = { ...after, evidence: { ...after.evidence, keys }, keyChanges: [forged] }
  const [holds, ...codes] = await said(report, first)
  expect(holds).toBe(false)
  expect(codes).toContain('key.change')
})
