import { addDays } from '../../ledger/day.ts'
import type { Values } from '../../ledger/value.ts'
import type { DemoRandom } from './random.ts'
import { demoBranches, demoOffices, demoPeople } from './unit.ts'
import type { DemoPerson } from './unit.ts'

/** One write of the demo, ready to be carried out in order. */
export interface DemoWrite {
  /** `attest` creates an attestation; the others are what they say. */
  readonly kind: 'create' | 'correct' | 'void' | 'attest'
  readonly register: string
  /** Id of the record; a create gives it, later writes and `record` fields name it. */
  readonly record: string
  /** The whole record as it stands after the write; of a void, as it stood before. */
  readonly values: Values
  /** When the clerk wrote it, UTC ISO with milliseconds. */
  readonly recordedAt: string
  /** Person id of who wrote it. */
  readonly actor: string
  /** Of a late entry, a correction or a void. */
  readonly reason: string | null
  /** A sample that is drawn when the story comes to it; later writes keep it. */
  readonly draw?: DemoDraw
}

/** From where a sample is drawn, and the problem that its first record turned out to be. */
export interface DemoDraw {
  readonly from: string
  readonly period: string
  readonly count: number
  readonly problem?: string
}

/** What a year's authors tell the world. */
export interface Told {
  readonly register: string
  readonly values: Values
  /** The event date: decides when it is written down. */
  readonly on: string
  /** Key of the person who writes it. */
  readonly by: string
  /** Working days between the event and the entry; absent: none to three. */
  readonly after?: number
  readonly reason?: string
  readonly kind?: 'create' | 'attest'
  /** The id of the new record, where others already know it; absent: a new one. */
  readonly record?: string
  /** The exact moment (UTC ISO), where the order within a day matters. */
  readonly at?: string
  readonly draw?: DemoDraw
}

/** What a correction says of itself. */
export interface Corrected {
  readonly on: string
  readonly by: string
  readonly reason: string
  /** What became of the sample drawn. */
  readonly draw?: DemoDraw
}

/** Everything an author of the demo year may use; no clock and no other source of chance. */
export class DemoWorld {
  readonly random: DemoRandom
  readonly writes: DemoWrite[] = []
  readonly #isWorkday: (day: string) => boolean
  readonly #people: ReadonlyMap<string, string>
  readonly #offices: ReadonlyMap<string, string>
  readonly #standing = new Map<string, DemoWrite>()

  constructor(random: DemoRandom, isWorkday: (day: string) => boolean) {
    this.random = random
    this.#isWorkday = isWorkday
    this.#people = new Map(demoPeople.map((one) => [one.key, random.uuid()]))
    this.#offices = new Map(demoOffices.map((one) => [one.key, random.uuid()]))
  }

  /** Id of a person by key. */
  person(key: string): string {
    return known(this.#people, key)
  }

  people(keys: readonly string[]): readonly string[] {
    return keys.map((key) => this.person(key))
  }

  /** Id of an office by key. */
  office(key: string): string {
    return known(this.#offices, key)
  }

  /** Working days of a span, both ends included. */
  workdays(from: string, to: string): readonly string[] {
    const days: string[] = []
    for (let day = from; day <= to; day = addDays(day, 1)) if (this.#isWorkday(day)) days.push(day)
    return days
  }

  /** Working days of one month. */
  month(year: number, month: number): readonly string[] {
    const first = `${year}-${String(month).padStart(2, '0')}-01`
    const next =
      month === 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, '0')}-01`
    return this.workdays(first, addDays(next, -1))
  }

  /** The day `count` working days later. */
  workdayAfter(day: string, count: number): string {
    let left = count
    let here = day
    while (left > 0) {
      here = addDays(here, 1)
      if (this.#isWorkday(here)) left--
    }
    return here
  }

  /** Keys of those on the staff that day, the audit liaison left out. */
  staff(day: string): readonly string[] {
    return demoPeople.filter((one) => isOn(one, day) && one.key !== 'tian').map((one) => one.key)
  }

  leaders(day: string): readonly string[] {
    return this.staff(day).filter((key) => personOf(key).roles.includes('leader'))
  }

  branchMembers(branch: string, day: string): readonly string[] {
    return this.staff(day).filter((key) => personOf(key).branch === branch)
  }

  officeStaff(office: string, day: string): readonly string[] {
    return this.staff(day).filter((key) => personOf(key).office === office)
  }

  /** Whoever of these came: most, never fewer than two thirds, always the ones named. */
  attendance(keys: readonly string[], always: readonly string[] = []): Attendance {
    const absentMost = Math.floor(keys.length / 4)
    const absent = new Set<string>()
    for (const key of this.random.shuffled(keys)) {
      if (absent.size < absentMost && !always.includes(key) && this.random.chance(0.08))
        absent.add(key)
    }
    return {
      present: keys.filter((key) => !absent.has(key)),
      absent: keys.filter((key) => absent.has(key)),
    }
  }

  /** Writes a new record down; returns its id. */
  tell(told: Told): string {
    const record = told.record ?? this.random.uuid()
    this.#write({
      kind: told.kind ?? 'create',
      register: told.register,
      record,
      values: told.values,
      recordedAt: told.at ?? this.#moment(told.on, told.after ?? this.random.between(0, 3)),
      actor: this.person(told.by),
      reason: told.reason ?? null,
      ...(told.draw === undefined ? {} : { draw: told.draw }),
    })
    return record
  }

  /** Changes fields of a record, as a correction with its reason; null clears a field. */
  correct(record: string, change: Values, how: Corrected): void {
    const before = this.standing(record)
    const values = Object.fromEntries(
      Object.entries({ ...before.values, ...change }).filter(([, value]) => value !== null),
    )
    this.#write({ ...this.#later('correct', before, how), values })
  }

  /** Voids a record, with its reason. */
  void(record: string, how: { on: string; by: string; reason: string }): void {
    this.#write(this.#later('void', this.standing(record), how))
  }

  /** The newest write of a record. */
  standing(record: string): DemoWrite {
    return known(this.#standing, record)
  }

  #later(kind: 'correct' | 'void', before: DemoWrite, how: Corrected): DemoWrite {
    const planned = this.#moment(how.on, 0)
    return {
      ...before,
      kind,
      // A correction never comes before what it corrects.
      recordedAt: planned > before.recordedAt ? planned : addMinutes(before.recordedAt, 7),
      actor: this.person(how.by),
      reason: how.reason,
      ...(how.draw === undefined ? {} : { draw: how.draw }),
    }
  }

  #write(write: DemoWrite): void {
    this.writes.push(write)
    this.#standing.set(write.record, write)
  }

  /** A moment of office hours (09:00 to 17:30 in China, 01:00 to 09:30 UTC) some days later. */
  #moment(day: string, after: number): string {
    const on = this.workdayAfter(day, after)
    const minute = after === 0 ? this.random.between(360, 500) : this.random.between(0, 500)
    const start = `${on}T01:00:00.000Z`
    return addMinutes(start, minute + this.random.next())
  }
}

/** Who came to a meeting and who did not. */
export interface Attendance {
  readonly present: readonly string[]
  readonly absent: readonly string[]
}

/** The person of the demo unit with this key. */
export function personOf(key: string): DemoPerson {
  const person = demoPeople.find((one) => one.key === key)
  if (!person) throw new Error(`nobody has the key ${key}`)
  return person
}

/** Secretary of the branch, by its key. */
export function secretaryOf(branch: string): string {
  return demoBranches.find((one) => one.key === branch)?.secretary ?? 'xu'
}

function isOn(person: DemoPerson, day: string): boolean {
  return (person.from ?? '0000') <= day && day <= (person.to ?? '9999')
}

function known<T>(map: ReadonlyMap<string, T>, key: string): T {
  const found = map.get(key)
  if (found === undefined) throw new Error(`the demo does not know ${key}`)
  return found
}

/** Arithmetic on a UTC instant given as text; reads no clock. */
export function addMinutes(instant: string, minutes: number): string {
  return new Date(Date.parse(instant) + Math.floor(minutes * 60_000)).toISOString()
}
