import type { CheckedPage, LogOfPieces } from './check-page.ts'
import { pageEntries } from './check-page.ts'
import type { LogChecks } from './log-checks.ts'

/**
 * The entries of a log from one on, in order, by pages: some are read and checked while one is
 * folded. Behind a gap, and behind what the head speaks of, they are read as they come.
 */
export async function* checkedPages(
  checks: LogChecks,
  log: LogOfPieces,
  { from, size }: { readonly from: number; readonly size: number },
): AsyncGenerator<CheckedPage, void> {
  const begun: { readonly to: number; readonly page: Promise<CheckedPage> }[] = []
  let next = from
  let expected = from
  let isWhole = true
  while (isWhole && expected < size) {
    for (; next < size && begun.length < checks.atOnce; next = begun.at(-1)?.to ?? size) {
      const to = Math.min(next + pageEntries, size)
      const page = checks.entries({ ...log, from: next, to })
      // Looked at in its turn; whoever stops before must not leave it unhandled.
      page.catch(() => {})
      begun.push({ to, page })
    }
    const first = begun.shift()
    if (first === undefined) break
    const page = await first.page
    yield page
    isWhole = page.entries.length === first.to - expected
    expected = first.to
  }
  for (;;) {
    const page = await checks.entries({ ...log, from: expected, to: Number.POSITIVE_INFINITY })
    const last = page.entries.at(-1)
    if (last === undefined) return
    yield page
    expected = last.index + 1
  }
}
