import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{bench,tests,tools}/**/*.test.ts', 'src/**/*.test.{ts,tsx}'],
    globalSetup: ['./tests/database-setup.ts'],
    setupFiles: ['./tests/seed.ts'],
    reporters: ['default', './tools/closing-line.ts'],
    testTimeout: 20_000,
    // A browser unpacked from npm and a database made from nothing may share two slow cores.
    hookTimeout: 90_000,
    // A second, the default, is short for a page on a machine that has other work to do.
    expect: { poll: { timeout: 15_000 } },
    maxWorkers: 2,
  },
})
