import { measurePeople } from '../ledger/figure/evaluate-figure.ts'
import type { FigureDefinition } from '../ledger/figure/figure.ts'
import type { Label } from '../ledger/label.ts'
import { idsOf } from '../ledger/record/kept-lists.ts'
import type { LedgerRecord } from '../ledger/record/record.ts'
import { dayCounted } from '../ledger/record/year-of.ts'
import type { DateSpan } from '../ledger/value.ts'
import { countedInYear, evaluationOf } from './counted.ts'
import type { DutyContext } from './duty-context.ts'
import type { RoleHolder } from './tenures.ts'
import { daysWithin, liesIn } from './tenures.ts'

/** What one person in a role owes and has. */
export interface PersonAccount {
  readonly owed: number
  readonly has: number
  readonly held: RoleHolder
}

/** How the people in a role stand. Nobody is named: values per person are for that person. */
export interface PeopleStand {
  /** People who owe something, and how many of them have it. */
  readonly owed: number
  readonly done: number
  /** Of those who owe, people who were in the role for a part of the year only. */
  readonly partly: number
  /** People who were in the role for too short a time to owe anything. */
  readonly excused: number
  /** People who left the role and have less than they owed: it can no longer be made up. */
  readonly lost: number
}

/** The figure's value per person in the year, of records within each one's time in the role. */
export function valuesPerPerson(
  figure: FigureDefinition,
  people: readonly RoleHolder[],
  context: DutyContext,
): { readonly values: ReadonlyMap<string, number>; readonly records: readonly string[] } {
  const counted = countedInYear(figure, context)
  const declared = context.registers.registers.get(figure.measure.register)
  const theirs = people.map(({ person, spans, isWhole }) => {
    const isTheirs = (one: LedgerRecord) => isWhole || liesIn(dayCounted(declared, one), spans)
    return [person, isTheirs] as const
  })
  const within = { period: String(context.year), ...evaluationOf(context) }
  const values = measurePeople(figure, counted, { ...within, people: new Map(theirs) })
  return { values, records: idsOf(counted) }
}

/**
 * What each person has and owes. Whoever has all that their days in the role ask for owes that and
 * has it, whenever it was done. From anybody else only the share of the days on which something is
 * owed (`owing`) is asked; whoever was not in the role on any of those days is left out.
 */
export function accountsOf(
  people: readonly RoleHolder[],
  given: {
    /** The days on which something is owed; null: none. */
    readonly owing: DateSpan | null
    readonly has: (person: string) => number
    /** What is owed for so many days in the role. */
    readonly share: (days: number) => number
    readonly isEnough: (account: PersonAccount) => boolean
  },
): readonly PersonAccount[] {
  return people.flatMap((held) => {
    const whole = { held, has: given.has(held.person), owed: given.share(held.days) }
    if (given.isEnough(whole)) return [whole]
    const days = given.owing === null ? 0 : daysWithin(held.spans, given.owing)
    return days === 0 ? [] : [{ ...whole, owed: given.share(days) }]
  })
}

/** Counts accounts; `isEnough` is how the requirement compares. */
export function peopleStand(
  accounts: readonly PersonAccount[],
  isEnough: (account: PersonAccount) => boolean,
  { today, year }: Pick<DutyContext, 'today' | 'year'>,
): PeopleStand {
  const owing = accounts.filter(({ owed }) => owed > 0)
  const short = owing.filter((one) => !isEnough(one))
  return {
    owed: owing.length,
    done: owing.length - short.length,
    partly: owing.filter(({ held }) => !held.isWhole).length,
    excused: accounts.length - owing.length,
    lost: short.filter(({ held }) => held.last < today && held.last < `${year}-12-31`).length,
  }
}

/** `；其中2人任职不满全年，按任职天数折算`: why somebody owes less than the others. */
export function partlyText({ partly, excused, lost }: PeopleStand): Label {
  const zh = [
    ...(partly > 0 ? [`；其中${partly}人任职不满全年，按任职天数折算`] : []),
    ...(lost > 0 ? [`；${lost}人离任时未达到`] : []),
    ...(excused > 0 ? [`；另有${excused}人任职时间短，本年不作要求`] : []),
  ]
  const en = [
    ...(partly > 0
      ? [`; ${partly} of them held it for part of the year and ${owe(partly)} a share`]
      : []),
    ...(lost > 0 ? [`; ${lost} left without having it`] : []),
    ...(excused > 0 ? [`; ${excused} more held it too briefly and ${owe(excused)} nothing`] : []),
  ]
  return { zh: zh.join(''), en: en.join('') }
}

/** Where nobody owes anything: nobody held the role, or nobody long enough. */
export function nobodyOwes(role: Label, { excused }: PeopleStand): Label {
  if (excused === 0) {
    return { zh: `没有担任${role.zh}的人员`, en: `nobody holds the role ${role.en}` }
  }
  return {
    zh: `${role.zh}${excused}人任职时间短，本年不作要求`,
    en: `${excused} in the role ${role.en} held it too briefly and ${owe(excused)} nothing this year`,
  }
}

function owe(people: number): string {
  return people === 1 ? 'owes' : 'owe'
}
