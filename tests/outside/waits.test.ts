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

/** Goes on until it has taken longer than anybody may wait, by the clock and of the processor. */
function goOn(piece: () => void): void {
  const [began, spentMs] = [performance.now(), processorTime()]
  // Other threads compute too: what the process has spent may be more than has passed.
  const leastMs = () => Math.min(performance.now() - began, spentMs())
  while (leastMs() < 1.5 * waitMsMax) piece()
}

test('whoever computes in one piece keeps others waiting, and is found', async () => {
  const busy = () => goOn(() => {})
  const { ms } = await leastWait(other, ['busy', () => inOnePiece(busy)])
  expect(ms).toBeGreaterThan(waitMsMax)
})

test('a pause for garbage is not what somebody sent', async () => {
  const kept = Array.from({ length: 400_000 }, (_, at) => ({ at, text: `${at}` }))
  const collecting = () => goOn(collect)
  const { ms } = await leastWait(other, ['garbage', () => inOnePiece(collecting)])
  expect(ms).toBeLessThan(waitMsMax)
  expect(kept).toHaveLength(400_000)
})
