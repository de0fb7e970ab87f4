import { run as runTests } from './test.mjs'

/** Hours of the unit's zone at which a day in UTC, or one counted from here, is another. */
const hours = ['00:30', '23:30']

// The browser keeps the real time, and the page would disagree with its server.
const withBrowser = [
  'tests/browser/**',
  'tests/browser.test.ts',
  'tests/report-journey.test.ts',
  'tests/attack/scripts-in-values.test.ts',
]

// These compare the clock of this machine with that of the database, which keeps the real time.
const withClock = [
  'tests/bench.test.ts',
  'tests/store/clock.test.ts',
  'tests/api/log-state.test.ts',
  'tests/attack/killed.test.ts',
  'tests/reminders/killed.test.ts',
]

/** Runs the tests as if it were half past midnight, and again half an hour before. */
export async function run(args) {
  const left = [...withBrowser, ...withClock].flatMap((one) => ['--exclude', one])
  let worst = 0
  for (const hour of hours) {
    console.log(`as at ${hour} in Shanghai`)
    process.env['TAIZHANG_HOUR'] = hour
    worst = Math.max(worst, (await runTests([...args, ...left])) ?? 0)
  }
  return worst
}
