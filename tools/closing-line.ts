import type { Reporter, TestModule } from 'vitest/node'

/**
 * Ends the run with what was skipped, by name, and one plain line, `N passed, N failed`, for people
 * and for scripts.
 */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const count = { passed: 0, failed: errors.length, skipped: 0, pending: 0 }
    const left: string[] = []
    for (const module of modules) {
      for (const test of module.children.allTests()) {
        const { state } = test.result()
        count[state]++
        if (state === 'skipped') left.push(`skipped: ${module.relativeModuleId} ${test.fullName}`)
      }
      // A file that does not load has no tests to count, and still must not look like success.
      count.failed += module.errors().length
    }
    const skipped = count.skipped + count.pending
    const tail = skipped > 0 ? `, ${skipped} skipped` : ''
    // After the summary of the default reporter, which prints when it hears of the same event.
    process.on('exit', () => {
      if (left.length > 0) process.stdout.write(`${left.join('\n')}\n`)
      process.stdout.write(`${count.passed} passed, ${count.failed} failed${tail}\n`)
    })
  }
}
