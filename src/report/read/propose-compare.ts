import type { Proposal } from './proposal.ts'
import type { ClaimContext } from './propose-context.ts'
import { floors } from './propose-likely.ts'
import type { Find } from './propose-likely.ts'

/** 发文数量只减不增: a figure that is held against the year before. */
export function proposeCompare(context: ClaimContext, find: Find): Proposal | null {
  const { own } = context
  const fewer = FEWER.test(own) && !MORE.test(own.replaceAll(/只减不增|[没未]有?增加|不增加?/g, ''))
  // How much less is a number of its own, and no figure says it.
  if (!fewer || context.ofSome || /\d[^年\d]/.test(own) || context.part !== null) return null
  const [figure] = find((of) => 'figureId' in of && of.bears.includes('compare'), floors.compare)
  return figure !== undefined && 'figureId' in figure
    ? { by: 'compare', id: figure.figureId, part: null }
    : null
}

const FEWER = /只减不增|不增|减少|下降|压减|精简|降低|少于|持平|[没未]有?增加|不超过|低于|只降不升/
const MORE = /增加|增长|上升|提高|多于|超过|高于/
