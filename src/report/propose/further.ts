import { pattern } from '../read/pattern.ts'
import type { ReadClaim, Reading } from '../read/reading.ts'
import { sectionKind } from '../read/sections.ts'
import { smallNumber } from './small-number.ts'

/**
 * Clauses of a text that were read as nothing, each as the kind of claim that its words may be, in
 * the order of the text. A reader that knows no ledger cannot tell them from praise; with one those
 * are taken that it knows.
 */
export function furtherClauses(
  text: string,
  { claims, deeds, outline }: Reading,
): readonly ReadClaim[] {
  const taken = new Uint8Array(text.length)
  for (const { start, end } of [...claims, ...deeds]) taken.fill(1, start, end)
  for (const { start, end, runIn } of outline) if (!runIn) taken.fill(1, start, end)
  const from = outline[0]?.start ?? 0
  const further: ReadClaim[] = []
  let at = -1
  for (const { 0: words, index } of text.matchAll(CLAUSE)) {
    const end = index + words.length
    while ((outline[at + 1]?.start ?? Infinity) <= index) at++
    const under = outline[at]
    const isTaken = index < from || taken.subarray(index, end).includes(1)
    if (isTaken || (under !== undefined && sectionKind(under.title) !== null)) continue
    if (UNSAID.test(words)) continue
    further.push({
      id: `f${further.length + 1}`,
      section: under?.id ?? null,
      kind: DENIES.test(words) ? 'none' : OF_ALL.test(words) ? 'everyone' : 'list',
      text: words,
      start: index,
      end,
      quantity: null,
      state: 'unbound',
      figure: null,
      ledger: null,
    })
  }
  return further
}

/**
 * The number of a deed that is told in 回, which the reading takes for a word (回答, 回头), as a claim
 * of its own: 上会研究三回. Null: there is none.
 */
export function countedIn(deed: ReadClaim): ReadClaim | null {
  const found = TIMES.exec(deed.text)
  const value = smallNumber(found?.[1] ?? '')
  if (found === null || value === null || deed.kind === 'none') return null
  const start = deed.start + found.index
  return {
    ...deed,
    kind: 'count',
    text: found[0],
    start,
    end: start + found[0].length,
    quantity: { value, unit: '次', comparator: '=', blank: false },
  }
}

const TIMES = /(?<![\d.第])(\d{1,3}|[二两三四五六七八九十]{1,3})回(?![\u3400-\u9fff])/

const CLAUSE =
  /(?<=^|[，：；。！？、\n\u3000])[\u3400-\u9fff\d“《][^，：；。！？\n]{3,60}(?=[，；。！？])/g
const DENIES = /没|未|无/
const OF_ALL =
  /均|都|皆|全部|悉数|全数|全员|人人|个个|一律|([件项条次回场期])\1|每[件项条次名位个场期]|各(?:支部|党小组|科室)/

/** What is wished, asked, planned, or said of when something else was. */
const UNSAID = pattern(String.raw`
  应当|应该|必须|不得|严禁|禁止|(?<![重主需首纪必提])要(?![闻素点求件情员])|力争|争取|如果|是否|才能|只有|[将拟]|下一步|今后|明年|来年|
  ^(?:通过|根据|按照|依据|围绕|结合|为了?|以便|针对|随着|由于|为此|对照|经过|利用|立足|聚焦|着力|努力|确保|推动|促进|带动|引导|引领)|的$|[每一如]有|凡是?
`)
