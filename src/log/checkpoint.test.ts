import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nodeCrypto as crypto, ed25519Signer } from '../adapters/crypto/node-crypto.ts'
import { toBase64 } from './base64.ts'
import { formatCheckpoint, parseCheckpoint } from './checkpoint.ts'
import { signCheckpoint } from './sign-checkpoint.ts'
import { cosign, signNote } from './sign-note.ts'
import { formatSignatureLine } from './signed-note.ts'
import { verifierKey } from './verifier-key.ts'
import { verifyCheckpoint } from './verify/checkpoint.ts'
import { verifyConsistency } from './verify/consistency.ts'

const origin = 'taizhang/5f0c'
const root = new Uint8Array(32).fill(9)
const rootText = toBase64(root)

test('the text reads back', () => {
  expect(formatCheckpoint({ origin, size: 0, root })).toBe(`${origin}\n0\n${rootText}\n`)
  fc.assert(
    fc.property(fc.maxSafeNat(), fc.uint8Array({ minLength: 32, maxLength: 32 }), (size, hash) => {
      const checkpoint = { origin, size, root: hash }
      expect(parseCheckpoint(formatCheckpoint(checkpoint))).toEqual({
        ok: true,
        checkpoint,
        extensions: [],
      })
    }),
  )
})

test('extension lines are given back', () => {
  const text = `${origin}\n7\n${rootText}\nmore\nand more\n`
  expect(parseCheckpoint(text)).toMatchObject({ ok: true, extensions: ['more', 'and more'] })
})

test.each([
  ['checkpoint.form', ''],
  ['checkpoint.form', `${origin}\n7\n${rootText}`],
  ['checkpoint.form', `${origin}\n7\n${rootText}\n\n`],
  ['checkpoint.form', `${origin}\n7\n${rootText}\n\nmore\n`],
  ['checkpoint.origin', `\n7\n${rootText}\n`],
  ['checkpoint.origin', `${'x'.repeat(256)}\n7\n${rootText}\n`],
  ...['', ' 1', '1 ', '0x1', '01', '+1', '-1', '1e3', '1.0', '9007199254740992', '١'].map(
    (size): [string, string] => ['checkpoint.size', `${origin}\n${size}\n${rootText}\n`],
  ),
  ['checkpoint.root', `${origin}\n7\n${toBase64(new Uint8Array(31))}\n`],
  ['checkpoint.root', `${origin}\n7\n${rootText}=\n`],
])('%s: %j', (reason, text) => {
  expect(parseCheckpoint(text)).toEqual({ ok: false, reason })
})

test('what cannot be read back is not written', () => {
  expect(() => formatCheckpoint({ origin: 'a\nb', size: 1, root })).toThrow(TypeError)
  expect(() => formatCheckpoint({ origin, size: -1, root })).toThrow(RangeError)
  expect(() => formatCheckpoint({ origin, size: 1, root: root.subarray(1) })).toThrow(RangeError)
})

const logSigner = ed25519Signer(new Uint8Array(32).fill(21))
const logKeys = [verifierKey(crypto, { name: origin, use: 'note', publicKey: logSigner.publicKey })]
const witness = { name: 'witness.example', signer: ed25519Signer(new Uint8Array(32).fill(31)) }

test('a checkpoint is believed by its log, whoever else signed beside it', () => {
  const checkpointText = formatCheckpoint({ origin, size: 5, root })
  const line = formatSignatureLine(cosign(crypto, witness, { checkpointText, time: 1005 }))
  const cosigned = signCheckpoint(crypto, { origin, size: 5, root }, logSigner) + line
  const trust = { origin, logKeys }
  expect(verifyCheckpoint(crypto, cosigned, trust)).toEqual({
    ok: true,
    checkpoint: { origin, size: 5, root },
  })
  const reasonOf = (note: string, over: object = {}) => {
    const verdict = verifyCheckpoint(crypto, note, { ...trust, ...over })
    return verdict.ok ? 'ok' : verdict.reason
  }
  expect(reasonOf(cosigned, { origin: 'taizhang/other' })).toBe('checkpoint.other-origin')
  expect(reasonOf(`${checkpointText}\n${line}`)).toBe('note.no-known-key')
  expect(reasonOf(cosigned.replace('\n5\n', '\n6\n'))).toBe('note.signature')
  expect(reasonOf('nonsense')).toBe('note.no-signatures')
  const notOne = signNote(crypto, 'hello\n', [{ name: origin, signer: logSigner }])
  expect(reasonOf(notOne)).toBe('checkpoint.form')
})

describe('the published checkpoints of a log that grows from 1 to 5', () => {
  // FiloSottile/torchwood, internal/witness/witness_test.go (BSD-3-Clause).
  const name = 'sigsum.org/v1/tree/4d6d8825a6bb689d459628312889dfbb0bcd41b5211d9e1ce768b0ff0309e562'
  const publicKey = Uint8Array.from(
    Buffer.from('ffdc2d4d98e4124d3feaf788c0c2f9abfd796083d1f0495437f302ec79cf100f', 'hex'),
  )
  const key = verifierKey(crypto, { name, use: 'note', publicKey })
  const zeros = 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA='
  const one =
    `${name}\n1\nKgAA${zeros}\n\n— ${name} UgIom7fPZTqpxWWhyjWduBvTvGVqsokMbqTArsQilegKoFBJQjUFAmQ0` +
    '+YeSPM3wfUQMFSzVnnNuWRTYrajXpNUbIQY=\n'
  const three =
    `${name}\n3\nRcCI1Nk56ZcSmIEfIn0SleqtV7uvrlXNccFx595Iwl0=\n\n— ${name} UgIom2VbtIcdFbwFAy1n7s6Ik` +
    'AxIY6J/GQOTuZF2ORV39d75cbAj2aQYwyJre36kezNobZs4SUUdrcawfAB8WVrx6go=\n'
  const five =
    `${name}\n5\nQrtXrQZCCvpIgsSmOsah7HdICzMLLyDfxToMql9WTjY=\n\n— ${name} UgIomw/EOJmWi0i1FQsOj+etB` +
    '7F8IccFam/jgd6wzRns4QPVmyEZtdvl1U2KEmLOZ/ASRcWJi0tW90dJWAShei7sDww=\n'
  const opened = (note: string) => {
    const verdict = verifyCheckpoint(crypto, note, { origin: name, logKeys: [key] })
    if (!verdict.ok) throw new Error(verdict.reason)
    return verdict.checkpoint
  }
  const proofOf = (...hashes: string[]) => hashes.map((text) => Buffer.from(text, 'base64'))

  test('are signed by its key', () => {
    expect(key.id).toBe(0x5202289b)
    expect([one, three, five].map((note) => opened(note).size)).toEqual([1, 3, 5])
    expect(() => opened(three.replace('\n3\n', '\n4\n'))).toThrow('note')
  })

  test('extend each other by the published proofs and by no others', () => {
    const older = opened(one)
    const toThree = proofOf(`KgEA${zeros}`, `KgIA${zeros}`)
    const toFive = proofOf(
      `KgEA${zeros}`,
      '+fUDV+k970B4I3uKrqJM4aP1lloPZP8mvr2Z4wRw2LI=',
      `KgQA${zeros}`,
    )
    const holds = (newer: string, proof: Uint8Array[]) =>
      verifyConsistency(crypto, { older, newer: opened(newer), proof }).ok
    expect(holds(three, toThree)).toBe(true)
    expect(holds(five, toFive)).toBe(true)
    expect(holds(five, toThree)).toBe(false)
    expect(holds(three, toFive)).toBe(false)
    expect(holds(three, [])).toBe(false)
  })
})
