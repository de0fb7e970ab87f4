import type { AppendRequest } from '../../append/append-request.ts'
import type { Clock } from '../../append/effects.ts'
import { refuse } from '../../ledger/fault.ts'
import { lateDaysOf } from '../../ledger/late.ts'
import type { Names } from '../../ledger/names.ts'
import { titleOf } from '../../ledger/title.ts'
import type { PackFiles } from '../../pack/pack-files.ts'
import { todayIn } from '../organisation/today.ts'
import { adoptRequest } from '../people/write-roster.ts'
import type { OrgId } from '../ports/store-ports.ts'
import { storedWords } from '../records/shown-record.ts'
import { tellStory } from './check-story.ts'
import { DemoDraws } from './demo-draws.ts'
import { DemoReports } from './demo-reports.ts'
import type { DemoPorts } from './demo-reports.ts'
import type { DemoWrite } from './play-story.ts'

/** What a demo is written with. */
export interface DemoParts {
  /** Over a store of its own, whose ids, secrets and keys come from the seed. */
  readonly ports: DemoPorts
  /** The files of the story that the pack brings. */
  readonly story: PackFiles
  /** Sets the clock of those ports, which follows the story. */
  readonly setClock: (instantMs: number) => void
  /** Told from time to time how far it is. */
  readonly onProgress?: (done: { writes: number; of: number }) => void
}

/** Where the demo unit lives. */
export const demoZone = 'Asia/Shanghai'
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

/**
 * Founds the demo unit and writes its years, entry by entry, each at its own moment. The same
 * seed and day give the same log, root and keys included.
 */
export async function makeDemo(parts: DemoParts, asked: DemoAsked): Promise<OrgId> {
  const { ports, story, setClock } = parts
  const { store, packs, calendar } = ports
  const { current, files } = packs
  const isWorkday = (day: string) => calendar.isWorkday(day)
  const told = tellStory(story, current, { ...asked, isWorkday })
  const { unit, founded, writes } = told
  const actor = writes[0]?.actor ?? 'cli:demo'
  // The unit is founded before its first clerk writes anything.
  setClock(Date.parse(`${founded}T01:00:00.000Z`))
  const place = { kind: 'demo', parent: null, zone: demoZone } as const
  const org = await store.found({ ...place, name: unit, actor })
  const { id } = org
  await store.append(id, adoptRequest(current, { actor, today: founded }))
  await store.keepPack(id, { digest: current.digest, files })
  const requests = new DemoRequests(ports)
  const draws = new DemoDraws(ports)
  const reports = new DemoReports(ports, org)
  const steps = [...told.reportSteps]
  const takeUntil = async (moment: string) => {
    for (let next = steps[0]; next && next.at < moment; next = steps[0]) {
      setClock(Date.parse(next.at))
      await reports.take(next)
      steps.shift()
    }
  }
  for (const [done, write] of writes.entries()) {
    await takeUntil(write.recordedAt)
    setClock(Date.parse(write.recordedAt))
    const { draw } = current.registers.get(write.register) ?? {}
    const values = await draws.valuesOf(id, write, draw)
    await store.append(id, requests.of({ ...write, values }))
    if (done % progressEvery === 0) parts.onProgress?.({ writes: done, of: writes.length })
  }
  await takeUntil('9999')
  return id
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
