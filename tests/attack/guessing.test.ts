import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { goodPassword, serveTest, setUp } from '../api/serving.ts'
import type { Serving, Told } from '../api/serving.ts'

const rounds = Number(process.env['TAIZHANG_SIGN_INS'] ?? 5)

let serving: Serving
let database: Client

beforeAll(async () => {
  serving = await serveTest()
  await setUp(serving)
  database = new Client(serving.connection)
  await database.connect()
})

afterAll(async () => {
  await database.end()
  await serving.close()
})

const signIn = (username: string, password: string): Promise<Told> =>
  serving.browser().ask('POST', '/api/v1/session', { body: { username, password } })

// What the throttle counts is moved back, as if that much time had gone by.
async function letPass(minutes: number): Promise<void> {
  const back = `interval '${minutes} minutes'`
  await database.query(`UPDATE auth.failure SET wait_until = wait_until - ${back}`)
  await database.query(`UPDATE auth.bucket SET at = at - ${back}`)
}

test('of a thousand guesses few are looked at, and the owner still gets in', async () => {
  let evaluated = 0
  const guesses = Number(process.env['TAIZHANG_GUESSES'] ?? 1_000)
  for (let sent = 0; sent < guesses; sent += 200) {
    const told = await Promise.all(
      Array.from({ length: 200 }, (_, n) => signIn('张三', `guess-${sent + n}`)),
    )
    evaluated += told.filter(({ body }) => body.code === 'sign-in.refused').length
    expect(told.every(({ status }) => [401, 429, 503].includes(status))).toBe(true)
    // A patient guesser: every two hundred guesses it is a minute later.
    await letPass(1)
  }
  expect(evaluated).toBeGreaterThan(0)
  expect(evaluated).toBeLessThanOrEqual(100)
  const held = await signIn('张三', goodPassword)
  if (held.status !== 200) expect(held.headers.get('retry-after')).toMatch(/^\d+$/)
  await letPass(16)
  expect((await signIn('张三', goodPassword)).status).toBe(200)
}, 60_000)

test('a name that exists is refused in the same words and time as one that does not', async () => {
  // Other work on the machine may disturb one series; a name told by its time is told in each.
  const apart: number[] = []
  do apart.push(await timeApart())
  while ((apart.at(-1) ?? 1) >= 0.2 && apart.length < 3)
  expect(Math.min(...apart)).toBeLessThan(0.2)
}, 90_000)

/** How far apart the medians of refusals are, as a share; checks that the words are the same. */
async function timeApart(): Promise<number> {
  const times = { known: [] as number[], unknown: [] as number[] }
  const words = new Set<string>()
  for (let round = 0; round < rounds; round += 1) {
    for (const [kind, name] of [['known', '张三'] as const, ['unknown', '李四'] as const]) {
      await letPass(60)
      const began = performance.now()
      const told = await signIn(name, 'wrong-password')
      times[kind].push(performance.now() - began)
      words.add(JSON.stringify([told.status, told.body]))
    }
  }
  expect(words.size).toBe(1)
  const [known, unknown] = [median(times.known), median(times.unknown)]
  console.log(`refused: known ${known.toFixed(0)} ms, unknown ${unknown.toFixed(0)} ms`)
  return Math.abs(known - unknown) / known
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}
