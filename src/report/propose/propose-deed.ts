import type { Asserted } from '../../duty/requirements/requirement-kind.ts'
import type { ClaimContext } from './claim-context.ts'
import type { Find } from './likeliest.ts'
import { floors } from './likeliest.ts'
import type { Proposal } from './proposal.ts'
import type { Wording } from './wording.ts'
import { isOnce, mannerOf } from './wording.ts'

/** 未发生失泄密事件: a duty that there be none, or a figure of what should not happen. */
export function proposeNone(context: ClaimContext, find: Find): Proposal | null {
  if (context.part !== null || context.ofSome) return null
  const found = find(
    (of) => mannerOf(of) === 'none' || ('figureId' in of && of.bears.includes('none')),
    floors.none,
  )
  return preferred(found, ['duty', 'none'])
}

/** Words by which a deed is said of every one there is. */
export const OF_EACH =
  /每[一]?[次项条个件场名]|均(?!衡|等|值)|都|全部|一律|逐[条一项个件人]|件件|次次|人人|一个不[漏落]|无一例外|各[项级类处室科党支]|全体|全员/

/**
 * 民主生活会召开前, …时, …后: it says when something else was done, and states nothing; a day does
 * (完成于6月底前).
 */
export function saysOnlyWhen(own: string): boolean {
  return /(?:(?<![\d月日号底旬末初周年])之?前|之?后|[时中]|期间|之际|之余|以来|基础上|同时|过程中?)$/.test(
    own,
  )
}

/** 与纪检监察组的碰头会, 重大事项的记录簿: names what the next clause is about, and says nothing of it. */
const NAMES_ONLY = /^[^了已]*的[\u3400-\u9fff]{1,5}$/

/** 因涉密岗位人员变动: why something else was done. */
const GIVES_REASON = /^(?:因(?!公|私)|由于|鉴于|随着|针对|结合)/

/** 平台调度漏了8月: it was not done then. */
const MISSED = /漏[了掉开报学办]|缺了|落下/

/** 印发干部培训计划: a paper was issued, and no training held. */
const PAPER = /(?:计划|方案|清单|通知|制度|办法)$/

/** 制定年度计划: a duty, or a figure of which there is one. */
export function proposeDeed(context: ClaimContext, find: Find): Proposal | null {
  const { per, part, timing, own } = context
  if (
    context.ofSome ||
    saysOnlyWhen(own) ||
    NAMES_ONLY.test(own) ||
    GIVES_REASON.test(own) ||
    MISSED.test(own) ||
    part === 'other' ||
    part === 'last' ||
    per === 'other' ||
    NUMBER.test(own.replaceAll(YEAR, ''))
  )
    return null
  const found = find((of) => mayBeDone(of, context), floors.list)
  const asksAll = per !== null || timing !== null || OF_EACH.test(own)
  return preferred(found, asksAll ? ['duty'] : ['some', 'exists', 'duty'], part)
}

/** 三四十次, 研讨——六: a number that was read as none is one; once is how a deed is done. */
const NUMBER =
  /\d|[—：][〇一二两三四五六七八九十百廿卅]+$|[二两三四五六七八九十几数][一二三四五六七八九十百多余]*[次场期人名项件份篇起条批](?!会|组)/

/** Days and years, whose digits count nothing. */
export const YEAR = /(?:20\d{2}年度?|\d{1,2}月(?:\d{1,2}日|底)?)/g

/** A deed is borne out by what asks neither less nor more than it says. */
function mayBeDone(of: Wording, { per, part, timing, own }: ClaimContext): boolean {
  if ('recordId' in of) return false
  const ofEach = OF_EACH.test(own)
  if ('figureId' in of) {
    const [paper] = PAPER.exec(own) ?? []
    if (paper !== undefined && ![of.label.zh, ...of.phrases].join().includes(paper)) return false
    return of.bears.includes('exists') && per === null && timing === null && !ofEach
  }
  const { manner: how, per: owed } = of.asserted
  if (how === 'timely') return per === null && isTimely(of.asserted, { timing, part })
  if (part !== null) return false
  switch (how) {
    case 'done':
      return (per === null || per === 'year') && timing === null && !ofEach
    case 'often':
      return owed === per && timing === null
    case 'everyone':
      return ofEach && owed === (per ?? 'year') && timing?.to === undefined
    case 'each':
      return per === null && (timing === null || timing.to === null)
    case 'held':
      return per === null && timing === null
    default:
      return false
  }
}

const quarters: Readonly<Record<string, readonly [from: string, to: string]>> = {
  Q1: ['01-01', '03-31'],
  Q2: ['04-01', '06-30'],
  Q3: ['07-01', '09-30'],
  Q4: ['10-01', '12-31'],
  H1: ['01-01', '06-30'],
  H2: ['07-01', '12-31'],
}

/** By its day, in its season, or in time where no day is said. */
export function isTimely(
  { from, to }: Asserted,
  { timing, part }: Pick<ClaimContext, 'timing' | 'part'>,
): boolean {
  if (part !== null) {
    const [first, last] = quarters[part] ?? []
    return first !== undefined && from === first && to === last
  }
  if (timing === null) return false
  if (timing.early) return from === undefined && to !== undefined && to <= '03-31'
  return timing.to === null || (from === undefined && timing.to === to)
}

/** Of several that speak of the same, the first that is meant. */
function preferred(
  found: readonly Wording[],
  order: readonly ('duty' | 'some' | 'exists' | 'none')[],
  part: string | null = null,
): Proposal | null {
  for (const wanted of order) {
    for (const of of found) {
      if ('recordId' in of) continue
      if ('figureId' in of) {
        if (wanted === 'exists' || wanted === 'none') return { by: wanted, id: of.figureId, part }
      } else if (wanted === 'duty' || (wanted === 'some' && isOnce(of))) {
        return { by: 'duty', id: of.dutyId, figure: null, all: null }
      }
    }
  }
  return null
}
