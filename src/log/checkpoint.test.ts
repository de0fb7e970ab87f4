import { expect, test } from 'vitest'
import * as fc from 'fast-check'
import { ed25519Signer, nodeCrypto as crypto } from '../adapters/crypto/node-crypto.ts'
import { toBase64 } from './base64.ts'
import { formatCheckpoint, parseCheckpoint } from './checkpoint.ts'
import { signCheckpoint } from './sign-checkpoint.ts'
import { cosign, signNote } from './sign-note.ts'
import { formatSignatureLine } from './signed-note.ts'
import { verifierKey } from './verifier-key.ts'
import { verifyCheckpoint } from './verify/checkpoint.ts'

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
const witnesses = [31, 32].map((seed) => ({
  name: `witness${seed}.example`,
  signer: ed25519Signer(new Uint8Array(32).fill(seed)),
}))
const witnessKeys = witnesses.map(({ name, signer }) =>
  verifierKey(crypto, { name, use: 'cosignature', publicKey: signer.publicKey }),
)

function cosigned(size: number, count: number): string {
  const checkpointText = formatCheckpoint({ origin, size, root })
  const lines = witnesses
    .slice(0, count)
    .map((one) => formatSignatureLine(cosign(crypto, one, { checkpointText, time: 1000 + size })))
  return signCheckpoint(crypto, { origin, size, root }, logSigner) + lines.join('')
}

test('a checkpoint is believed with its log and enough witnesses', () => {
  const trust = { origin, logKeys, witnessKeys, witnessesMin: 2 }
  expect(verifyCheckpoint(crypto, cosigned(5, 2), trust)).toEqual({
    ok: true,
    checkpoint: { origin, size: 5, root },
    witnessed: [
      { name: 'witness31.example', time: 1005 },
      { name: 'witness32.example', time: 1005 },
    ],
  })
  const reasonOf = (note: string, over: object = {}) => {
    const verdict = verifyCheckpoint(crypto, note, { ...trust, ...over })
    return verdict.ok ? 'ok' : verdict.reason
  }
  expect(reasonOf(cosigned(5, 1))).toBe('checkpoint.too-few-witnesses')
  expect(reasonOf(cosigned(5, 2), { origin: 'taizhang/other' })).toBe('checkpoint.other-origin')
  expect(reasonOf(cosigned(5, 2), { logKeys: [] })).toBe('checkpoint.not-by-log')
  expect(reasonOf(cosigned(5, 2).replace('\n5\n', '\n6\n'))).toBe('note.signature')
  expect(reasonOf('nonsense')).toBe('note.no-signatures')
  const notOne = signNote(crypto, 'hello\n', [{ name: origin, signer: logSigner }])
  expect(reasonOf(notOne)).toBe('checkpoint.form')
  // A witness signing twice, under two keys of one name, is still one witness.
  const twin = { name: 'witness31.example', signer: ed25519Signer(new Uint8Array(32).fill(99)) }
  const twinKey = verifierKey(crypto, {
    name: twin.name,
    use: 'cosignature',
    publicKey: twin.signer.publicKey,
  })
  const checkpointText = formatCheckpoint({ origin, size: 5, root })
  const line = formatSignatureLine(cosign(crypto, twin, { checkpointText, time: 1 }))
  expect(reasonOf(cosigned(5, 1) + line, { witnessKeys: [...witnessKeys, twinKey] })).toBe(
    'checkpoint.too-few-witnesses',
  )
})
