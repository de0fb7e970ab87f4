import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const project = join(import.meta.dirname, '..')
const steps = ['import', 'append', 'figures', 'find', 'create', 'year', 'memory', 'units', 'calls']

test('a small benchmark runs to its table', async () => {
  const args = [
    'scripts/run.mjs',
    'bench',
    '--small',
    '--listed',
    '4000',
    '--only',
    steps.join(','),
  ]
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: project })
  expect(stdout).toContain('append in process, 256 waiting')
  expect(stdout).toContain('ceiling server')
  expect(stdout).toContain('import of 1,000 rows over HTTP, an Excel file')
  expect(stdout).toContain('year page and figures of 1,000 records: first look')
  expect(stdout).toMatch(/60 figures over 1,000 records.*equal/)
  expect(stdout).toMatch(/year page of \d+ duties, 1,000 records, from nothing/)
  expect(stdout).toContain('change one record and see the new year')
  expect(stdout).toContain('list of 50 of 4,000: search, miss')
  expect(stdout).toMatch(/10 \/ 30 units: founding one +\| [\d.]+ m?s \/ [\d.]+ m?s/)
  expect(stdout).toContain('10 / 30 units: all jobs of a night')
  expect(stdout).toMatch(/call to 10 \/ 30 bodies: totals of 60 things asked/)
}, 300_000)

test('a step that does not exist is named, with those that do', async () => {
  const args = ['scripts/run.mjs', 'bench', '--only', 'speed']
  const run = promisify(execFile)(process.execPath, args, { cwd: project })
  await expect(run).rejects.toMatchObject({
    stderr: expect.stringContaining('there is no step "speed"; there are import'),
  })
}, 120_000)
