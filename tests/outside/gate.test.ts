import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SpawnedReaders } from '../../src/adapters/outside/spawn-readers.ts'
import { spawnReaders } from '../../src/adapters/outside/spawn-readers.ts'
import type { Browser, Serving } from '../api/serving.ts'
import { invite, serveTest, setUp } from '../api/serving.ts'
import { seed } from '../seed.ts'
import { bundles, worker } from './bundles.ts'
import { bombs, diceOf, mutantOf } from './mutants.ts'
import { leastWait, waitMsMax } from './waits.ts'

/** Mutants in all, and every how many of the bombs; `npm run campaign:gate` asks for more. */
const mutants = Number(process.env['TAIZHANG_MUTANTS'] ?? 60)
const bombsEvery = process.env['TAIZHANG_MUTANTS'] === undefined ? 21 : 1

const made = bundles('gate')
let outside: SpawnedReaders
let serving: Serving
let sender: Browser
let other: Browser

beforeAll(async () => {
  outside = spawnReaders(await made.script('worker', worker), {
    onProblem: (error) => serving.unforeseen.push(error),
  })
  serving = await serveTest({ outside })
  ;({ browser: sender } = await setUp(serving))
  other = await invite(serving, sender, { username: 'other', roles: ['auditor'] })
})

afterAll(async () => {
  await serving.close()
  outside.close()
  made.remove()
})

/** The ways by which a file comes in, and the endings it may have there. */
const ways: readonly (readonly [path: string, endings: RegExp])[] = [
  ['/api/v1/registers/meeting/import?dryRun=true', /\.(xlsx|csv)$/],
  ['/api/v1/reading/file?year=2026', /\.(docx|csv)$/],
  ['/api/v1/received', /\.(docx|pdf|json)$/],
  ['/api/v1/attachments?name=附件.docx', /\.docx$/],
  ['/api/v1/attachments?name=附件.xlsx', /\.xlsx$/],
]

interface Sound {
  readonly name: string
  readonly bytes: Uint8Array
}

/** Files as they should be: a sealed report of an earlier version, a ledger as it was written. */
async function soundFiles(): Promise<readonly Sound[]> {
  const kept = join(import.meta.dirname, '../kept')
  const [version = ''] = readdirSync(kept).filter((name) => name.startsWith('v'))
  const ofKept = (name: string) => {
    const bytes = new Uint8Array(readFileSync(join(kept, version, name)))
    return { name, bytes }
  }
  const exported = async (format: string) => {
    const path = `/api/v1/registers/meeting/export?format=${format}`
    const { bytes } = await sender.ask('GET', path)
    return { name: `会议.${format}`, bytes }
  }
  return [
    ofKept('report-2025.docx'),
    ofKept('demo-2025.docx'),
    await exported('xlsx'),
    await exported('csv'),
  ]
}

/** Sends a file, and sees that it has its answer while somebody else works on. */
async function isAnswered(name: string, path: string, file: Uint8Array): Promise<string> {
  const work = () => sender.ask('POST', encodeURI(path), { file })
  const { ms, told } = await leastWait(other, [name, work])
  expect(ms, name).toBeLessThan(waitMsMax)
  expect(told.status, name).toBeLessThan(500)
  if (told.status < 400) return 'read'
  expect(told.body.code, name).toMatch(/^[a-z]+(\.[a-z-]+)+$/)
  const [fault] = told.body.faults
  expect([fault?.text ?? told.body.title, fault?.hint ?? told.body.hint], name).not.toContain('')
  return told.body.code
}

const patience = { timeout: 120_000 + mutants * 4000 }

test(
  'a file that was changed anywhere is read or refused, and nobody waits for it',
  patience,
  async () => {
    const dice = diceOf(seed)
    const files = await soundFiles()
    const answers = new Map<string, number>()
    for (let at = 0; at < mutants; at += 1) {
      const { name, bytes } = files[at % files.length] as Sound
      const [how, file] = mutantOf(bytes, dice)
      const [path] = pickWay(name, dice)
      const answer = await isAnswered(`${at}: ${name}, ${how}`, path, file)
      answers.set(answer, (answers.get(answer) ?? 0) + 1)
    }
    expect(serving.unforeseen).toEqual([])
    // Some survive what was done to them, and most do not: else nothing was tried.
    expect(answers.get('read') ?? 0).toBeGreaterThan(0)
    expect(answers.size).toBeGreaterThan(3)
    if (mutants > 1000) console.log(Object.fromEntries(answers))
  },
)

function pickWay(name: string, dice: (below: number) => number) {
  const open = ways.filter(([, endings]) => endings.test(name))
  return open[dice(open.length)] as (typeof ways)[number]
}

test('a bomb is refused, and nobody waits for it', { timeout: 900_000 }, async () => {
  const [importing, reading] = ways as [(typeof ways)[number], (typeof ways)[number]]
  const memory = process.memoryUsage.rss()
  let at = 0
  for (const [name, file] of bombs()) {
    at += 1
    if (at % bombsEvery !== 0) continue
    const [path] = name.endsWith('Word') ? reading : importing
    await isAnswered(name, path, file)
  }
  expect(process.memoryUsage.rss() - memory).toBeLessThan(500 * 1024 * 1024)
  expect(serving.unforeseen).toEqual([])
})
