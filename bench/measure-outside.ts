import type { ClientConfig } from 'pg'
import { findEmbedded } from '../src/adapters/embedded/embedded.ts'
import type { BenchOptions, StepName } from './bench-options.ts'
import type { Line } from './bench-table.ts'
import { size, time } from './bench-table.ts'
import { fillCeiling, makeCeilingDatabase } from './ceiling-schema.ts'
import { measurePage } from './first-page.ts'
import { median, told } from './measure.ts'
import { measureSheets } from './measure-import.ts'
import type { Inside } from './measure-inside.ts'
import { measureLists } from './measure-lists.ts'
import { measureYearPeak } from './measure-years.ts'
import {
  countedBody,
  measureCreate,
  measureDeepPage,
  measureList,
  measureYear,
  meetingBodies,
} from './over-http.ts'
import { costByPart } from './process-cost.ts'
import { openRawCommits } from './raw-commits.ts'
import type { SpawnedServer } from './spawned-server.ts'
import { spawnCeiling, spawnTaizhang } from './spawned-server.ts'

const clients = 8
/** So many seconds after the load memory is told: soon, and long after, which is bounded. */
const restSeconds = [5, 60]
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
    const lines = await measureServer({ data, server, cluster }, options, inside)
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
  { data, server, cluster }: { data: string; server: SpawnedServer; cluster: ClientConfig },
  { sizes, only }: BenchOptions,
  { story, yearly, alike, cookie, listed, vast, brought, sheets, meetings }: Inside,
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
    await step('import', async () => {
      const to = { address: server.address, token: brought.token }
      return [await measureSheets(to, { sheets, imported: sizes.imported })]
    })
    const held = { taizhang, ceiling, sizes }
    await step('list', async () => [await measureList(held), await measureDeepPage(held)])
    await step('find', async () => {
      const some = await measureLists(taizhang, { listed: sizes.listed, fewer: null })
      if (vast === null) return some.lines
      const to = { address: server.address, token: vast.token }
      const many = await measureLists(to, { listed: sizes.vast, fewer: some.p50s })
      return [...some.lines, ...many.lines]
    })
    await step('create', async () => {
      const beside = await spawnTaizhang(data, { profile: null, beside: cluster })
      const second = { address: beside.address, token: listed.token }
      const of = { ...story, today: listed.today }
      try {
        return await measureCreate({ ...held, second }, raw, of)
      } finally {
        await beside.stop()
      }
    })
    const counted = countedBody(story.facts, yearly.today)
    const looked = { unit: yearly, before: [...alike, brought], body: counted }
    await step('year', () => measureYear(held, looked))
    await step('page', () => measurePage(server.address, { cookie, rounds: sizes.rounds }))
  } finally {
    await raw.close()
    await ceiling.stop()
  }
  return lines
}

type Parts = NonNullable<ReturnType<typeof costByPart>>

/** What the processes hold as they start, the moment the load ends, and while they rest. */
async function measureMemory(
  { pid }: SpawnedServer,
  started: Parts | null,
  { isSmall }: BenchOptions,
): Promise<readonly Line[]> {
  const ended = costByPart(pid)
  const rested: Parts[] = []
  let passed = 0
  for (const seconds of isSmall ? [] : restSeconds) {
    await new Promise((resolve) => setTimeout(resolve, (seconds - passed) * 1000))
    passed = seconds
    const cost = costByPart(pid)
    if (cost !== null) rested.push(cost)
  }
  if (started === null || ended === null) return []
  const line = (step: string, sizes: readonly number[], max: number | null): Line => ({
    step: `memory of ${step} (PSS)`,
    taizhang: sizes.map(size).join(' / '),
    limit: '',
    ratio: '',
    target: max === null ? '' : `≤ ${size(max)}${sizes.length > 1 ? ' at last' : ''}`,
    met: max === null ? null : sizes.slice(-1).every((one) => one <= max),
  })
  const lines = (who: string, bytesOf: (parts: Parts) => number, max: Max) => [
    line(`${who}, just started`, [bytesOf(started)], max.started),
    line(`${who}, as the load ends`, [bytesOf(ended)], null),
    ...(rested.length === 0
      ? []
      : [line(`${who}, ${restSeconds.join(' / ')} s later`, rested.map(bytesOf), max.rested)]),
  ]
  const ours = ({ server, signer }: Parts) => server.bytes + signer.bytes
  const heap = ({ server, signer }: Parts) => server.heapBytes + signer.heapBytes
  const last = rested.at(-1)
  return [
    ...lines('server and signer', ours, { started: atRestMax, rested: afterLoadMax }),
    ...(last === undefined
      ? []
      : [line('server and signer, of it at last in the first heap of glibc', [heap(last)], null)]),
    ...lines('PostgreSQL', ({ database }) => database.bytes, { started: null, rested: null }),
  ]
}

interface Max {
  readonly started: number | null
  readonly rested: number | null
}
