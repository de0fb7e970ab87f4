import { expect, test } from 'vitest'
import { toldApart } from '../../tests/told-apart.ts'

/** The most that a heap holds beyond what lives, while things that lived a while go. */
const program = `
import { boundHeap } from './bound-heap.ts'
if (process.argv[2] === 'bound') boundHeap()
const places = 300_000
const thing = (nth: number) => ({ numbers: new Array(32).fill(nth) })
const ring = Array.from({ length: places }, (_, nth) => thing(nth))
globalThis.gc()
const live = process.memoryUsage().heapUsed
let most = live
for (let nth = 0; nth < 10 * places; nth += 1) {
  ring[nth % places] = thing(nth)
  if (nth % 10_000 === 0) most = Math.max(most, process.memoryUsage().heapUsed)
}
process.stdout.write(JSON.stringify({ garbage: most - live, live, kept: ring.length }))
`
const youngBytes = 64 * 2 ** 20

test('a heap holds little more garbage than twice what lives in it', async () => {
  const { garbage, live } = (await toldBy(program, 'bound')) as { garbage: number; live: number }
  expect(garbage).toBeLessThan(live * 2 + youngBytes)
})

/** Tells what a heap held under load and holds once it is given back; waits for that as long as it takes. */
const resting = `
import { getHeapStatistics } from 'node:v8'
import { clearAtRest } from './bound-heap.ts'
const held = () => getHeapStatistics().total_heap_size
clearAtRest()
let left = Array.from({ length: 100_000 }, (_, nth) => new Array(100).fill(nth))
const loaded = held()
left = []
const looking = setInterval(() => {
  if (held() > loaded / 2) return
  clearInterval(looking)
  process.stdout.write(JSON.stringify({ loaded, rested: held(), left: left.length }))
}, 100)
`

test('a process that rests gives back what a load has left, long before V8 does', async () => {
  const { loaded, rested } = (await toldBy(resting)) as { loaded: number; rested: number }
  expect(rested).toBeLessThan(loaded / 2)
})

/**
 * Of many things a few stay, on every page: a page goes only when they have been moved. As the first
 * clearing may lie before what was done last, there are two more once the process rests for long.
 */
const scattered = `
import { constants, PerformanceObserver } from 'node:perf_hooks'
import { getHeapStatistics } from 'node:v8'
import { clearAtRest } from './bound-heap.ts'
let cleared = 0
new PerformanceObserver((list) => {
  const isForced = ({ detail }) => detail.flags === constants.NODE_PERFORMANCE_GC_FLAGS_FORCED
  cleared += list.getEntries().filter(isForced).length
}).observe({ entryTypes: ['gc'] })
const held = () => getHeapStatistics().total_heap_size
const bare = held()
clearAtRest()
let left = Array.from({ length: 800_000 }, (_, nth) => ({ numbers: new Array(8).fill(nth) }))
const loaded = held()
left = left.filter((_, nth) => nth % 25 === 0)
const looking = setInterval(() => {
  if (cleared < 3 || held() - bare > (loaded - bare) / 2) return
  clearInterval(looking)
  const rested = held() - bare
  process.stdout.write(JSON.stringify({ loaded: loaded - bare, rested, left: left.length }))
}, 100)
`

test('and pages on which little of it is left, once it rests for long', async () => {
  const { loaded, rested } = (await toldBy(scattered)) as { loaded: number; rested: number }
  expect(rested).toBeLessThan(loaded / 2)
})

function toldBy(program: string, ...told: readonly string[]): Promise<unknown> {
  return toldApart(program, { from: import.meta.dirname, told })
}
