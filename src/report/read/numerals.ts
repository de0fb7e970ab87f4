/** A numeral found in normalised text. */
export interface Numeral {
  readonly value: number
  readonly end: number
  /** 余, 多, 几, 数 stand inside it: the true number is this or more. */
  readonly orMore: boolean
  readonly chinese: boolean
  /** Only a multiplier (万, 千亿): a number when something before it says so (超万亿). */
  readonly multiplierOnly: boolean
  /** The numeral as written, without 余 and 多. */
  readonly written: string
}

/** Longer runs of numeral characters are no number that anybody wrote. */
const CHINESE_NUMERAL_CHARS_MAX = 24

const DIGITS = new Map([...'零一二三四五六七八九'].map((char, value) => [char, value]))
DIGITS.set('〇', 0).set('两', 2)
const SMALL_UNITS = new Map([
  ['十', 10],
  ['百', 100],
  ['千', 1000],
])
const ZEROS = new Map([
  ['十', 1],
  ['百', 2],
  ['千', 3],
  ['万', 4],
  ['亿', 8],
])

const ARABIC = /\d+(?:,\d{3})*(?:\.\d+)?/y
// 千瓦, 千克, 千米 are measure words, not thousands.
const MULTIPLIER = /[十百千]?万亿|[十百千]?[万亿]|[百千](?![瓦克米伏帕赫卡字])/y
const CHINESE = /[零〇一二两三四五六七八九十百千万亿]+/y
const CHINESE_FRACTION = /点[零〇一二三四五六七八九]+/y
const OR_MORE = /[余多几来]/y
const VAGUE_TENS = /[数几][十百千万亿]+/y

/** Reads the numeral that begins exactly at `at`, or null. */
export function readNumeral(text: string, at: number): Numeral | null {
  return readArabic(text, at) ?? readVague(text, at) ?? readChinese(text, at)
}

function matchAt(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0] ?? ''
}

function readArabic(text: string, at: number): Numeral | null {
  const digits = matchAt(ARABIC, text, at)
  if (digits === '') return null
  let end = at + digits.length
  const early = matchAt(OR_MORE, text, end)
  let multiplier = matchAt(MULTIPLIER, text, end + early.length)
  if (early === '') {
    const spaced = text[end] === ' ' ? matchAt(MULTIPLIER, text, end + 1) : ''
    if (multiplier === '' && /[万亿]/.test(spaced)) {
      multiplier = spaced
      end += 1
    }
  }
  if (multiplier !== '') end += early.length + multiplier.length
  const zeros = [...multiplier].reduce((sum, char) => sum + (ZEROS.get(char) ?? 0), 0)
  return {
    // Written as an exponent, so that 5.2万亿 is exact and not a rounded product.
    value: Number(`${digits.replaceAll(',', '')}e${zeros}`),
    end,
    orMore: multiplier !== '' && early !== '',
    chinese: false,
    multiplierOnly: false,
    written: digits + multiplier,
  }
}

/** 数十, 几百: at least one of the multiplier. */
function readVague(text: string, at: number): Numeral | null {
  const written = matchAt(VAGUE_TENS, text, at)
  if (written === '' || written.length > CHINESE_NUMERAL_CHARS_MAX) return null
  const value = chineseValue(written.slice(1))
  if (value === null) return null
  const end = at + written.length
  return { value, end, orMore: true, chinese: true, multiplierOnly: false, written }
}

function readChinese(text: string, at: number): Numeral | null {
  let written = matchAt(CHINESE, text, at)
  if (written === '' || written.length > CHINESE_NUMERAL_CHARS_MAX) return null
  if (written.endsWith('千') && /[瓦克米伏]/.test(text[at + written.length] ?? '')) {
    written = written.slice(0, -1)
    if (written === '') return null
  }
  const value = chineseValue(written)
  if (value === null) return null
  let end = at + written.length
  const fraction = matchAt(CHINESE_FRACTION, text, end)
  if (fraction !== '') {
    const decimals = [...fraction.slice(1)].map((char) => DIGITS.get(char)).join('')
    end += fraction.length
    const decimal = Number(`${value}.${decimals}`)
    const whole = written + fraction
    return {
      value: decimal,
      end,
      orMore: false,
      chinese: true,
      multiplierOnly: false,
      written: whole,
    }
  }
  const adjacent = isAdjacentPair(written)
  return {
    value: adjacent ? (DIGITS.get(written[0] ?? '') ?? 0) : value,
    end,
    orMore: adjacent,
    chinese: true,
    multiplierOnly: /^[百千万亿]+$/.test(written),
    written,
  }
}

/** 两三(次), 三五(天): one number said vaguely, not two digits. */
function isAdjacentPair(written: string): boolean {
  if (written.length !== 2) return false
  const [first, second] = [...written].map((char) => DIGITS.get(char))
  if (first === undefined || second === undefined || first === 0) return false
  return second === first + 1 || (first === 3 && second === 5)
}

/** The value of a numeral in Chinese characters, or null when they do not make one. */
export function chineseValue(written: string): number | null {
  if (/^[零〇一二三四五六七八九两]+$/.test(written)) {
    if (written.length === 1) return DIGITS.get(written) ?? null
    return isAdjacentPair(written) ? (DIGITS.get(written[0] ?? '') ?? null) : null
  }
  let total = 0
  let section = 0
  let digit: number | null = null
  for (const char of written) {
    const known = DIGITS.get(char)
    if (known !== undefined) {
      if (digit !== null && digit !== 0) return null
      digit = known
      continue
    }
    const small = SMALL_UNITS.get(char)
    if (small !== undefined) section += (digit === null || digit === 0 ? 1 : digit) * small
    else {
      const large = char === '万' ? 1e4 : 1e8
      const held = section + (digit ?? 0)
      if (char === '亿' && total > 0) total = (total + held) * large
      else total += (held === 0 ? 1 : held) * large
      section = 0
    }
    digit = null
  }
  return total + section + (digit ?? 0)
}
