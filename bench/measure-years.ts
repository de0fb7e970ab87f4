import type { ClientConfig } from 'pg'
import type { AppPorts } from '../src/app/ports/app-ports.ts'
import { computeFigures } from '../src/app/year/compute-figures.ts'
import { computeYear } from '../src/app/year/compute-year.ts'
import type { YearBooks } from '../src/app/year/keep-year-books.ts'
import { keepYearBooks } from '../src/app/year/keep-year-books.ts'
import type { Line } from './bench-table.ts'
import { size, time } from './bench-table.ts'
import type { BenchUnit } from './bench-unit.ts'
import type { Fact } from './facts.ts'
import { copies } from './facts.ts'
import { openAsker } from './load.ts'
import { median, timed } from './measure.ts'
import { memoryPeakOf } from './process-memory.ts'
import type { SpawnedServer } from './spawned-server.ts'
import { receiveUnread } from './unread-rows.ts'

/** A first look at so many records takes so many milliseconds at most. */
const firstMsMax: ReadonlyMap<number, number> = new Map([
  [10_000, 150],
  [200_000, 1_500],
  [1_000_000, 6_000],
])
/** So many looks V8 takes to compile most of what they run. */
const looksBefore = 3
const afterMsMax = 50
const againMsMax = 25
const peakMax = 300 * 2 ** 20

/** How long the page of a year with all its figures takes, by its records. */
export interface YearPoint {
  readonly records: number
  /** Of a process that knows nothing of the unit yet. */
  readonly firstMs: number
  readonly firstCpuMs: number
  /** Until the rows that it reads have come. */
  readonly rowsMs: number
  /** After one more record. */
  readonly afterMs: number
  readonly againMs: number
}

/**
 * The page of a year and all its figures: from nothing, after each of a few records, and again. The
 * process has looked before: of one that never did, `measureYear` of `over-http.ts` tells.
 */
export async function measureYear(
  { ports, connection }: { ports: AppPorts; connection: ClientConfig },
  unit: BenchUnit,
  { facts, records, rounds }: { facts: readonly Fact[]; records: number; rounds: number },
): Promise<YearPoint> {
  const year = Number(unit.today.slice(0, 4))
  const { id: org } = unit.session.org
  const look = async (yearBooks: YearBooks) => {
    const book = await yearBooks.of(unit.session, year)
    const figures = await computeFigures({ yearBooks }, unit.session, { period: `${year}` })
    return { standings: computeYear(book, ports.calendar).standings, figures }
  }
  const [rows, first, cpu]: [number[], number[], number[]] = [[], [], []]
  const [after, again]: [number[], number[]] = [[], []]
  for (let before = 0; before < looksBefore; before += 1) await look(keepYearBooks(ports))
  for (let round = 0; round < rounds; round += 1) {
    rows.push(await receiveUnread(connection, unit))
    const books = keepYearBooks(ports)
    const before = process.cpuUsage()
    first.push((await timed(() => look(books))).ms)
    const { user, system } = process.cpuUsage(before)
    cpu.push((user + system) / 1000)
    for (let more = 0; more < 3; more += 1) {
      const [request] = await unit.appends(copies(facts, 1))
      if (request) await ports.store.append(org, request)
      after.push((await timed(() => look(books))).ms)
      again.push((await timed(() => look(books))).ms)
    }
    const [followed, anew] = [await look(books), await look(keepYearBooks(ports))]
    if (JSON.stringify(followed) !== JSON.stringify(anew)) {
      throw new Error(`a year of ${records} records is not what it is when read anew`)
    }
  }
  return {
    records,
    firstMs: median(first),
    firstCpuMs: median(cpu),
    rowsMs: median(rows),
    afterMs: median(after),
    againMs: median(again),
  }
}

/** What was measured of years of every size, a line for each look. */
export function yearLines(points: readonly YearPoint[]): readonly Line[] {
  if (points.length === 0) return []
  const counts = points.map(({ records }) => records.toLocaleString('en')).join(' / ')
  const line = (
    step: string,
    of: (point: YearPoint) => number,
    { target, met, limit = '' }: Pick<Line, 'target' | 'met'> & Partial<Pick<Line, 'limit'>>,
  ): Line => ({
    step: `year page and figures of ${counts} records: ${step}`,
    taizhang: points.map((point) => time(of(point))).join(' / '),
    limit,
    ratio: '',
    target,
    met,
  })
  const bounded = points.flatMap(({ records, firstMs }) => {
    const max = firstMsMax.get(records)
    return max === undefined ? [] : [{ records, max, isMet: firstMs <= max }]
  })
  const flat = (max: number, of: (point: YearPoint) => number) => ({
    target: `≤ ${max} ms`,
    met: points.every((point) => of(point) <= max),
  })
  return [
    line('first look', ({ firstMs }) => firstMs, {
      limit: `its rows off the wire ${points.map(({ rowsMs }) => time(rowsMs)).join(' / ')}`,
      target: bounded
        .map(({ records, max }) => `≤ ${time(max)} at ${records.toLocaleString('en')}`)
        .join(', '),
      met: bounded.length === 0 ? null : bounded.every(({ isMet }) => isMet),
    }),
    line('the same, CPU of the process', ({ firstCpuMs }) => firstCpuMs, { target: '', met: null }),
    line(
      'after one record',
      ({ afterMs }) => afterMs,
      flat(afterMsMax, ({ afterMs }) => afterMs),
    ),
    line(
      'again',
      ({ againMs }) => againMs,
      flat(againMsMax, ({ againMs }) => againMs),
    ),
  ]
}

/** The most memory that a server ever held which was asked for a year page and its figures. */
export async function measureYearPeak(
  server: SpawnedServer,
  { unit, records }: { unit: BenchUnit; records: number },
): Promise<readonly Line[]> {
  const year = unit.today.slice(0, 4)
  const asker = openAsker({ address: server.address, token: unit.token })
  try {
    await asker.ask(`/api/v1/years/${year}`)
    await asker.ask(`/api/v1/figures?period=${year}`)
  } finally {
    asker.close()
  }
  const peak = memoryPeakOf(server.pid)
  if (peak === null) return []
  return [
    {
      step: `peak memory of a server that shows ${records.toLocaleString('en')} records of a year`,
      taizhang: size(peak),
      limit: '',
      ratio: '',
      target: `≤ ${size(peakMax)}`,
      met: peak <= peakMax,
    },
  ]
}
