import type { ClaimContext } from './claim-context.ts'
import { denies } from './denies.ts'
import type { Find } from './likeliest.ts'
import { floors, leadMin, likeliest } from './likeliest.ts'
import type { Likeness } from './likeness.ts'
import type { Proposal } from './proposal.ts'
import { OF_EACH, saysOnlyWhen } from './propose-deed.ts'
import type { RecordWording, Wording } from './wording.ts'
import { mannerOf } from './wording.ts'

/** What was on a day: its record is meant where that is named and says all that is said. */
export function proposeRecord(
  year: number | null,
  context: ClaimContext,
  likeness: Likeness<Wording>,
): Proposal | null {
  const day = dayIn(context.own, year)
  if (day === null || context.ofOthers) return null
  const fits = likeness
    .fits(context, (of) => 'recordId' in of && of.kind === 'event' && of.day === day)
    .filter(({ of, inAll, explained, unknown }) => {
      const { covered, explained: floor } = floors.record
      return (
        unknown <= floors.record.unknown &&
        inAll >= covered &&
        explained >= floor &&
        'recordId' in of &&
        hasNames(of, context)
      )
    })
  const [best, second] = fits
  if (best === undefined || !('recordId' in best.of)) return null
  const lead = best.inAll + best.explained - ((second?.inAll ?? 0) + (second?.explained ?? 0))
  if (second !== undefined && lead < leadMin) return null
  const { recordId: id } = best.of
  if (!IN_TIME.test(context.own)) return { by: 'record', id }
  const [duty] = likeliest(likeness.fits(context, asksTime), floors.list, context)
  return duty !== undefined && 'dutyId' in duty ? { by: 'record', id, kept: duty.dutyId } : null
}

/** 5月7日按时报送: that it was in time is what a duty says of it. */
const IN_TIME = /按[时期]|如期|[时期]限|及时/

function asksTime(of: Wording): boolean {
  const manner = mannerOf(of)
  return manner === 'each' || manner === 'timely'
}

/** Every number and name of the claim stands in the record too: a day, a share, a title. */
function hasNames(
  { title, says, day }: RecordWording,
  { own, ofOtherYear }: ClaimContext,
): boolean {
  const said = [title, ...says, day].join('\u3000')
  // What it was for may be of the year before: 上年度的报告1月20日报送.
  if (ofOtherYear && !/年度/.test(said)) return false
  if (denies(own.replaceAll(NAMED, '')) && !denies(said)) return false
  const numbers = new Set((said.match(/\d+/g) ?? []).map(Number))
  const named = [...own.matchAll(NAMED)].map(([, one = '', other = one]) => other || one)
  return (
    (own.match(/\d+/g) ?? []).every((digits) => numbers.has(Number(digits))) &&
    named.every((name) => said.includes(name)) &&
    (own.match(BRANCH) ?? []).every((branch) => said.includes(branch)) &&
    LEVELS.every((level) => !level.test(own.replaceAll(NAMED, '')) || level.test(said)) &&
    OPPOSED.every((ones) => agree(ones, own, said))
  )
}

/** Words of which only one can be so; a record that says none of them leaves it open. */
const OPPOSED: readonly (readonly RegExp[])[] = [
  [/修订|修改|完善/, /废止|取消/, /制定|制订|新建|首次|出台/],
  [/启动|开始|开局|拉开/, /结束|总结|收官|收尾|落幕/],
]
/** Whose honour it is, and who gave it: a record has to say so. */
const LEVELS = [/全国|国家|中央/, /全省|省[委级直]|省[\u3400-\u9fff]{1,4}[局厅]/]

function agree(ones: readonly RegExp[], own: string, said: string): boolean {
  const known = ones.filter((one) => one.test(said))
  return known.length === 0 || ones.every((one) => !one.test(own) || known.includes(one))
}

/** 第一党支部: one of several, which a record has to name. */
const BRANCH = /第[一二三四五六七八九十]{1,2}党?(?:支部|小组)/g
const NAMED = /《([^《》]+)》|“([^“”]+)”/g

/** 8月25日组织开展自查, 10月中旬…: of what a figure counts there is something in those days. */
export function proposeOnDay(
  year: number | null,
  context: ClaimContext,
  find: Find,
): Proposal | null {
  const { own, ofSome, ofOtherYear, per } = context
  const days = daysIn(own, year)
  if (
    days === null ||
    ofSome ||
    per !== null ||
    ofOtherYear ||
    EARLIER.test(own) ||
    denies(own) ||
    OF_EACH.test(own) ||
    saysOnlyWhen(own)
  ) {
    return null
  }
  const rest = own.replace(DAY, '').replace(TENTH, '')
  if (/\d|[两三四五六七八九十几][次场期人名个]/.test(rest)) return null
  const [figure] = find(
    (of) => 'figureId' in of && (of.bears.includes('exists') || of.ofEach),
    floors.list,
  )
  return figure !== undefined && 'figureId' in figure
    ? { by: 'inDays', id: figure.figureId, ...days }
    : null
}

/** A day or a third of a month is named: 8月25日, 10月中旬; not one by which something was to be. */
export function saysWhen({ own }: Pick<ClaimContext, 'own'>): boolean {
  return (DAY.test(own) || TENTH.test(own)) && !/[日号旬](?:之?前|以前|底前)/.test(own)
}

/** 上年度的报告1月20日报送: the day is of this year, and what it was for is of the last. */
const EARLIER = /[上去]一?年度?|20\d{2}年度/

/** The first and the last of the days that words name. */
function daysIn(own: string, year: number | null) {
  const day = dayIn(own, year)
  if (day !== null) return { from: day, to: day }
  const [, named = year, month, tenth = ''] = TENTH.exec(own) ?? []
  if (named === null || month === undefined) return null
  const [first, last] = { 上: ['01', '10'], 中: ['11', '20'] }[tenth] ?? ['21', '31']
  const start = `${named}-${month.padStart(2, '0')}-`
  return { from: `${start}${first}`, to: `${start}${last}` }
}

const TENTH = /(?:(20\d{2})年)?(1[0-2]|[1-9])月份?([上中下])旬/

const DAY = /(?:(20\d{2})年)?(\d{1,2})月(\d{1,2})日/

function dayIn(own: string, year: number | null): string | null {
  const [, named = year, month, day] = DAY.exec(own) ?? []
  if (named === null || month === undefined || day === undefined) return null
  return `${named}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
}
