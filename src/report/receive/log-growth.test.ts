import { expect, test } from 'vitest'
import { nodeCrypto as crypto, ed25519Signer } from '../../adapters/crypto/node-crypto.ts'
import { toBase64 } from '../../log/base64.ts'
import { merkleLeaf } from '../../log/merkle-hash.ts'
import { consistencyProof, readerOverLeaves } from '../../log/merkle-tree.ts'
import { signCheckpoint } from '../../log/sign-checkpoint.ts'
import { toUtf8 } from '../../log/utf8.ts'
import { wholeRoot } from '../../log/verify/whole-tree.ts'
import type { SealedReport } from '../evidence/evidence.ts'
import { logGrowth, shownGrowth } from './log-growth.ts'

const origin = 'taizhang/5f0c'
const signer = ed25519Signer(new Uint8Array(32).fill(11))
const texts = Array.from({ length: 9 }, (_, at) => `entry ${at}`)
const hashes = texts.map((text) => merkleLeaf(crypto, toUtf8(text)))
const rootAt = (size: number) => wholeRoot(crypto, hashes.slice(0, size))
const noteAt = (size: number) =>
  signCheckpoint(crypto, { origin, size, root: rootAt(size) }, signer)
const seenAt = (size: number) => ({ size, root: toBase64(rootAt(size)) })
const otherRoot = toBase64(new Uint8Array(32).fill(7))

/** A report frozen at 5 entries and signed when there were 9, with all leaves or none. */
function report({ withLeaves }: { withLeaves: boolean }): SealedReport {
  const leaves = withLeaves
    ? { kind: 'all', texts: texts.slice(0, 5) }
    : { kind: 'some', entries: [] }
  const evidence = { checkpoint: noteAt(5), leaves }
  return { evidence, signing: { checkpoint: noteAt(9) } } as unknown as SealedReport
}

test.each([
  ['nothing was seen before', seenAt(0), 'extends'],
  ['a tree inside the leaves', seenAt(3), 'extends'],
  ['another tree of that size', { size: 3, root: otherRoot }, 'fork'],
  ['the frozen tree', seenAt(5), 'extends'],
  ['another of its size', { size: 5, root: otherRoot }, 'fork'],
  ['a tree between freezing and signing', seenAt(7), 'unshown'],
  ['the signed tree again', seenAt(9), 'extends'],
  ['another of its size, and so a second history', { size: 9, root: otherRoot }, 'fork'],
  ['a larger tree', { size: 10, root: otherRoot }, 'older'],
])('%s: %o is %s', (_, seen, kind) => {
  const grown = logGrowth(crypto, report({ withLeaves: true }), seen)
  expect(grown).toMatchObject({ kind, to: seenAt(9) })
  expect(grown.checkpointText).toBe(`${origin}\n9\n${toBase64(rootAt(9))}\n`)
})

test('without its leaves a report shows the two trees it was frozen and signed under', () => {
  const growthOver = (size: number) =>
    logGrowth(crypto, report({ withLeaves: false }), seenAt(size)).kind
  expect([3, 5, 7, 9].map(growthOver)).toEqual(['unshown', 'extends', 'unshown', 'extends'])
})

test.each([
  ['nothing was seen before', seenAt(0), 'extends'],
  ['the tree that the proof begins at', seenAt(3), 'extends'],
  ['another tree of that size', { size: 3, root: otherRoot }, 'fork'],
  ['a tree that no proof begins at', seenAt(5), 'unshown'],
  ['the same tree', seenAt(9), 'extends'],
  ['another of its size', { size: 9, root: otherRoot }, 'fork'],
  ['a larger tree', { size: 10, root: otherRoot }, 'older'],
])('beside a checkpoint with a proof, %s: %o is %s', (_, seen, kind) => {
  const read = readerOverLeaves(crypto, hashes)
  const proof = consistencyProof(crypto, { from: 3, to: 9 }, read).map(toBase64)
  const shown = { note: noteAt(9), growths: [{ from: 3, proof }] }
  const grown = shownGrowth(crypto, shown, seen)
  expect(grown).toMatchObject({ kind, to: seenAt(9) })
  expect(grown.checkpointText).toBe(`${origin}\n9\n${toBase64(rootAt(9))}\n`)
})
