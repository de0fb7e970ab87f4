import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { callSpreads } from './call-spreads.ts'

const root = join(import.meta.dirname, '..')

const ofPack = 'as many as a pack declares'
const ofRow = 'as many as a record has fields'
/** Where an array is spread over arguments today, and what bounds it. */
const bounded = new Map([
  ['src/adapters/backup/snapshot.ts', 'tables of a schema'],
  ['src/adapters/packs/read-pack-folder.ts', 'files of a pack folder, which has a limit'],
  ['src/adapters/postgres/migrate.ts', 'our own migrations'],
  ['src/adapters/sheet/sheet-cells.ts', 'columns of a sheet, which has a limit'],
  ['src/adapters/sheet/write-sheet.ts', 'the first 200 rows'],
  ['src/adapters/signing/key-file.ts', 'a seed of 32 bytes'],
  ['src/adapters/signing/tile-rows.ts', 'the eight roots of a tile at most'],
  ['src/app/records/read-corrections.ts', ofRow],
  ['src/duty/check-duty.ts', ofPack],
  ['src/ledger/figure/check-figure.ts', ofPack],
  ['src/ledger/register/check-register.ts', ofPack],
  ['src/ledger/fields/rows/rows.ts', ofRow],
  ['src/ledger/record/parse-values.ts', ofRow],
  ['src/ledger/sheet/row-changes.ts', ofRow],
  ['src/ledger/sheet/read-table.ts', 'columns of a register'],
  ['src/pack/check-reports.ts', ofPack],
  ['src/pack/declarations.ts', ofPack],
  ['src/pack/load-pack.ts', ofPack],
  ['src/report/check/form-attachments.ts', 'at most one finding'],
  ['src/report/draft/tree-of-text.ts', 'three pieces around a number'],
  ['src/report/file/qr-image.ts', 'the four letters of a chunk'],
  ['src/report/file/read-sealed-pdf.ts', 'a dictionary of a few kB'],
  ['src/report/read/normalise.ts', 'some thousand units at once'],
  ['src/verifier/main.ts', 'the parts of one page'],
  ['src/web/year/month-bars.tsx', 'the months of a year'],
])

// What runs only for us may do as it likes.
const sources = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z', 'src'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\0')
  .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path))
  .filter((path) => existsSync(join(root, path)))

// Reading a file as text is quick, parsing it is not.
const mayHaveOne = /[(,]\s*\.\.\.|\.apply\(/

function spreadsOf(path: string) {
  const source = readFileSync(join(root, path), 'utf8')
  return mayHaveOne.test(source) ? callSpreads(path, source) : []
}

test('an array that can grow is never spread over the arguments of a call', () => {
  expect(sources.length).toBeGreaterThan(500)
  const found = sources
    .filter((path) => !bounded.has(path))
    .flatMap((path) => spreadsOf(path).map(({ line, text }) => `${path}:${line} ${text}`))
  expect(found).toEqual([])
})

test('an exemption that is no longer needed is gone', () => {
  const idle = [...bounded.keys()].filter(
    (path) => !sources.includes(path) || spreadsOf(path).length === 0,
  )
  expect(idle).toEqual([])
})

test('it sees every way of passing an array as arguments, and nothing else', () => {
  const lines = [
    'records.push(...rows)',
    'Math.max(0, ...rows.map((row) => row.size))',
    'String.fromCharCode(...bytes)',
    'new Point(...rows)',
    'all.push(...(await read()))',
    'records.push.apply(records, rows)',
    'Reflect.apply(Math.max, null, rows)',
    'all.push(...[...rows].map(String))',
    'one?.push(...rows)',
    'new Map([...one, ...other])',
    'const both = [...one, ...other]',
    'take({ ...one, ...other })',
    'state.apply(change)',
    'add(...[1, 2])',
    'join.apply(path, [one, other])',
  ]
  const found = callSpreads('lines.ts', lines.join('\n'))
  expect(found.map(({ line }) => line)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
})
