import { keepYearBooks } from '../src/app/year/keep-year-books.ts'
import type { YearBooks } from '../src/app/year/keep-year-books.ts'
import { computeFigures } from '../src/app/year/compute-figures.ts'
import { computeYear } from '../src/app/year/compute-year.ts'
import type { AppPorts } from '../src/app/ports/app-ports.ts'
import { time } from './bench-table.ts'
import type { Line } from './bench-table.ts'
import type { BenchUnit } from './bench-unit.ts'
import { copies } from './facts.ts'
import type { Fact } from './facts.ts'
import { median, timed } from './measure.ts'

/** A first look at a large year, and the look after one more record, at most. */
const targets = { firstMs: 1_500, afterMs: 50 } as const

/**
 * The page of a year and all its figures, from nothing, after each of a few more records, and
 * again: how the three grow with the records of the year.
 */
export async function measureYear(
  ports: AppPorts,
  unit: BenchUnit,
  { facts, records, rounds }: { facts: readonly Fact[]; records: number; rounds: number },
): Promise<Line> {
  const year = Number(unit.today.slice(0, 4))
  const { id: org } = unit.session.org
  const look = async (yearBooks: YearBooks) => {
    const book = await yearBooks.of(unit.session, year)
    const figures = await computeFigures({ yearBooks }, unit.session, { period: `${year}` })
    return { standings: computeYear(book, ports.calendar).standings, figures }
  }
  const [first, after, again]: [number[], number[], number[]] = [[], [], []]
  for (let round = 0; round < rounds; round += 1) {
    const books = keepYearBooks(ports)
    first.push((await timed(() => look(books))).ms)
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
    step: `year page and figures, ${records.toLocaleString('en')} records`,
    taizhang: `${time(median(first))}; after a record ${time(median(after))}`,
    limit: `again, nothing written ${time(median(again))}; equal`,
    ratio: '',
    target: `≤ ${targets.firstMs} ms; ≤ ${targets.afterMs} ms`,
    met: median(first) <= targets.firstMs && median(after) <= targets.afterMs,
  }
}
