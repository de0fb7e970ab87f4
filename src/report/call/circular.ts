import type { Label } from '../../ledger/label.ts'
import { dateText } from '../render/render-text.ts'
import type { AddresseeState, CallStanding } from './addressee-state.ts'
import { answeredOf } from './addressee-state.ts'
import type { AskedKind } from './call.ts'

/** What a circular is written from: a call, where each body stands, what was collected. */
export interface CircularGiven {
  readonly title: string
  readonly due: string
  readonly today: string
  /** Where all of them stand. */
  readonly standing: CallStanding
  /** Those that can be named, in the official order: of thousands only the first are at hand. */
  readonly bodies: readonly CircularBody[]
  readonly items: readonly CircularItem[]
  /** Whether bodies are named; else they are counted. */
  readonly isNamed: boolean
}

interface CircularBody {
  readonly name: string
  readonly state: AddresseeState
  readonly isOverdue: boolean
}

interface CircularItem {
  readonly label: string
  readonly kind: AskedKind
  /** Answers that say nothing to it, whose number no evidence proves, that came in sheets. */
  readonly missing: number
  readonly unproved: number
  readonly inSheets: number
}

/**
 * The draft of a circular (通报) about a call: how many have answered, and what was wrong. It counts
 * and never ranks; a person reads it over, and sends it or not.
 */
export function circular(given: CircularGiven): readonly Label[] {
  const { title, due, today, standing } = given
  const all = standing.asked
  const done = answeredOf(standing)
  const { returned = 0 } = standing.states
  const problems = problemsOf(given)
  const stand: Label = {
    zh: `有关情况应于${dateText(due)}前报送。截至${dateText(today)}，应报送${all}个单位，已报送${done}个，退回更正${returned}个，尚未报送${all - done - returned}个。`,
    en: `It was due on ${due}. By ${today}, of ${all} bodies ${done} have answered, ${returned} correct a returned answer, and ${all - done - returned} have not answered.`,
  }
  return [
    { zh: `关于“${title}”报送情况的通报`, en: `Circular: the answers to “${title}”` },
    stand,
    problems.length === 0
      ? { zh: '未发现问题。', en: 'No problems were found.' }
      : { zh: '存在以下问题：', en: 'Problems:' },
    ...problems.map(({ zh, en }, at) => ({
      zh: `${numerals[at] ?? at + 1}是${zh}。`,
      en: `${at + 1}. ${en}.`,
    })),
  ]
}

const numerals = ['一', '二', '三', '四', '五'] as const

function problemsOf(given: CircularGiven): readonly Label[] {
  const { bodies, items, isNamed, standing } = given
  const { asked, overdue, states } = standing
  const namesOf = (some: readonly CircularBody[]) => (isNamed ? some.map(({ name }) => name) : [])
  const late = namesOf(bodies.filter(({ isOverdue }) => isOverdue))
  const returned = namesOf(bodies.filter(({ state }) => state === 'returned'))
  const unfilled = items.filter(({ missing }) => missing > 0)
  // What no figure gives is always entered by hand.
  const unproved = items.filter((one) => one.kind === 'figure' && one.unproved > 0)
  const inSheets = items.reduce((most, one) => Math.max(most, one.inSheets), 0)
  return [
    ...ofBodies(late, { zh: '逾期未报送', en: 'Overdue' }, { count: overdue, asked }),
    ...ofBodies(
      returned,
      { zh: '退回后尚未更正', en: 'Returned and not corrected' },
      { count: states.returned ?? 0, asked },
    ),
    ...ofItems(unfilled, 'missing', { zh: '填报不全', en: 'Not filled in' }),
    ...ofItems(unproved, 'unproved', {
      zh: '数据没有台账证明',
      en: 'Not proved by a ledger',
    }),
    ...(inSheets === 0
      ? []
      : [
          counted(
            { zh: '以表格填报、没有证据', en: 'Answered in sheets' },
            { count: inSheets, asked },
          ),
        ]),
  ]
}

/** How many bodies, of how many that were asked. */
interface OfAsked {
  readonly count: number
  readonly asked: number
}

function ofBodies(names: readonly string[], what: Label, of: OfAsked): readonly Label[] {
  const { count } = of
  if (count === 0) return []
  if (names.length === 0) return [counted(what, of)]
  const isAll = names.length >= count
  return [
    {
      zh: `${what.zh}：${names.join('、')}${isAll ? '' : `等${count}个单位`}`,
      en: `${what.en}: ${names.join(', ')}${isAll ? '' : ` and others, ${count} in all`}`,
    },
  ]
}

function ofItems(
  items: readonly CircularItem[],
  of: 'missing' | 'unproved',
  what: Label,
): readonly Label[] {
  if (items.length === 0) return []
  const parts = items.map(({ label, [of]: count }) => [label, count] as const)
  return [
    {
      zh: `${what.zh}：${parts.map(([label, count]) => `“${label}”${count}个单位`).join('，')}`,
      en: `${what.en}: ${parts.map(([label, count]) => `“${label}” (${count})`).join(', ')}`,
    },
  ]
}

/** One body is no common failing, all of them are not some, and an official paper says which. */
function counted({ zh, en }: Label, { count, asked }: OfAsked): Label {
  if (count === 1) return { zh: `个别单位${zh}（1个）`, en: `${en}: 1` }
  if (count === asked) return { zh: `各单位均${zh}（${count}个）`, en: `${en}: all ${count}` }
  return { zh: `部分单位${zh}（${count}个）`, en: `${en}: ${count}` }
}
