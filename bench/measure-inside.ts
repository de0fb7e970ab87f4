import type { ClientConfig } from 'pg'
import { startEmbedded } from '../src/adapters/postgres/embedded.ts'
import { todayIn } from '../src/app/organisation/today.ts'
import { openAll } from '../src/main.ts'
import type { BenchOptions, Sizes, StepName } from './bench-options.ts'
import type { Line } from './bench-table.ts'
import { foundUnit, setUpFirst } from './bench-unit.ts'
import type { BenchUnit } from './bench-unit.ts'
import { copies, meetingsOver, yearOfStory } from './facts.ts'
import type { Fact, Story } from './facts.ts'
import { measureAppend, measureFigures, measureFsck, measureImport } from './in-process.ts'
import type { Bench } from './in-process.ts'
import { told } from './measure.ts'
import { measureLikeness } from './measure-likeness.ts'
import { measureWithheld } from './measure-lists.ts'
import { measureReport } from './measure-report.ts'
import { measureYear } from './measure-years.ts'
import { whenStopped } from './when-stopped.ts'

const listedYears = 3
const fewListed = 1_000

/** What the first half leaves behind for the second. */
export interface Inside {
  readonly lines: readonly Line[]
  readonly story: Story
  /** Its year holds many records; its first person is signed in by `cookie`. */
  readonly yearly: BenchUnit
  readonly cookie: string
  /** Its register of meetings is long. */
  readonly listed: BenchUnit
  readonly meetings: readonly Fact[]
}

/** Fills the data folder and measures what happens inside one process. */
export async function measureInside(data: string, options: BenchOptions): Promise<Inside> {
  const database = await startEmbedded({ home: data })
  const carryOn = whenStopped(() => database.stop())
  try {
    return await fillAndMeasure({ data, connection: database.connection }, options)
  } finally {
    carryOn()
    await database.stop()
  }
}

async function fillAndMeasure(
  { data, connection }: { data: string; connection: ClientConfig },
  { sizes, only }: BenchOptions,
): Promise<Inside> {
  const { ports, auditor, close } = await openAll({ data, database: connection })
  try {
    const bench: Bench = { ports, auditor, connection, sizes }
    const today = todayIn('Asia/Shanghai', ports.clock)
    const year = Number(today.slice(0, 4))
    const story = await yearOfStory(ports, year)
    const { unit: yearly, account, cookie } = await told('set up', () => setUpFirst(ports, story))
    const name = '海棠市档案馆城建分馆'
    const listed = await foundUnit(ports, { name, account, story })
    const meetings = meetingsOver(story.facts, {
      count: countListed(sizes, only),
      years: listedYears,
      today,
    })
    const lines: Line[] = []
    const step = async (name: StepName, measure: () => Promise<Line>) => {
      if (only.includes(name)) lines.push(await told(name, measure))
    }
    await told('fill', () => listed.fill(meetings.slice(0, sizes.checked)))
    await step('fsck', () => measureFsck(bench, listed))
    await told('fill', () => listed.fill(meetings.slice(sizes.checked)))
    await told('index', () => ports.store.indexSearch(listed.session.org.id))
    await step('find', () => measureWithheld(ports, listed, sizes))
    const ofYear = story.facts.filter(({ values }) => JSON.stringify(values).includes(`"${year}-`))
    await told('fill', () => yearly.fill(copies(ofYear, sizes.yearly)))
    await step('figures', () => measureFigures(bench, yearly))
    for (const records of sizes.years) {
      await step('figures', async () => {
        const unit = await foundUnit(ports, { name: `海棠市第${records}馆`, account, story })
        await unit.fill(copies(ofYear, records))
        return measureYear(ports, unit, { facts: ofYear, records, rounds: sizes.rounds })
      })
    }
    await step('likeness', () => measureLikeness(sizes.rounds))
    if (only.includes('report')) {
      lines.push(...(await told('report', () => measureReport(bench, yearly))))
    }
    const other = await foundUnit(ports, { name: '海棠市数字档案馆', account, story })
    await step('import', () => measureImport(bench, other, story.facts))
    await step('append', () => measureAppend(bench, other, meetings.slice(0, 1_000)))
    return { lines, story, yearly, cookie, listed, meetings }
  } finally {
    await close()
  }
}

// Filling takes longer than most steps: only what a chosen one needs.
function countListed(sizes: Sizes, only: readonly StepName[]): number {
  if (only.includes('list') || only.includes('find')) return sizes.listed
  return only.includes('fsck') ? sizes.checked : fewListed
}
