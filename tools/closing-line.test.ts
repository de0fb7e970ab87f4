import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { TestModule } from 'vitest/node'
import { namesSkipped } from './closing-line.ts'

const root = join(import.meta.dirname, '..')

/** The name of whatever may be skipped, by what stands around it. */
function skippable(source: string): { readonly name: string; readonly line: string }[] {
  const calls = source.matchAll(/\b(?:describe|test|it)\.(?:skipIf|runIf)\(/g)
  return [...calls].map(({ index }) => {
    const rest = source.slice(index)
    const line = rest.slice(0, rest.indexOf('\n'))
    // The condition ends before the call that has the name: `)(` and then a quote.
    return { line, name: /\)\(\s*(['"`])((?:(?!\1).)*)\1/s.exec(rest)?.[2] ?? '' }
  })
}

test('whatever a machine may have to skip says what it is skipped without', () => {
  const files = ['src', 'tests', 'bench'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.test\.tsx?$/.test(name))
      .map((name) => join(folder, name)),
  )
  const found = files.flatMap((file) =>
    skippable(readFileSync(join(root, file), 'utf8')).map((one) => ({ file, ...one })),
  )
  expect(found.length).toBeGreaterThan(10)
  expect(found.filter(({ name }) => !name.includes('(skipped without '))).toEqual([])
})

test('a name without a reason is found', () => {
  const source =
    "test.skipIf(!existsSync('/usr/bin/qpdf'))(\n  'qpdf finds no fault',\n  () => {}\n)"
  expect(skippable(source)).toEqual([
    { line: "test.skipIf(!existsSync('/usr/bin/qpdf'))(", name: 'qpdf finds no fault' },
  ])
})

test('the run ends with the outermost of what was skipped, and where it stands', () => {
  const skipped = (name: string) => ({ type: 'test', name, result: () => ({ state: 'skipped' }) })
  const suite = (name: string, state: string, children: unknown[]) => {
    return { type: 'suite', name, state: () => state, children }
  }
  const module = {
    moduleId: join(process.cwd(), 'tests/some.test.ts'),
    children: [
      skipped('left out by a filter'),
      suite('runs', 'passed', [skipped('one (skipped without qpdf)')]),
      suite('all (skipped without Linux)', 'skipped', [skipped('of it')]),
    ],
  } as unknown as TestModule
  expect(namesSkipped(module)).toEqual([
    '  tests/some.test.ts: one (skipped without qpdf)',
    '  tests/some.test.ts: all (skipped without Linux)',
  ])
})
