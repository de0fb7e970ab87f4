import { totalmem } from 'node:os'
import { defineConfig } from 'vitest/config'
import { LongestFirst } from './tests/longest-first.ts'

export default defineConfig({
  test: {
    include: ['{bench,tests,tools}/**/*.test.ts', 'src/**/*.test.{ts,tsx}'],
    globalSetup: ['./tests/database-setup.ts'],
    setupFiles: [
      ...['./tests/seed.ts', './tests/hour.ts'],
      ...['./tests/sent-statements.ts', './tests/declared-answers.ts'],
    ],
    reporters: ['default', './tools/closing-line.ts'],
    // Wide enough for two slow cores with other work to do, where a browser is unpacked from npm
    // and a database made from nothing: what hangs is found all the same.
    testTimeout: 60_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 30_000 } },
    // Two more than a small machine has cores: a file waits for half of its time, for a checkpoint
    // or for what a page does next, and another computes meanwhile. Each may take two gigabytes.
    maxWorkers: totalmem() < 12 * 2 ** 30 ? 3 : 4,
    sequence: { sequencer: LongestFirst },
    // Each worker loads the program once, not once for each of 340 files: a fifth of the whole run.
    isolate: false,
    // A worker makes much that lives for one test: swept less often, it is mostly gone by then.
    execArgv: ['--max-semi-space-size=64'],
  },
})
