import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { allJobs } from '../src/app/instances/all-jobs.ts'
import type { JobContext } from '../src/app/jobs/job.ts'
import { foundPlanned, previewUnits } from '../src/app/organisation/import-units.ts'
import type { AppPorts } from '../src/app/ports/app-ports.ts'
import { openAll } from '../src/installation/open-all.ts'
import type { BenchOptions } from './bench-options.ts'
import type { Line } from './bench-table.ts'
import { size, time, times } from './bench-table.ts'
import { median, timed, told } from './measure.ts'
import type { Part, PartCost } from './process-cost.ts'
import { costByPart, noCost } from './process-cost.ts'
import type { SpawnedServer } from './spawned-server.ts'
import { spawnTaizhang } from './spawned-server.ts'
import { whenStopped } from './when-stopped.ts'

const readyMsMax = 3_000
const firstPageMsMax = 100
const jobsMsMax = 5 * 60_000
const foundingMsMax = 5 * 60_000
const memoryMax = 200 * 2 ** 20
/** Flat in the number of units, as far as this machine can say. */
const flatMax = 1.5
/** Small units whose first page is looked at, each for the first time. */
const lookedAt = 5

/** What so many units cost. */
interface UnitsCost {
  readonly units: number
  readonly foundingMs: number
  readonly foundingCpuMs: number
  readonly readyMs: number
  readonly readyCpuMs: number
  readonly memory: number
  readonly idlePerMinute: number
  readonly firstPageMs: number
  readonly firstPageCpuMs: number
  readonly jobsMs: number
  readonly copyMs: number
  readonly copyBytes: number
}

/** What an installation costs as its units grow: one data folder, filled further each time. */
export async function measureUnits({ sizes }: BenchOptions): Promise<readonly Line[]> {
  const { idleSeconds } = sizes
  const data = mkdtempSync(join(tmpdir(), 'taizhang-bench-units-'))
  // The database may run as another user, who must get through.
  chmodSync(data, 0o711)
  const remove = () => rmSync(data, { recursive: true, force: true })
  const callOff = whenStopped(remove)
  try {
    const costs: UnitsCost[] = []
    for (const units of sizes.units) {
      const before = costs.at(-1)?.units ?? 0
      costs.push(await told(`${units} units`, () => costOf(data, { units, before, idleSeconds })))
    }
    return linesOf(costs)
  } finally {
    callOff()
    remove()
  }
}

async function costOf(
  data: string,
  given: { readonly units: number; readonly before: number; readonly idleSeconds: number },
): Promise<UnitsCost> {
  const { units, before } = given
  const { founding, cookies } = await inside(data, async (ports) => {
    const made = await found(ports, units, before)
    return { founding: made, cookies: await cookiesOfSome(ports) }
  })
  const served = await serve(data, { cookies, idleSeconds: given.idleSeconds })
  const jobs = await inside(data, runJobs)
  return { units, ...founding, ...served, ...jobs }
}

async function inside<T>(data: string, work: (ports: AppPorts) => Promise<T>): Promise<T> {
  const opened = await openAll({ data, database: null })
  try {
    return await work(opened.ports)
  } finally {
    await opened.close()
  }
}

/** As `taizhang org import` does, until there are so many units; the costs are those of one. */
async function found(ports: AppPorts, units: number, before: number) {
  const heads = '单位名称,上级单位,管理员,登录名'
  const rows = Array.from({ length: units }, (_, at) =>
    at === 0 ? `${nameOf(at)},,冯雨桐,${usernameOf(at)}` : rowOf(at),
  )
  const bytes = new TextEncoder().encode(`${[heads, ...rows].join('\r\n')}\r\n`)
  const began = process.cpuUsage()
  const { ms } = await timed(async () => {
    const plan = await previewUnits(ports, { bytes, below: null })
    for await (const one of foundPlanned(ports, plan, 'cli:bench')) {
      if (one.state === 'failed') throw new Error(`${one.unit.name.zh} was not founded`)
    }
  })
  const { user, system } = process.cpuUsage(began)
  const count = units - before
  return { foundingMs: ms / count, foundingCpuMs: (user + system) / 1000 / count }
}

const nameOf = (at: number) => `第${at + 1}单位`
const usernameOf = (at: number) => `unit${at}x`
const rowOf = (at: number) => `${nameOf(at)},${nameOf(0)},沈一帆,${usernameOf(at)}`

/** One person who looks after some of them, with a session in each. */
async function cookiesOfSome(ports: AppPorts): Promise<readonly string[]> {
  const known = await ports.accounts.judgeUsernames([usernameOf(0)])
  const account = known.get(usernameOf(0))?.account
  if (account == null) throw new Error('the first unit has no administrator')
  const { signedIn } = await ports.accounts.open(account, null)
  const { session, mustSetPassword } = signedIn
  if (mustSetPassword) {
    await ports.accounts.setPassword({
      account,
      session,
      password: '库房钥匙挂在东墙第三格',
      words: [],
    })
  }
  const all = await ports.organisations.all()
  const cookies: string[] = []
  for (const org of all.slice(-lookedAt)) {
    const [first] = (await ports.rosters.of(org.id)).memberships
    if (first === undefined) throw new Error('a unit without its first person')
    const { person, roles, record } = first
    await ports.accounts.putMembership(account, { org: org.id, person, roles, record })
    cookies.push((await ports.accounts.open(account, org.id)).secret)
  }
  return cookies
}

async function serve(
  data: string,
  { cookies, idleSeconds }: { cookies: readonly string[]; idleSeconds: number },
) {
  const server = await spawnTaizhang(data, { profile: null })
  try {
    const { readyMs } = server
    const atStart = partsOf(server)
    const { taken, cpuMs: firstPageCpuMs } = await firstPages(server, cookies)
    const before = cpuMsOf(partsOf(server))
    await wait(idleSeconds * 1000)
    const idleMs = cpuMsOf(partsOf(server)) - before
    return {
      readyMs,
      readyCpuMs: cpuMsOf(atStart),
      memory: atStart.server.bytes + atStart.signer.bytes,
      firstPageMs: median(taken),
      firstPageCpuMs,
      idlePerMinute: (idleMs * 60) / idleSeconds,
    }
  } finally {
    await server.stop()
  }
}

function partsOf({ pid }: SpawnedServer): Readonly<Record<Part, PartCost>> {
  return costByPart(pid) ?? { server: noCost, signer: noCost, database: noCost }
}

function cpuMsOf({ server, signer, database }: Readonly<Record<Part, PartCost>>): number {
  return server.cpuMs + signer.cpuMs + database.cpuMs
}

/** What the page asks for before it can be read, of units that nobody has asked for yet. */
async function firstPages(server: SpawnedServer, cookies: readonly string[]) {
  const { address } = server
  const year = new Date().getFullYear()
  const asked = ['/session', '/pack', '/roster', `/years/${year}`]
  const get = async (path: string, cookie: string) => {
    const headers = { cookie: `taizhang=${cookie}` }
    const answer = await fetch(`${address}/api/v1${path}`, { headers })
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`)
    await answer.arrayBuffer()
  }
  // A process that has just started compiles what it runs for the first time.
  const [warm = '', ...others] = cookies
  await Promise.all(asked.map((path) => get(path, warm)))
  const began = cpuMsOf(partsOf(server))
  const taken: number[] = []
  for (const cookie of others) {
    const { ms } = await timed(() => Promise.all(asked.map((path) => get(path, cookie))))
    taken.push(ms)
  }
  return { taken, cpuMs: (cpuMsOf(partsOf(server)) - began) / others.length }
}

/** Everything a server does by itself, once, one after the other. */
async function runJobs(ports: AppPorts) {
  let copyMs = 0
  let all = 0
  for (const job of allJobs) {
    const { ms } = await timed(() => job.run(ports, jobContext()))
    if (job.id === 'nightly-copy') copyMs = ms
    all += ms
  }
  const { copies } = await ports.copies.state()
  return { jobsMs: all, copyMs, copyBytes: copies[0]?.bytes ?? 0 }
}

function jobContext(): JobContext {
  return {
    dueAt: new Date().toISOString(),
    zone: 'Asia/Shanghai',
    signal: new AbortController().signal,
    pause: wait,
    onProblem: (error) => {
      throw error
    },
  }
}

function linesOf(costs: readonly UnitsCost[]): readonly Line[] {
  const counts = costs.map(({ units }) => units.toLocaleString('en')).join(' / ')
  const [least, most] = [costs[0], costs.at(-1)]
  if (least === undefined || most === undefined) throw new Error('no units were measured')
  const each = (of: (cost: UnitsCost) => string) => costs.map(of).join(' / ')
  const line = (
    step: string,
    taizhang: string,
    target: { readonly target: string; readonly met: boolean | null } = { target: '', met: null },
  ): Line => ({ step: `${counts} units: ${step}`, taizhang, limit: '', ratio: '', ...target })
  const growth = most.foundingCpuMs / least.foundingCpuMs
  return [
    line(
      'founding one',
      each(({ foundingMs }) => time(foundingMs)),
      {
        target: `all in < ${time(foundingMsMax)}`,
        met: most.foundingMs * most.units < foundingMsMax,
      },
    ),
    {
      ...line(
        'the same, CPU of the process',
        each(({ foundingCpuMs }) => time(foundingCpuMs)),
      ),
      ratio: times(growth),
      target: `flat (≤ ${flatMax} ×)`,
      met: growth <= flatMax,
    },
    line(
      'start until /healthz',
      each(({ readyMs }) => time(readyMs)),
      {
        target: `< ${time(readyMsMax)}`,
        met: most.readyMs < readyMsMax,
      },
    ),
    line(
      'the same, CPU with PostgreSQL',
      each(({ readyCpuMs }) => time(readyCpuMs)),
    ),
    line(
      'memory at start, server and signer (PSS)',
      each(({ memory }) => size(memory)),
      {
        target: `≤ ${size(memoryMax)}`,
        met: most.memory <= memoryMax,
      },
    ),
    line(
      'first page of a small unit',
      each(({ firstPageMs }) => time(firstPageMs)),
      {
        target: `< ${time(firstPageMsMax)}`,
        met: most.firstPageMs < firstPageMsMax,
      },
    ),
    line(
      'the same, CPU with PostgreSQL',
      each(({ firstPageCpuMs }) => time(firstPageCpuMs)),
    ),
    line(
      'CPU of a minute in which nobody asks',
      each(({ idlePerMinute }) => time(idlePerMinute)),
    ),
    line(
      'all jobs of a night',
      each(({ jobsMs }) => time(jobsMs)),
      {
        target: `< ${time(jobsMsMax)}`,
        met: most.jobsMs < jobsMsMax,
      },
    ),
    line(
      'the nightly copy among them',
      each(({ copyMs, copyBytes }) => `${time(copyMs)}, ${size(copyBytes)}`),
    ),
  ]
}
