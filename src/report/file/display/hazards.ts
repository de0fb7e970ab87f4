import type { XmlElement } from '../read-xml.ts'
import type { TrickKind } from './trick.ts'

/** Values of an on-off element that switch it off. */
const off: ReadonlySet<string> = new Set(['0', 'false', 'off', 'none'])

// Smallest and largest measures that are still read: half-points, twips, percent.
const typeMin = 12
const exactLineMin = 290
const looseLineMin = 150
const scaleMin = 50
const trackingRange = [-60, 400] as const
const raisedMax = 12
const indentRange = [-300, 8000] as const
const indentCharsRange = [-100, 3000] as const
const tableIndentRange = [-600, 5000] as const
const cellWidthMin = 100
const pageMin = 9000
const marginRange = [0, 4000] as const
/** Of the grid, in 4096ths of a point. */
const gridRange = [-8192, 8192] as const
/** Relative luminance (WCAG 2) above which type on white paper is not surely seen. */
const paleMin = 0.5

const symbolFonts = /wingdings|webdings|^symbol|marlett|mt extra|dingbats|opensymbol|bookshelf/i
const darkMarkers = /^(black|blue|dark\w+)$/

/** How an element by itself may show other than its text says; null where it does not. */
export function hazardOf(element: XmlElement): TrickKind | null {
  const { name, attributes } = element
  if (name.startsWith('w14:text') || name.startsWith('w14:props3d')) return 'unseen'
  const rule = rules[name]
  return rule ? rule(attributes['w:val'] ?? '', attributes) : null
}

/** Whether a font of this name has other shapes than its characters. */
export function isSymbolFont(font: string): boolean {
  return symbolFonts.test(font)
}

type Attributes = XmlElement['attributes']
type Rule = (value: string, attributes: Attributes) => TrickKind | null

const when =
  (kind: TrickKind, test: (value: string, attributes: Attributes) => boolean): Rule =>
  (value, attributes) =>
    test(value, attributes) ? kind : null

const ifOn = (kind: TrickKind) => when(kind, (value) => !off.has(value))
const always = (kind: TrickKind) => when(kind, () => true)

const rules: { readonly [name: string]: Rule | undefined } = {
  'w:color': when('unseen', (value, given) => isPale(value) || hasTheme(given)),
  'w:shd': when('unseen', isDarkShade),
  'w:highlight': when('unseen', (value) => darkMarkers.test(value)),
  'w:sz': when('unseen', (value) => Number(value) < typeMin),
  'w:szCs': when('unseen', (value) => Number(value) < typeMin),
  'w:w': when('unseen', (value) => Number.parseFloat(value) < scaleMin),
  'w:position': when('unseen', (value) => Math.abs(Number.parseFloat(value)) > raisedMax),
  'w:spacing': when('unseen', isTightSpacing),
  'w:ind': when('unseen', isOffPage),
  'w:tblInd': when('unseen', (_, given) => isOutside(given['w:w'], tableIndentRange)),
  'w:tcW': when('unseen', isNarrowCell),
  'w:trHeight': when('unseen', (_, given) => given['w:hRule'] === 'exact'),
  'w:gridCol': when('unseen', isNarrowCell),
  'w:pgSz': when('unseen', (_, given) => smaller(given['w:w'], given['w:h']) < pageMin),
  'w:pgMar': when('unseen', isMarginOff),
  'w:docGrid': when('unseen', isTightGrid),
  'w:outline': ifOn('unseen'),
  'w:emboss': ifOn('unseen'),
  'w:imprint': ifOn('unseen'),
  'w15:collapsed': ifOn('unseen'),
  'w:webHidden': ifOn('unseen'),
  'w:specVanish': ifOn('unseen'),
  'w:hidden': ifOn('unseen'),
  'w:vMerge': always('unseen'),
  'w:hMerge': always('unseen'),
  'w:fitText': always('unseen'),
  'w:eastAsianLayout': always('unseen'),
  'w:strike': ifOn('unseen'),
  'w:dstrike': ifOn('unseen'),
  'w:vertAlign': when('unseen', (value) => value !== 'baseline'),
  'w:rFonts': when('symbol', (_, given) => Object.values(given).some(isSymbolFont)),
  'w:framePr': always('floating'),
  'w:tblpPr': when('floating', (_, given) => !isImprint(given)),
  'w:numId': when('numbering', (value) => value !== '0'),
  'w:bidi': ifOn('direction'),
  'w:rtl': ifOn('direction'),
  'w:bidiVisual': ifOn('direction'),
  'w:textDirection': when('direction', (value) => !/^(lrTb|lr|tb)$/.test(value)),
  'w:background': when('background', (_, given) => !/^(auto|f{6})?$/i.test(given['w:color'] ?? '')),
  'a:srcRect': when('picture', (_, given) => Object.values(given).some((one) => Number(one) !== 0)),
}

function isPale(color: string): boolean {
  const parts = /^([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(color)
  if (!parts) return false
  const [red = 0, green = 0, blue = 0] = parts.slice(1).map((part) => {
    const share = Number.parseInt(part, 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > paleMin
}

/** A colour of the theme is whatever the theme says. */
function hasTheme(attributes: Attributes): boolean {
  return Object.keys(attributes).some((name) => /^w:theme(Fill|Color)$/.test(name))
}

function isDarkShade(value: string, attributes: Attributes): boolean {
  const fill = attributes['w:fill'] ?? 'auto'
  const isPlain = value === '' || value === 'clear' || value === 'nil'
  return !isPlain || hasTheme(attributes) || !(fill === 'auto' || fill === '' || isPale(fill))
}

/** `w:spacing` is tracking in a run and lines in a paragraph. */
function isTightSpacing(value: string, attributes: Attributes): boolean {
  if (value !== '') return isOutside(value, trackingRange)
  const line = attributes['w:line']
  if (line === undefined) return false
  const rule = attributes['w:lineRule'] ?? 'auto'
  if (rule === 'atLeast') return Number(line) < 0
  return Number(line) < (rule === 'exact' ? exactLineMin : looseLineMin)
}

function isOffPage(_value: string, attributes: Attributes): boolean {
  return Object.entries(attributes).some(([name, value]) =>
    isOutside(value, name.endsWith('Chars') ? indentCharsRange : indentRange),
  )
}

function isNarrowCell(_value: string, attributes: Attributes): boolean {
  const isTwips = (attributes['w:type'] ?? 'dxa') === 'dxa'
  const width = Number(attributes['w:w'])
  return isTwips && width > 0 && width < cellWidthMin
}

function isMarginOff(_value: string, attributes: Attributes): boolean {
  return ['w:left', 'w:right'].some((side) => isOutside(attributes[side], marginRange))
}

/** Only a grid of characters moves them; LibreOffice leaves an idle number in one of lines. */
function isTightGrid(_value: string, attributes: Attributes): boolean {
  const isOfChars = /chars/i.test(attributes['w:type'] ?? '')
  return isOfChars && isOutside(attributes['w:charSpace'], gridRange)
}

function smaller(one: string | undefined, other: string | undefined): number {
  return Math.min(Number(one ?? pageMin), Number(other ?? pageMin))
}

function isOutside(value: string | undefined, [min, max]: readonly [number, number]): boolean {
  const number = Number.parseFloat(value ?? '0')
  return number < min || number > max
}

/** 版记 floats at the foot of the page that it falls on, and nowhere else. */
function isImprint(attributes: Attributes): boolean {
  const isFree = Object.keys(attributes).some((name) => /^w:tblp[XY]$/.test(name))
  return !isFree && attributes['w:tblpYSpec'] === 'bottom'
}
