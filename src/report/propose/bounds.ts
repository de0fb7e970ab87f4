import { pattern } from '../read/pattern.ts'
import type { Quantity } from '../read/reading.ts'

/**
 * What loose words say of a number, both ends included: 近40次 is a little less, 60余次 is sixty-odd,
 * 八九次 is one of the two. Null: no upper end is said.
 */
export interface Bounds {
  readonly least: number
  readonly most: number | null
  /** Just outside nobody can say whether it is so: 60余次 of 60 or 70. */
  readonly slack: number
}

/** A tenth either way is what 约, and what 近 to one side, leaves open. */
const share = 0.1

/**
 * The bounds that words around a number give it; null: none, or those that its comparator says;
 * `unclear`: it is loose in a way that no ledger can be held against (几十次, 25余次).
 */
export function boundsOf(
  { value, upper, blank, comparator }: Quantity,
  { before, words, after }: { readonly [Part in 'before' | 'words' | 'after']: string },
): Bounds | 'unclear' | null {
  if (blank || value === null || upper !== undefined) return null
  if (SECOND_END.test(before) && after.startsWith('之间')) return 'unclear'
  const [, far] = FIRST_END.exec(after) ?? []
  if (far !== undefined) {
    return Number(far) > value ? { least: value, most: Number(far), slack: 0 } : 'unclear'
  }
  const [, one, two] = PAIR.exec(words) ?? []
  if (one !== undefined && two !== undefined) {
    return { least: value, most: DIGITS.indexOf(two) + 1, slack: 0 }
  }
  if (/^[几数]/.test(words)) return 'unclear'
  if (/[余多几]/.test(words) || /^(?:有余|出头|开外|多)/.test(after)) return oddOver(value)
  const slack = value * share
  if (NEARLY.test(before)) return { least: Math.ceil(value - slack), most: value, slack }
  if (UNDER.test(before)) return { least: Math.ceil(value - 2 * slack), most: value - 1, slack }
  if (OVER.test(before)) return { least: value + 1, most: null, slack: 1 }
  return comparator === '~' ? { least: value - slack, most: value + slack, slack } : null
}

/** 60余 ends before 70, 300余 before 400. */
function oddOver(value: number): Bounds | 'unclear' {
  let step = 1
  while (value > 0 && value % (step * 10) === 0) step *= 10
  if (step === 1) return 'unclear'
  return { least: value + 1, most: value + step - 1, slack: Math.max(1, step * share) }
}

const DIGITS = '一二三四五六七八九'
const PAIR = /^([一二两三四五六七八])([二三四五六七八九])[^十百千万亿]/
const NEARLY = /(?:将近|接近|(?<![附靠亲最临邻远就])近)$/
const UNDER = /(?:不足|不到|不满|(?<!不)(?:少于|低于)|未达到?)$/
const OVER = /(?:(?<!不)(?:多于|高于|超过|超出|突破)|不止|逾|(?<![赶反高不])超)了?$/
/** 20次到30次之间: the second number is where the first one's range ends. */
const FIRST_END = pattern(String.raw`^(?:到|至|-|—|~)(\d+)[\u3400-\u9fff]{1,2}之间`)
const SECOND_END = pattern(String.raw`[\d一二三四五六七八九十][\u3400-\u9fff]{0,2}(?:到|至|-|—|~)$`)
