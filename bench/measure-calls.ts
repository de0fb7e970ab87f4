import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { collectedValues } from '../src/app/calls/answered-call.ts'
import { issueCall } from '../src/app/calls/issue-call.ts'
import { prepareCall } from '../src/app/calls/prepare-call.ts'
import { readCall, readCollected } from '../src/app/calls/read-call.ts'
import { todayIn } from '../src/app/clock/wall-clock.ts'
import { adoptRequest } from '../src/app/people/write-roster.ts'
import type { AppPorts } from '../src/app/ports/app-ports.ts'
import type { Session } from '../src/app/ports/store-ports.ts'
import { readValues } from '../src/app/records/read-values.ts'
import type { AppendRequest } from '../src/append/append-request.ts'
import { openAll } from '../src/installation/open-all.ts'
import { core } from '../src/ledger/core/core-registers.ts'
import { addDays } from '../src/ledger/day/day.ts'
import type { BenchOptions } from './bench-options.ts'
import type { Line } from './bench-table.ts'
import { size, time, times } from './bench-table.ts'
import { told } from './measure.ts'
import { costByPart } from './process-cost.ts'
import { whenStopped } from './when-stopped.ts'

const zone = 'Asia/Shanghai'
const itemsAsked = 60
/** Looks that a cost is the mean of: /proc counts in hundredths of a second. */
const looks = 20
const totalsMsMax = 100
const pageMsMax = 1_000
/** Flat in the number of units, as far as this machine can say. */
const flatMax = 1.5

/** What a call to so many bodies costs. */
interface CallCost {
  readonly units: number
  /** CPU of this process and of PostgreSQL, each in milliseconds. */
  readonly arrival: Cpu
  readonly totals: Cpu
  readonly page: Cpu
  readonly item: Cpu
  readonly pageBytes: number
}

interface Cpu {
  readonly node: number
  readonly database: number
}

const whole = ({ node, database }: Cpu) => node + database

/** What calls cost as the bodies grow that they ask: one unit, whose bodies below become more. */
export async function measureCalls({ sizes }: BenchOptions): Promise<readonly Line[]> {
  const { idleSeconds } = sizes
  const data = mkdtempSync(join(tmpdir(), 'taizhang-bench-calls-'))
  // The database may run as another user, who must get through.
  chmodSync(data, 0o711)
  const remove = () => rmSync(data, { recursive: true, force: true })
  const callOff = whenStopped(remove)
  const opened = await openAll({ data, database: null })
  try {
    const { ports } = opened
    const session = await unitAbove(ports)
    const costs: CallCost[] = []
    for (const units of sizes.units) {
      const before = costs.at(-1)?.units ?? 0
      costs.push(
        await told(`a call to ${units} bodies`, () =>
          costOf(ports, session, { units, before, idleSeconds }),
        ),
      )
    }
    return linesOf(costs)
  } finally {
    await opened.close()
    callOff()
    remove()
  }
}

async function unitAbove(ports: AppPorts): Promise<Session> {
  const actor = {
    id: 'cli:bench',
    person: null,
    roles: ['administrator', 'clerk', 'first-responsible'],
  }
  const name = { zh: '海棠市委', en: 'The city' }
  const org = await ports.organisations.found({
    name,
    kind: 'real',
    parent: null,
    zone,
    actor: actor.id,
  })
  const { current, files } = ports.packs
  const today = todayIn(zone, ports.clock)
  await ports.store.append(org.id, adoptRequest(current, { actor: actor.id, today }))
  await ports.store.keepPack(org.id, { digest: current.digest, files })
  const session = { org, actor, pack: current }
  const all = [{ name: '冯雨桐', since: '2020-01-01' }]
  await appendAll(ports, session, { register: core.person.id, all })
  ports.rosters.forget(org.id)
  const [person = null] = (await ports.rosters.of(org.id)).people.keys()
  return { ...session, actor: { ...actor, person } }
}

/** Bodies are added until there are so many; each answers a call of its own size. */
async function costOf(
  ports: AppPorts,
  session: Session,
  given: { readonly units: number; readonly before: number; readonly idleSeconds: number },
): Promise<CallCost> {
  const { units, before, idleSeconds } = given
  const { org } = session
  const enter = (register: string, all: readonly object[]) =>
    appendAll(ports, session, { register, all })
  const below = Array.from({ length: units }, (_, at) => at)
  await enter(
    core.subordinate.id,
    below
      .slice(before)
      .map((at) => ({ place: at + 1, name: nameOf(at), log: logOf(at), from: '2020-01-01' })),
  )
  const call = await issue(ports, session)
  await enter(
    core.callAcknowledged.id,
    below.map((at) => ({
      call: call.id,
      name: nameOf(at),
      log: logOf(at),
      takenOn: call.today,
      entry: 1,
      receipt: 'x'.repeat(400),
    })),
  )
  const answered = below.filter((at) => at % 10 !== 0)
  const arrival = await cpuOf(answered.length, () =>
    enter(
      core.receivedReport.id,
      answered.map((at) => arrivalOf(at, call)),
    ),
  )
  // PostgreSQL looks once a minute at what has come, and costs by itself until then.
  await wait(idleSeconds * 1000)
  const logs = below.map(logOf)
  const items = Array.from({ length: itemsAsked }, (_, at) => `i${at + 1}`)
  const asked = { call: call.id, items, logs }
  const read = () => readCall(ports, session, call.id)
  const shown = await read()
  if (shown.asked !== units || shown.totals.length !== itemsAsked)
    throw new Error('not all is there')
  const item = () => readCollected(ports, session, { call: call.id, item: 'i1', after: null })
  return {
    units,
    arrival,
    totals: await cpuOf(looks, () => again(() => ports.collected.totals(org.id, asked))),
    page: await cpuOf(looks, () => again(read)),
    item: await cpuOf(looks, () => again(item)),
    pageBytes: JSON.stringify(shown).length,
  }
}

async function again(work: () => Promise<unknown>): Promise<void> {
  for (let look = 0; look < looks; look += 1) await work()
}

/** CPU of one of so many pieces of work. */
async function cpuOf(count: number, work: () => Promise<unknown>): Promise<Cpu> {
  const [node, database] = [process.cpuUsage(), databaseMs()]
  await work()
  const { user, system } = process.cpuUsage(node)
  return { node: (user + system) / 1000 / count, database: (databaseMs() - database) / count }
}

function databaseMs(): number {
  return costByPart(process.pid)?.database.cpuMs ?? 0
}

const nameOf = (at: number) => `第${at + 1}单位`
const logOf = (at: number) => `taizhang.example/${at + 1}`
const labelOf = (at: number) => `第${at + 1}项开展次数`

interface IssuedCall {
  readonly id: string
  readonly period: string
  readonly today: string
}

async function issue(ports: AppPorts, session: Session): Promise<IssuedCall> {
  const today = todayIn(zone, ports.clock)
  const period = today.slice(0, 4)
  const items = Array.from({ length: itemsAsked }, (_, at) => ({
    item: null,
    label: labelOf(at),
    kind: 'number' as const,
    figure: null,
    unit: '次',
    choices: null,
    again: null,
  }))
  const { record } = await prepareCall(ports, session, {
    title: '年度情况',
    basis: null,
    clause: null,
    period,
    due: addDays(today, 30),
    ends: null,
    note: null,
    items,
    to: null,
  })
  if (!record) throw new Error('the call was not entered')
  const decided = { call: record.id, expected: record.version }
  await issueCall(ports, session, { ...decided, passkey: null, place: null })
  return { id: record.id, period, today }
}

function arrivalOf(at: number, call: IssuedCall) {
  const found = Array.from({ length: itemsAsked }, (_, nth) => ({
    item: `i${nth + 1}`,
    figure: null,
    value: (at * 7 + nth) % 100,
    said: null,
    verdict: nth % 3 === 0 ? ('entered' as const) : ('proved' as const),
  }))
  return {
    sender: nameOf(at),
    title: `${nameOf(at)}关于年度情况的报告`,
    year: Number(call.period),
    receivedOn: call.today,
    step: 'received',
    digest: `${at}`.padEnd(43, 'x'),
    file: 'x'.repeat(44),
    log: logOf(at),
    checkpoint: 100 + at,
    root: 'x'.repeat(44),
    ...collectedValues({ id: call.id, call }, found),
  }
}

const entriesTogether = 500

async function appendAll(
  ports: AppPorts,
  session: Session,
  { register: id, all }: { readonly register: string; readonly all: readonly object[] },
): Promise<void> {
  const register = session.pack.registers.get(id)
  if (!register) throw new Error(`there is no register ${id}`)
  let waiting: AppendRequest[] = []
  const send = async () => {
    if (waiting.length > 0) await ports.store.appendAll(session.org.id, waiting)
    waiting = []
  }
  for (const raw of all) {
    const { today: _, ...written } = await readValues(ports, session, { register, raw })
    waiting.push({
      ...written,
      kind: 'create',
      register: id,
      record: null,
      expected: null,
      lateDays: 0,
      lateReason: null,
      actor: session.actor.id,
      pack: session.pack.digest,
      idempotency: null,
    })
    if (waiting.length === entriesTogether) await send()
  }
  await send()
}

function linesOf(costs: readonly CallCost[]): readonly Line[] {
  const counts = costs.map(({ units }) => units.toLocaleString('en')).join(' / ')
  const [least, most] = [costs[0], costs.at(-1)]
  if (least === undefined || most === undefined) throw new Error('no call was measured')
  const cpu = (of: (cost: CallCost) => Cpu) =>
    costs.map((cost) => `${time(of(cost).node)} + ${time(of(cost).database)}`).join(' / ')
  const line = (
    step: string,
    taizhang: string,
    held?: Pick<Line, 'ratio' | 'target' | 'met'>,
  ): Line => ({
    step: `call to ${counts} bodies: ${step}`,
    taizhang,
    limit: '',
    ...(held ?? { ratio: '', target: '', met: null }),
  })
  const within = (of: (cost: CallCost) => Cpu, max: number) => ({
    ratio: '',
    target: `< ${time(max)}`,
    met: whole(of(most)) < max,
  })
  const growth = whole(most.arrival) / whole(least.arrival)
  return [
    line(
      `totals of ${itemsAsked} things asked, CPU of Node + PostgreSQL`,
      cpu(({ totals }) => totals),
      within(({ totals }) => totals, totalsMsMax),
    ),
    line(
      'its page, CPU',
      cpu(({ page }) => page),
      within(({ page }) => page, pageMsMax),
    ),
    line('its page, bytes', costs.map(({ pageBytes }) => size(pageBytes)).join(' / ')),
    line(
      'one thing asked, a page of bodies, CPU',
      cpu(({ item }) => item),
    ),
    line(
      'entering one answer, CPU',
      cpu(({ arrival }) => arrival),
      {
        ratio: times(growth),
        target: `flat (≤ ${flatMax} ×)`,
        met: growth <= flatMax,
      },
    ),
  ]
}
