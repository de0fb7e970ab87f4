import { countTheSame } from '../read/measure-words.ts'
import { readChanges } from './changes.ts'
import type { ClaimContext } from './claim-context.ts'
import type { Find } from './likeliest.ts'
import { floors } from './likeliest.ts'
import type { Proposal } from './proposal.ts'

/** 发文数量只减不增, 下行文较上年减少34件: a figure that is held against the year before. */
export function proposeCompare(
  context: ClaimContext,
  find: Find,
  year: number | null,
): Proposal | null {
  const { own } = context
  if (DIFFERS.test(own) || HELD.test(own)) return proposeDifference(context, find, year)
  const fewer = FEWER.test(own) && !MORE.test(own.replaceAll(/只减不增|[没未]有?增加|不增加?/g, ''))
  if (SHARES.test(own)) return null
  // How much less is a number of its own, and no figure says it.
  if (!fewer || context.ofSome || /\d[^年\d]/.test(own) || context.part !== null) return null
  const [figure] = find((of) => 'figureId' in of && of.bears.includes('compare'), floors.compare)
  return figure !== undefined && 'figureId' in figure
    ? { by: 'compare', id: figure.figureId, part: null }
    : null
}

/** By how many there are more or fewer, without how many there are. */
function proposeDifference(
  { own, ofSome, part }: ClaimContext,
  find: Find,
  year: number | null,
): Proposal | null {
  const changes = readChanges([own], year, own)
  const [, unit = ''] = DIFFERS.exec(own) ?? []
  if (changes === 'unclear' || ofSome || (part !== null && part !== 'last')) return null
  const [figure] = find(
    (of) => 'figureId' in of && (unit === '' || countTheSame(unit, of.unit)),
    floors.count,
  )
  return figure !== undefined && 'figureId' in figure && !figure.ofEach
    ? { by: 'figure', id: figure.figureId, part: null, changes }
    : null
}

const DIFFERS =
  /(?:(?:比|较)(?:上一?年|去年|20\d{2}年)(?:同期)?|同比)[^\d，]{0,4}(?:增|减|多|少|下降|上升|压)[^\d，]{0,3}\d+([次场期回趟堂个项件条起例人名位份篇台批])$/
/** 会商次数与上年持平, 培训比上年翻番: held against the year before without a number. */
const HELD =
  /[\u3400-\u9fff]{2}(?:比|较|[与和同])(?:上一?年|去年)(?:度|同期)?(?:持平|相同|一样多?|翻了?一?番|减少一半|减半|[压砍]掉一半)$/
/** By how much, in words: 压减二成, 减半. */
const SHARES = /[一二两三四五六七八九十几]成|分之|半|倍|[二两三四五六七八九十几百]+[次个件场项份]/
const FEWER = /只减不增|不增|减少|下降|压减|精简|降低|少于|持平|[没未]有?增加|不超过|低于|只降不升/
const MORE = /增加|增长|上升|提高|多于|超过|高于/
