import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { bytesBeside, bytesOf } from './bytes-of.ts'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/** What the heap holds once collecting frees no more: some goes only when it is collected again. */
function heapAtRest(): number {
  let least = Number.POSITIVE_INFINITY
  for (;;) {
    collect()
    const { heapUsed } = process.memoryUsage()
    if (heapUsed >= least) return heapUsed
    least = heapUsed
  }
}

function heapOf<T>(make: () => T): { readonly value: T; readonly bytes: number } {
  const before = heapAtRest()
  const value = make()
  collect()
  return { value, bytes: process.memoryUsage().heapUsed - before }
}

const many = 20_000

const texts = Array.from({ length: many }, (_, nth) =>
  JSON.stringify({
    id: `${nth}`.padStart(36, '0'),
    register: 'meeting',
    values: {
      kind: 'branch',
      due: nth % 40,
      cost: { minor: 1_000 + nth, currency: 'CNY' },
      place: `${nth}号会议室`,
      present: [`${nth % 50}`.padStart(36, '1'), `${nth % 49}`.padStart(36, '2')],
      agenda: [{ topic: '传达学习', themes: ['party'] }, { topic: '研究事项' }],
    },
  }),
)

test('what is said of records is near to what the heap grows by', () => {
  const { value, bytes } = heapOf(() => texts.map((text) => JSON.parse(text) as unknown))
  // Of texts that are equal and stand apart each takes its own bytes.
  const said = value.reduce<number>((sum, one) => sum + bytesOf(one), 0)
  expect(said / bytes).toBeGreaterThan(0.6)
  expect(said / bytes).toBeLessThan(1.6)
})

test('and of tables', () => {
  const { value, bytes } = heapOf(
    () => new Map(texts.map((_, nth) => [`key ${nth}`, new Set([nth])])),
  )
  expect(bytesOf(value) / bytes).toBeGreaterThan(0.4)
  expect(bytesOf(value) / bytes).toBeLessThan(1.6)
})

test('what stands in a value twice counts once, and what it shares with another not at all', () => {
  const shared = { text: '台账'.repeat(100) }
  expect(bytesOf([shared, shared])).toBeLessThan(bytesOf(shared) * 1.5)
  expect(bytesBeside({ shared, own: 1 }, { shared, own: 2 })).toBeLessThan(100)
})

test('a ring is gone round once', () => {
  const ring: { next?: unknown } = {}
  ring.next = ring
  expect(bytesOf(ring)).toBeGreaterThan(0)
})
