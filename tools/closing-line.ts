import { readdirSync } from 'node:fs'
import { relative } from 'node:path'
import type { Reporter, TestModule, TestSuite, Vitest } from 'vitest/node'
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
    const named = modules.flatMap((module) => namesSkipped(module))
    if (unseen.length > 0) process.exitCode = 1
    // After the summary of the default reporter, which prints when it hears of the same event.
    process.on('exit', () => {
      if (named.length > 0) process.stdout.write(`Skipped here:\n${named.join('\n')}\n`)
      for (const id of unseen) process.stdout.write(`no test has seen an answer of ${id}\n`)
      process.stdout.write(`${count.passed} passed, ${count.failed} failed${tail}\n`)
    })
  }

  /** Nothing is known of them where only some of the tests were run. */
  private async unseenRoutes(modulesRun: number): Promise<readonly string[]> {
    const { vitest } = this
    // At another hour some files are left out (`scripts/verbs/hours.mjs`).
    if (!vitest || vitest.config.testNamePattern || process.env['TAIZHANG_HOUR']) return []
    if (modulesRun < (await vitest.globTestSpecifications()).length) return []
    const { answersSeen } = vitest.getRootProject().getProvidedContext()
    return unseenRoutes(readdirSync(answersSeen))
  }
}

/** Routes that are none of these. */
export function unseenRoutes(seen: readonly string[]): readonly string[] {
  return allRoutes.map(({ id }) => id).filter((id) => !seen.includes(id))
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
