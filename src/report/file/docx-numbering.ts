import type { Archive } from './archive.ts'
import { readXml } from './read-xml.ts'

/** One level of an automatic numbering: `%1、` with its numeral format. */
interface NumberingLevel {
  format: string
  text: string
  start: number
}

/** Gives the marker that Word would show before an automatically numbered paragraph. */
export interface Numbering {
  /** Empty where the numbering is unknown or shows a bullet. */
  next(numId: string, level: number): string
}

const chineseDigits = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九']

/** Reads the numbering part; a file without one (null) numbers nothing. */
export async function readNumbering(archive: Archive, part: string | null): Promise<Numbering> {
  const abstracts = new Map<string, NumberingLevel[]>()
  const used = new Map<string, string>()
  if (part !== null && archive.has(part)) {
    parseNumbering(await archive.read(part), abstracts, used)
  }
  const counts = new Map<string, number[]>()
  return {
    next(numId, level) {
      const levels = abstracts.get(used.get(numId) ?? '')
      const own = levels?.[level]
      if (!levels || !own) return ''
      const count = counts.get(numId) ?? []
      counts.set(numId, count)
      count[level] = (count[level] ?? own.start - 1) + 1
      count.length = level + 1
      return own.text.replace(/%([1-9])/g, (_all, digit: string) => {
        const at = Number(digit) - 1
        const shown = levels[at]
        return shown ? numeral(count[at] ?? shown.start, shown.format) : ''
      })
    },
  }
}

function parseNumbering(
  bytes: Uint8Array,
  abstracts: Map<string, NumberingLevel[]>,
  used: Map<string, string>,
): void {
  let levels: NumberingLevel[] | null = null
  let level: NumberingLevel | null = null
  let numId: string | null = null
  readXml(bytes, {
    open({ name, attributes }) {
      const value = attributes['w:val'] ?? ''
      if (name === 'w:abstractNum') {
        levels = []
        abstracts.set(attributes['w:abstractNumId'] ?? '', levels)
      } else if (name === 'w:lvl' && levels) {
        level = { format: 'decimal', text: '', start: 1 }
        const at = Number(attributes['w:ilvl'] ?? 0)
        if (Number.isInteger(at) && at >= 0 && at <= levelMax) levels[at] = level
      } else if (name === 'w:num') numId = attributes['w:numId'] ?? null
      else if (name === 'w:abstractNumId' && numId !== null) used.set(numId, value)
      else if (name === 'w:numFmt' && level) level.format = value
      else if (name === 'w:lvlText' && level) level.text = level.format === 'bullet' ? '' : value
      else if (name === 'w:start' && level) level.start = startOf(value)
    },
    close(name) {
      if (name === 'w:abstractNum') levels = null
      if (name === 'w:lvl') level = null
      if (name === 'w:num') numId = null
    },
  })
}

/** Word numbers nine levels. */
const levelMax = 8

/** What is no number to begin with begins as usual. */
function startOf(value: string): number {
  const start = Number(value)
  return Number.isInteger(start) && start >= 0 && start <= 32_767 ? start || 1 : 1
}

function numeral(count: number, format: string): string {
  switch (format) {
    case 'bullet':
    case 'none':
      return ''
    case 'chineseCounting':
    case 'chineseCountingThousand':
    case 'japaneseCounting':
    case 'ideographDigital':
    case 'taiwaneseCountingThousand':
      return chinese(count)
    case 'decimalEnclosedCircle':
    case 'decimalEnclosedCircleChinese':
      return count <= 20 ? String.fromCodePoint(0x2460 + count - 1) : `(${count})`
    case 'decimalFullWidth':
      return [...`${count}`].map((d) => String.fromCodePoint(d.charCodeAt(0) + 0xfee0)).join('')
    case 'upperLetter':
      return String.fromCharCode(64 + (count % 26 || 26))
    case 'lowerLetter':
      return String.fromCharCode(96 + (count % 26 || 26))
    default:
      return `${count}`
  }
}

/** Headings rarely pass a hundred; beyond it the digits are read one by one. */
function chinese(count: number): string {
  if (count >= 100) return [...`${count}`].map((d) => chineseDigits[Number(d)]).join('')
  const [tens, ones] = [Math.floor(count / 10), count % 10]
  const ten = tens === 0 ? '' : tens === 1 ? '十' : `${chineseDigits[tens]}十`
  return ten + (ones === 0 && tens > 0 ? '' : (chineseDigits[ones] ?? ''))
}
