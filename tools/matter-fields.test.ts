import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

// Who has to do what by when is decided in src/matter. A surface that reads the fields itself, or
// asks a duty for its days, may say something else than the others.

const root = join(import.meta.dirname, '..')
const days = 'doneOn|droppedOn|closedOn|plannedFor'
const deciding = new RegExp(
  [
    `values(\\??\\.)?(\\[')?(${days})\\b`,
    `\\{[^}]*\\b(${days})\\b[^}]*\\} = [\\w.]*values\\b`,
    `(valueAt|textOf|text|hasCome)\\([^)]*\\.(${days})\\b`,
    `values\\[[\\w.]*\\.(${days})\\]`,
    "from '[^']*/due-days\\.ts'",
  ].join('|'),
)

/** What may: it shows a day as it is written, and decides nothing by it. */
const mayShow = new Set(['src/app/plan/list-plan.ts'])

/** Rooms that decide. */
const decides = /^src\/(matter|duty)\//

test('no surface decides by itself who has to do what by when', () => {
  const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', 'src'], {
    cwd: root,
    encoding: 'utf8',
  })
    .split('\n')
    .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path))
    .filter((path) => !decides.test(path) && !mayShow.has(path))
  expect(files.length).toBeGreaterThan(300)
  expect(files.flatMap(decidingLines)).toEqual([])
})

test.each([
  'const { due, doneOn, droppedOn } = record.values',
  "if (values['closedOn'] !== undefined) return 'done'",
  'const late = record.values.doneOn === null',
  'const done = textOf(values[fields.doneOn])',
  'if (hasCome(valueAt(values, task.fields.droppedOn), today)) return',
  "import { dueDays } from '../../duty/due-days.ts'",
])('a line that does is found: %s', (line) => {
  expect(deciding.test(line)).toBe(true)
})

function decidingLines(path: string): string[] {
  return readFileSync(join(root, path), 'utf8')
    .split('\n')
    .flatMap((line, at) => (deciding.test(line) ? [`${path}:${at + 1}`] : []))
}
