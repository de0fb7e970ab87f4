import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { costByPart } from './process-cost.ts'
import { firstHeapOf, memoryOf, memoryPeakOf } from './process-memory.ts'

const hasProc = existsSync('/proc/self/smaps_rollup')

test.skipIf(!hasProc)(
  'a process and its family hold memory, shared pages counted once (skipped without /proc)',
  () => {
    const own = memoryOf(process.pid)
    expect(own?.rss).toBeGreaterThan(1_000_000)
    expect(costByPart(process.pid)?.server.bytes).toBeGreaterThanOrEqual((own?.pss ?? 0) / 2)
    expect(firstHeapOf(process.pid)).toBeGreaterThan(0)
    expect(firstHeapOf(process.pid)).toBeLessThan(own?.pss ?? 0)
    expect(memoryPeakOf(process.pid)).toBeGreaterThan((own?.rss ?? 0) / 2)
  },
)

// A worker of PostgreSQL that ends while we look once failed a whole run.
test.skipIf(!hasProc)(
  'processes that end while they are measured are left out (skipped without /proc)',
  async () => {
    const children = Array.from({ length: 30 }, () => spawn('true'))
    while (children.some((child) => child.exitCode === null)) {
      expect(costByPart(process.pid)?.server.bytes).toBeGreaterThan(0)
      await new Promise((resolve) => setImmediate(resolve))
    }
    const [ended] = children
    expect(memoryOf(ended?.pid ?? 0)).toBeNull()
  },
)

test.skipIf(!hasProc)(
  'a zombie holds nothing, and is no error (skipped without /proc)',
  async () => {
    const child = spawn('sh', ['-c', 'true & sleep 1'])
    await once(child, 'exit')
    expect(memoryOf(child.pid ?? 0)).toBeNull()
  },
)
