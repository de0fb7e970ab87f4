import type { AppendRequest } from '../../append/append-request.ts'
import { lateDaysOf } from '../../ledger/late.ts'
import type { Names } from '../../ledger/names.ts'
import { titleOf } from '../../ledger/title.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import type { PackFiles } from '../../pack/pack-files.ts'
import { todayIn } from '../organisation/today.ts'
import { adoptRequest } from '../people/write-roster.ts'
import type { Packs } from '../ports/pack-ports.ts'
import type { OrgId, Store } from '../ports/store-ports.ts'
import type { Calendar } from '../ports/work-calendar-ports.ts'
import { storedWords } from '../records/shown-record.ts'
import { tellStory } from './check-story.ts'
import { DemoDraws } from './demo-draws.ts'
import type { DemoWrite } from './play-story.ts'

/** What a demo is written with: a store of its own, whose clock follows the story. */
export interface DemoParts {
  /** Draws ids, secrets and keys from the seed. */
  readonly store: Store
  readonly packs: Packs
  /** The files of the story that the pack brings. */
  readonly story: PackFiles
  readonly calendar: Calendar
  readonly crypto: Pick<LogCrypto, 'sha256'>
  /** Sets the clock that the store reads. */
  readonly setClock: (instantMs: number) => void
  /** Told from time to time how far it is. */
  readonly onProgress?: (done: { writes: number; of: number }) => void
}

const zone = 'Asia/Shanghai'
const progressEvery = 200

/**
 * Founds the demo unit and writes its years, entry by entry, each at its own moment. The same
 * seed gives the same log, root and keys included.
 */
export async function makeDemo(parts: DemoParts, seed: number): Promise<OrgId> {
  const { store, packs, story, calendar, setClock } = parts
  const { current, files } = packs
  const isWorkday = (day: string) => calendar.isWorkday(day)
  const { unit, founded, writes } = tellStory(story, current, { seed, isWorkday })
  const actor = writes[0]?.actor ?? 'cli:demo'
  // The unit is founded before its first clerk writes anything.
  setClock(Date.parse(`${founded}T01:00:00.000Z`))
  const { id } = await store.found({ name: unit, kind: 'demo', parent: null, zone, actor })
  await store.append(id, adoptRequest(current, { actor, today: founded }))
  await store.keepPack(id, { digest: current.digest, files })
  const requests = new DemoRequests(parts)
  const draws = new DemoDraws(parts)
  for (const [done, write] of writes.entries()) {
    setClock(Date.parse(write.recordedAt))
    const { draw } = current.registers.get(write.register) ?? {}
    const values = await draws.valuesOf(id, write, draw)
    await store.append(id, requests.of({ ...write, values }))
    if (done % progressEvery === 0) parts.onProgress?.({ writes: done, of: writes.length })
  }
  return id
}

/** Turns writes into requests; remembers titles and versions as they come by. */
class DemoRequests {
  readonly #parts: DemoParts
  readonly #versions = new Map<string, number>()
  readonly #titles = new Map<string, string>()
  readonly #lateDays = new Map<string, number>()
  readonly #lateReasons = new Map<string, string | null>()
  /** People, offices and other records are called by their titles. */
  readonly #names: Names

  constructor(parts: DemoParts) {
    this.#parts = parts
    const name = (id: string) => this.#titles.get(id) ?? null
    this.#names = { person: name, office: name, record: name }
  }

  of(write: DemoWrite): AppendRequest {
    const { register: id, record, values, recordedAt, reason, actor } = write
    const { packs, calendar } = this.#parts
    const register = packs.current.registers.get(id)
    if (!register) throw new Error(`the demo writes to an unknown register ${id}`)
    const context = { lists: packs.current.lists, names: this.#names }
    this.#titles.set(record, titleOf(register, values, context).zh)
    const version = this.#versions.get(record) ?? 0
    this.#versions.set(record, version + 1)
    const date = values[register.date]
    const occurredOn = typeof date === 'string' ? date : null
    const today = todayIn(zone, { now: () => Date.parse(recordedAt) })
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
