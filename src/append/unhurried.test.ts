import { expect, test } from 'vitest'
import type { Steps } from './unhurried.ts'
import { unhurried } from './unhurried.ts'

/** Work of steps, each of so many milliseconds. */
function* stepsOf(...each: readonly number[]): Generator<undefined, string> {
  for (const ms of each) {
    const until = performance.now() + ms
    while (performance.now() < until);
    yield
  }
  return 'done'
}

/** How often others had their turn before the work was done, and what came of it. */
async function turnsDuring(work: Steps<string>): Promise<readonly [string, number]> {
  let turns = 0
  let isOver = false
  const others = () => {
    turns += 1
    if (!isOver) setImmediate(others)
  }
  setImmediate(others)
  const came = await unhurried(work)
  isOver = true
  return [came, turns]
}

test('others have their turn again and again while the work goes on', async () => {
  const [came, turns] = await turnsDuring(stepsOf(...Array<number>(10).fill(12)))
  expect(came).toBe('done')
  expect(turns).toBeGreaterThanOrEqual(9)
})

test('work that takes no time is not held up by giving way after each step', async () => {
  // A slow machine may stop in the middle of it, once or twice, but not at every step.
  const [came, turns] = await turnsDuring(stepsOf(12, ...Array<number>(1000).fill(0)))
  expect(came).toBe('done')
  expect(turns).toBeLessThan(500)
})

test('what fails in a step fails the work', async () => {
  const failing: Steps<string> = {
    next: () => {
      throw new Error('of no use')
    },
  }
  await expect(unhurried(failing)).rejects.toThrow('of no use')
})
