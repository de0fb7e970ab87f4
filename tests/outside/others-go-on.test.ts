import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SpawnedReaders } from '../../src/adapters/outside/spawn-readers.ts'
import { spawnReaders } from '../../src/adapters/outside/spawn-readers.ts'
import { canonicalJson } from '../../src/log/canonical-json.ts'
import type { DraftTree } from '../../src/report/draft/draft-tree.ts'
import type { Browser, Serving, Told } from '../api/serving.ts'
import { invite, serveTest, setUp } from '../api/serving.ts'
import { draftOf, soundTree } from '../report-flow/people.ts'
import { bundles, worker } from './bundles.ts'
import { largeClaims, wideTable } from './hostile-files.ts'
import type { Work } from './waits.ts'
import { leastWait, waitMsMax } from './waits.ts'

const made = bundles('others')
let outside: SpawnedReaders
let serving: Serving
let sender: Browser
let other: Browser
let reviewer: Browser

beforeAll(async () => {
  outside = spawnReaders(await made.script('worker', worker))
  serving = await serveTest({ outside, isHeld: false })
  ;({ browser: sender } = await setUp(serving))
  other = await invite(serving, sender, { username: 'other', roles: ['auditor'] })
  reviewer = await invite(serving, sender, { username: 'reviewer', roles: ['reviewer'] })
})

afterAll(async () => {
  await serving.close()
  outside.close()
  made.remove()
})

const utf8 = new TextEncoder()
const importing = '/api/v1/registers/meeting/import?dryRun=true'
const honours = '/api/v1/registers/honour/import?alike=add'
const reading = '/api/v1/reading/file?year=2026'
const receiving = '/api/v1/received'

const sending = (path: string, file: Uint8Array) => () => sender.ask('POST', path, { file })

const hostile: readonly Work[] = [
  ...Object.entries(largeClaims).map(([name, file]): Work => [name, sending(importing, file)]),
  ['15 MB of CSV', sending(importing, utf8.encode('2026-05-06,专题会议,学习\n'.repeat(500_000)))],
  ['a table of Word', sending(reading, wideTable(20_000))],
  ['a text of numbers', sending(reading, utf8.encode('召开会议3次，'.repeat(2857)))],
  ['lines without words', sending(reading, utf8.encode(`甲${'\n'.repeat(200_000)}乙`))],
  ['15 MB of evidence', sending(receiving, largeEvidence())],
]

const honest: readonly Work[] = [
  ['a sheet looked at', sending(`${honours}&dryRun=true`, manyHonours())],
  ['a sheet taken in', sending(`${honours}&dryRun=false`, manyHonours())],
  ['a sheet that is known', sending(`${honours}&dryRun=true`, manyHonours())],
]

/** Rows of one day and one giver: each has everything but its name in common with all others. */
function manyHonours(): Uint8Array {
  const rows = Array.from({ length: 3000 }, (_, at) => `第${at * 7919}号先进集体,省局,2026-05-06`)
  return utf8.encode(['荣誉名称,授予单位,授予日期', ...rows].join('\n'))
}

/** The canonical text of a report that nobody signed, over a log of 60,000 entries. */
function largeEvidence(): Uint8Array {
  const texts = Array.from({ length: 60_000 }, (_, at) => `${at}`.padEnd(250, '录'.repeat(9)))
  const sealed = {
    v: 1,
    document: { title: '', signature: '', year: 2026, blocks: [], claims: [], asOf: {} },
    evidence: {
      v: 1,
      checkpoint: '',
      today: '',
      pack: '',
      records: [],
      overrides: [],
      organisation: {},
      keys: {},
      leaves: { kind: 'all', texts },
      definitions: { registers: [], lists: [], figures: [], duties: [] },
    },
    signing: null,
  }
  return utf8.encode(canonicalJson(sealed))
}

/** A draft of 20,000 characters, all of it numbers: some of them claims, the others free. */
function draftOfNumbers(): DraftTree {
  const text = '召开会议3次，'
  const free = { kind: 'text', text: text.repeat(1400), claim: null } as const
  const ids = Array.from({ length: 1400 }, (_, at) => `n${at}`)
  const claims = ids.map((id) => ({ kind: 'text', text, claim: id }) as const)
  const blocks = Array.from({ length: 4 }, (_, at) => ({
    id: `b${at}`,
    kind: 'paragraph' as const,
    runIn: null,
    inlines: claims.slice(at * 350, (at + 1) * 350),
  }))
  const bound = { by: 'figure', id: 'meetings', atLeast: false } as const
  return {
    ...soundTree(),
    blocks: [{ id: 'free', kind: 'paragraph', runIn: null, inlines: [free] }, ...blocks],
    claims: Object.fromEntries(ids.map((id) => [id, bound])),
  }
}

async function othersGoOn(work: Work): Promise<Told> {
  const { ms, told } = await leastWait(other, work)
  expect(ms, work[0]).toBeLessThan(waitMsMax)
  return told
}

const patience = { timeout: 180_000 }

test(
  'while one sends hostile files, another works on, and each has its answer',
  patience,
  async () => {
    await sending(reading, utf8.encode('召开会议3次。'))()
    const memory = process.memoryUsage.rss()
    for (const work of hostile) {
      const { status, body } = await othersGoOn(work)
      expect(status, work[0]).toBeLessThan(500)
      if (status >= 400) expect(body.code, work[0]).toMatch(/^(file|sheet|received)\.|^request\./)
    }
    expect(process.memoryUsage.rss() - memory).toBeLessThan(300 * 1024 * 1024)
    expect(serving.unforeseen).toEqual([])
  },
)

test('while one imports thousands of rows, another works on', patience, async () => {
  for (const work of honest) expect((await othersGoOn(work)).status, work[0]).toBe(200)
  const known = await sending(`${honours}&dryRun=true`, manyHonours())()
  expect(known.body).toMatchObject({ rows: 3000, fresh: 0, known: 3000 })
})

test(
  'while one reads and reviews a draft of nothing but numbers, another works on',
  patience,
  async () => {
    const { id, revision } = await draftOf(sender, { year: 2026, tree: draftOfNumbers() })
    const read = await othersGoOn(['reading', () => sender.ask('GET', `/api/v1/drafts/${id}`)])
    expect(read.status).toBe(200)
    expect(read.body.findings.length).toBeGreaterThan(2000)
    const reviewing = { body: { revision, verdict: 'passed' }, headers: { 'if-match': '"0"' } }
    const review = () => reviewer.ask('POST', `/api/v1/drafts/${id}/review`, reviewing)
    const reviewed = await othersGoOn(['reviewing', review])
    expect([reviewed.status, reviewed.body.code]).toEqual([422, 'report.not-final'])
  },
)
