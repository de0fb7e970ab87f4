import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

// What makes proofs, signatures or openings. A verifier that leaned on it would repeat its faults.
const writers = [
  'compact-range',
  'merkle-tree',
  'open-jointly',
  'payload-tree',
  'sign-checkpoint',
  'sign-note',
]

function reachable(from: URL, seen: Set<string>): Set<string> {
  if (seen.has(from.href)) return seen
  seen.add(from.href)
  for (const [, path] of readFileSync(from, 'utf8').matchAll(/from '(\.[^']+)'/g)) {
    reachable(new URL(path ?? '', from), seen)
  }
  return seen
}

function writersReached(file: URL): string[] {
  const names = [...reachable(file, new Set())].map((href) =>
    href.slice(href.lastIndexOf('/') + 1, -'.ts'.length),
  )
  return names.filter((name) => writers.includes(name))
}

const folder = new URL('./', import.meta.url)
const verifiers = readdirSync(folder).filter((name) => !name.endsWith('.test.ts'))

test.each(verifiers)('%s reaches nothing that writes', (name) => {
  expect(writersReached(new URL(name, folder))).toEqual([])
})

test('the walk does find a writer where one is used', () => {
  expect(writersReached(new URL('../sign-checkpoint.ts', folder))).toContain('sign-note')
  expect(writersReached(new URL('../payload-tree.ts', folder))).toContain('merkle-tree')
})
