import type { Asserted } from '../../duty/requirements/requirement-kind.ts'
import { countTheSame } from './measure-words.ts'
import type { Proposal } from './proposal.ts'
import type { ClaimContext } from './propose-context.ts'
import { floors } from './propose-likely.ts'
import type { Find } from './propose-likely.ts'
import type { Quantity, ReadClaim } from './reading.ts'
import type { Wording } from './wording.ts'

/** 召开会议12次: a figure, or a duty that asks for no less in each such window. */
export function proposeCount(
  { quantity }: ReadClaim,
  context: ClaimContext,
  find: Find,
): Proposal | null {
  if (quantity === null || context.ofSome) return null
  const { per, part, changes, days } = context
  if (context.difference && changes === 'none') return null
  if (changes === 'within' || changes === 'unclear') return null
  if (part === 'other' || per === 'other') return null
  if (per !== null && per !== 'year') {
    return part === null ? ofDuty(find((of) => isOwed(of, per, quantity), floors.count)) : null
  }
  const counts = (of: Wording) => 'figureId' in of && countTheSame(quantity.unit, of.unit)
  const [figure] = find(counts, floors.count)
  if (figure === undefined || !('figureId' in figure)) return null
  // What is counted of each person is stated of each, or of all together where that is said.
  if (figure.ofEach && !OF_PERSONS.test(context.own)) return null
  // What a part of the year is held against is a part too, and nothing counts it.
  if (changes !== 'none' && part !== null) return null
  return {
    by: 'figure',
    id: figure.figureId,
    part,
    ...(changes === 'none' ? {} : { changes }),
    ...(days === null ? {} : { days }),
  }
}

const OF_PERSONS = /均|每人|每[名位]|人人|分别|[共总合累]计?/

/** 每月召开1次: a duty that asks for no less in each such window. */
function isOwed(of: Wording, per: Asserted['per'], { value, unit, blank }: Quantity): boolean {
  if (!('dutyId' in of) || of.figure === null || !countTheSame(unit, of.figure.unit)) return false
  const { manner, per: owed, atLeast = 0 } = of.asserted
  if (manner !== 'often' && manner !== 'everyone') return false
  return owed === per && !blank && value !== null && value <= atLeast
}

function ofDuty([first]: readonly Wording[]): Proposal | null {
  return first !== undefined && 'dutyId' in first
    ? { by: 'duty', id: first.dutyId, figure: null, all: null }
    : null
}
