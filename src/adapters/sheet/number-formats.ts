import type { Archive } from '../../report/file/archive.ts'
import { readXml } from '../../report/file/read-xml.ts'
import { localName } from './local-name.ts'

/** As what a cell shows its number: a day or a time, a percentage, or itself. */
export type ShownAs = 'day' | 'percent' | 'number'

/** As what each style (by its number in a cell) shows a number. */
export async function numberFormats(
  archive: Archive,
  part: string | null,
): Promise<(style: number) => ShownAs> {
  if (part === null || !archive.has(part)) return () => 'number'
  const codes = new Map<number, string>()
  const formats: number[] = []
  let inCells = false
  readXml(await archive.read(part), {
    open({ name, attributes }) {
      const element = localName(name)
      const format = Number(attributes['numFmtId'] ?? 0)
      if (element === 'numFmt') codes.set(format, attributes['formatCode'] ?? '')
      if (element === 'cellXfs') inCells = true
      if (element === 'xf' && inCells) formats.push(format)
    },
    close(name) {
      if (localName(name) === 'cellXfs') inCells = false
    },
  })
  const known = formats.map((format) => {
    const code = codes.get(format)
    return code === undefined ? builtIn(format) : shownBy(code)
  })
  return (style) => known[style] ?? 'number'
}

/** Formats that are never written down (ECMA-376, 18.8.30), those of Chinese included. */
function builtIn(format: number): ShownAs {
  const isDay =
    (format >= 14 && format <= 22) ||
    (format >= 27 && format <= 36) ||
    (format >= 45 && format <= 47) ||
    (format >= 50 && format <= 58)
  if (isDay) return 'day'
  return format === 9 || format === 10 ? 'percent' : 'number'
}

/** What is quoted, escaped or in brackets says nothing of it. */
function shownBy(code: string): ShownAs {
  const [first = ''] = code.replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, '').split(';')
  if (/[ymdhs]/i.test(first) && !/general/i.test(first)) return 'day'
  return first.includes('%') ? 'percent' : 'number'
}
