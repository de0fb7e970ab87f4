import { relative } from 'node:path'
import type { Reporter, TestModule, TestSuite } from 'vitest/node'

/** Ends the run with one plain line, `N passed, N failed`, for people and for scripts. */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const count = { passed: 0, failed: errors.length, skipped: 0, pending: 0 }
    for (const module of modules) {
      for (const test of module.children.allTests()) count[test.result().state]++
      // A file that does not load has no tests to count, and still must not look like success.
      count.failed += module.errors().length
    }
    const skipped = count.skipped + count.pending
    const tail = skipped > 0 ? `, ${skipped} skipped` : ''
    const named = modules.flatMap((module) => namesSkipped(module))
    // After the summary of the default reporter, which prints when it hears of the same event.
    process.on('exit', () => {
      if (named.length > 0) process.stdout.write(`Skipped here:\n${named.join('\n')}\n`)
      process.stdout.write(`${count.passed} passed, ${count.failed} failed${tail}\n`)
    })
  }
}

/**
 * What this machine cannot run: a test or suite says in its own name what it is skipped without
 * (`tools/closing-line.test.ts`). What a filter of names left out is no matter.
 */
export function namesSkipped(module: TestModule): readonly string[] {
  const place = relative(process.cwd(), module.moduleId)
  return namesIn(module).map((name) => `  ${place}: ${name}`)
}

function namesIn(parent: TestModule | TestSuite): string[] {
  return [...parent.children].flatMap((child) => {
    const state = child.type === 'suite' ? child.state() : child.result().state
    if (state === 'skipped' && child.name.includes('(skipped without ')) return [child.name]
    return child.type === 'suite' ? namesIn(child) : []
  })
}
