import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ClientConfig } from 'pg'
import { databasePlace } from '../src/adapters/postgres/database-place.ts'
import { findEmbedded } from '../src/adapters/postgres/embedded.ts'
import type { BenchOptions, StepName } from './bench-options.ts'
import { size, time } from './bench-table.ts'
import type { Line } from './bench-table.ts'
import { fillCeiling, makeCeilingDatabase } from './ceiling-schema.ts'
import { measurePage } from './first-page.ts'
import { median, told } from './measure.ts'
import { measureLists } from './measure-lists.ts'
import type { Inside } from './measure-inside.ts'
import {
  countedBody,
  measureCreate,
  measureDeepPage,
  measureList,
  measureYear,
  meetingBodies,
} from './over-http.ts'
import type { Servers } from './over-http.ts'
import { memoryOf, memoryOfFamily } from './process-memory.ts'
import { openRawCommits } from './raw-commits.ts'
import { spawnCeiling, spawnTaizhang } from './spawned-server.ts'
import type { SpawnedServer } from './spawned-server.ts'

const clients = 8
const restMs = 5_000
const serverAtRestMax = 150 * 2 ** 20
const serverAfterLoadMax = 300 * 2 ** 20

/** Serves the data folder as people do and measures it from outside. */
export async function measureOutside(
  data: string,
  options: BenchOptions,
  inside: Inside,
): Promise<readonly Line[]> {
  const { sizes, only } = options
  const starts: number[] = []
  const isStart = only.includes('start')
  for (let round = 0; isStart && round < sizes.rounds; round++) {
    const server = await spawnTaizhang(data, { profile: null })
    starts.push(server.readyMs)
    await server.stop()
  }
  const server = await spawnTaizhang(data, options)
  try {
    const cluster = await findEmbedded({ home: data })
    if (cluster === null) throw new Error('the server has no database of its own')
    const atRest = memoryAt(data, server)
    const lines = await measureServer({ server, cluster }, options, inside)
    const started = { step: 'start on existing data until /healthz', limit: '', ratio: '' }
    return [
      ...(isStart ? [{ ...started, taizhang: time(median(starts)), target: '', met: null }] : []),
      ...lines,
      ...(only.includes('memory') ? await measureMemory(data, { server, atRest }, options) : []),
    ]
  } finally {
    await server.stop()
  }
}

async function measureServer(
  { server, cluster }: { server: SpawnedServer; cluster: ClientConfig },
  { sizes, only }: BenchOptions,
  { story, yearly, cookie, listed, meetings }: Inside,
): Promise<readonly Line[]> {
  const lines: Line[] = []
  const step = async (name: StepName, measure: () => Promise<readonly Line[]>) => {
    if (only.includes(name)) lines.push(...(await told(name, measure)))
  }
  const ceilingLogin = await makeCeilingDatabase(cluster)
  await told('fill ceiling', () => fillCeiling(cluster, only.includes('list') ? meetings : []))
  const ceiling = await spawnCeiling(ceilingLogin)
  const bodies = meetingBodies(story.facts, listed.today)
  const raw = await openRawCommits({ ...cluster, database: 'bench_ceiling' }, { clients, bodies })
  try {
    const taizhang = { address: server.address, token: listed.token }
    const servers: Servers = { taizhang, ceiling, sizes }
    await step('list', () => measureList(servers))
    await step('list', async () => [await measureDeepPage(servers)])
    await step('find', () => measureLists(taizhang, sizes))
    await step('create', () => measureCreate(servers, raw, bodies))
    const counted = countedBody(story.facts, yearly.today)
    await step('year', () => measureYear(servers, { unit: yearly, body: counted }))
    await step('page', () => measurePage(server.address, { cookie, rounds: sizes.rounds }))
  } finally {
    await raw.close()
    await ceiling.stop()
  }
  return lines
}

type MemoryHere = ReturnType<typeof memoryAt>

function memoryAt(data: string, { pid }: SpawnedServer) {
  const file = join(databasePlace(data).cluster, 'postmaster.pid')
  const database = Number(readFileSync(file, 'utf8').split('\n')[0])
  return { server: memoryOf(pid), database: memoryOfFamily(database) }
}

async function measureMemory(
  data: string,
  { server, atRest }: { server: SpawnedServer; atRest: MemoryHere },
  { isSmall }: BenchOptions,
): Promise<readonly Line[]> {
  if (!isSmall) await new Promise((resolve) => setTimeout(resolve, restMs))
  const after = memoryAt(data, server)
  if (atRest.server === null || after.server === null) return []
  const line = (step: string, bytes: number, max: number | null): Line => ({
    step,
    taizhang: size(bytes),
    limit: '',
    ratio: '',
    target: max === null ? '' : `≤ ${size(max)}`,
    met: max === null ? null : bytes <= max,
  })
  return [
    line('memory of the server, just started (RSS)', atRest.server.rss, serverAtRestMax),
    line('memory of the server, after the load (RSS)', after.server.rss, serverAfterLoadMax),
    line('memory of PostgreSQL, just started (PSS)', atRest.database ?? 0, null),
    line('memory of PostgreSQL, after the load (PSS)', after.database ?? 0, null),
  ]
}
