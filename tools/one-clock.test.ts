import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..', 'src')

/**
 * What makes a day out of a moment, and so out of UTC or of the machine's zone: a day of the unit
 * comes from `src/app/clock/wall-clock.ts` alone.
 */
const makesADay = [
  /toISOString\(\)\s*\.(?:slice|substring|substr)\(\s*0,\s*(?:4|7|10)\s*\)/,
  /toISOString\(\)\s*\.split\(\s*['"`]T/,
  /new Date\(\)/,
  /\.get(?:FullYear|Month|Date|Day|Hours)\(\)/,
  /\.toLocale(?:Date|Time)?String\(/,
  /(?:DateTimeFormat)\(/,
  /\.(?:recordedAt|madeAt|createdAt|receivedAt|saidAt|at)\.slice\(0, ?(?:4|7|10)\)/,
]

/** Asks the machine what time it is, where the clock should come as an argument. */
const asksTheMachine = /\bDate\.now\(\)/

/** Where it is right, and why. */
const days: Readonly<Record<string, string>> = {
  'app/clock/wall-clock.ts': 'the one place that knows what day it is in a zone',
  'app/organisation/unit-name.ts': 'whether a zone exists',
  'adapters/postgres/organisations.ts': 'whether a zone exists',
  'adapters/sheet/sheet-cells.ts': 'a date of a sheet has no zone and comes as UTC',
  'report/render/moment-text.ts': 'shows a signed moment in the zone that its file names',
  'cli/terminal-lines.ts': 'shows the moment of a line to whoever sits at that terminal',
  'cli/unit-zone.ts': 'which zone to name at a terminal where there is no unit yet',
  'web/components/day.ts': 'shows a moment to whoever looks at it',
}

const clocks: Readonly<Record<string, string>> = {
  'adapters/clock/system-clock.ts': 'where the clock of the system comes in',
  'adapters/auth/access-tokens.ts': 'a minute between two marks of use',
  'adapters/auth/turns.ts': 'seconds that a browser waits',
  'adapters/embedded/embedded.ts': 'how long PostgreSQL takes to stop',
  'adapters/embedded/launch-database.ts': 'how long it takes to start',
  'adapters/embedded/running-database.ts': 'how long one that starts takes to answer',
  'adapters/tls/self-signed.ts': 'how long a certificate is good',
}

const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
  (file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file),
)
const textOf = (file: string) => readFileSync(join(root, file), 'utf8')
const found = (patterns: readonly RegExp[]) =>
  files.filter((file) => patterns.some((one) => one.test(textOf(file)))).sort()

test('a day is made of a moment in one place, which knows the unit’s zone', () => {
  expect(found(makesADay)).toEqual(Object.keys(days).sort())
})

test('the clock comes as an argument, but where time is only measured', () => {
  expect(found([asksTheMachine])).toEqual(Object.keys(clocks).sort())
})

test.each([
  'const today = new Date().toISOString().slice(0, 10)',
  "return new Date(clock.now()).toISOString().split('T')[0]",
  'new Date(moment).toISOString()\n    .substring(0, 10)',
  'const year = new Date(now).getFullYear()',
  'new Date().getTime()',
  "new Date(at).toLocaleDateString('sv')",
  'entry.recordedAt.slice(0, 10)',
])('the guard finds %s', (text) => {
  expect(makesADay.some((one) => one.test(text))).toBe(true)
})
