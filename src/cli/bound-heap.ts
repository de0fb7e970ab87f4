import { performance } from 'node:perf_hooks'
import { getHeapStatistics, setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** So much of what lives may be garbage before it is cleared away. */
const garbagePercentMax = 200

/**
 * On a machine with much memory V8 lets a heap grow to four times what lives in it before it looks
 * for garbage. Ours holds little and bounds its caches by bytes: it looks sooner, yet not so often
 * that requests wait for it. What lies there when nobody asks any more, `clearAtRest` gives back.
 */
export function boundHeap(): void {
  setFlagsFromString(`--heap-growing-percent=${garbagePercentMax}`)
}

/** How often is looked whether the process rests. */
const lookMs = 1_000
/** Of the time between two looks, what a process that rests works at most. */
const restShare = 0.1
/** A heap that grew less than this since it was cleared has nothing to give back. */
const grownTimes = 1.25
/**
 * The first one frees what nobody holds, and leaves pages that are mostly empty: which of them are
 * worth emptying V8 knows only then. The next one moves together what lives and gives them back. A
 * load that only pauses would have to fetch those pages again, so that waits for a longer rest; and
 * as the first may lie before what was done last, there are two then.
 */
const clearings = 3
const longRestLooks = 15
/** Clearing a larger heap takes so long that whoever asks next would notice. */
const clearedMax = 512 * 2 ** 20

/**
 * Gives back what a load has left as soon as nobody asks any more; V8 by itself does so about a
 * minute later, and its young generation not even then. Answers what ends it.
 */
export function clearAtRest(): () => void {
  setFlagsFromString('--expose-gc')
  const clear = runInNewContext('gc') as () => void
  const held = () => getHeapStatistics().total_heap_size
  let cleared = held()
  let due = 0
  let rested = 0
  let looked = performance.eventLoopUtilization()
  const look = () => {
    const { utilization } = performance.eventLoopUtilization(looked)
    looked = performance.eventLoopUtilization()
    rested = utilization > restShare ? 0 : rested + 1
    const now = held()
    if (now >= cleared * grownTimes) due = clearings
    const isAtRest = rested >= (due === clearings ? 1 : longRestLooks)
    if (due === 0 || !isAtRest || now > clearedMax) return
    clear()
    cleared = held()
    due -= 1
  }
  const timer = setInterval(look, lookMs).unref()
  return () => clearInterval(timer)
}
