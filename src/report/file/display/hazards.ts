import type { XmlElement } from '../read-xml.ts'
import type { TrickKind } from './trick.ts'

/** Values of an on-off element that switch it off. */
const off: ReadonlySet<string> = new Set(['0', 'false', 'off', 'none'])

/** Smallest and largest measure that is still read: half-points, twips, percent, hundredths. */
type Range = readonly [min: number, max: number]

const typeRange: Range = [14, 200]
const exactLineRange: Range = [290, 4000]
const leastLineRange: Range = [0, 4000]
const looseLineRange: Range = [150, 2400]
const aroundRange: Range = [0, 8000]
const aroundLinesRange: Range = [0, 2500]
const scaleRange: Range = [66, 200]
const trackingRange: Range = [-20, 400]
const raisedRange: Range = [-12, 12]
const indentRange: Range = [-300, 8000]
const indentCharsRange: Range = [-100, 2400]
const tableIndentRange: Range = [-600, 5000]
const cellRange: Range = [300, 10_000]
const cellMarginRange: Range = [0, 300]
const rowRange: Range = [0, 8000]
const pageRange: Range = [9000, 32_000]
const marginRange: Range = [0, 4000]
const gutterRange: Range = [0, 800]
const linePitchRange: Range = [0, 2000]
const columnRange: Range = [1500, 32_000]
/** Of the grid, in 4096ths of a point. */
const gridRange: Range = [-8192, 8192]
/** In 914,400ths of an inch: the printed code is 32 mm wide. */
const pictureRange: Range = [0, 2_000_000]
/** Relative luminance (WCAG 2) up to which type, and from which on paper, is plain to see. */
const typeLuminanceMax = 0.3
const paperLuminanceMin = 0.5

/** A number as editors write it. Others are read by each program in a way of its own. */
const plainNumber = /^-?\d+(\.\d+)?%?$/
const plainColor = /^(auto|[0-9a-f]{6})?$/i

const symbolFonts = new RegExp(
  [
    'wingdings|webdings|symbol|marlett|mt extra|dingbats|bookshelf|monotype sorts|d050000l',
    'ms outlook|mdl2 assets|fluent icons|reference specialty|barcode|adobe blank',
  ].join('|'),
  'i',
)
/** The marker colours that words are read on; `none` takes a marker away. */
const lightMarkers = /^(none|yellow|green|cyan|lightGray|white)?$/

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

const ofMeasure = (kind: TrickKind, range: Range) => when(kind, (value) => isOutside(value, range))
const ofAttributes = (ranges: Readonly<Record<string, Range>>) =>
  when('unseen', (_, given) =>
    Object.entries(ranges).some(([name, range]) => isOutside(given[name], range)),
  )
const cellMargin = ofAttributes({ 'w:w': cellMarginRange })

const rules: { readonly [name: string]: Rule | undefined } = {
  'w:color': when(
    'unseen',
    (value, given) => luminanceOf(value, 0) > typeLuminanceMax || hasTheme(given),
  ),
  'w:shd': when('unseen', isDarkShade),
  'w:highlight': when('unseen', (value) => !lightMarkers.test(value)),
  'w:sz': ofMeasure('unseen', typeRange),
  'w:szCs': ofMeasure('unseen', typeRange),
  'w:w': ofMeasure('unseen', scaleRange),
  'w:position': ofMeasure('unseen', raisedRange),
  'w:spacing': when('unseen', isOddSpacing),
  'w:ind': when('unseen', isOffPage),
  'w:tblInd': ofAttributes({ 'w:w': tableIndentRange }),
  'w:tcW': when('unseen', isOddCell),
  'w:wBefore': when('unseen', isOddCell),
  'w:left': cellMargin,
  'w:right': cellMargin,
  'w:start': cellMargin,
  'w:end': cellMargin,
  'w:top': cellMargin,
  'w:bottom': cellMargin,
  'w:tblCellSpacing': cellMargin,
  'w:trHeight': when(
    'unseen',
    (value, given) => given['w:hRule'] === 'exact' || isOutside(value, rowRange),
  ),
  'w:gridCol': when('unseen', isOddCell),
  'w:pgSz': ofAttributes({ 'w:w': pageRange, 'w:h': pageRange }),
  'w:pgMar': when('unseen', isMarginOff),
  'w:col': ofAttributes({ 'w:w': columnRange }),
  'w:cols': ofAttributes({ 'w:num': [0, 2] }),
  'w:docGrid': when('unseen', isOddGrid),
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
  'wp:extent': when('picture', isOddPicture),
  'a:ext': when('picture', isOddPicture),
  'a:xfrm': when('picture', (_, given) => Object.values(given).some((one) => Number(one) !== 0)),
  'a:srcRect': when('picture', (_, given) => Object.values(given).some((one) => Number(one) !== 0)),
  'a:fillRect': when('picture', (_, given) =>
    Object.values(given).some((one) => Number(one) !== 0),
  ),
}

/** How light a colour is, from 0 to 1; `auto` of what is not given. What is no colour is the worst. */
function luminanceOf(color: string, auto: number): number {
  if (!plainColor.test(color)) return auto === 0 ? 1 : 0
  const parts = /^([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(color)
  if (!parts) return auto
  const [red = 0, green = 0, blue = 0] = parts.slice(1).map((part) => {
    const share = Number.parseInt(part, 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** A colour of the theme is whatever the theme says. */
function hasTheme(attributes: Attributes): boolean {
  return Object.keys(attributes).some((name) => /^w:theme(Fill|Color)$/.test(name))
}

function isDarkShade(value: string, attributes: Attributes): boolean {
  const isPlain = value === '' || value === 'clear' || value === 'nil'
  const isDark = luminanceOf(attributes['w:fill'] ?? '', 1) <= paperLuminanceMin
  return !isPlain || hasTheme(attributes) || isDark
}

/** `w:spacing` is tracking in a run; in a paragraph its lines and what is around them. */
function isOddSpacing(value: string, attributes: Attributes): boolean {
  if (value !== '') return isOutside(value, trackingRange)
  const rule = attributes['w:lineRule'] ?? 'auto'
  const lines =
    rule === 'exact' ? exactLineRange : rule === 'atLeast' ? leastLineRange : looseLineRange
  return (
    isOutside(attributes['w:before'], aroundRange) ||
    isOutside(attributes['w:after'], aroundRange) ||
    isOutside(attributes['w:beforeLines'], aroundLinesRange) ||
    isOutside(attributes['w:afterLines'], aroundLinesRange) ||
    isOutside(attributes['w:line'], lines)
  )
}

/** Sides may each be within bounds and leave no room between them. */
function isOffPage(_value: string, attributes: Attributes): boolean {
  const isWide = indentOf(attributes) > indentRange[1]
  return (
    isWide ||
    Object.entries(attributes).some(([name, value]) =>
      isOutside(value, name.endsWith('Chars') ? indentCharsRange : indentRange),
    )
  )
}

/** How much of a line an indent takes in all, in twips. */
export function indentOf(attributes: Attributes): number {
  const sides = ['w:left', 'w:start', 'w:right', 'w:end', 'w:firstLine']
  return sides.reduce((sum, side) => sum + (Number.parseFloat(attributes[side] ?? '0') || 0), 0)
}

/** The width of a cell or column in twips; null where it has another unit or none. */
export function cellWidthOf(attributes: Attributes): number | null {
  const isTwips = (attributes['w:type'] ?? 'dxa') === 'dxa'
  const width = Number(attributes['w:w'] ?? '0')
  return isTwips && width !== 0 ? width : null
}

function isOddCell(_value: string, attributes: Attributes): boolean {
  const width = cellWidthOf(attributes)
  return width !== null && isOutside(attributes['w:w'], cellRange)
}

/** Above and below, a margin of less than nothing lays headers over the text. */
function isMarginOff(_value: string, attributes: Attributes): boolean {
  return Object.entries(attributes).some(([side, value]) =>
    isOutside(value, side === 'w:gutter' ? gutterRange : marginRange),
  )
}

/** Only a grid of characters moves them; LibreOffice leaves an idle number in one of lines. */
function isOddGrid(_value: string, attributes: Attributes): boolean {
  const isOfChars = /chars/i.test(attributes['w:type'] ?? '')
  const isTight = isOfChars && isOutside(attributes['w:charSpace'], gridRange)
  return isTight || isOutside(attributes['w:linePitch'], linePitchRange)
}

function isOddPicture(_value: string, attributes: Attributes): boolean {
  return ['cx', 'cy'].some((side) => isOutside(attributes[side], pictureRange))
}

function isOutside(value: string | undefined, [min, max]: Range): boolean {
  if (value === undefined) return false
  const number = Number.parseFloat(value)
  return !plainNumber.test(value) || number < min || number > max
}

/** 版记 floats at the foot of the page that it falls on, and nowhere else. */
function isImprint(attributes: Attributes): boolean {
  const isFree = Object.keys(attributes).some((name) => /^w:tblp[XY]$/.test(name))
  return !isFree && attributes['w:tblpYSpec'] === 'bottom'
}
