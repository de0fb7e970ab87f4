import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const src = join(import.meta.dirname, '..', 'src')
const table = join('api', 'error-answer.ts')

test('the table of statuses names only faults that something makes', () => {
  const named = [...readFileSync(join(src, table), 'utf8').matchAll(/^ {2}'([a-z.-]+)': \d{3},$/gm)]
  const codes = named.map(([, code]) => code ?? '')
  expect(codes.length).toBeGreaterThan(80)
  const rest = readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((file) => /(?<!\.test)\.tsx?$/.test(file) && file !== table)
    .map((file) => readFileSync(join(src, file), 'utf8'))
    .join('\n')
  expect(codes.filter((code) => !rest.includes(`'${code}'`))).toEqual([])
})
