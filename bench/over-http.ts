import type { RecordPage, WriteAnswer } from '../src/api/contract/record.ts'
import type { YearView } from '../src/api/contract/year.ts'
import type { Sizes } from './bench-options.ts'
import type { Line } from './bench-table.ts'
import { rate, share, time, times } from './bench-table.ts'
import type { BenchUnit } from './bench-unit.ts'
import { countedDuty } from './bench-unit.ts'
import type { Fact } from './facts.ts'
import type { Asker, Target } from './load.ts'
import { load, openAsker } from './load.ts'
import { inTurn, median, timed } from './measure.ts'
import type { RawCommits } from './raw-commits.ts'

const clients = 8
/** Where one server has more to do at a time than it needs for whole batches. */
const manyClients = 32
const listPerSecondMin = 600
const listP99MsMax = 20
const createPerSecondMin = 900
const twoServersMin = 1
/** Creates a second of Directus 12.4 on two quiet cores, 2026-11-28: the middle of 208 to 216. */
const directusPerSecond = 212
const directusTimesMin = 7
const bodiesMax = 64

/** The servers that are held against each other. */
export interface Servers {
  readonly taizhang: Target
  readonly ceiling: Target
  readonly sizes: Sizes
}

/** Bodies of new meetings, held today. */
export function meetingBodies(facts: readonly Fact[], today: string): readonly string[] {
  return facts
    .filter(({ register }) => register === 'meeting')
    .slice(0, bodiesMax)
    .map(({ values }) => JSON.stringify({ values: { ...values, heldOn: today } }))
}

/** The body of a new meeting, held today, that the duty taken up counts. */
export function countedBody(facts: readonly Fact[], today: string): string {
  const [body] = meetingBodies(
    facts.filter(({ values }) => values['kind'] === 'party-group'),
    today,
  )
  if (body === undefined) throw new Error('the story has no meeting that is counted')
  return body
}

/** Bodies of new activities, held today: five short cells, as what others were measured with. */
function activityBodies(facts: readonly Fact[], today: string): readonly string[] {
  return facts
    .filter(({ register }) => register === 'activity')
    .slice(0, bodiesMax)
    .map(({ values: { kind, title, office, participants } }) =>
      JSON.stringify({ values: { kind, title, office, participants, heldOn: today } }),
    )
}

/**
 * Recording over HTTP: against the ceiling, one-row commits of the same bytes, and Directus; and at
 * one server beside the same at two of one data folder.
 */
export async function measureCreate(
  { taizhang, second, ceiling, sizes }: Servers & { readonly second: Target },
  raw: RawCommits,
  { facts, today }: { facts: readonly Fact[]; today: string },
): Promise<readonly Line[]> {
  const of = { clients, seconds: sizes.seconds }
  const bodies = meetingBodies(facts, today)
  const to = (path: string, all: readonly string[]) => all.map((body) => ({ path, body }))
  const [p99s, fewP99s]: [number[], number[]] = [[], []]
  const ours = async (register: string, all: readonly string[], p99: number[]) => {
    const path = `/api/v1/registers/${register}/records`
    const loaded = await load(taizhang, of, to(path, all))
    p99.push(loaded.p99)
    return loaded.perSecond
  }
  const requests = to('/api/v1/registers/meeting/records', bodies)
  const p99sOfTwo: number[] = []
  const one = async (count: number) =>
    (await load(taizhang, { ...of, clients: count }, requests)).perSecond
  const two = async (count: number) => {
    const half = { ...of, clients: count / 2 }
    const loaded = await Promise.all(
      [taizhang, second].map((server) => load(server, half, requests)),
    )
    if (count === clients) p99sOfTwo.push(Math.max(...loaded.map(({ p99 }) => p99)))
    return loaded.reduce((sum, { perSecond }) => sum + perSecond, 0)
  }
  // Both have compiled what they run, as servers have that were not started a moment ago.
  for (const server of [taizhang, second]) await load(server, of, requests)
  const { median: rates, ratio } = await inTurn(sizes.rounds, {
    ours: () => ours('meeting', bodies, p99s),
    two: () => two(clients),
    oneOfMany: () => one(manyClients),
    twoOfMany: () => two(manyClients),
    few: () => ours('activity', activityBodies(facts, today), fewP99s),
    ceiling: async () => (await load(ceiling, of, to('/', bodies))).perSecond,
    raw: () => raw.rate(of),
  })
  const over = `over HTTP, ${clients} clients`
  const timesDirectus = rates.few / directusPerSecond
  return [
    {
      step: `create a meeting ${over}`,
      taizhang: `${rate(rates.ours)}, p99 ${time(median(p99s))}`,
      limit: `ceiling server ${rate(rates.ceiling)}, one-row commits ${rate(rates.raw)}`,
      ratio: `${share(ratio('ours', 'ceiling'))}, ${share(ratio('ours', 'raw'))}`,
      target: `≥ ${rate(createPerSecondMin)}`,
      met: rates.ours >= createPerSecondMin,
    },
    {
      step: `the same at two servers of one log, ${clients / 2} clients each`,
      taizhang: `${rate(rates.two)}, p99 ${time(median(p99sOfTwo))}`,
      limit: `one server ${rate(rates.ours)}`,
      ratio: times(ratio('two', 'ours')),
      target: `≥ ${twoServersMin} × one`,
      met: ratio('two', 'ours') >= twoServersMin,
    },
    {
      step: `the same, ${manyClients / 2} clients each`,
      taizhang: rate(rates.twoOfMany),
      limit: `one server, ${manyClients} clients ${rate(rates.oneOfMany)}`,
      ratio: times(ratio('twoOfMany', 'oneOfMany')),
      target: '',
      met: null,
    },
    {
      step: `create an activity of five cells ${over}`,
      taizhang: `${rate(rates.few)}, p99 ${time(median(fewP99s))}`,
      limit: `Directus 12.4 in a run of its own ${rate(directusPerSecond)}`,
      ratio: times(timesDirectus),
      target: `≥ ${directusTimesMin} × Directus`,
      met: timesDirectus >= directusTimesMin,
    },
  ]
}

const list = '/api/v1/registers/meeting/records?where.kind=branch-group&sort=-occurredOn&limit=50'

/** A list of 50, filtered and sorted. */
export async function measureList({ taizhang, ceiling, sizes }: Servers): Promise<Line> {
  const of = { clients, seconds: sizes.seconds }
  const p99s: number[] = []
  const { median: rates, ratio } = await inTurn(sizes.rounds, {
    ours: async () => {
      const loaded = await load(taizhang, of, [{ path: list }])
      p99s.push(loaded.p99)
      return loaded.perSecond
    },
    ceiling: async () => (await load(ceiling, of, [{ path: '/?kind=branch-group' }])).perSecond,
  })
  const p99 = median(p99s)
  return {
    step: `list of 50 of ${sizes.listed.toLocaleString('en')}, ${clients} clients`,
    taizhang: `${rate(rates.ours)}, p99 ${time(p99)}`,
    limit: `ceiling server ${rate(rates.ceiling)}`,
    ratio: share(ratio('ours', 'ceiling')),
    target: `≥ ${rate(listPerSecondMin)}, p99 ≤ ${listP99MsMax} ms`,
    met: rates.ours >= listPerSecondMin && p99 <= listP99MsMax,
  }
}

const walkPage = 200
const pagesTimed = 100
const flatRatioMax = 1.5

/** The first page of a register and one far behind it. */
export async function measureDeepPage({ taizhang, sizes }: Servers): Promise<Line> {
  const asker = openAsker(taizhang)
  try {
    const path = '/api/v1/registers/meeting/records?sort=-occurredOn'
    const after = await walk(asker, path, Math.floor(sizes.listed * 0.9))
    const deepPath = `${path}&limit=50&after=${after}`
    const page = (address: string) => async () => {
      const times_: number[] = []
      for (let nth = 0; nth < pagesTimed; nth++) {
        const { ms, value } = await timed(() => asker.ask<RecordPage>(address))
        if (value.items.length !== 50) throw new Error(`a page of ${value.items.length}`)
        times_.push(ms)
      }
      return median(times_)
    }
    const contenders = { first: page(`${path}&limit=50`), deep: page(deepPath) }
    const { median: ms, ratio } = await inTurn(sizes.rounds, contenders)
    const flat = ratio('deep', 'first')
    return {
      step: `page behind ${Math.floor(sizes.listed * 0.9).toLocaleString('en')} others, p50`,
      taizhang: time(ms.deep),
      limit: `first page ${time(ms.first)}`,
      ratio: times(flat),
      target: `flat in depth (≤ ${flatRatioMax} ×)`,
      met: flat <= flatRatioMax,
    }
  } finally {
    asker.close()
  }
}

async function walk(asker: Asker, path: string, count: number): Promise<string> {
  let after: string | null = null
  for (let passed = 0; passed < count; passed += walkPage) {
    const cursor: string = after === null ? '' : `&after=${after}`
    const page = await asker.ask<RecordPage>(`${path}&limit=${walkPage}${cursor}`)
    after = page.next
    if (after === null) throw new Error(`the list ended after ${passed + page.items.length}`)
  }
  return after ?? ''
}

const yearAsked = 20
const yearChanges = 5
const yearMsMax = 150
const yearChangeMsMax = 100

/**
 * The year page from nothing, after each change, and again. What a process computes it compiles
 * while it does so for the first few times: years of other units are looked at before, the first
 * two of as many records, and what these take is told too.
 */
export async function measureYear(
  { taizhang, sizes }: Servers,
  { unit, before, body }: { unit: BenchUnit; before: readonly BenchUnit[]; body: string },
): Promise<readonly Line[]> {
  const asker = openAsker({ ...taizhang, token: unit.token })
  const path = `/api/v1/years/${unit.today.slice(0, 4)}`
  const ask = () => timed(() => asker.ask<YearView>(path))
  const marked = ({ marks }: YearView) =>
    marks
      .filter(({ duty }) => duty === countedDuty)
      .flatMap(({ months }) => months)
      .reduce((sum, count) => sum + count, 0)
  const record = () => asker.ask<WriteAnswer>('/api/v1/registers/meeting/records', JSON.parse(body))
  try {
    const unwarmed: number[] = []
    for (const { token } of before) {
      const other = openAsker({ ...taizhang, token })
      unwarmed.push((await timed(() => other.ask<YearView>(path))).ms)
      other.close()
    }
    const [afterNone = Number.NaN, afterOne = Number.NaN] = unwarmed
    const first = await ask()
    let counted = marked(first.value)
    const { median: ms } = await inTurn(Math.max(sizes.rounds, yearChanges), {
      changed: async () => {
        const answered = await timed(async () => {
          await record()
          return (await ask()).value
        })
        const now = marked(answered.value)
        if (now !== counted + 1) throw new Error(`a new meeting: ${counted} became ${now}`)
        counted = now
        return answered.ms
      },
      warm: async () => {
        const all: number[] = []
        for (let nth = 0; nth < yearAsked; nth++) all.push((await ask()).ms)
        return median(all)
      },
    })
    const duties = first.value.standings.length
    const over = `${duties} duties, ${sizes.yearly.toLocaleString('en')} records`
    const common = { limit: '', ratio: '' }
    return [
      {
        step: `year page of ${over}, from nothing`,
        ...common,
        taizhang: `${time(first.ms)}; again ${time(ms.warm)}`,
        target: `< ${yearMsMax} ms`,
        met: first.ms < yearMsMax,
      },
      {
        step: 'the same of a process that has shown one year / none before',
        ...common,
        taizhang: `${time(afterOne)} / ${time(afterNone)}`,
        target: '',
        met: null,
      },
      {
        step: 'change one record and see the new year',
        ...common,
        taizhang: time(ms.changed),
        target: '< 100 ms',
        met: ms.changed < yearChangeMsMax,
      },
    ]
  } finally {
    asker.close()
  }
}
