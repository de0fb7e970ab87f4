import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { StoredCheckpoint } from '../../app/ports/store-ports.ts'
import { checkpointOnTimer, retryMs } from './checkpoint-timer.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function timerOver(make: () => Promise<StoredCheckpoint | null>) {
  const problems: unknown[] = []
  const timer = checkpointOnTimer({ afterMs: 500, make, onProblem: (one) => problems.push(one) })
  return { timer, problems }
}

test('a failed checkpoint is tried again by itself, later each time, and writes do not hurry it', async () => {
  const at: number[] = []
  const began = Date.now()
  const { timer, problems } = timerOver(() => {
    at.push(Date.now() - began)
    return Promise.reject(new Error('no database'))
  })
  timer.wake(1)
  for (let ms = 0; ms < 40_000; ms += 100) {
    await vi.advanceTimersByTimeAsync(100)
    timer.wake(1)
  }
  expect(at).toEqual([500, 1_500, 3_500, 7_500, 15_500, 31_500])
  expect(problems).toHaveLength(6)
  await vi.advanceTimersByTimeAsync(60 * 60_000)
  const gaps = at.slice(1).map((one, n) => one - (at[n] ?? 0))
  expect(Math.max(...gaps)).toBe(retryMs.most)
})

test('after one that succeeds, the next failure is again tried soon', async () => {
  let fails = true
  const at: number[] = []
  const began = Date.now()
  const { timer } = timerOver(async () => {
    at.push(Date.now() - began)
    if (fails) throw new Error('no database')
    return null
  })
  timer.wake(1)
  await vi.advanceTimersByTimeAsync(3_000)
  fails = false
  await vi.advanceTimersByTimeAsync(10_000)
  expect(at).toEqual([500, 1_500, 3_500])
  fails = true
  timer.wake(1)
  await vi.advanceTimersByTimeAsync(2_000)
  expect(at).toEqual([500, 1_500, 3_500, 13_500, 14_500])
})

test('closing tries what is due once more, and then nothing', async () => {
  let tries = 0
  const { timer } = timerOver(() => {
    tries += 1
    return Promise.reject(new Error('no database'))
  })
  timer.wake(1)
  await vi.advanceTimersByTimeAsync(600)
  await timer.close()
  expect(tries).toBe(2)
  timer.wake(1)
  await vi.advanceTimersByTimeAsync(60 * 60_000)
  expect(tries).toBe(2)
})
