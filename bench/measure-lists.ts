import type { RecordPage } from '../src/api/contract/record.ts'
import type { AppPorts } from '../src/app/ports/app-ports.ts'
import { listRecords } from '../src/app/records/list-records.ts'
import type { Field } from '../src/ledger/register/register.ts'
import type { Line } from './bench-table.ts'
import { time, times } from './bench-table.ts'
import type { BenchUnit } from './bench-unit.ts'
import { placeOfMeeting, placesOfMeetings } from './facts.ts'
import type { Asker, Target } from './load.ts'
import { openAsker } from './load.ts'
import { median, timed } from './measure.ts'

const asked = 60
const warmed = 5

/** One list that is asked for again and again, each time in other words. */
interface ListCase {
  readonly step: string
  readonly query: (nth: number, chairs: readonly string[]) => string
  /** Whether something is found. */
  readonly isHit: boolean
  /** p50 at most, milliseconds. */
  readonly msMax: number
  /** Where it is found by its value alone, more records should not be felt. */
  readonly isFlat?: true
}

/** How many times the p50 of a shorter list a flat one takes at most. */
const flatMax = 1.5

const place = (nth: number) => `where.place=${encodeURIComponent(placeOfMeeting(nth * 37))}`
const search = (text: string) => `search=${encodeURIComponent(text)}`
const kind = (nth: number) => `where.kind=${kinds[nth % kinds.length]}`
/** So many numbers from 111 on consist of pairs of figures that stand in most dates. */
const daysLike = 16
/** An id that no record says. */
const noId = (nth: number) => `00000000-0000-4000-8000-${`${nth}`.padStart(12, '0')}`
const kinds = ['branch-group', 'branch-committee']

const listCases: readonly ListCase[] = [
  { step: `filter, one of ${placesOfMeetings}`, query: place, isHit: true, msMax: 5, isFlat: true },
  {
    step: 'two filters',
    query: (nth) => `${place(nth)}&${kind(nth)}`,
    isHit: true,
    msMax: 8,
    isFlat: true,
  },
  {
    step: 'filter, by another column',
    query: (nth) => `${place(nth)}&sort=-chair`,
    isHit: true,
    msMax: 20,
  },
  {
    step: 'filter, by the same column',
    query: (nth) => `${place(nth)}&sort=place`,
    isHit: true,
    msMax: 20,
  },
  {
    step: 'common filter, by a column that has it at its end',
    query: (nth) => `${kind(nth)}&sort=${nth % 2 === 0 ? '-' : ''}title`,
    isHit: true,
    msMax: 20,
  },
  {
    step: 'filter, by who was in the chair',
    query: (nth, chairs) => `where.chair=${chairs[nth % chairs.length]}`,
    isHit: true,
    msMax: 5,
  },
  {
    step: 'filter, by an id that nothing says',
    query: (nth) => `where.planned=${noId(nth)}`,
    isHit: false,
    msMax: 5,
    isFlat: true,
  },
  { step: 'search, hit', query: (nth) => search(placeOfMeeting(nth * 37)), isHit: true, msMax: 20 },
  { step: 'search, miss', query: (nth) => search(`没有第${nth}处`), isHit: false, msMax: 10 },
  {
    step: 'search, by another column',
    query: (nth) => `${search(placeOfMeeting(nth * 37))}&sort=-chair`,
    isHit: true,
    msMax: 20,
  },
  {
    step: 'search with a filter',
    query: (nth) => `${search(placeOfMeeting(nth * 37))}&${kind(nth)}`,
    isHit: true,
    msMax: 20,
  },
  {
    step: 'search for a number like those of days, by another column',
    query: (nth) => `${search(placeOfMeeting(110 + (nth % daysLike)))}&sort=-chair`,
    isHit: true,
    msMax: 20,
  },
  { step: 'by a field', query: () => 'sort=-due', isHit: true, msMax: 20 },
  { step: 'by a field, upwards', query: () => 'sort=place', isHit: true, msMax: 20 },
  { step: 'by title', query: () => 'sort=title', isHit: true, msMax: 20 },
]

/**
 * Lists of 50 that are filtered, searched and put in order, one client asking over HTTP. `fewer`
 * are the p50 of the same lists of fewer records, by step.
 */
export async function measureLists(
  taizhang: Target,
  { listed, fewer }: { listed: number; fewer: ReadonlyMap<string, number> | null },
): Promise<{ readonly lines: readonly Line[]; readonly p50s: ReadonlyMap<string, number> }> {
  const asker = openAsker(taizhang)
  const lines: Line[] = []
  const p50s = new Map<string, number>()
  try {
    const chairs = await chairsOf(asker)
    for (const { step, query, isHit, msMax, isFlat } of listCases) {
      const before = isFlat ? fewer?.get(step) : undefined
      const ask = async (nth: number) => {
        const path = `/api/v1/registers/meeting/records?limit=50&${query(nth, chairs)}`
        const { ms, value } = await timed(() => asker.ask<RecordPage>(path))
        if (value.items.length > 0 !== isHit) throw new Error(`${path}: ${value.items.length}`)
        return ms
      }
      const sorted = await timesOf(ask)
      lines.push(lineOf({ step, listed, msMax, before }, sorted))
      p50s.set(step, median(sorted))
    }
    return { lines, p50s }
  } finally {
    asker.close()
  }
}

/** Who was in the chair of the newest meetings. */
async function chairsOf(asker: Asker): Promise<readonly string[]> {
  const path = '/api/v1/registers/meeting/records?limit=200&columns=chair'
  const { items } = await asker.ask<RecordPage>(path)
  return [...new Set(items.map(({ values }) => String(values['chair'])))]
}

/** A selective filter for a reader from whom a field is withheld, in process. */
export async function measureWithheld(
  ports: Pick<AppPorts, 'store' | 'rosters'>,
  { session }: BenchUnit,
  listed: number,
): Promise<Line> {
  const meeting = session.pack.registers.get('meeting')
  if (meeting === undefined) throw new Error('no meetings')
  const closed = (field: Field): Field =>
    field.id === 'chair' ? { ...field, readers: ['first-responsible'] } : field
  const registers = new Map(session.pack.registers)
  registers.set('meeting', { ...meeting, fields: meeting.fields.map(closed) })
  const reader = {
    ...session,
    actor: { ...session.actor, roles: ['clerk'] },
    pack: { ...session.pack, registers },
  }
  const step = 'filter, as a reader with a withheld field, in process'
  const sorted = await timesOf(async (nth) => {
    const where = { place: placeOfMeeting(nth * 37) }
    const list = { register: 'meeting', where, includeVoid: false, limit: 50 }
    const { ms, value } = await timed(() => listRecords(ports, reader, { list, lang: 'zh' }))
    if (value.items.length === 0 || !value.withheld.includes('chair'))
      throw new Error('nothing is withheld')
    return ms
  })
  return lineOf({ step, listed, msMax: 8, before: undefined }, sorted)
}

async function timesOf(ask: (nth: number) => Promise<number>): Promise<readonly number[]> {
  for (let nth = 0; nth < warmed; nth++) await ask(nth)
  const all: number[] = []
  for (let nth = 0; nth < asked; nth++) all.push(await ask(warmed + nth))
  return all.sort((one, other) => one - other)
}

function lineOf(
  of: { step: string; listed: number; msMax: number; before: number | undefined },
  sorted: readonly number[],
): Line {
  const { step, listed, msMax, before } = of
  const p50 = median(sorted)
  const ratio = before === undefined ? null : p50 / before
  return {
    step: `list of 50 of ${listed.toLocaleString('en')}: ${step}`,
    taizhang: `p50 ${time(p50)}, p99 ${time(sorted[Math.floor(sorted.length * 0.99)] ?? p50)}`,
    limit: before === undefined ? '' : `of fewer records ${time(before)}`,
    ratio: ratio === null ? '' : times(ratio),
    target: ratio === null ? `p50 ≤ ${msMax} ms` : `≤ ${flatMax} ×`,
    met: ratio === null ? p50 <= msMax : ratio <= flatMax,
  }
}
