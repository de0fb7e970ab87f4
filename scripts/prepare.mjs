import { ensureBuilt } from './build.mjs'
import { ensureInstalled } from './install.mjs'
import { PlainEnd, say } from './root.mjs'

/** Makes dist/main.mjs runnable and current; costs milliseconds when it is. */
export async function prepare() {
  await ensureInstalled()
  await ensureBuilt()
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
