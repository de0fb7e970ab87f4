import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { namesReached } from '../../../tests/names-reached.ts'

// What makes proofs, signatures or openings. A verifier that leaned on it would repeat its faults.
const writers = [
  'compact-range',
  'merkle-tree',
  'open-jointly',
  'payload-tree',
  'sign-checkpoint',
  'sign-note',
]

const writersReached = (file: URL) => namesReached(file).filter((name) => writers.includes(name))

const folder = new URL('./', import.meta.url)
const verifiers = readdirSync(folder).filter((name) => !name.endsWith('.test.ts'))

test.each(verifiers)('%s reaches nothing that writes', (name) => {
  expect(writersReached(new URL(name, folder))).toEqual([])
})

test('the walk does find a writer where one is used', () => {
  expect(writersReached(new URL('../sign-checkpoint.ts', folder))).toContain('sign-note')
  expect(writersReached(new URL('../payload-tree.ts', folder))).toContain('merkle-tree')
})
