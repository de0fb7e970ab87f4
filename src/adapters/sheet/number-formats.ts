import type { Archive } from '../../report/file/archive.ts'
import { readXml } from '../../report/file/read-xml.ts'
import { localName } from './local-name.ts'

/** Which styles (by their number in a cell) show a number as a day or a time. */
export async function dateFormats(
  archive: Archive,
  part: string | null,
): Promise<(style: number) => boolean> {
  if (part === null || !archive.has(part)) return () => false
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
    return code === undefined ? isBuiltInDate(format) : isDateCode(code)
  })
  return (style) => known[style] === true
}

/** Formats that are never written down (ECMA-376, 18.8.30), those of Chinese included. */
function isBuiltInDate(format: number): boolean {
  return (
    (format >= 14 && format <= 22) ||
    (format >= 27 && format <= 36) ||
    (format >= 45 && format <= 47) ||
    (format >= 50 && format <= 58)
  )
}

/** What is quoted, escaped or in brackets says nothing about days. */
function isDateCode(code: string): boolean {
  const [first = ''] = code.replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, '').split(';')
  return /[ymdhs]/i.test(first) && !/general/i.test(first)
}
