import type { Value, Values } from '../value.ts'
import type { FieldKindName, Register } from './register.ts'

/** What a role asks of a register under one of its names. */
export interface RoleField {
  /** Kinds that the field may have; empty: any. */
  readonly kinds: readonly FieldKindName[]
  readonly needed?: true
  /** The field is a column of the rows that stand under this other name. */
  readonly within?: string
  /** No field, but a choice of the list that the field under this other name draws from. */
  readonly choiceOf?: string
  /** Any number of fields; a column of rows is written `measures.owner`. */
  readonly many?: true
  /** The field points to a register that plays this role. */
  readonly to?: string
}

/**
 * What a register may play, and which of its fields say what then. The program reads and writes
 * these roles and no register of a pack by its name: a register says in `plays` which of its fields
 * stands under which of these names, and any number of registers may play one role. The event date
 * of a register is its `date` and is not said again.
 */
export const registerRoles = {
  /** A one-off thing with an owner and a due day; it is set on the register's date. */
  task: {
    title: { kinds: ['text', 'longText'], needed: true },
    owner: { kinds: ['person'], needed: true },
    due: { kinds: ['date'], needed: true },
    doneOn: { kinds: ['date'], needed: true },
    supervisor: { kinds: ['person'] },
    office: { kinds: ['office'] },
    coOffices: { kinds: ['offices'] },
    /** What came of it, in words. */
    result: { kinds: ['text', 'longText'] },
    droppedOn: { kinds: ['date'] },
    droppedWhy: { kinds: ['text', 'longText'] },
    /** Dated notes, with the columns that hold day, words and writer. */
    progress: { kinds: ['rows'] },
    notedOn: { kinds: ['date'], within: 'progress' },
    noted: { kinds: ['text', 'longText'], within: 'progress' },
    notedBy: { kinds: ['person'], within: 'progress' },
    /** The plan it belongs to, and which of the plans holds the next steps of a report. */
    plan: { kinds: ['choice'] },
    nextSteps: { kinds: [], choiceOf: 'plan' },
    /** Where it comes from, and how that is called when a year is opened. */
    origin: { kinds: ['choice'] },
    fromProblem: { kinds: [], choiceOf: 'origin' },
    fromLastYear: { kinds: [], choiceOf: 'origin' },
    fromReport: { kinds: [], choiceOf: 'origin' },
    project: { kinds: ['text', 'longText'] },
    /** What an imported table said where it named no office, person or day. */
    asListed: { kinds: ['text', 'longText'] },
    problem: { kinds: ['record'], to: 'problem' },
    meeting: { kinds: ['record'] },
    /** The call of the body above that it answers. */
    call: { kinds: ['record'] },
    /** What goes on with it into the next year. */
    carries: { kinds: [], many: true },
    /** Fields that go to somebody else when their owner leaves. */
    handsOver: { kinds: ['person'], many: true },
  },
  /** Something that is put right step by step; the steps are the stages of the register. */
  problem: {
    title: { kinds: ['text', 'longText'], needed: true },
    owner: { kinds: ['person'], needed: true },
    supervisor: { kinds: ['person'] },
    office: { kinds: ['office'] },
    source: { kinds: ['choice'] },
    /** How the source is called of what a report's writing brought to light. */
    fromReport: { kinds: [], choiceOf: 'source' },
    /** The record that it concerns. */
    about: { kinds: ['record'] },
    /** Whether the annual report names it. */
    inReport: { kinds: ['yesNo'] },
    handsOver: { kinds: ['person'], many: true },
  },
  /** A meeting that is to be held on the register's date. */
  plannedMeeting: {
    owner: { kinds: ['person'], needed: true },
    office: { kinds: ['office'] },
    time: { kinds: ['time'] },
    place: { kinds: ['text'] },
    kind: { kinds: ['choice'] },
    agenda: { kinds: ['rows'] },
    topic: { kinds: ['text', 'longText'], within: 'agenda' },
    handsOver: { kinds: ['person'], many: true },
  },
  /** A meeting that was held on the register's date, and the plan it came from. */
  heldMeeting: {
    planned: { kinds: ['record'], needed: true, to: 'plannedMeeting' },
    /** Fields that it takes over from its plan, where they have the same id. */
    takes: { kinds: [], many: true },
  },
  /**
   * One of several records of one event. What stands under the same name here, and the day, is the
   * same fact in all of them (`event.ts`).
   */
  eventPart: {
    /** The record that the event is known by; that one names none. */
    event: { kinds: ['record'], needed: true },
    office: { kinds: ['office'] },
    place: { kinds: ['text'] },
    chair: { kinds: ['person'] },
    recorder: { kinds: ['person'] },
    present: { kinds: ['people'] },
    /** How many there were; where it is the number of those present, it stays that. */
    headCount: { kinds: ['number'] },
    /** Whatever it was part of. */
    campaign: { kinds: ['record'] },
    /** What a paper is called, numbered, and the year it is about. */
    title: { kinds: ['text'] },
    number: { kinds: ['text'] },
    year: { kinds: ['year'] },
  },
  /** What is entered when a report is sent; what a register has no field for is not said. */
  sentReport: {
    title: { kinds: ['text'], needed: true },
    number: { kinds: ['text'] },
    year: { kinds: ['year'] },
    addressee: { kinds: ['choice', 'text'] },
    copies: { kinds: ['text'] },
    signer: { kinds: ['person'] },
    /** Characters of its text. */
    words: { kinds: ['number'] },
    file: { kinds: ['file'] },
  },
  /** The plan of a year was adopted, on the register's date. */
  planAdoption: {
    year: { kinds: ['text'], needed: true },
    meeting: { kinds: ['record'], needed: true },
    number: { kinds: ['text'] },
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, RoleField>>>>

type Roles = typeof registerRoles

/** What a register may play. */
export type RegisterRole = keyof Roles

type Said<Of> = Of extends { readonly many: true } ? readonly string[] : string
type Needed<R extends RegisterRole> = {
  [N in keyof Roles[R]]: Roles[R][N] extends { readonly needed: true } ? N : never
}[keyof Roles[R]]

/** Which field of a register stands under which name of a role. */
export type RoleFields<R extends RegisterRole> = {
  readonly [N in Needed<R>]: Said<Roles[R][N]>
} & {
  readonly [N in Exclude<keyof Roles[R], Needed<R>>]?: Said<Roles[R][N]>
}

/** What one register plays. */
export type Plays = { readonly [R in RegisterRole]?: RoleFields<R> }

/** A register in a role. */
export interface Player<R extends RegisterRole> {
  readonly register: Register
  readonly fields: RoleFields<R>
}

/** Fields that stand under the names of roles, as `owner` and `progress.notedBy`, and where each is said. */
export function playedFields(plays: Plays): readonly PlayedField[] {
  return Object.entries(plays).flatMap(([role, said]) => {
    const names: Readonly<Record<string, RoleField>> = registerRoles[role as RegisterRole]
    const saying: Readonly<Record<string, string | readonly string[]>> = said
    return Object.entries(saying).flatMap(([name, given]): readonly PlayedField[] => {
      const { within, choiceOf } = names[name] ?? {}
      if (choiceOf !== undefined) return []
      if (typeof given !== 'string') {
        return given.map((path, nth) => ({ path, at: [role, name, nth] }))
      }
      // A column stands under a name of its own; the role says whose column it is.
      const path = within === undefined ? given : `${String(saying[within] ?? within)}.${given}`
      return [{ path, at: [role, name] }]
    })
  })
}

/** A field in a role; `at` within what the register plays. */
export interface PlayedField {
  readonly path: string
  readonly at: readonly [role: string, name: string, ...nth: number[]]
}

/** Registers and what they play, by id: a pack, or what somebody may read of one. */
export interface Playing {
  readonly registers: ReadonlyMap<string, Register>
  readonly plays: ReadonlyMap<string, Plays>
}

/** Every register that plays a role, in the order of the pack. */
export function playersOf<R extends RegisterRole>(playing: Playing, role: R): readonly Player<R>[] {
  return [...playing.registers.keys()].flatMap((id) => playerOf(playing, role, id) ?? [])
}

/** A register in a role; null: it does not play it, or is not there. */
export function playerOf<R extends RegisterRole>(
  { registers, plays }: Playing,
  role: R,
  id: string,
): Player<R> | null {
  const register = registers.get(id)
  const fields: RoleFields<R> | undefined = plays.get(id)?.[role]
  return register && fields ? { register, fields } : null
}

/**
 * Values to be written under the fields of a role. What the register keeps no field for is left
 * out, and so is what is undefined.
 */
export function valuesUnder(
  said: readonly (readonly [field: string | undefined, value: Value | undefined])[],
): Values {
  return Object.fromEntries(
    said.flatMap(([field, value]) =>
      field === undefined || value === undefined ? [] : [[field, value] as const],
    ),
  )
}
