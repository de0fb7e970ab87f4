import type { Asserted } from '../../duty/requirements/requirement-kind.ts'
import { countTheSame } from '../read/measure-words.ts'
import type { Quantity, ReadClaim } from '../read/reading.ts'
import type { ClaimContext } from './claim-context.ts'
import type { Find } from './likeliest.ts'
import { floors } from './likeliest.ts'
import type { Proposal } from './proposal.ts'
import type { Wording } from './wording.ts'

/** 召开会议12次: a figure, or a duty that asks for no less in each such window. */
export function proposeCount(
  { quantity }: ReadClaim,
  context: ClaimContext,
  {
    find,
    alike,
    isWide,
  }: {
    find: Find
    alike(may: (of: Wording) => boolean): readonly Wording[]
    isWide(figure: string): boolean
  },
): Proposal | null {
  if (quantity === null || context.ofSome || ADDED_UP.test(context.own)) return null
  const { part, ofYear, changes, onDay, bounds, mean, own, listed, carried } = context
  // 按季检查4次 spreads four over the year.
  const isSpread = SPREAD.test(own) && windowsOf(context.per).length === quantity.value
  const per = isSpread ? null : context.per
  const days = context.days ?? (onDay === null ? null : [onDay])
  if (context.difference && changes === 'none') return null
  if (changes === 'within' || changes === 'unclear') return null
  // 只在7月召开过一次: no less of it then, and none at another time.
  if (part !== null && ONLY.test(own)) return null
  if (listed.length > 0) {
    const each = EACH_SO_MANY.test(own) ? quantity.value : 1
    const isSum = each === quantity.value || quantity.value === listed.length
    return isSum && quantity.comparator === '=' ? proposeInEach(each, context, find) : null
  }
  if (part === 'other' || per === 'other' || bounds === 'unclear') return null
  if (OF_EVERY.test(own) || (mean === null && /平均/.test(own))) return null
  if (per !== null && per !== 'year' && !isBeyond(per, quantity)) {
    if (part !== null) return null
    return (
      ofDuty(find((of) => isOwed(of, per, quantity), floors.count)) ??
      proposeInEach(quantity.comparator === '<=' ? null : quantity.value, context, find)
    )
  }
  // What a second number of the clause counts is less than the first: all of it must be known.
  const floor = context.ofWhole
    ? { covered: 0.75, explained: 0.8, unknown: 0, whole: true as const }
    : ANOTHER.test(own)
      ? { ...floors.count, unknown: 0 }
      : floors.count
  const unit = unitOf(quantity, own)
  const counts = (of: Wording) =>
    'figureId' in of &&
    (countTheSame(unit, of.unit) || (OF_PAPER.test(own) && countTheSame('次', of.unit)))
  const [figure] = find(counts, floor)
  if (figure === undefined || !('figureId' in figure)) return null
  // 应报告5人 says how many owe it, which a figure of what was done does not count.
  if (OWED.test(own) && ![figure.label.zh, ...figure.phrases].some((said) => OWED.test(said))) {
    return null
  }
  // What a plan lists is not yet what was done of it.
  if (LISTED_IN_PLAN.test(own) && !/列入|计划|任务|应/.test(figure.label.zh)) return null
  // What is counted of each person is their sum only where that is said.
  if (figure.ofEach && ((!IN_SUM.test(own) && !OF_GROUP.test(own)) || OF_EACH_PERSON.test(own))) {
    return null
  }
  // What a part of the year is held against is a part too, and nothing counts it.
  if (changes !== 'none' && part !== null) return null
  // A mean is not held against anything but the ledger, and is stated as it is.
  if (mean !== null && (changes !== 'none' || bounds !== null || days !== null)) return null
  const [known] = find(counts, { ...floor, unknown: 0 })
  // 自查发现问题2个: of a figure in which others lie all is meant only where the words say so.
  const isAll = !isWide(figure.figureId) || part !== null || OF_YEAR.test(carried + own)
  const others = alike(counts).flatMap((of) => {
    return 'figureId' in of && of !== figure ? [of.figureId] : []
  })
  const isSure = known === figure && isAll && onDay === null
  return {
    by: 'figure',
    id: figure.figureId,
    part,
    ...(others.length === 0 ? {} : { others }),
    ...(ofYear && part === null ? { ofYear: true } : {}),
    ...(isSure ? {} : { unsure: true }),
    ...(changes === 'none' ? {} : { changes }),
    ...(days === null ? {} : { days }),
    ...(onDay === null ? {} : { noOther: true }),
    ...(bounds === null ? {} : { bounds }),
    ...(mean === null ? {} : { mean }),
  }
}

/** What it counts in where it says so by another word: 谈话34人次, 大小会议195个. */
function unitOf({ unit }: Quantity, own: string): string {
  if (unit === '人次' && TALK.test(own)) return '次'
  return unit === '个' && OF_MEETING.test(own) ? '次' : unit
}

/** 上下半年各1期: so many in each, and no more. */
const EACH_SO_MANY = /各(?:自)?[^，\u3000]{0,6}\u3000/
/** 会议195个. */
const OF_MEETING = /会议?\u3000/
/** 列入更换计划的设备20台, 应换的, 拟办的: so many there are to be done. */
const LISTED_IN_PLAN =
  /列[入进][^，\u3000]{0,12}(?:计划|清单|名单)的?(?![^，\u3000]*(?:已|换下|换上|完成))|(?<![\u3400-\u9fff])[拟待需]/
/** 督办单7份: each time one paper is sent. */
const OF_PAPER = /(?:提醒|督办)(?:单|通知|函|事项)?\u3000/
/** A talk is had with one person: 谈话34人次 are as many talks. */
const TALK = /谈话|约谈|谈心|交心|提醒/
/** 每场50人, 每个支部4次: said of one of several. */
const OF_EVERY =
  /[人户场次篇]均|[每单][次场期回篇件项]|每个?[\u3400-\u9fff]{0,3}(?:支部|小组|科室|单位)/

/** Nobody meets more often than daily: in 每周集中学习50次 the words are a name. */
function isBeyond(per: NonNullable<Asserted['per']>, { value }: Quantity): boolean {
  const days = { week: 7, month: 31, quarter: 92, 'half-year': 184, year: 366 }[per]
  return value !== null && value > days
}

const OWED = /(?<![相对供反效适响回感呼顺])应(?![用急对付邀知届酬约验援声])/
const OF_GROUP = /班子|领导成员|(?:馆|党组)领导/
const IN_SUM = /[共总合累]计?/
const OF_EACH_PERSON = /均|每人|每[名位]|人人|分别/
/** Said of each of several: of that no figure of the unit speaks. */
export const OF_SEVERAL =
  /各(?!项|类|[开办研召举讲组])|全体|全员|成员|党员(?!大会|思想|学习记录)|人人|支部|小组|每(?!一?个?(?:月|季|半年|年|周))/
const ANOTHER =
  /[\dX×_一二三四五六七八九十两几](?:余|多)?[次个项人件名份期场起条篇台堂批位](?!会|均|都)[^\u3000]*[\u3400-\u9fff]\u3000/

/** 每月召开1次: a duty that asks for no less in each such window. */
function isOwed(of: Wording, per: Asserted['per'], { value, unit, blank }: Quantity): boolean {
  if (!('dutyId' in of) || of.figure === null || !countTheSame(unit, of.figure.unit)) return false
  const { manner, per: owed, atLeast = 0 } = of.asserted
  if (manner !== 'often' && manner !== 'everyone') return false
  return owed === per && !blank && value !== null && value <= atLeast
}

/** 每季度召开1次, where no duty asks for it: a figure of which there is so much in each window. */
export function proposeInEach(
  least: number | null,
  { own, per, part, bounds, changes, days, listed, ofOtherYear }: ClaimContext,
  find: Find,
): Proposal | null {
  const windows = listed.length > 0 ? (per === null ? listed : []) : windowsOf(per)
  if (windows.length === 0 || ofOtherYear) return null
  // 12次（按月一次） is the sum of them.
  const [, after] = /\u3000(.*)$/.exec(own) ?? []
  if (after !== undefined && /[每按逐]/.test(after)) return null
  if (least === null || least < 1 || bounds !== null || days !== null) return null
  if (part !== null && listed.length === 0) return null
  // 各开了两次: a number that was read as none.
  if (listed.length > 0 && UNREAD_NUMBER.test(own)) return null
  if (changes !== 'none' || OF_SEVERAL.test(own)) return null
  const [figure] = find((of) => 'figureId' in of && of.bears.includes('exists'), floors.count)
  return figure !== undefined && 'figureId' in figure
    ? {
        by: 'inEach',
        id: figure.figureId,
        windows,
        least,
        ...(listed.length > 0 || EACH_SO_MANY.test(own) ? { exact: true } : {}),
      }
    : null
}

/** 两次排查共8处: what is counted is the sum that follows. */
const ADDED_UP = /\u3000[^\u3000]{2,}[共合总]计?$/
const SPREAD = /[按逐](?:月|季度?)/
const OF_YEAR =
  /全年|年内|今年|本年|一年|年度|20\d{2}年|累计|合计|总计|共计|总[共数]|各[类个种]?渠道|各类|各种/
const ONLY =
  /[只仅才光](?:是|有|在|于|限|安排|放)*(?:第?[一二三四1-4]季度|[上下]半年|(?:\d{1,2}|[一二三四五六七八九十]{1,2})月)/
const UNREAD_NUMBER = /[二两三四五六七八九十几数](?:余|多)?[次场期回届轮]/

function windowsOf(per: ClaimContext['per']): readonly string[] {
  switch (per) {
    case 'half-year':
      return ['H1', 'H2']
    case 'quarter':
      return ['Q1', 'Q2', 'Q3', 'Q4']
    case 'month':
      return Array.from({ length: 12 }, (_, month) => String(month + 1).padStart(2, '0'))
    default:
      return []
  }
}

function ofDuty([first]: readonly Wording[]): Proposal | null {
  return first !== undefined && 'dutyId' in first
    ? { by: 'duty', id: first.dutyId, figure: null, all: null }
    : null
}
