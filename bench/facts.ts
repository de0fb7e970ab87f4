import { randomUUID } from 'node:crypto'
import { readStoryFolder } from '../src/adapters/packs/read-pack-folder.ts'
import { tellStory } from '../src/app/demo/tell-story.ts'
import type { AppPorts } from '../src/app/ports/app-ports.ts'
import type { Session } from '../src/app/ports/store-ports.ts'
import { storedWords } from '../src/app/records/shown-record.ts'
import type { Roster } from '../src/app/roster/roster.ts'
import { namesOf } from '../src/app/roster/roster.ts'
import type { AppendRequest } from '../src/append/append-request.ts'
import { rosterRegisters } from '../src/ledger/core/core-registers.ts'
import { lateDaysOf } from '../src/ledger/day/late.ts'
import type { Values } from '../src/ledger/value.ts'

/** The files of the story that the pack of party governance brings. */
export const storyFiles = () => readStoryFolder('packs/cn-party-governance')

/** A record of the demo's story, as it stood at last. */
export interface Fact {
  readonly id: string
  readonly register: string
  readonly values: Values
}

/** The story of the demo unit without its corrections: what a year of such a unit is made of. */
export interface Story {
  /** Its people, offices, posts and memberships. */
  readonly roster: readonly Fact[]
  readonly facts: readonly Fact[]
}

/** The story as it is told when `year` is over. */
export async function yearOfStory(
  { calendar, packs }: Pick<AppPorts, 'calendar' | 'packs'>,
  year: number,
): Promise<Story> {
  const isWorkday = (day: string) => calendar.isWorkday(day)
  const asked = { seed: 1, today: `${year + 1}-01-01`, isWorkday }
  const { writes } = tellStory(await storyFiles(), packs.current, asked)
  const last = new Map(writes.map((write) => [write.record, write]))
  const standing = [...last.values()]
    .filter(({ kind }) => kind !== 'void')
    .map(({ record: id, register, values }): Fact => ({ id, register, values }))
  const isRoster = ({ register }: Fact) => (rosterRegisters as readonly string[]).includes(register)
  return {
    roster: standing.filter(isRoster),
    facts: standing.filter((one) => !isRoster(one)),
  }
}

/** Copies facts under new ids until there are `count`; links stay within one copy. */
export function copies(facts: readonly Fact[], count: number): Fact[] {
  const all: Fact[] = []
  while (all.length < count) {
    const ids = new Map(facts.map(({ id }) => [id, randomUUID()]))
    for (const { id, register, values } of facts) {
      const text = JSON.stringify(values).replaceAll(
        /"([0-9a-f-]{36})"/g,
        (whole, known: string) => {
          const copy = ids.get(known)
          return copy === undefined ? whole : `"${copy}"`
        },
      )
      all.push({ id: ids.get(id) ?? id, register, values: JSON.parse(text) as Values })
    }
  }
  return all.slice(0, count)
}

/** How many places the meetings of a long list are held in. */
export const placesOfMeetings = 193

/** Where one of them is held. */
export function placeOfMeeting(nth: number): string {
  return `${1 + (nth % placesOfMeetings)}号会议室`
}

/** Meetings spread over the `years` before today, each on a day of its own choosing, in places of their own. */
export function meetingsOver(
  facts: readonly Fact[],
  { count, years, today }: { count: number; years: number; today: string },
): Fact[] {
  const lastDay = Date.parse(today) / 86_400_000
  return copies(
    facts.filter(({ register }) => register === 'meeting'),
    count,
  ).map((fact, at) => {
    // A fixed step through the days, far from any order the log would give.
    const back = (at * 7919) % (years * 365)
    const heldOn = new Date((lastDay - back) * 86_400_000).toISOString().slice(0, 10)
    return { ...fact, values: { ...fact.values, heldOn, place: placeOfMeeting(at) } }
  })
}

/** Makes the writes that put facts into the log, with what the use case of recording derives. */
export function appendsOf(
  { calendar }: Pick<AppPorts, 'calendar'>,
  session: Session,
  given: { facts: readonly Fact[]; roster: Roster; today: string },
): readonly AppendRequest[] {
  const { roster, today } = given
  const known = new Map<string, number>()
  const lateDays = (of: { occurredOn: string | null; lateAfter: number | null }) => {
    const key = `${of.occurredOn} ${of.lateAfter}`
    const days = known.get(key) ?? lateDaysOf({ ...of, recordedOn: today }, calendar.isWorkday)
    known.set(key, days)
    return days
  }
  return given.facts.map((fact) => appendOf(session, { fact, roster, lateDays }))
}

type LateDays = (of: { occurredOn: string | null; lateAfter: number | null }) => number

function appendOf(
  session: Session,
  { fact, roster, lateDays }: { fact: Fact; roster: Roster; lateDays: LateDays },
): AppendRequest {
  const register = session.pack.registers.get(fact.register)
  if (!register) throw new Error(`the pack has no register ${fact.register}`)
  const { id, values } = fact
  const date = values[register.date]
  const occurredOn = typeof date === 'string' ? date : null
  return {
    kind: 'create',
    register: register.id,
    record: id,
    expected: null,
    values,
    occurredOn,
    lateDays: lateDays({ occurredOn, lateAfter: register.lateAfter }),
    lateReason: null,
    ...storedWords(register, values, { lists: session.pack.lists, names: namesOf(roster) }),
    actor: session.actor.id,
    pack: session.pack.digest,
    idempotency: null,
  }
}
