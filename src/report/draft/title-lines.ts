import { wordEnds } from './title-words.ts'

/** Characters of 2号 that a line of 156 mm takes, and how many leave it some air. */
const widest = 20
const airy = 19
/** A longer title is broken line by line and has no shape. */
const shapedLinesMax = 4

/**
 * Breaks a title by its phrases, in as few lines as take it, to a trapezoid or a diamond (GB/T
 * 9704-2012, 7.3.1: 词意完整，排列对称，长短适宜). Joined the lines are the title.
 */
export function proposeTitleLines(title: string): readonly string[] {
  const characters = [...title]
  const least = Math.ceil(widthOf(title) / widest)
  if (widthOf(title) <= airy) return [title]
  const prices = breakPrices(title)
  if (least > shapedLinesMax) return filled(characters, prices)
  let best = { lines: filled(characters, prices), price: Number.POSITIVE_INFINITY }
  for (const count of [Math.max(2, least), least + 1]) {
    const found = cheapest(characters, { prices, count })
    const price = found.price + (count - least) * 14
    if (price < best.price) best = { lines: found.lines, price }
  }
  return best.lines
}

/** Full-width characters; a digit or Latin letter is half of one. */
export function widthOf(text: string): number {
  return [...text].reduce((sum, one) => sum + (one.charCodeAt(0) < 0x2e80 ? 0.5 : 1), 0)
}

interface Broken {
  readonly lines: readonly string[]
  readonly price: number
}

/** The best of all ways to break a title into so many lines. */
function cheapest(
  characters: readonly string[],
  { prices, count }: { readonly prices: readonly number[]; readonly count: number },
): Broken {
  let best: Broken = { lines: [characters.join('')], price: Number.POSITIVE_INFINITY }
  const go = (from: number, lines: readonly string[], price: number) => {
    if (lines.length === count - 1) {
      const all = [...lines, characters.slice(from).join('')]
      const whole = price + shapePrice(all.map(widthOf))
      if (whole < best.price) best = { lines: all, price: whole }
      return
    }
    for (let to = from + 1; to < characters.length; to += 1) {
      const line = characters.slice(from, to).join('')
      if (widthOf(line) > widest) break
      const own = prices[to] ?? never
      if (own < never && price + own < best.price) go(to, [...lines, line], price + own)
    }
  }
  go(0, [], 0)
  return best
}

/** Line after line as far as each goes, back to the best place in its last third. */
function filled(characters: readonly string[], prices: readonly number[]): readonly string[] {
  const lines: string[] = []
  let from = 0
  while (widthOf(characters.slice(from).join('')) > widest) {
    let to = from + 1
    while (widthOf(characters.slice(from, to + 1).join('')) <= widest) to += 1
    const places = Array.from({ length: Math.ceil((to - from) / 3) }, (_, back) => to - back)
    const priceAt = (place: number) => prices[place] ?? never
    const at = places.reduce((one, other) => (priceAt(other) < priceAt(one) ? other : one), to)
    lines.push(characters.slice(from, at).join(''))
    from = at
  }
  return [...lines, characters.slice(from).join('')]
}

/** What a shape costs: nothing where it is a trapezoid or a diamond, much for an hourglass. */
function shapePrice(widths: readonly number[]): number {
  const longest = widths.reduce((most, one) => Math.max(most, one), 0)
  if (longest > widest) return never
  const crowded = longest > airy ? 4 : 0
  const last = widths.at(-1) ?? 0
  const short = widths.some((one) => one < longest * 0.4) ? 16 : 0
  // A title that ends in a word or two looks forgotten.
  const left = last < 4 ? 30 : 0
  return crowded + short + left + (widths.length === 2 ? pairPrice(widths) : outlinePrice(widths))
}

function pairPrice([first = 0, second = 0]: readonly number[]): number {
  const apart = Math.abs(first - second)
  if (apart < 1) return 8
  return apart > 6 ? (apart - 6) * 2 : 0
}

function outlinePrice(widths: readonly number[]): number {
  const steps = widths.slice(1).map((width, at) => Math.sign(width - (widths[at] ?? 0)))
  const turn = steps.findIndex((step) => step < 0)
  const rises = steps.slice(0, turn < 0 ? steps.length : turn)
  const falls = turn < 0 ? [] : steps.slice(turn)
  const narrows = falls.some((step) => step > 0)
  if (narrows) return 60
  const level = [...rises, ...falls].filter((step) => step === 0).length
  const [first = 0, last = 0] = [widths[0], widths.at(-1)]
  const isDiamond = rises.includes(1) && falls.includes(-1)
  return level * 8 + (isDiamond ? Math.max(0, Math.abs(first - last) - 4) : 3)
}

/** A break that is not made. */
const never = 10_000

const closing = /[，。、；：！？）》”’〕】]/
const opening = /[（《“‘〔【]/
/** Words that belong to what follows them, so that no line ends in one. */
const leading = [
  '和',
  '与',
  '及',
  '以及',
  '暨',
  '并',
  '对',
  '在',
  '将',
  '向',
  '由',
  '以',
  '为',
  '关于',
]
const governing = [
  '落实',
  '贯彻',
  '贯彻落实',
  '履行',
  '开展',
  '加强',
  '推进',
  '做好',
  '进一步',
  '深化',
  '实施',
]
const kindOfPaper =
  /^(工作)?(情况)?的(情况)?(报告|请示|通知|通报|意见|决定|函|批复|纪要|方案|公告|通告|议案)/

/** For each place between two characters, what a break there costs. */
function breakPrices(title: string): readonly number[] {
  const characters = [...title]
  const ends = wordEnds(title)
  const bracketed = insideBrackets(characters)
  return characters.map((next, at) => {
    if (at === 0) return never
    const before = characters.slice(0, at).join('')
    const after = characters.slice(at).join('')
    const last = characters[at - 1] ?? ''
    if (closing.test(next) || opening.test(last) || next === '的') return never
    if (/[\w.%〇]/.test(last) && /[\w.%〇年月日号]/.test(next)) return never
    if (before.endsWith('的') && kindOfPaper.test(`的${after}`)) return never
    if (/^(年度|度|季度|届|次)/.test(after) && /[\d年〇一二三四五六七八九十]$/.test(before))
      return never
    const within = bracketed.has(at) ? 200 : 0
    return within + wordPrice({ before, after, kind: ends.get(at) ?? 'inside' })
  })
}

function wordPrice(place: {
  readonly before: string
  readonly after: string
  readonly kind: 'word' | 'part' | 'inside'
}): number {
  const { before, after, kind } = place
  if (after.startsWith('关于')) return 0
  if (kind === 'inside') return 400
  if (kind === 'part') return 40
  if (leading.some((word) => before.endsWith(word))) return 60
  if (/^(和|与|及|以及|暨|并)/.test(after)) return 5
  if (after.startsWith('第')) return 25
  if (/(年度|年|季度)$/.test(before)) return 1
  if (/[、，；》]$/.test(before)) return 3
  if (kindOfPaper.test(after)) return 9
  if (governing.some((word) => before.endsWith(word))) return 12
  if (before.endsWith('的')) return 7
  return 6
}

/** Places within 《》, 〔〕, “” and （）. */
function insideBrackets(characters: readonly string[]): ReadonlySet<number> {
  const inside = new Set<number>()
  let depth = 0
  characters.forEach((one, at) => {
    if (depth > 0) inside.add(at)
    if (opening.test(one)) depth += 1
    if (/[）》”’〕】]/.test(one)) depth = Math.max(0, depth - 1)
  })
  return inside
}
