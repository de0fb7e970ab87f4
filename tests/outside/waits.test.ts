import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import type { Browser, Told } from '../api/serving.ts'
import { processorTime } from '../processor-time.ts'
import { leastWait, waitMsMax } from './waits.ts'

setFlagsFromString('--expose-gc')
const collect: () => void = runInNewContext('gc')
const answered = { status: 200 } as Told
const other = { ask: async () => answered } as unknown as Browser

/** Does something in one piece, a turn after it was asked for. */
async function inOnePiece(work: () => void): Promise<Told> {
  await new Promise(setImmediate)
  work()
  return answered
}

test('whoever computes in one piece keeps others waiting, and is found', async () => {
  const busy = () => {
    const spentMs = processorTime()
    while (spentMs() < 1.5 * waitMsMax);
  }
  const { ms } = await leastWait(other, ['busy', () => inOnePiece(busy)])
  expect(ms).toBeGreaterThan(waitMsMax)
})

test('a pause for garbage is not what somebody sent', async () => {
  const kept = Array.from({ length: 400_000 }, (_, at) => ({ at, text: `${at}` }))
  const collecting = () => {
    const spentMs = processorTime()
    while (spentMs() < 1.5 * waitMsMax) collect()
  }
  const { ms } = await leastWait(other, ['garbage', () => inOnePiece(collecting)])
  expect(ms).toBeLessThan(waitMsMax)
  expect(kept).toHaveLength(400_000)
})
