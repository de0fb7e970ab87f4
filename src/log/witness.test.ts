import { expect, test } from 'vitest'
import * as fc from 'fast-check'
import { ed25519Signer, nodeCrypto as crypto } from '../adapters/crypto/node-crypto.ts'
import { toBase64 } from './base64.ts'
import { emptyRoot, merkleLeaf } from './merkle-hash.ts'
import { consistencyProof, readerOverLeaves, treeRoot } from './merkle-tree.ts'
import { noteVerifier } from './note-verifier.ts'
import { signCheckpoint } from './sign-checkpoint.ts'
import { openNote } from './signed-note.ts'
import { toUtf8 } from './utf8.ts'
import { verifierKey } from './verifier-key.ts'
import { answerAddCheckpoint, formatAddCheckpoint, parseAddCheckpoint } from './witness.ts'
import type { WatchedLog, WitnessAnswer } from './witness.ts'

const origin = 'example.com/log'
const logSigner = ed25519Signer(new Uint8Array(32).fill(11))
const logKey = verifierKey(crypto, { name: origin, use: 'note', publicKey: logSigner.publicKey })
const cosigner = { name: 'witness.example', signer: ed25519Signer(new Uint8Array(32).fill(12)) }
const witnessKey = verifierKey(crypto, {
  name: cosigner.name,
  use: 'cosignature',
  publicKey: cosigner.signer.publicKey,
})
const empty = emptyRoot(crypto)
const leaf = merkleLeaf(crypto, toUtf8('leaf'))

interface Ask {
  readonly old: number
  readonly size: number
  readonly root: Uint8Array
  readonly proof?: readonly Uint8Array[]
}

function ask(log: WatchedLog | null, { old, size, root, proof = [] }: Ask): WitnessAnswer {
  const note = signCheckpoint(crypto, { origin, size, root }, logSigner)
  const body = formatAddCheckpoint({ oldSize: old, proof: proof.map(toBase64), note })
  return askText(log, body)
}

function askText(log: WatchedLog | null, body: string): WitnessAnswer {
  const parsed = parseAddCheckpoint(body)
  if (!parsed.ok) throw new Error(parsed.reason)
  return answerAddCheckpoint(
    crypto,
    { request: parsed.request, log },
    { cosigner, time: 1_700_000_000 },
  )
}

const fresh: WatchedLog = { keys: [logKey], head: null }
const atOne: WatchedLog = { keys: [logKey], head: { size: 1, root: leaf } }

test.each([
  ['empty tree', fresh, { old: 0, size: 0, root: empty }, 200],
  ['invalid empty root', fresh, { old: 0, size: 0, root: leaf }, 422],
  ['zero empty root', fresh, { old: 0, size: 0, root: new Uint8Array(32) }, 422],
  ['empty tree with proof', fresh, { old: 0, size: 0, root: empty, proof: [leaf] }, 422],
  ['first nonempty tree', fresh, { old: 0, size: 1, root: leaf }, 200],
  ['first nonempty tree with proof', fresh, { old: 0, size: 1, root: leaf, proof: [leaf] }, 422],
  ['old size mismatch', atOne, { old: 0, size: 1, root: leaf, proof: [leaf] }, 409],
  ['old size greater than new', atOne, { old: 1, size: 0, root: empty }, 400],
  ['the same tree again', atOne, { old: 1, size: 1, root: leaf }, 200],
  ['the same tree with a proof', atOne, { old: 1, size: 1, root: leaf, proof: [leaf] }, 422],
  ['the same size with another root', atOne, { old: 1, size: 1, root: empty }, 409],
  ['a larger tree without proof', atOne, { old: 1, size: 2, root: empty }, 422],
  ['unknown log', null, { old: 0, size: 1, root: leaf }, 404],
] as const)('%s', (_, log, request, status) => {
  const answer = ask(log, request)
  expect(answer.status).toBe(status)
  expect(answer.head === null).toBe(status !== 200)
  if (status !== 200) expect(answer.body).not.toContain('—')
})

test('a conflict tells the size that is stored, in its own content type', () => {
  const answer = ask(atOne, { old: 0, size: 1, root: leaf })
  expect(answer).toMatchObject({ contentType: 'text/x.tlog.size', body: '1\n' })
})

test('a checkpoint by another key is 403', () => {
  const other = ed25519Signer(new Uint8Array(32).fill(13))
  const note = signCheckpoint(crypto, { origin, size: 1, root: leaf }, other)
  expect(askText(fresh, `old 0\n\n${note}`).status).toBe(403)
})

test('the cosignature holds and the head moves on along good proofs only', () => {
  const leaves = Array.from({ length: 9 }, (_, at) => merkleLeaf(crypto, toUtf8(`${at}`)))
  const read = readerOverLeaves(crypto, leaves)
  let log = fresh
  for (const [from, to] of [
    [0, 3],
    [3, 4],
    [4, 9],
  ] as const) {
    const root = treeRoot(crypto, to, read)
    const proof = consistencyProof(crypto, { from, to }, read)
    if (from > 0) {
      const forged = ask(log, { old: from, size: to, root: leaf, proof })
      expect(forged.status).toBe(422)
    }
    const answer = ask(log, { old: from, size: to, root, proof })
    expect(answer).toMatchObject({ status: 200, head: { size: to, root } })
    const note = signCheckpoint(crypto, { origin, size: to, root }, logSigner) + answer.body
    expect(openNote(note, [noteVerifier(crypto, witnessKey)]).ok).toBe(true)
    log = { ...log, head: answer.head }
  }
})

test('the published requests of a log growing from 1 to 5', () => {
  // FiloSottile/torchwood, internal/witness/witness_test.go (BSD-3-Clause).
  const name = 'sigsum.org/v1/tree/4d6d8825a6bb689d459628312889dfbb0bcd41b5211d9e1ce768b0ff0309e562'
  const publicKey = Uint8Array.from(
    Buffer.from('ffdc2d4d98e4124d3feaf788c0c2f9abfd796083d1f0495437f302ec79cf100f', 'hex'),
  )
  const key = verifierKey(crypto, { name, use: 'note', publicKey })
  expect(key.id).toBe(0x5202289b)
  const hash = 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA='
  const first =
    `old 0\n\n${name}\n1\nKgAA${hash.slice(1)}\n\n— ${name} UgIom7fPZTqpxWWhyjWduBvTvGVqsokMbqTA` +
    'rsQilegKoFBJQjUFAmQ0+YeSPM3wfUQMFSzVnnNuWRTYrajXpNUbIQY=\n'
  const second =
    `old 1\nKgEA${hash.slice(1)}\nKgIA${hash.slice(1)}\n\n${name}\n3\n` +
    `RcCI1Nk56ZcSmIEfIn0SleqtV7uvrlXNccFx595Iwl0=\n\n— ${name} UgIom2VbtIcdFbwFAy1n7s6IkAxIY6J/GQ` +
    'OTuZF2ORV39d75cbAj2aQYwyJre36kezNobZs4SUUdrcawfAB8WVrx6go=\n'
  const third =
    `old 1\nKgEA${hash.slice(1)}\n+fUDV+k970B4I3uKrqJM4aP1lloPZP8mvr2Z4wRw2LI=\n` +
    `KgQA${hash.slice(1)}\n\n${name}\n5\nQrtXrQZCCvpIgsSmOsah7HdICzMLLyDfxToMql9WTjY=\n\n` +
    `— ${name} UgIomw/EOJmWi0i1FQsOj+etB7F8IccFam/jgd6wzRns4QPVmyEZtdvl1U2KEmLOZ/ASRcWJi0tW90dJWAS` +
    'hei7sDww=\n'
  const one = askText({ keys: [key], head: null }, first)
  expect(one.status).toBe(200)
  const log: WatchedLog = { keys: [key], head: one.head }
  expect(askText(log, second)).toMatchObject({ status: 200, head: { size: 3 } })
  const three = askText(log, third)
  expect(three).toMatchObject({ status: 200, head: { size: 5 } })
  // The race of the specification: the slower request finds the head moved on.
  expect(askText({ keys: [key], head: three.head }, second)).toMatchObject({
    status: 409,
    body: '5\n',
  })
})

const good = signCheckpoint(crypto, { origin, size: 1, root: leaf }, logSigner)
const line = `${toBase64(leaf)}\n`

test.each([
  ['witness.form', ''],
  ['witness.form', 'old 0\n'],
  ['witness.form', `old -1\n\n${good}`],
  ['witness.form', `old 00\n\n${good}`],
  ['witness.form', `old 9007199254740992\n\n${good}`],
  ['witness.form', `Old 0\n\n${good}`],
  ['witness.form', `${line}\n${good}`],
  ['witness.proof', `old 0\n${line.repeat(64)}\n${good}`],
  ['witness.proof', `old 0\nAAAA\n\n${good}`],
  ['witness.proof', `old 0\n${line}${good}`],
  ['witness.checkpoint', `old 0\n\n${good.replace('\n1\n', '\n01\n')}`],
  ['witness.checkpoint', `old 0\n\n${good.slice(0, -1)}`],
  ['witness.too-long', 'x'.repeat(1_100_001)],
])('%s', (reason, body) => {
  expect(parseAddCheckpoint(body)).toEqual({ ok: false, reason })
})

test('63 proof lines are read, and anything may be sent', () => {
  expect(parseAddCheckpoint(`old 0\n${line.repeat(63)}\n${good}`).ok).toBe(true)
  fc.assert(fc.property(fc.uint8Array(), (bytes) => !parseAddCheckpoint(bytes).ok))
})
