import type { ClientConfig } from 'pg'
import { findEmbedded } from '../src/adapters/postgres/embedded.ts'
import type { BenchOptions, StepName } from './bench-options.ts'
import { size, time } from './bench-table.ts'
import type { Line } from './bench-table.ts'
import { fillCeiling, makeCeilingDatabase } from './ceiling-schema.ts'
import { measurePage } from './first-page.ts'
import { median, told } from './measure.ts'
import { measureSheets } from './measure-import.ts'
import { measureLists } from './measure-lists.ts'
import type { Inside } from './measure-inside.ts'
import { measureYearPeak } from './measure-years.ts'
import {
  countedBody,
  measureCreate,
  measureDeepPage,
  measureList,
  measureYear,
  meetingBodies,
} from './over-http.ts'
import type { Servers } from './over-http.ts'
import { costByPart } from './process-cost.ts'
import { openRawCommits } from './raw-commits.ts'
import { spawnCeiling, spawnTaizhang } from './spawned-server.ts'
import type { SpawnedServer } from './spawned-server.ts'

const clients = 8
const restMs = 5_000
const startMsMax = 1_000
const atRestMax = 200 * 2 ** 20
const afterLoadMax = 300 * 2 ** 20

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
  const peak = await peakLines(data, options, inside)
  const server = await spawnTaizhang(data, options)
  try {
    const cluster = await findEmbedded({ home: data })
    if (cluster === null) throw new Error('the server has no database of its own')
    const atRest = costByPart(server.pid)
    const lines = await measureServer({ server, cluster }, options, inside)
    return [
      ...(isStart ? [startLine(median(starts))] : []),
      ...peak,
      ...lines,
      ...(only.includes('memory') ? await measureMemory(server, atRest, options) : []),
    ]
  } finally {
    await server.stop()
  }
}

function startLine(ms: number): Line {
  return {
    step: 'start on existing data until /healthz',
    taizhang: time(ms),
    limit: '',
    ratio: '',
    target: `≤ ${time(startMsMax)}`,
    met: ms <= startMsMax,
  }
}

/** Of a server that has done nothing else before. */
async function peakLines(
  data: string,
  { only }: BenchOptions,
  { large }: Inside,
): Promise<readonly Line[]> {
  if (large === null || !only.includes('figures')) return []
  const server = await spawnTaizhang(data, { profile: null })
  try {
    return await told('memory of a year', () => measureYearPeak(server, large))
  } finally {
    await server.stop()
  }
}

async function measureServer(
  { server, cluster }: { server: SpawnedServer; cluster: ClientConfig },
  { sizes, only }: BenchOptions,
  { story, yearly, cookie, listed, vast, brought, sheets, meetings }: Inside,
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
    await step('import', async () => {
      const to = { address: server.address, token: brought.token }
      return [await measureSheets(to, { sheets, imported: sizes.imported })]
    })
    await step('list', async () => [await measureList(servers), await measureDeepPage(servers)])
    await step('find', async () => {
      const some = await measureLists(taizhang, { listed: sizes.listed, fewer: null })
      if (vast === null) return some.lines
      const to = { address: server.address, token: vast.token }
      const many = await measureLists(to, { listed: sizes.vast, fewer: some.p50s })
      return [...some.lines, ...many.lines]
    })
    await step('create', () => measureCreate(servers, raw, { ...story, today: listed.today }))
    const counted = countedBody(story.facts, yearly.today)
    await step('year', () => measureYear(servers, { unit: yearly, other: brought, body: counted }))
    await step('page', () => measurePage(server.address, { cookie, rounds: sizes.rounds }))
  } finally {
    await raw.close()
    await ceiling.stop()
  }
  return lines
}

type Parts = ReturnType<typeof costByPart>

async function measureMemory(
  { pid }: SpawnedServer,
  atRest: Parts,
  { isSmall }: BenchOptions,
): Promise<readonly Line[]> {
  if (!isSmall) await new Promise((resolve) => setTimeout(resolve, restMs))
  const after = costByPart(pid)
  if (atRest === null || after === null) return []
  const line = (step: string, bytes: number, max: number | null): Line => ({
    step,
    taizhang: size(bytes),
    limit: '',
    ratio: '',
    target: max === null ? '' : `≤ ${size(max)}`,
    met: max === null ? null : bytes <= max,
  })
  const oursIn = ({ server, signer }: NonNullable<Parts>) => server.bytes + signer.bytes
  return [
    line('memory of server and signer, just started (PSS)', oursIn(atRest), atRestMax),
    line('memory of server and signer, after the load (PSS)', oursIn(after), afterLoadMax),
    line('memory of PostgreSQL, just started (PSS)', atRest.database.bytes, null),
    line('memory of PostgreSQL, after the load (PSS)', after.database.bytes, null),
  ]
}
