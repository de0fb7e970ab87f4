import type { RecordPage, WriteAnswer } from '../src/api/contract/record.ts'
import type { YearView } from '../src/api/contract/year.ts'
import type { Sizes } from './bench-options.ts'
import { rate, share, time, times } from './bench-table.ts'
import type { Line } from './bench-table.ts'
import { countedDuty } from './bench-unit.ts'
import type { BenchUnit } from './bench-unit.ts'
import type { Fact } from './facts.ts'
import { load, openAsker } from './load.ts'
import type { Asker, Target } from './load.ts'
import { inTurn, median, timed } from './measure.ts'
import type { RawCommits } from './raw-commits.ts'

const clients = 8
const listP99MsMax = 8
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

/** Recording over HTTP: against the ceiling, and against one-row commits of the same bytes. */
export async function measureCreate(
  { taizhang, ceiling, sizes }: Servers,
  raw: RawCommits,
  bodies: readonly string[],
): Promise<readonly Line[]> {
  const of = { clients, seconds: sizes.seconds }
  const path = '/api/v1/registers/meeting/records'
  const p99s: number[] = []
  const { median: rates, ratio } = await inTurn(sizes.rounds, {
    ours: async () => {
      const loaded = await load(
        taizhang,
        of,
        bodies.map((body) => ({ path, body })),
      )
      p99s.push(loaded.p99)
      return loaded.perSecond
    },
    ceiling: async () =>
      (
        await load(
          ceiling,
          of,
          bodies.map((body) => ({ path: '/', body })),
        )
      ).perSecond,
    raw: () => raw.rate(of),
  })
  const step = `create over HTTP, ${clients} clients`
  const taizhangText = `${rate(rates.ours)}, p99 ${time(median(p99s))}`
  return [
    {
      step,
      taizhang: taizhangText,
      limit: `ceiling server ${rate(rates.ceiling)}`,
      ratio: share(ratio('ours', 'ceiling')),
      target: '≥ 45 % of the ceiling',
      met: ratio('ours', 'ceiling') >= 0.45,
    },
    {
      step,
      taizhang: taizhangText,
      limit: `one-row commits ${rate(rates.raw)}`,
      ratio: share(ratio('ours', 'raw')),
      target: '≥ 10 % of raw commits',
      met: ratio('ours', 'raw') >= 0.1,
    },
  ]
}

const list = '/api/v1/registers/meeting/records?where.kind=branch-group&sort=-occurredOn&limit=50'

/** A list of 50, filtered and sorted. */
export async function measureList({ taizhang, ceiling, sizes }: Servers): Promise<readonly Line[]> {
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
  const step = `list of 50 of ${sizes.listed.toLocaleString('en')}, ${clients} clients`
  return [
    {
      step,
      taizhang: rate(rates.ours),
      limit: `ceiling server ${rate(rates.ceiling)}`,
      ratio: share(ratio('ours', 'ceiling')),
      target: '≥ 45 % of the ceiling',
      met: ratio('ours', 'ceiling') >= 0.45,
    },
    {
      step,
      taizhang: `p99 ${time(p99)}`,
      limit: '',
      ratio: '',
      target: `p99 ≤ ${listP99MsMax} ms`,
      met: p99 <= listP99MsMax,
    },
  ]
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

/** The year page: after each change, and again. */
export async function measureYear(
  { taizhang, sizes }: Servers,
  { unit, body }: { unit: BenchUnit; body: string },
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
    const first = await ask()
    let before = marked(first.value)
    const { median: ms } = await inTurn(Math.max(sizes.rounds, yearChanges), {
      changed: async () => {
        const answered = await timed(async () => {
          await record()
          return (await ask()).value
        })
        const now = marked(answered.value)
        if (now !== before + 1) throw new Error(`a new meeting: ${before} became ${now}`)
        before = now
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
        target: '< 150 ms',
        met: first.ms < yearMsMax,
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
