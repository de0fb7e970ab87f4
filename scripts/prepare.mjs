import { ensureBuilt } from './build.mjs'
import { ensureInstalled } from './install.mjs'
import { PlainEnd, say } from './root.mjs'

/** Makes dist/ runnable and current, with the page or without; costs milliseconds when it is. */
export async function prepare({ page }) {
  await ensureInstalled()
  await ensureBuilt({ page })
}

/** Runs `work`; an expected end becomes one sentence and exit code 2. */
export async function plainly(work) {
  try {
    return await work()
  } catch (error) {
    const closed = ['EACCES', 'EROFS', 'ENOSPC'].includes(error.code)
    if (!(error instanceof PlainEnd) && !closed) throw error
    say(closed ? `cannot write ${error.path ?? ''} (${error.code})` : error.message)
    process.exit(2)
  }
}
