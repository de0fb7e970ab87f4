import { countTheSame } from '../read/measure-words.ts'
import type { Quantity } from '../read/reading.ts'
import type { ClaimContext } from './claim-context.ts'
import type { Find } from './likeliest.ts'
import { floors } from './likeliest.ts'
import type { Proposal } from './proposal.ts'
import { OF_SEVERAL } from './propose-count.ts'
import type { DutyWording, Wording } from './wording.ts'
import { mannerOf } from './wording.ts'

/** What a claim about everyone states: how many they are, and what each of them did. */
export interface StatedNumbers {
  readonly all: Quantity | null
  readonly each: Quantity | null
}

/** A claim that states neither. */
export const noNumbers: StatedNumbers = { all: null, each: null }

/** 班子成员均开展调研2次: a duty of everyone, with the numbers that are stated of it. */
export function proposeEveryone(
  { all, each }: StatedNumbers,
  context: ClaimContext,
  find: Find,
): Proposal | null {
  if (context.part !== null || context.ofSome || context.changes !== 'none') return null
  // 均在年底前…: by when each did it is no duty's to say.
  if (context.timing !== null && context.timing.to !== null) return null
  const per = context.per ?? 'year'
  const [duty] = find((of) => {
    if (mannerOf(of) === 'each') return context.per === null && each === null
    if (mannerOf(of) === 'often') return isOften(of, context) && each === null && all === null
    if (!('dutyId' in of) || mannerOf(of) !== 'everyone' || of.asserted.per !== per) return false
    if (of.asserted.ofOffices === true && OF_PEOPLE.test(context.own)) return false
    return each === null || isAsked(each, of)
  }, floors.everyone)
  if (duty === undefined || !('dutyId' in duty)) return null
  const { dutyId: id, figure } = duty
  const stated = each !== null && figure?.ofEach === true ? figure.id : null
  return { by: 'duty', id, figure: stated, all: all?.value ?? null }
}

/** 每个季度都…: done in each window, and not said of each of several. */
function isOften(of: Wording, { per, own }: ClaimContext): boolean {
  if (!('dutyId' in of) || per === null || OF_SEVERAL.test(own)) return false
  return of.asserted.per === per
}

/** 全体党员均…: what each branch owes is not what each member did. */
const OF_PEOPLE =
  /(?:全体|全部|每[名位个]|各位)(?:党员|干部|职工|成员)|(?:党员|干部|职工|成员|人员)(?:均|都|全部|全员|人人)/

/** What is stated of each is a number that the ledger has, or no more than the duty asks. */
function isAsked({ unit, value }: Quantity, { figure, asserted }: DutyWording): boolean {
  if (figure === null || !countTheSame(unit, figure.unit)) return false
  return figure.ofEach || (value !== null && value <= (asserted.atLeast ?? 0))
}
