import { readdirSync, readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nodeCrypto as crypto } from '../adapters/crypto/node-crypto.ts'
import { fromBase64 } from './base64.ts'
import type { TreeNode } from './compact-range.ts'
import { appendLeafHash, decodeRange, emptyRange, encodeRange, rangeRoot } from './compact-range.ts'
import { merkleLeaf, merkleNode } from './merkle-hash.ts'
import {
  consistencyProof,
  inclusionProof,
  nodesRead,
  readerOverLeaves,
  rootOfLeaves,
} from './merkle-tree.ts'
import { toUtf8 } from './utf8.ts'
import { verifyConsistency } from './verify/consistency.ts'
import { verifyInclusion } from './verify/inclusion.ts'
import { wholeRoot } from './verify/whole-tree.ts'

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

// Leaves and roots of the Certificate Transparency tests.
const knownLeaves = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
].map((text) => merkleLeaf(crypto, Buffer.from(text, 'hex')))
const knownRoots = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]

test('the known values of RFC 6962 hashing', () => {
  const empty = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
  expect(hex(rootOfLeaves(crypto, []))).toBe(empty)
  // The published node is of two short texts, so its hash is taken by hand.
  const node = crypto.sha256(Buffer.concat([Buffer.of(1), toUtf8('N123'), toUtf8('N456')]))
  expect(hex(node)).toBe('aa217fe888e47007fa15edab33c2b492a722cb106c64667fc2b044444de66bbb')
  const short = { left: toUtf8('N123'), right: toUtf8('N456') }
  expect(() => merkleNode(crypto, short)).toThrow(RangeError)
  const left = knownLeaves[0] ?? new Uint8Array(0)
  const right = knownLeaves[1] ?? new Uint8Array(0)
  expect(hex(merkleNode(crypto, { left, right }))).toBe(knownRoots[1])
})

test.each(knownRoots.map((root, at) => [at + 1, root] as const))(
  'root of %i known leaves',
  (size, root) => {
    const leaves = knownLeaves.slice(0, size)
    expect(hex(rootOfLeaves(crypto, leaves))).toBe(root)
    expect(hex(wholeRoot(crypto, leaves))).toBe(root)
    const range = leaves.reduce((sum, leaf) => appendLeafHash(crypto, sum, leaf), emptyRange)
    expect(hex(rangeRoot(crypto, range))).toBe(root)
  },
)

const manyLeaves = Array.from({ length: 300 }, (_, at) => merkleLeaf(crypto, toUtf8(`entry ${at}`)))
const read = readerOverLeaves(crypto, manyLeaves)
const rootAt = (size: number) => wholeRoot(crypto, manyLeaves.slice(0, size))

test('the compact range has the root of the naive tree, whatever its size', () => {
  let range = emptyRange
  const nodes: TreeNode[] = []
  for (const [at, leaf] of manyLeaves.entries()) {
    range = appendLeafHash(crypto, range, leaf, (node) => nodes.push(node))
    const root = rootOfLeaves(crypto, manyLeaves.slice(0, at + 1))
    expect(rangeRoot(crypto, range)).toEqual(root)
    expect(decodeRange(range.size, encodeRange(range))).toEqual(range)
  }
  for (const { level, index, hash } of nodes) expect(hash).toEqual(read(level, index))
  expect(decodeRange(2, new Uint8Array(64))).toBeNull()
  expect(decodeRange(-1, new Uint8Array(0))).toBeNull()
})

function withOneBitChanged(hash: Uint8Array): Uint8Array {
  const changed = Uint8Array.from(hash)
  changed[5] = (changed[5] ?? 0) ^ 4
  return changed
}

function eachCorrupted(proof: readonly Uint8Array[]): Uint8Array[][] {
  return proof.map((_, bad) =>
    proof.map((hash, at) => (at === bad ? withOneBitChanged(hash) : hash)),
  )
}

test('every inclusion proof of every tree up to 100 holds, and none that is changed', () => {
  for (let size = 1; size <= 100; size += 1) {
    const root = rootAt(size)
    for (let index = 0; index < size; index += 1) {
      const leafHash = manyLeaves[index] ?? root
      const proof = inclusionProof(crypto, { index, size }, read)
      const claim = { index, size, leafHash, proof, root }
      if (!verifyInclusion(crypto, claim).ok) throw new Error(`${index} of ${size} refused`)
      const bad = [
        ...eachCorrupted(proof).map((one) => ({ ...claim, proof: one })),
        { ...claim, root: withOneBitChanged(root) },
        { ...claim, leafHash: withOneBitChanged(leafHash) },
        { ...claim, proof: [...proof, root] },
        { ...claim, proof: [root, ...proof] },
        { ...claim, index: index ^ 1 },
      ]
      if (bad.some((one) => verifyInclusion(crypto, one).ok)) {
        throw new Error(`${index} of ${size} accepted though changed`)
      }
    }
  }
})

test('every consistency proof of every tree up to 100 holds, and none that is changed', () => {
  for (let to = 1; to <= 100; to += 1) {
    const newer = { size: to, root: rootAt(to) }
    for (let from = 1; from <= to; from += 1) {
      const older = { size: from, root: rootAt(from) }
      const proof = consistencyProof(crypto, { from, to }, read)
      const claim = { older, newer, proof }
      if (!verifyConsistency(crypto, claim).ok) throw new Error(`${from} to ${to} refused`)
      const bad = [
        ...eachCorrupted(proof).map((one) => ({ ...claim, proof: one })),
        { ...claim, older: { size: from, root: withOneBitChanged(older.root) } },
        { ...claim, newer: { size: to, root: withOneBitChanged(newer.root) } },
        { ...claim, proof: [...proof, newer.root] },
      ]
      if (bad.some((one) => verifyConsistency(crypto, one).ok)) {
        throw new Error(`${from} to ${to} accepted though changed`)
      }
    }
  }
})

test('the builders refuse what no tree has, and name the nodes they read', () => {
  expect(() => inclusionProof(crypto, { index: 5, size: 5 }, read)).toThrow(RangeError)
  expect(() => consistencyProof(crypto, { from: 6, to: 5 }, read)).toThrow(RangeError)
  expect(consistencyProof(crypto, { from: 0, to: 5 }, read)).toEqual([])
  const places = nodesRead((reader) => inclusionProof(crypto, { index: 4, size: 7 }, reader))
  expect(places).toEqual([
    { level: 2, index: 0 },
    { level: 0, index: 6 },
    { level: 0, index: 5 },
  ])
})

interface Vector {
  readonly wantErr: boolean
  readonly desc: string
  readonly proof: readonly string[] | null
}

const vectors = new URL('../../tests/vectors/merkle/', import.meta.url)
const bytesOf = (text: string): Uint8Array => fromBase64(text) ?? new Uint8Array(0)

function filesUnder(kind: string): string[] {
  return readdirSync(new URL(`${kind}/`, vectors), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .map((name) => `${kind}/${name.replaceAll('\\', '/')}`)
}

function readVector<Body>(name: string): Body & Vector {
  return JSON.parse(readFileSync(new URL(encodeURI(name), vectors), 'utf8')) as Body & Vector
}

describe('public vectors', () => {
  interface Inclusion {
    readonly leafIdx: number
    readonly treeSize: number
    readonly root: string
    readonly leafHash: string
  }
  test.each(filesUnder('inclusion'))('%s', (name) => {
    const vector = readVector<Inclusion>(name)
    const verdict = verifyInclusion(crypto, {
      index: vector.leafIdx,
      size: vector.treeSize,
      leafHash: bytesOf(vector.leafHash),
      proof: (vector.proof ?? []).map(bytesOf),
      root: bytesOf(vector.root),
    })
    expect(verdict.ok).toBe(!vector.wantErr)
  })

  interface Consistency {
    readonly size1: number
    readonly size2: number
    readonly root1: string
    readonly root2: string
  }
  // Its "roots" are 12 bytes and marked valid; here a root has 32 bytes.
  const waived = 'consistency/additional/sizes-are-equal-one-and-proof-is-empty.json'
  test.each(filesUnder('consistency'))('%s', (name) => {
    const vector = readVector<Consistency>(name)
    const verdict = verifyConsistency(crypto, {
      older: { size: vector.size1, root: bytesOf(vector.root1) },
      newer: { size: vector.size2, root: bytesOf(vector.root2) },
      proof: (vector.proof ?? []).map(bytesOf),
    })
    expect(verdict.ok).toBe(name === waived ? false : !vector.wantErr)
  })

  test('none is missing', () => {
    expect(filesUnder('inclusion')).toHaveLength(98)
    expect(filesUnder('consistency')).toHaveLength(98)
    expect(filesUnder('consistency')).toContain(waived)
  })
})

test('verifiers take anything without throwing', () => {
  const hashes = fc.uint8Array({ maxLength: 40 })
  const sizes = fc.oneof(fc.double(), fc.maxSafeInteger(), fc.nat(9))
  fc.assert(
    fc.property(sizes, sizes, hashes, hashes, fc.array(hashes), (one, two, a, b, proof) => {
      const claim = { index: one, size: two, leafHash: a, proof, root: b }
      expect(verifyInclusion(crypto, claim).ok).toBe(false)
      const older = { size: one, root: a }
      verifyConsistency(crypto, { older, newer: { size: two, root: b }, proof })
    }),
  )
})
