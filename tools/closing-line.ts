import { readdirSync } from 'node:fs'
import type { Reporter, TestModule, Vitest } from 'vitest/node'
import { allRoutes } from '../src/api/routes/all-routes.ts'

/**
 * Ends the run with one plain line, `N passed, N failed`, for people and for scripts. A route
 * whose answer no test of a whole run has seen counts as failed; `tests/api/held-answers.ts` marks
 * the others.
 */
export default class ClosingLine implements Reporter {
  private vitest: Vitest | undefined

  onInit(vitest: Vitest): void {
    this.vitest = vitest
  }

  async onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): Promise<void> {
    const count = { passed: 0, failed: errors.length, skipped: 0, pending: 0 }
    for (const module of modules) {
      for (const test of module.children.allTests()) count[test.result().state]++
      // A file that does not load has no tests to count, and still must not look like success.
      count.failed += module.errors().length
    }
    const unseen = await this.unseenRoutes(modules.length)
    count.failed += unseen.length
    const skipped = count.skipped + count.pending
    const tail = skipped > 0 ? `, ${skipped} skipped` : ''
    if (unseen.length > 0) process.exitCode = 1
    // After the summary of the default reporter, which prints when it hears of the same event.
    process.on('exit', () => {
      for (const id of unseen) process.stdout.write(`no test has seen an answer of ${id}\n`)
      process.stdout.write(`${count.passed} passed, ${count.failed} failed${tail}\n`)
    })
  }

  /** Nothing is known of them where only some of the tests were run. */
  private async unseenRoutes(modulesRun: number): Promise<readonly string[]> {
    const { vitest } = this
    if (!vitest || vitest.config.testNamePattern) return []
    if (modulesRun < (await vitest.globTestSpecifications()).length) return []
    const { answersSeen } = vitest.getRootProject().getProvidedContext()
    return unseenRoutes(readdirSync(answersSeen))
  }
}

/** Routes that are none of these. */
export function unseenRoutes(seen: readonly string[]): readonly string[] {
  return allRoutes.map(({ id }) => id).filter((id) => !seen.includes(id))
}
