import type { ClientConfig } from 'pg'
import { startEmbedded } from '../src/adapters/embedded/embedded.ts'
import { todayIn } from '../src/app/clock/wall-clock.ts'
import type { AccountId } from '../src/app/ports/account-ports.ts'
import { openAll } from '../src/installation/open-all.ts'
import type { BenchOptions, Sizes, StepName } from './bench-options.ts'
import type { Line } from './bench-table.ts'
import type { BenchUnit } from './bench-unit.ts'
import { foundUnit, setUpFirst } from './bench-unit.ts'
import type { Fact, Story } from './facts.ts'
import { copies, meetingsOver, yearOfStory } from './facts.ts'
import type { Bench } from './in-process.ts'
import { measureAppend, measureFigures, measureFsck, measureImport } from './in-process.ts'
import { told } from './measure.ts'
import { measureLongFsck } from './measure-fsck.ts'
import { sheetsOfActivities } from './measure-import.ts'
import { measureLikeness } from './measure-likeness.ts'
import { measureWithheld } from './measure-lists.ts'
import { measureReport } from './measure-report.ts'
import type { YearPoint } from './measure-years.ts'
import { measureYear, yearLines } from './measure-years.ts'
import { settle } from './settle.ts'
import { whenStopped } from './when-stopped.ts'

const listedYears = 3
const alikeNames = ['海棠市档案馆河东分馆', '海棠市档案馆河西分馆']
const fewListed = 1_000
/** Meetings that are made at a time: all at once would take the memory of what is measured. */
const vastStep = 100_000
const entriesOfADay = 1_000
/** The year that a server is asked for has no more records. */
const servedMax = 200_000

/** What the first half leaves behind for the second. */
export interface Inside {
  readonly years: readonly YearPoint[]
  /** The largest of the units whose year was looked at. */
  readonly large: { readonly unit: BenchUnit; readonly records: number } | null
  readonly story: Story
  /** Its year holds many records; its first person is signed in by `cookie`. */
  readonly yearly: BenchUnit
  readonly cookie: string
  /** Units like it, whose years a server is asked for before. */
  readonly alike: readonly BenchUnit[]
  /** Its register of meetings is long. */
  readonly listed: BenchUnit
  /** Its register of meetings is longer yet; null where nobody asked for that. */
  readonly vast: BenchUnit | null
  /** A unit that files are brought to, and the files. */
  readonly brought: BenchUnit
  readonly sheets: readonly Uint8Array[]
  readonly meetings: readonly Fact[]
}

/** Fills the data folder and measures what happens inside one process, a line after the other. */
export async function measureInside(
  data: string,
  options: BenchOptions,
  lines: Line[],
): Promise<Inside> {
  const database = await startEmbedded({ home: data })
  const carryOn = whenStopped(() => database.stop())
  try {
    return await fillAndMeasure({ data, connection: database.connection, lines }, options)
  } finally {
    carryOn()
    await database.stop()
  }
}

async function fillAndMeasure(
  { data, connection, lines }: { data: string; connection: ClientConfig; lines: Line[] },
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
    const step = async (name: StepName, measure: () => Promise<Line>) => {
      if (only.includes(name)) lines.push(await told(name, measure))
    }
    await told('fill', () => listed.fill(meetings.slice(0, sizes.checked)))
    await step('fsck', () => measureFsck(bench, listed))
    await told('fill', () => listed.fill(meetings.slice(sizes.checked)))
    await told('settle', () => settle(bench))
    await step('find', () => measureWithheld(ports, listed, sizes.listed))
    const isVast = only.includes('find') || only.includes('fsck')
    const vast = isVast ? await vastUnit(bench, { account, story, sizes }) : null
    if (vast !== null) {
      await step('find', () => measureWithheld(ports, vast, sizes.vast))
      if (only.includes('fsck')) {
        lines.push(...(await measureLongFsck(bench, vast, meetings.slice(0, entriesOfADay))))
      }
    }
    const ofYear = story.facts.filter(({ values }) => JSON.stringify(values).includes(`"${year}-`))
    await told('fill', () => yearly.fill(copies(ofYear, sizes.yearly)))
    const alike = await Promise.all(
      (only.includes('year') ? alikeNames : []).map((name) =>
        foundUnit(ports, { name, account, story }),
      ),
    )
    for (const unit of alike) await told('fill', () => unit.fill(copies(ofYear, sizes.yearly)))
    await told('settle', () => settle(bench))
    await step('figures', () => measureFigures(bench, yearly))
    const { years, large } = only.includes('figures')
      ? await measureYears(bench, { account, story, facts: ofYear, sizes })
      : { years: [], large: null }
    lines.push(...yearLines(years))
    await step('likeness', () => measureLikeness(sizes.rounds))
    if (only.includes('report')) {
      lines.push(...(await told('report', () => measureReport(bench, yearly))))
    }
    const other = await foundUnit(ports, { name: '海棠市数字档案馆', account, story })
    await step('import', () => measureImport(bench, other, story.facts))
    await step('append', () => measureAppend(bench, other, meetings.slice(0, 1_000)))
    await told('settle', () => settle(bench))
    const brought = other
    const sheets = only.includes('import') ? await sheetsOfActivities(brought, sizes) : []
    const units = { yearly, alike, listed, vast, brought, large }
    return { ...units, years, story, cookie, sheets, meetings }
  } finally {
    await close()
  }
}

interface Filling {
  readonly account: AccountId
  readonly story: Story
  readonly sizes: Sizes
}

async function vastUnit(
  bench: Bench,
  { account, story, sizes }: Filling,
): Promise<BenchUnit | null> {
  if (sizes.vast === 0) return null
  const unit = await foundUnit(bench.ports, { name: '海棠市档案总馆', account, story })
  const { today } = unit
  await told('fill', async () => {
    for (let from = 0; from < sizes.vast; from += vastStep) {
      const count = Math.min(vastStep, sizes.vast - from)
      await unit.fill(meetingsOver(story.facts, { count, years: listedYears, today }))
    }
  })
  await told('settle', () => settle(bench))
  return unit
}

/** A unit for each size, one after the other; the last one is there for the server. */
async function measureYears(
  bench: Bench,
  { account, story, facts, sizes }: Filling & { readonly facts: readonly Fact[] },
) {
  const years: YearPoint[] = []
  let large: Inside['large'] = null
  for (const records of sizes.years) {
    const unit = await foundUnit(bench.ports, { name: `海棠市第${records}馆`, account, story })
    await told('fill', () => unit.fill(copies(facts, records)))
    await told('settle', () => settle(bench))
    const point = () => measureYear(bench, unit, { facts, records, rounds: sizes.rounds })
    years.push(await told('figures', point))
    if (records <= servedMax) large = { unit, records }
  }
  return { years, large }
}

// Filling takes longer than most steps: only what a chosen one needs.
function countListed(sizes: Sizes, only: readonly StepName[]): number {
  if (only.includes('list') || only.includes('find')) return sizes.listed
  return only.includes('fsck') ? sizes.checked : fewListed
}
