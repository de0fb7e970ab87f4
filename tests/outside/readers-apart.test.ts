import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { readHere } from '../../src/adapters/outside/readers.ts'
import type { SpawnedReaders } from '../../src/adapters/outside/spawn-readers.ts'
import { spawnReaders } from '../../src/adapters/outside/spawn-readers.ts'
import { waitingLine } from '../../src/adapters/outside/waiting-line.ts'
import { Refusal } from '../../src/ledger/fault.ts'
import { bundles, worker } from './bundles.ts'

const made = bundles('readers')
const scripts = { sound: '', hostile: '' }
const open: SpawnedReaders[] = []

/** A reader that does to itself what a hostile file would: the text says what. */
const hostile = `
  import { runReader } from '../../src/adapters/outside/reader-process.ts'
  runReader()
  process.prependListener('message', ({ given }) => {
    const text = typeof given.text === 'string' ? given.text : ''
    const held = []
    while (text === 'hang') {}
    while (text === 'heap') held.push(Array.from({ length: 10_000 }, (_, at) => ({ at })))
    while (text === 'buffers') held.push(Buffer.alloc(8_000_000, 1))
    if (text === 'crash') process.exit(3)
    if (text === 'look') process.send({ part: { environment: Object.keys(process.env) }, isLast: true })
  })`

beforeAll(async () => {
  scripts.sound = await made.script('sound', worker)
  scripts.hostile = await made.script('hostile', hostile)
})

afterEach(() => {
  for (const one of open.splice(0)) one.close()
})

afterAll(() => {
  made.remove()
})

function readers(given: Parameters<typeof spawnReaders>[1] & { script?: string } = {}) {
  const { script = scripts.sound, ...bounds } = given
  const spawned = spawnReaders(script, { wallMs: 60_000, ...bounds })
  open.push(spawned)
  return spawned
}

async function codeOf(asked: Promise<unknown>): Promise<string> {
  try {
    await asked
    return 'read'
  } catch (error) {
    if (error instanceof Refusal) return error.faults[0]?.code ?? ''
    throw error
  }
}

const utf8 = new TextEncoder()
const text = (said: string) => ({ text: said, wordings: [] })

test('what is read apart is what is read here', async () => {
  const apart = readers()
  const csv = utf8.encode(`甲,乙\n${'1,"2\n3"\n,\n'.repeat(15_000)}`)
  expect(await apart.read('sheet', csv, 1)).toEqual(await readHere('sheet', csv))
  const said = text('全年召开会议12次，没有发生问题。')
  expect(await apart.read('text', said, 1)).toEqual(await readHere('text', said))
  const file = utf8.encode('报告\n召开会议3次。')
  expect(await apart.read('report', file, null)).toEqual(await readHere('report', file))
  const texts = { texts: ['一是加强档案库房安全管理', '一是加强档案库房安全管理'], atLeast: 0.3 }
  expect(await apart.read('likeness', texts, 1)).toEqual(await readHere('likeness', texts))
})

test('a refusal comes back as it was, place and both languages', async () => {
  const apart = readers()
  const found = await apart.read('report', utf8.encode('%PDF-1.7'), 1).catch((one: unknown) => one)
  const here = await readHere('report', utf8.encode('%PDF-1.7')).catch((one: unknown) => one)
  expect(found).toBeInstanceOf(Refusal)
  expect((found as Refusal).faults).toEqual((here as Refusal).faults)
})

test.each([
  ['hang', 'file.too-costly'],
  ['heap', 'file.too-costly'],
  ['buffers', 'file.too-costly'],
  ['crash', 'file.unreadable'],
])('a reader that meets %s is ended, and the next one reads on', async (how, code) => {
  const problems: unknown[] = []
  const apart = readers({
    script: scripts.hostile,
    heapMegabytes: 64,
    memoryMegabytes: 300,
    childrenMax: 1,
    wallMs: how === 'hang' ? 3_000 : 60_000,
    onProblem: (error) => problems.push(error),
  })
  expect(await codeOf(apart.read('text', text(how), 1))).toBe(code)
  expect(problems.length).toBe(how === 'crash' ? 1 : 0)
  if (how !== 'hang') expect(await codeOf(apart.read('text', text('召开3次'), 1))).toBe('read')
})

test('a reader sees nothing of the environment of the server', async () => {
  process.env['TAIZHANG_TEST_SECRET'] = 'x'
  const apart = readers({ script: scripts.hostile })
  const seen: unknown = await apart.read('text', text('look'), 1)
  delete process.env['TAIZHANG_TEST_SECRET']
  const { environment } = seen as { environment: string[] }
  expect(environment).not.toContain('TAIZHANG_TEST_SECRET')
  expect(environment.filter((name) => /PASS|SECRET|DATABASE|KEY/.test(name))).toEqual([])
})

test('whoever goes away stops being read for, waiting or not', async () => {
  const apart = readers({ script: scripts.hostile, childrenMax: 1 })
  const [first, second] = [new AbortController(), new AbortController()]
  const running = codeOf(apart.until(first.signal).read('text', text('hang'), 1))
  const waiting = codeOf(apart.until(second.signal).read('text', text('hang'), 1))
  const other = codeOf(apart.read('text', text('召开3次'), 2))
  second.abort()
  expect(await waiting).toBe('reading.busy')
  first.abort()
  expect(await running).toBe('reading.stopped')
  expect(await other).toBe('read')
})

test('units take turns, and one cannot fill the line', async () => {
  const line = waitingLine({ atOnce: 2 })
  const order: string[] = []
  const ends: (() => void)[] = []
  const turn = (unit: number) => ({ unit, gone: null, bytes: 1 })
  const work = (name: string) => () =>
    new Promise<void>((resolve) => {
      order.push(name)
      ends.push(resolve)
    })
  const all = [1, 2, 3, 4, 5].map((at) => line.wait(turn(1), work(`a${at}`)))
  all.push(line.wait(turn(2), work('b')), line.wait(turn(3), work('c')))
  const turns = async (count: number) => {
    for (let at = 0; at < count; at++) {
      await new Promise((resolve) => setImmediate(resolve))
      ends.shift()?.()
    }
  }
  await turns(7)
  await Promise.all(all)
  expect(order.slice(0, 4)).toEqual(['a1', 'a2', 'b', 'c'])
  const many = Array.from({ length: 11 }, () => codeOf(line.wait(turn(1), work('d'))))
  expect(await Promise.race(many)).toBe('reading.busy')
  const other = codeOf(line.wait(turn(2), work('e')))
  await turns(12)
  expect(await other).toBe('read')
  expect((await Promise.all(many)).filter((code) => code === 'read')).toHaveLength(10)
})
