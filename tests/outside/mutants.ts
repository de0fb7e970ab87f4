import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { oneCell, wideTable, workbook } from './hostile-files.ts'

/** Whole numbers below a bound, the same for the same seed. */
export type Dice = (below: number) => number

/** Dice of mulberry32: short, and good enough to hit other places every time. */
export function diceOf(seed: number): Dice {
  let state = seed >>> 0
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

type Change<T> = (given: T, dice: Dice) => T

const byteChanges: Readonly<Record<string, Change<Uint8Array>>> = {
  flipped: (bytes, dice) => {
    const changed = bytes.slice()
    for (let times = 1 + dice(20); times > 0; times -= 1) changed[dice(bytes.length)] = dice(256)
    return changed
  },
  'cut short': (bytes, dice) => bytes.slice(0, dice(bytes.length)),
  'without a piece': (bytes, dice) => {
    const from = dice(bytes.length)
    return new Uint8Array([...bytes.slice(0, from), ...bytes.slice(from + 1 + dice(400))])
  },
  'with a piece twice': (bytes, dice) => {
    const from = dice(bytes.length)
    const piece = bytes.slice(from, from + 1 + dice(400))
    return new Uint8Array([...bytes.slice(0, from), ...piece, ...bytes.slice(from)])
  },
}

/** Numbers and words that programs choke on. */
const odd = ['-1', '0', '99999999999', '1e308', 'NaN', '', '&#0;', '&lol;', '../../etc/passwd', '𝟡']

const textChanges: Readonly<Record<string, Change<string>>> = {
  'without a stretch': (xml, dice) => {
    const from = dice(xml.length)
    return xml.slice(0, from) + xml.slice(from + 1 + dice(60))
  },
  'with a stretch twice': (xml, dice) => {
    const from = dice(xml.length)
    return xml.slice(0, from) + xml.slice(from, from + 200) + xml.slice(from)
  },
  'with an odd value': (xml, dice) => {
    const values = [...xml.matchAll(/"[^"]*"|>[^<]+</g)]
    const one = values[dice(values.length || 1)]
    if (!one) return xml
    const [first, last] = [one[0].slice(0, 1), one[0].slice(-1)]
    const said = first + (odd[dice(odd.length)] ?? '') + last
    return xml.slice(0, one.index) + said + xml.slice(one.index + one[0].length)
  },
  'with tags that never end': (xml, dice) => {
    const at = xml.indexOf('>', dice(xml.length)) + 1
    return xml.slice(0, at) + '<a>'.repeat(1 + dice(20_000)) + xml.slice(at)
  },
  'with a document type': (xml) => `<!DOCTYPE a [<!ENTITY b SYSTEM "../../etc/passwd">]>${xml}`,
  'with bytes of no text': (xml, dice) => {
    const at = dice(xml.length)
    return `${xml.slice(0, at)}\u0000\ufffe\ud800${xml.slice(at)}`
  },
}

/** A file changed somewhere, and how: in its bytes, or in one part of it that is packed again. */
export function mutantOf(file: Uint8Array, dice: Dice): readonly [how: string, file: Uint8Array] {
  const isArchive = file[0] === 0x50 && file[1] === 0x4b
  if (!isArchive || dice(3) === 0) {
    const [how, change] = pick(Object.entries(byteChanges), dice)
    return [how, change(file, dice)]
  }
  const parts = unzipSync(file)
  const [name, bytes] = pick(Object.entries(parts), dice)
  if (dice(8) === 0) {
    const { [name]: _gone, ...others } = parts
    return [`${name} gone`, zipSync(others)]
  }
  const [how, change] = pick(Object.entries(textChanges), dice)
  const changed = strToU8(change(strFromU8(bytes), dice))
  return [`${name} ${how}`, zipSync({ ...parts, [name]: changed })]
}

function pick<T>(all: readonly T[], dice: Dice): T {
  const one = all[dice(all.length)]
  if (one === undefined) throw new Error('there is nothing to change')
  return one
}

const data = (rows: string) => `<sheetData>${rows}</sheetData>`

/** Files that are small, or small when packed, and large in whatever reads them; fifty of them. */
export function* bombs(): Generator<readonly [name: string, file: Uint8Array]> {
  for (let at = 1; at <= 10; at += 1) {
    const megabytes = at * 20
    const filler = new Uint8Array(megabytes * 1024 * 1024)
    yield [`${megabytes} MB of nothing in a part`, zipSync({ 'xl/workbook.xml': filler })]
    const rows = '<row/>'.repeat(at * 200_000)
    yield [`${at * 200_000} rows without cells`, workbook(data(rows))]
    const deep = '<r>'.repeat(at * 50_000)
    yield [`${at * 50_000} elements in each other`, workbook(data(oneCell('A1') + deep))]
    const cells = `<row r="1">${'<c t="s"><v>0</v></c>'.repeat(at * 1000)}</row>`
    const strings = `<si><t>${'字'.repeat(20_000)}</t></si>`
    yield [`a long text in ${at * 1000} cells`, workbook(data(cells), { strings })]
    yield [`a table of ${at * 20_000} cells in Word`, wideTable(at * 20_000)]
  }
}
