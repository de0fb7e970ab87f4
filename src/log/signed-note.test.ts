import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nodeCrypto as crypto, ed25519Signer } from '../adapters/crypto/node-crypto.ts'
import { fromBase64 } from './base64.ts'
import { parseCosignature } from './cosignature.ts'
import { noteVerifier } from './note-verifier.ts'
import { cosign, signNote } from './sign-note.ts'
import type { NoteVerifier } from './signed-note.ts'
import { formatNote, formatSignatureLine, openNote, parseNote } from './signed-note.ts'
import { formatVerifierKey, parseVerifierKey, verifierKey } from './verifier-key.ts'

interface Case {
  readonly note: string
  readonly keys: readonly string[]
  readonly verified?: readonly string[]
}

const vectors = JSON.parse(
  readFileSync(new URL('../../tests/vectors/note.json', import.meta.url), 'utf8'),
) as {
  readonly verifierKeys: { readonly good: readonly string[]; readonly bad: readonly string[] }
  readonly good: readonly Case[]
  readonly unverified: readonly Case[]
  readonly malformed: readonly { readonly note: string }[]
  readonly badSignature: readonly Case[]
}

function verifierOf(vkey: string): NoteVerifier {
  const parsed = parseVerifierKey(crypto, vkey)
  if (!parsed.ok) throw new Error(parsed.reason)
  return noteVerifier(crypto, parsed.key)
}

describe('verifier keys', () => {
  test.each(vectors.verifierKeys.good)('%s is read and written back', (text) => {
    const parsed = parseVerifierKey(crypto, text)
    if (!parsed.ok) throw new Error(parsed.reason)
    expect(formatVerifierKey(parsed.key)).toBe(text)
    expect(verifierKey(crypto, parsed.key)).toEqual(parsed.key)
    for (let from = 0; from < text.length; from += 1) {
      for (let to = from; to <= text.length; to += 1) {
        const part = text.slice(from, to)
        if (part !== text && parseVerifierKey(crypto, part).ok) throw new Error(part)
      }
      const changed =
        text.slice(0, from) + String.fromCharCode(text.charCodeAt(from) + 1) + text.slice(from + 1)
      expect(parseVerifierKey(crypto, changed).ok).toBe(false)
    }
  })

  test.each([
    ['vkey.base64', vectors.verifierKeys.bad[0] ?? ''],
    ['vkey.length', 'n+00000000+AQAA'],
    ['vkey.algorithm', vectors.verifierKeys.bad[1] ?? ''],
    ['vkey.form', 'name+00000000'],
    ['vkey.form', 'x'.repeat(2000)],
    ['vkey.name', '+00000000+AQ=='],
    ['vkey.name', 'a b+00000000+AQ=='],
    ['vkey.name', 'a\u00a0b+00000000+AQ=='],
    ['vkey.name', '\ud800+00000000+AQ=='],
    ['vkey.base64', 'n+00000000+AQ='],
    ['vkey.base64', 'n+00000000+'],
    ['vkey.id', (vectors.verifierKeys.good[0] ?? '').replace('c74f20a3', 'C74F20A3')],
  ])('%s', (reason, text) => {
    expect(parseVerifierKey(crypto, text)).toEqual({ ok: false, reason })
  })

  test('a cosigner key as others write it', () => {
    const text = 'remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2'
    const parsed = parseVerifierKey(crypto, text)
    expect(parsed).toMatchObject({ ok: true, key: { use: 'cosignature', id: 0xda77ade7 } })
  })

  test('anything may be asked', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => !parseVerifierKey(crypto, text).ok),
    )
  })
})

describe('published notes', () => {
  test.each(vectors.good)('is opened by $keys', ({ note, keys, verified = [] }) => {
    const opened = openNote(note, keys.map(verifierOf))
    if (!opened.ok) throw new Error(opened.reason)
    expect(opened.verified.map(({ name }) => name)).toEqual(verified)
    expect(formatNote(opened.note)).toBe(note)
    expect(openNote(new TextEncoder().encode(note), keys.map(verifierOf))).toEqual(opened)
  })

  test.each(vectors.unverified)('is not believed without a known key', ({ note, keys }) => {
    expect(openNote(note, keys.map(verifierOf))).toEqual({ ok: false, reason: 'note.no-known-key' })
  })

  test.each(vectors.badSignature)('is refused for a bad signature', ({ note, keys }) => {
    expect(openNote(note, keys.map(verifierOf)).ok).toBe(false)
  })

  test('the malformed ones are refused, each for its reason', () => {
    expect(vectors.malformed.map(({ note }) => parseNote(note))).toEqual(
      [
        'note.no-signatures',
        'note.no-signatures',
        'note.signature-line',
        'note.control-character',
        'note.signature-line',
        'note.signature-line',
        'note.too-many-signatures',
      ].map((reason) => ({ ok: false, reason })),
    )
  })
})

const alice = { name: 'alice.example', signer: ed25519Signer(new Uint8Array(32).fill(1)) }
const bob = { name: 'bob.example', signer: ed25519Signer(new Uint8Array(32).fill(2)) }
const keyOf = ({ name, signer }: typeof alice, use: 'note' | 'cosignature' = 'note') =>
  noteVerifier(crypto, verifierKey(crypto, { name, use, publicKey: signer.publicKey }))

test('what was signed opens, whatever the text', () => {
  const line = fc.string({ unit: 'grapheme' }).map((text) => text.replace(/\p{Cc}/gu, ' '))
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 6 }), (lines) => {
      const text = `${lines.join('\n')}\n`
      const opened = openNote(signNote(crypto, text, [alice, bob]), [keyOf(alice), keyOf(bob)])
      expect(opened).toMatchObject({ ok: true, note: { text } })
    }),
  )
})

test('one bad signature of a known key spoils the note; of an unknown key it does not', () => {
  const note = signNote(crypto, 'text\n', [alice, bob])
  const bad = note.replace(/(bob\.example \S{20})./, (_, kept: string) => `${kept}+`)
  expect(bad).not.toBe(note)
  expect(openNote(bad, [keyOf(alice), keyOf(bob)])).toEqual({ ok: false, reason: 'note.signature' })
  expect(openNote(bad, [keyOf(alice)]).ok).toBe(true)
})

test('the text may hold blank lines, but no signature can be added inside it', () => {
  const text = 'one\n\n— alice.example AAAAAAA=\n\ntwo\n'
  const note = signNote(crypto, text, [alice])
  expect(openNote(note, [keyOf(alice)])).toMatchObject({ ok: true, note: { text } })
})

test('a repeated signature counts once', () => {
  const note = signNote(crypto, 'text\n', [alice, alice])
  const opened = openNote(note, [keyOf(alice)])
  expect(opened.ok && opened.verified).toHaveLength(1)
})

test.each([
  ['no newline at the end', 'text'],
  ['a tab', 'a\tb\n'],
  ['a carriage return', 'a\r\n'],
  ['a lone surrogate', '\ud800\n'],
])('a text with %s cannot be signed', (_, text) => {
  expect(() => signNote(crypto, text, [alice])).toThrow(TypeError)
})

test.each([
  ['not UTF-8', 'note.not-utf8', Uint8Array.of(0xff, 10, 10)],
  ['a lone surrogate', 'note.not-utf8', '\ud800\n\n— a AAAAAAA=\n'],
  ['a minus for the dash', 'note.signature-line', 'a\n\n- a AAAAAAA=\n'],
  ['no space after the dash', 'note.signature-line', 'a\n\n—a AAAAAAA=\n'],
  ['two spaces', 'note.signature-line', 'a\n\n— a  AAAAAAA=\n'],
  ['a word after it', 'note.signature-line', 'a\n\n— a AAAAAAA= b\n'],
  ['a name with an ideographic space', 'note.signature-line', 'a\n\n— a\u3000b AAAAAAA=\n'],
  ['a name with a plus', 'note.signature-line', 'a\n\n— a+b AAAAAAA=\n'],
  ['base64 with bits left over', 'note.signature-line', 'a\n\n— a AAAAAAB=\n'],
  ['a key id alone', 'note.signature-line', 'a\n\n— a AAAAAA==\n'],
  ['no signature', 'note.no-signatures', 'a\n\n'],
  ['too many bytes', 'note.too-long', 'a'.repeat(1_000_001)],
])('a note with %s is refused', (_, reason, note) => {
  expect(parseNote(note)).toEqual({ ok: false, reason })
})

test('any bytes may come, and any change is noticed', () => {
  const note = new TextEncoder().encode(signNote(crypto, 'origin\n5\n', [alice]))
  fc.assert(fc.property(fc.uint8Array(), (bytes) => !parseNote(bytes).ok))
  fc.assert(
    fc.property(fc.nat(note.length - 1), fc.integer({ min: 1, max: 255 }), (at, mask) => {
      const changed = Uint8Array.from(note)
      changed[at] = (changed[at] ?? 0) ^ mask
      return !openNote(changed, [keyOf(alice)]).ok
    }),
  )
})

test('a cosignature covers its time and the whole text', () => {
  const text = 'log\n1\nAAAA\nextension\n'
  const line = formatSignatureLine(cosign(crypto, bob, { checkpointText: text, time: 1_700_000 }))
  const note = signNote(crypto, text, [alice]) + line
  const opened = openNote(note, [keyOf(bob, 'cosignature')])
  if (!opened.ok) throw new Error(opened.reason)
  const [signature] = opened.verified
  expect(parseCosignature(signature?.signature ?? new Uint8Array(0))?.time).toBe(1_700_000)
  expect(openNote(note.replace('extension', 'extensioN'), [keyOf(bob, 'cosignature')]).ok).toBe(
    false,
  )
  // The same key as a plain note key has another id, so that neither stands for the other.
  expect(openNote(note, [keyOf(bob)])).toEqual({ ok: false, reason: 'note.no-known-key' })
})

test('the time of a published cosignature', () => {
  const blob = fromBase64(
    'ZGhGuQAAAABm/qTPeyKXD+R2rzyQsxPiP8mXum7qq/iF0u4vanlqJyocWODBt97w9uL+8qT7S5gxEHWWOworDcFiEBYJ' +
      'XORmnFBOBA==',
  )
  expect(parseCosignature(blob?.subarray(4) ?? new Uint8Array(0))?.time).toBe(1_727_964_367)
  expect(parseCosignature(new Uint8Array(64))).toBeNull()
  expect(parseCosignature(new Uint8Array(72).fill(255))).toBeNull()
})
