import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { nodeCrypto as crypto, ed25519Signer } from '../adapters/crypto/node-crypto.ts'
import { toBase64 } from './base64.ts'
import { merkleLeaf } from './merkle-hash.ts'
import { inclusionProof, readerOverLeaves } from './merkle-tree.ts'
import { formatReceipt, parseReceipt } from './receipt.ts'
import { signCheckpoint } from './sign-checkpoint.ts'
import { signNote } from './sign-note.ts'
import { formatTlogProof, parseTlogProof } from './tlog-proof.ts'
import { toUtf8 } from './utf8.ts'
import { verifierKey } from './verifier-key.ts'
import { verifyEntryProof } from './verify/entry-proof.ts'
import { verifyReceipt } from './verify/receipt.ts'
import { wholeRoot } from './verify/whole-tree.ts'

const head = 'c2sp.org/tlog-proof@v1\n'
const hash = toBase64(new Uint8Array(32).fill(4))

test('a proof reads back', () => {
  const hashes = fc.array(fc.uint8Array({ minLength: 32, maxLength: 32 }), { maxLength: 63 })
  fc.assert(
    fc.property(
      fc.maxSafeNat(),
      hashes,
      fc.option(fc.uint8Array({ maxLength: 50 })),
      (index, list, extra) => {
        const proof = { index, hashes: list, checkpoint: 'test checkpoint\n\nmore\n', extra }
        expect(parseTlogProof(formatTlogProof(proof))).toEqual({ ok: true, proof })
      },
    ),
  )
  const text = formatTlogProof({ index: 5, hashes: [], checkpoint: 'c\n', extra: null })
  expect(text).toBe(`${head}index 5\n\nc\n`)
})

test.each([
  // The malformed cases of transparency-dev/merkle, proof/tlog_proof_test.go (Apache-2.0).
  ['proof.header', 'wrong-header\nindex 0\n\ncheckpoint\n'],
  ['proof.extra', `${head}extra !!notbase64!!\nindex 0\n\ncheckpoint\n`],
  ['proof.index', `${head}\n\ncheckpoint\n`],
  ['proof.index', `${head}index notanumber\n\ncheckpoint\n`],
  ['proof.index', `${head}index -5\n\ncheckpoint\n`],
  ['proof.hash', `${head}index 0\n!!notbase64!!\n\ncheckpoint\n`],
  ['proof.hash', `${head}index 0\n${toBase64(new Uint8Array(64))}\n\ncheckpoint\n`],
  // Ours.
  ['proof.index', `${head}extra AA==\n\ncheckpoint\n`],
  ['proof.index', `${head}index 007\n\ncheckpoint\n`],
  ['proof.index', `${head}index 0\n`.replace('index', 'Index').concat('\ncheckpoint\n')],
  ['proof.hash', `${head}index 0\nextra AA==\n\ncheckpoint\n`],
  ['proof.too-many-hashes', `${head}index 0\n${`${hash}\n`.repeat(64)}\ncheckpoint\n`],
  ['proof.form', `${head}index 0\n`],
  ['proof.header', ''],
  ['proof.not-utf8', '\ud800'],
  ['proof.too-long', 'x'.repeat(2_000_001)],
])('%s', (reason, text) => {
  expect(parseTlogProof(text)).toEqual({ ok: false, reason })
})

const origin = 'taizhang/5f0c'
const signer = ed25519Signer(new Uint8Array(32).fill(41))
const trust = {
  origin,
  logKeys: [verifierKey(crypto, { name: origin, use: 'note', publicKey: signer.publicKey })],
}
const entries = Array.from({ length: 13 }, (_, at) => toUtf8(`entry ${at}`))
const leaves = entries.map((entry) => merkleLeaf(crypto, entry))
const read = readerOverLeaves(crypto, leaves)

function proofOf(index: number): string {
  const size = entries.length
  const checkpoint = signCheckpoint(
    crypto,
    { origin, size, root: wholeRoot(crypto, leaves) },
    signer,
  )
  const hashes = inclusionProof(crypto, { index, size }, read)
  return formatTlogProof({ index, hashes, checkpoint, extra: null })
}

test('each entry is proved by its own file and by no other', () => {
  for (const [index, entry] of entries.entries()) {
    for (const [other] of entries.entries()) {
      const verdict = verifyEntryProof(crypto, { entry, proof: proofOf(other) }, trust)
      expect(verdict.ok).toBe(index === other)
    }
    const good = verifyEntryProof(crypto, { entry, proof: proofOf(index) }, trust)
    expect(good).toMatchObject({ ok: true, proved: { index, checkpoint: { size: 13 } } })
  }
})

test('a proof with any byte changed is refused', () => {
  const entry = entries[6] ?? new Uint8Array(0)
  const proof = toUtf8(proofOf(6))
  for (let at = 0; at < proof.length; at += 1) {
    const changed = Uint8Array.from(proof)
    changed[at] = (changed[at] ?? 0) ^ 1
    expect(verifyEntryProof(crypto, { entry, proof: changed }, trust).ok).toBe(false)
  }
})

const receiptSigner = { name: origin, signer: ed25519Signer(new Uint8Array(32).fill(51)) }
const receiptKey = verifierKey(crypto, {
  name: origin,
  use: 'note',
  publicKey: receiptSigner.signer.publicKey,
})
const recordedAt = '2025-03-02T08:00:00.000Z'
const entry = toUtf8('an entry')
const receipt = { origin, index: 12, leafHash: merkleLeaf(crypto, entry), recordedAt }
const note = signNote(crypto, formatReceipt(receipt), [receiptSigner])

test('a receipt verifies for its entry', () => {
  expect(note.startsWith(`taizhang receipt v1\n${origin}\n12\n`)).toBe(true)
  const keys = [receiptKey]
  expect(verifyReceipt(crypto, note, { origin, keys, entry })).toEqual({ ok: true, receipt })
  expect(verifyReceipt(crypto, note, { origin, keys })).toEqual({ ok: true, receipt })
  const other = { origin, keys, entry: toUtf8('another entry') }
  expect(verifyReceipt(crypto, note, other)).toEqual({ ok: false, reason: 'receipt.other-leaf' })
  expect(verifyReceipt(crypto, note, { origin: 'x', keys })).toEqual({
    ok: false,
    reason: 'receipt.other-origin',
  })
  // The log's own key does not sign receipts.
  expect(verifyReceipt(crypto, note, { origin, keys: trust.logKeys })).toEqual({
    ok: false,
    reason: 'note.no-known-key',
  })
  const hello = signNote(crypto, 'hello\n', [receiptSigner])
  expect(verifyReceipt(crypto, hello, { origin, keys })).toEqual({
    ok: false,
    reason: 'receipt.form',
  })
})

const leafText = toBase64(receipt.leafHash)

test.each([
  ['receipt.form', ''],
  ['receipt.form', `taizhang receipt v2\n${origin}\n1\n${leafText}\n${recordedAt}\n`],
  ['receipt.form', `taizhang receipt v1\n${origin}\n1\n${leafText}\n${recordedAt}`],
  ['receipt.form', `taizhang receipt v1\n${origin}\n1\n${leafText}\n${recordedAt}\nmore\n`],
  ['receipt.origin', `taizhang receipt v1\n\n1\n${leafText}\n${recordedAt}\n`],
  ['receipt.index', `taizhang receipt v1\n${origin}\n01\n${leafText}\n${recordedAt}\n`],
  ['receipt.leaf-hash', `taizhang receipt v1\n${origin}\n1\nAAAA\n${recordedAt}\n`],
  ['receipt.recorded-at', `taizhang receipt v1\n${origin}\n1\n${leafText}\n2025-03-02\n`],
])('%s: %j', (reason, text) => {
  expect(parseReceipt(text)).toEqual({ ok: false, reason })
})
