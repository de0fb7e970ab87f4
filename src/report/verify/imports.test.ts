import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

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

function reachable(from: URL, seen: Set<string>): Set<string> {
  if (seen.has(from.href)) return seen
  seen.add(from.href)
  for (const [, path] of readFileSync(from, 'utf8').matchAll(
    /^(?:import|export) (?!type ).*?from '(\.[^']+)'/gms,
  )) {
    const next = new URL(path ?? '', from)
    if (existsSync(next)) reachable(next, seen)
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
  const builder = new URL('../evidence/build-evidence.ts', folder)
  expect(writersReached(builder)).toContain('open-jointly')
})
