import { createHash, createPublicKey, verify } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { nodeCrypto } from '../../src/adapters/crypto/node-crypto.ts'
import { makeKey } from '../../src/adapters/signing/key-file.ts'
import { receiptEntry, receiptSigner } from '../../src/adapters/signing/receipt-signer.ts'
import type { PlannedEntry } from '../../src/append/plan-batch.ts'
import { core } from '../../src/ledger/core/core-registers.ts'
import { fromBase64 } from '../../src/log/base64.ts'
import type { Json } from '../../src/log/canonical-json.ts'
import type { SaltScheme } from '../../src/log/field-salts.ts'
import { leafHash, parseLeaf } from '../../src/log/leaf.ts'
import { payloadOf, payloadRoot, saltPayload } from '../../src/log/payload-tree.ts'
import { parseNote } from '../../src/log/signed-note.ts'
import { toUtf8 } from '../../src/log/utf8.ts'
import { parseVerifierKey } from '../../src/log/verifier-key.ts'
import { receiptVerifier, verifyReceipt } from '../../src/log/verify/receipt.ts'
import { webCrypto } from '../../src/web/crypto.ts'
import { checkEvidence } from '../../src/web/verify/check-evidence.ts'

interface ReceiptVector {
  readonly index: number
  readonly entry: string
  readonly recordedAt: string
  readonly receipt: string
}

interface PayloadVector {
  readonly salts: SaltScheme
  readonly secret: string
  readonly fields: readonly { readonly path: string; readonly value: Json; readonly salt: string }[]
  readonly root: string
}

const read = <T>(name: string) =>
  JSON.parse(readFileSync(`tests/vectors/${name}.json`, 'utf8')) as T
const { origin, key, receipts } = read<{
  readonly origin: string
  readonly key: string
  readonly receipts: readonly ReceiptVector[]
}>('receipts')
const parsedKey = parseVerifierKey(nodeCrypto, key)
const keys = parsedKey.ok ? [parsedKey.key] : []

/** The check as somebody else would write it from the description alone, with nothing of `src`. */
function holdsPlainly({ index, entry, recordedAt, receipt }: ReceiptVector): boolean {
  const hash = (...parts: readonly (Buffer | string)[]) =>
    parts.reduce((sum, part) => sum.update(part), createHash('sha256')).digest()
  const [text = '', signatures = '', place = null] = receipt.split('\n\n')
  const spki = Buffer.from('302a300506032b6570032100', 'hex')
  // What follows the second plus is base64, and may hold one.
  const [name = '', keyId = ''] = key.split('+')
  const publicKey = key.slice(name.length + keyId.length + 2)
  const der = Buffer.concat([spki, Buffer.from(publicKey, 'base64').subarray(1)])
  const signature = Buffer.from(signatures.trim().split(' ')[2] ?? '', 'base64').subarray(4)
  const by = createPublicKey({ key: der, format: 'der', type: 'spki' })
  if (signatures.split(' ')[1] !== name) return false
  if (!verify(null, Buffer.from(`${text}\n`), by, signature)) return false
  const leaf = hash('\0', entry)
  const [version, ofLog, ...said] = text.split('\n')
  if (ofLog !== origin || said.at(-1) !== recordedAt) return false
  if (version === 'taizhang receipt v1') {
    return said[0] === String(index) && said[1] === leaf.toString('base64')
  }
  const [first, size, root] = [Number(said[0]), Number(said[1]), said[2]]
  const [at, leafText, ...path] = (place ?? '').trim().split('\n')
  if (at !== String(index) || leafText !== leaf.toString('base64')) return false
  // The recursion of RFC 6962 section 2.1.1, from the root down.
  const rootOf = (place: number, count: number, left: string[]): Buffer => {
    if (count === 1) return left.length === 0 ? leaf : Buffer.alloc(32)
    const split = 2 ** Math.ceil(Math.log2(count) - 1)
    const sibling = Buffer.from(left.pop() ?? '', 'base64')
    return place < split
      ? hash('\x01', rootOf(place, split, left), sibling)
      : hash('\x01', sibling, rootOf(place - split, count - split, left))
  }
  return rootOf(index - first, size, path).toString('base64') === root
}

describe('receipts of both versions', () => {
  test('hold by the plain check, on the server and in a browser', () => {
    expect(receipts.map(({ receipt }) => receipt.slice(0, 19))).toContain('taizhang receipt v1')
    expect(
      receipts.filter(({ receipt }) => receipt.startsWith('taizhang receipt v2')),
    ).toHaveLength(19)
    for (const one of receipts) {
      expect(holdsPlainly(one)).toBe(true)
      const entry = toUtf8(one.entry)
      const receipt = {
        origin,
        index: one.index,
        recordedAt: one.recordedAt,
        leafHash: leafHash(nodeCrypto, entry),
      }
      for (const crypto of [nodeCrypto, webCrypto]) {
        const verdict = verifyReceipt(crypto, one.receipt, { origin, keys, entry })
        expect(verdict).toEqual({ ok: true, receipt })
      }
      // As the page of verification does, which is given the key of the receipts alone.
      const given = { entry: one.entry, receipt: one.receipt, proof: null, opening: null }
      const shown = checkEvidence(webCrypto, { ...given, keys: { log: '', receipt: key } })
      expect(shown.receipt).toEqual({ ok: true, receipt })
    }
  })

  test('hold for no other entry, and with no character changed', () => {
    const ofSeven = receipts.filter(({ receipt }) => receipt.includes('\n7\n')).slice(-7)
    for (const one of ofSeven) {
      for (const other of ofSeven) {
        if (other === one) continue
        const mixed = { ...one, entry: other.entry }
        expect(holdsPlainly(mixed)).toBe(false)
        const expected = { origin, keys, entry: toUtf8(other.entry) }
        expect(verifyReceipt(nodeCrypto, one.receipt, expected).ok).toBe(false)
      }
    }
    const [one] = ofSeven
    if (one === undefined) throw new Error('no batch of seven')
    for (let at = 0; at < one.receipt.length; at += 1) {
      const other = one.receipt[at] === 'A' ? 'B' : 'A'
      const receipt = `${one.receipt.slice(0, at)}${other}${one.receipt.slice(at + 1)}`
      expect(verifyReceipt(nodeCrypto, receipt, { origin, keys }).ok, `character ${at}`).toBe(false)
    }
  })

  const [, , , , three] = receipts
  const whole = three?.receipt ?? ''
  test.each([
    ['receipt.version', whole.replace('receipt v2', 'receipt v3')],
    ['receipt.form', whole.slice(0, -1)],
    ['receipt.form', 'taizhang receipt v2\n'],
    ['receipt.path', `${whole}${'A'.repeat(43)}=\n`],
    ['receipt.path', whole.replace(/[^\n]+\n$/, '')],
    ['receipt.index', `${whole}\n`],
    ['receipt.path', whole.replace('\n\n7\n', '\n\n8\n')],
    ['receipt.path', whole.replace('\n\n7\n', '\n\n1\n')],
    ['receipt.index', whole.replace('\n\n7\n', '\n\n07\n')],
    ['receipt.leaf-hash', whole.replace('\n\n7\n', '\n\n7\nAAAA\n')],
    ['note.signature', whole.replace('\n3\n', '\n4\n')],
    ['note.no-known-key', whole.replaceAll(`— ${origin}`, '— other')],
  ])('are refused with %s', (reason, receipt) => {
    expect(receipt).not.toBe(whole)
    expect(verifyReceipt(nodeCrypto, receipt, { origin, keys })).toEqual({ ok: false, reason })
  })

  test('of another log are refused though the key is right', () => {
    const expected = { origin: 'hall.example/log/other', keys }
    const refusal = { ok: false, reason: 'receipt.other-origin' }
    expect(verifyReceipt(nodeCrypto, whole, expected)).toEqual(refusal)
  })

  test('are called misshapen, not false, by a verifier that knows version 1 alone', () => {
    expect(parseNote(whole)).toEqual({ ok: false, reason: 'note.signature-line' })
  })

  test('of a batch cost one check of its signature', () => {
    let checks = 0
    const verifyEd25519: typeof nodeCrypto.verifyEd25519 = (...given) => {
      checks += 1
      return nodeCrypto.verifyEd25519(...given)
    }
    const check = receiptVerifier({ ...nodeCrypto, verifyEd25519 }, { origin, keys })
    for (const { receipt } of receipts) expect(check(receipt).ok).toBe(true)
    expect(checks).toBe(6)
  })

  test('are those that the signer makes, but for an entry that is alone or goes out', () => {
    const keysDir = mkdtempSync(join(tmpdir(), 'taizhang-vectors-'))
    try {
      const place = { keysDir, publicId: '3e5b', origin }
      const seed = Uint8Array.from({ length: 32 }, (_, at) => at + 1)
      expect(makeKey(nodeCrypto, { ...place, purpose: 'receipt' }, seed)).toBe(key)
      const signer = receiptSigner(nodeCrypto, place, key)
      const signedTogether = (entries: readonly PlannedEntry[]) => {
        const work = signer(entries.map(receiptEntry))
        for (;;) {
          const { done, value } = work.next()
          if (done === true) return value
        }
      }
      const planned = receipts.map((one) => plannedOf(one))
      const batch = planned.slice(-7)
      const made = signedTogether(batch)
      expect(made).toEqual(receipts.slice(-7).map(({ receipt }) => receipt))
      expect(signedTogether(planned.slice(0, 1))).toEqual([receipts[0]?.receipt])
      const goingOut = batch.map((entry, at): PlannedEntry => {
        if (at === 3) return { ...entry, leaf: { ...entry.leaf, kind: 'sign' } }
        if (at !== 5) return entry
        return { ...entry, leaf: { ...entry.leaf, register: core.receivedReport.id } }
      })
      const versions = signedTogether(goingOut).map((receipt) => receipt.slice(17, 19))
      expect(versions).toEqual(['v2', 'v2', 'v2', 'v1', 'v2', 'v1', 'v2'])
    } finally {
      rmSync(keysDir, { recursive: true })
    }
  })
})

function plannedOf({ index, entry }: ReceiptVector): PlannedEntry {
  const parsed = parseLeaf(entry)
  if (!parsed.ok) throw new Error(parsed.reason)
  const hash = leafHash(nodeCrypto, toUtf8(entry))
  // What a signer is told of a write beside its leaf is of no matter to it.
  const write = {} as PlannedEntry['write']
  return { index, leaf: parsed.leaf, leafText: entry, leafHash: hash, write, record: null }
}

describe('payload trees of both schemes', () => {
  test.each(read<readonly PayloadVector[]>('payloads'))('have salts by $salts', (vector) => {
    const { salts, fields, root } = vector
    const secret = fromBase64(vector.secret) ?? new Uint8Array(0)
    const payload = payloadOf({ secret, salts }, fields)
    for (const crypto of [nodeCrypto, webCrypto]) {
      expect(saltPayload(crypto, payload).cells).toEqual(fields)
      expect(payloadRoot(crypto, payload)).toBe(root)
    }
  })
})
