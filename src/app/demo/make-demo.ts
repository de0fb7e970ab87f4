import type { AppendRequest } from '../../append/append-request.ts'
import type { Clock } from '../../append/effects.ts'
import { compareTexts } from '../../ledger/compare-texts.ts'
import { lateDaysOf } from '../../ledger/day/late.ts'
import { refuse } from '../../ledger/fault.ts'
import type { Names } from '../../ledger/names.ts'
import { titleOf } from '../../ledger/register/title.ts'
import type { PackFiles } from '../../pack/pack-files.ts'
import { todayIn } from '../clock/wall-clock.ts'
import { adoptRequest } from '../people/write-roster.ts'
import type { Organisation, OrgId } from '../ports/store-ports.ts'
import { storedWords } from '../records/shown-record.ts'
import { DemoCalls } from './demo-calls.ts'
import { DemoDraws } from './demo-draws.ts'
import { DemoDutyLists } from './demo-duty-lists.ts'
import type { DemoPorts } from './demo-reports.ts'
import { DemoReports } from './demo-reports.ts'
import { hasStory, readStory } from './read-story.ts'
import type { ToldBody } from './tell-story.ts'
import { tellStory } from './tell-story.ts'
import type { DemoWrite } from './told.ts'

/** What a demo is written with. */
export interface DemoParts {
  /** Over a store of its own, whose ids, secrets and keys come from the seed. */
  readonly ports: DemoPorts
  /** The files of the story that the pack brings. */
  readonly story: PackFiles
  /** Sets the clock of those ports, which follows the story. */
  readonly setClock: (instantMs: number) => void
  /** Told from time to time how far it is. */
  readonly onProgress?: (done: DemoProgress) => void
  /** Ends the telling: another process goes on with it. */
  readonly lost?: AbortSignal
}

/** How far a demo is; before the first write somebody else may be telling one. */
export type DemoProgress = { readonly writes: number; readonly of: number } | 'waiting'

/** Where the demo unit lives. */
const demoZone = 'Asia/Shanghai'
const progressEvery = 200

/** Which demo is made. */
export interface DemoAsked {
  readonly seed: number
  /** The day on which it is opened: it is told up to the evening before. */
  readonly today: string
}

/** The day on which a demo is opened: today, or one that has been. Refuses with `demo.day`. */
export function demoDay({ today: asked }: Partial<DemoAsked>, clock: Clock): string {
  const today = todayIn(demoZone, clock)
  if (asked === undefined || asked <= today) return asked ?? today
  return refuse('demo.day', {
    text: { zh: '演示数据不能讲到今天以后。', en: 'A demo cannot be told beyond today.' },
    hint: { zh: `最晚写${today}。`, en: `Name ${today} or a day before.` },
  })
}

/** What was made: the unit that the story is about, and every body of its tree. */
export interface MadeDemo {
  readonly unit: OrgId
  readonly bodies: readonly OrgId[]
}

/** The unit that a story is about, where it was told on this server before; null: it was not. */
export function toldBefore(all: readonly Organisation[], story: PackFiles): Organisation | null {
  const demos = all.filter(({ kind }) => kind === 'demo')
  const unit = hasStory(story) ? readStory(story).story?.unit : undefined
  const named = demos.find(({ name }) => name.zh === unit?.zh)
  return named ?? demos.find(({ parent }) => parent === null) ?? null
}

/** A body of a demo: what is told of it, and what its books are written by. */
interface DemoBody {
  readonly told: ToldBody
  readonly org: Organisation
  readonly requests: DemoRequests
  readonly reports: DemoReports
}

/** Something that happens in a demo at a moment of its own. */
interface Act {
  readonly at: string
  readonly isWrite: boolean
  readonly act: () => Promise<unknown>
}

/**
 * Founds the demo unit, the body above it and those beside it, and writes their years, entry by
 * entry, each at its own moment. The same seed and day give the same logs, roots and keys included.
 */
export async function makeDemo(parts: DemoParts, asked: DemoAsked): Promise<MadeDemo> {
  const { ports, setClock } = parts
  const { packs, calendar } = ports
  const isWorkday = (day: string) => calendar.isWorkday(day)
  const told = tellStory(parts.story, packs.current, { ...asked, isWorkday })
  // A body is founded before its first clerk writes anything.
  setClock(Date.parse(`${told.founded}T01:00:00.000Z`))
  const { around } = told
  const above = around && (await foundBody(ports, around.above, told))
  const bodies = new Map(above === null ? [] : [[above.told.as, above] as const])
  for (const one of [told, ...(around?.beside ?? [])]) {
    const over = one.under === null ? above : bodies.get(one.under)
    bodies.set(one.as, await foundBody(ports, one, { ...told, parent: over?.org.id ?? null }))
  }
  const all = [...bodies.values()]
  const acts = [...all.flatMap((body) => actsOf(ports, body)), ...callActs(ports, all)]
  const of = acts.filter(({ isWrite }) => isWrite).length
  let writes = 0
  // Of one moment the writes come first, as they stand first.
  for (const { at, isWrite, act } of acts.toSorted((one, other) =>
    compareTexts(one.at, other.at),
  )) {
    parts.lost?.throwIfAborted()
    setClock(Date.parse(at))
    await act()
    if (isWrite && writes++ % progressEvery === 0) parts.onProgress?.({ writes, of })
  }
  const unit = bodies.get(told.as)
  if (!unit) throw new Error('a story is about a unit')
  return { unit: unit.org.id, bodies: all.map(({ org }) => org.id) }
}

async function foundBody(
  ports: DemoPorts,
  told: ToldBody,
  { founded, parent = null }: { readonly founded: string; readonly parent?: OrgId | null },
): Promise<DemoBody> {
  const { current, files } = ports.packs
  const actor = told.writes[0]?.actor ?? 'cli:demo'
  const place = { kind: 'demo', parent, zone: demoZone } as const
  const org = await ports.store.found({ ...place, name: told.unit, actor })
  await ports.store.append(org.id, adoptRequest(current, { actor, today: founded }))
  await ports.store.keepPack(org.id, { digest: current.digest, files })
  return { told, org, requests: new DemoRequests(ports), reports: new DemoReports(ports, org) }
}

/** What is written in a body, and then its reports. */
function actsOf(ports: DemoPorts, { told, org, requests, reports }: DemoBody): readonly Act[] {
  const draws = new DemoDraws(ports)
  const write = async (one: DemoWrite) => {
    const { draw } = ports.packs.current.registers.get(one.register) ?? {}
    const values = await draws.valuesOf(org.id, one, draw)
    await ports.store.append(org.id, requests.of({ ...one, values }))
  }
  return [
    ...told.writes.map((one) => ({
      at: one.recordedAt,
      isWrite: true,
      act: () => write(one),
    })),
    ...told.reportSteps.map((step) => ({
      at: step.at,
      isWrite: false,
      act: () => reports.take(step),
    })),
  ]
}

/** What bodies ask of those below them, and lay upon them. */
function callActs(ports: DemoPorts, all: readonly DemoBody[]): readonly Act[] {
  const bodies = new Map(all.map(({ told, org }) => [told.as, org] as const))
  const calls = new DemoCalls(ports, bodies)
  return all.flatMap(({ told, org }) => {
    const lists = new DemoDutyLists(ports, { above: org, bodies })
    return [
      ...told.callSteps.map((step) => ({
        at: step.at,
        isWrite: false,
        act: () => calls.take(told.as, step),
      })),
      ...told.listSteps.map((step) => ({
        at: step.at,
        isWrite: false,
        act: () => lists.take(step),
      })),
    ]
  })
}

/** Turns writes into requests; remembers titles and versions as they come by. */
class DemoRequests {
  readonly #ports: Pick<DemoPorts, 'packs' | 'calendar'>
  readonly #versions = new Map<string, number>()
  readonly #titles = new Map<string, string>()
  readonly #lateDays = new Map<string, number>()
  readonly #lateReasons = new Map<string, string | null>()
  /** People, offices and other records are called by their titles. */
  readonly #names: Names

  constructor(ports: Pick<DemoPorts, 'packs' | 'calendar'>) {
    this.#ports = ports
    const name = (id: string) => this.#titles.get(id) ?? null
    this.#names = { person: name, office: name, record: name }
  }

  of(write: DemoWrite): AppendRequest {
    const { register: id, record, values, recordedAt, reason, actor } = write
    const { packs, calendar } = this.#ports
    const register = packs.current.registers.get(id)
    if (!register) throw new Error(`the demo writes to an unknown register ${id}`)
    const context = { lists: packs.current.lists, names: this.#names }
    this.#titles.set(record, titleOf(register, values, context).zh)
    const version = this.#versions.get(record) ?? 0
    this.#versions.set(record, version + 1)
    const date = values[register.date]
    const occurredOn = typeof date === 'string' ? date : null
    const today = todayIn(demoZone, { now: () => Date.parse(recordedAt) })
    const { lateAfter } = register
    const late = lateDaysOf({ occurredOn, recordedOn: today, lateAfter }, calendar.isWorkday)
    // How late a fact came does not change by correcting it.
    const lateDays = this.#lateDays.get(record) ?? late
    this.#lateDays.set(record, lateDays)
    return {
      kind: write.kind,
      register: id,
      record,
      expected: version === 0 ? null : version,
      values,
      occurredOn,
      lateDays,
      lateReason: this.#lateReason(write, { lateDays, isFirst: version === 0 }),
      ...storedWords(register, values, context),
      actor,
      pack: packs.current.digest,
      ...(version > 0 && reason !== null ? { reason } : {}),
      idempotency: null,
    }
  }

  #lateReason(
    { record, reason }: DemoWrite,
    { lateDays, isFirst }: { lateDays: number; isFirst: boolean },
  ): string | null {
    if (isFirst) this.#lateReasons.set(record, lateDays > 0 ? reason : null)
    return this.#lateReasons.get(record) ?? null
  }
}
