import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { boundHeap } from './bound-heap.ts'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

const ringPlaces = 50_000
const made = 1_000_000
const youngBytes = 64 * 2 ** 20

/** Something of three hundred bytes. */
const thing = (nth: number) => ({ numbers: new Array<number>(32).fill(nth) })

/** The most that a heap holds beyond what lives, while things that lived a while go. */
function garbageMost(): { readonly garbage: number; readonly live: number } {
  const ring = Array.from({ length: ringPlaces }, (_, nth) => thing(nth))
  collect()
  const live = process.memoryUsage().heapUsed
  let most = live
  for (let nth = 0; nth < made; nth += 1) {
    ring[nth % ringPlaces] = thing(nth)
    if (nth % 10_000 === 0) most = Math.max(most, process.memoryUsage().heapUsed)
  }
  return { garbage: most - live, live: ring.length === ringPlaces ? live : 0 }
}

test('a heap holds little more garbage than six tenths of what lives in it', () => {
  boundHeap()
  const { garbage, live } = garbageMost()
  expect(garbage).toBeLessThan(live * 0.6 + youngBytes)
})
