import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { namesReached } from '../../../tests/names-reached.ts'

// What makes proofs, openings, evidence or files. A verifier that leaned on it would repeat its
// faults. `freeze-report` is not among them: it says which bytes a digest is over, nothing more.
const writers = [
  'build-evidence',
  'compact-range',
  'merkle-tree',
  'open-jointly',
  'payload-tree',
  'open-tree',
  'resolve-draft',
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
  const builder = new URL('../evidence/build-evidence.ts', folder)
  expect(writersReached(builder)).toContain('open-jointly')
})
