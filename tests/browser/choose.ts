import type { Locator } from 'playwright-core'

const openWithinMs = 5_000

/**
 * Types into a line that has matches below it and takes the first. The list closes when the page
 * behind it moves, and a page may still move from what was done before: then it is typed again.
 */
export async function chooseFirst(line: Locator, typed: string): Promise<void> {
  const marked = line.page().locator('[role=option][data-focused]:visible')
  await line.click()
  for (let opened = false; !opened; ) {
    await line.fill('')
    await line.fill(typed)
    opened = await marked.waitFor({ timeout: openWithinMs }).then(
      () => true,
      () => false,
    )
  }
  await line.press('Enter')
}
