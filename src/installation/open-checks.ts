import { availableParallelism } from 'node:os'
import { openThreads } from '../adapters/threads/thread-pool.ts'
import type { LogAnswer, LogQuestion, OpenedChecks } from '../app/audit/log-checks.ts'
import { checksApart } from '../app/audit/log-checks.ts'
import { bundleOf } from './project.ts'

/** Threads at most: whoever reads the entries and folds what they found keeps no more busy. */
const checkersMax = 4

/** Checks of entries in threads, one for each core. */
export function openChecks(): OpenedChecks {
  const count = Math.min(availableParallelism(), checkersMax)
  const threads = openThreads<LogQuestion, LogAnswer>(bundleOf('checker'), count)
  return { ...checksApart(threads.ask, 2 * count), close: threads.close }
}
