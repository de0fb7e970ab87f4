import { convertMillimetersToTwip as mm } from 'docx'

/**
 * Measures of GB/T 9704-2012 in the units of WordprocessingML (twips; half-points for type).
 * The standard fixes the type area (版心 156 mm × 225 mm, 5.2.1) and 22 lines of 28 characters
 * that fill it (5.2.3); the other margins follow.
 */
export const page = {
  width: mm(210),
  height: mm(297),
  /** 天头 37 mm, 订口 28 mm; 297 − 37 − 225 and 210 − 28 − 156 leave the other two. */
  margin: { top: mm(37), left: mm(28), right: mm(26), bottom: mm(35), footer: mm(26) },
  linesPerPage: 22,
  charsPerLine: 28,
} as const

/** 225 mm / 22 = 28.99 pt; cut down so that 22 lines surely fit. */
export const linePitch = 579

/**
 * 3号 is 16 pt, 2号 22 pt, 4号 14 pt; Word counts half-points. The standard names no size for what
 * stands in a table; offices set it in 4号.
 */
export const size = { body: 32, title: 44, small: 28, table: 28, masthead: 96 } as const

/** One character of body text, in twips. */
export const bodyChar = 320

/**
 * 28 characters of 16 pt are 158 mm wide, 2 mm too many: Word's grid alone cannot squeeze them
 * in every program, a quarter of a point less between characters can.
 */
export const bodyTracking = -5

/** What a character of body text takes of its line, in twips. */
export const bodyPitch = bodyChar + bodyTracking

/** Red of the masthead and the line under it (7.2.4, 7.2.7). */
export const red = 'E60012'

/** Fonts by their official names: Word and WPS have them, others substitute. */
export const font = {
  body: official('仿宋_GB2312'),
  title: official('方正小标宋简体'),
  level1: official('黑体'),
  level2: official('楷体_GB2312'),
  page: official('宋体', '宋体'),
} as const

/** A set of fonts; the hint makes “ ” ‘ ’ —— … Chinese, which are as wide as a character there. */
function official(eastAsia: string, ascii = 'Times New Roman') {
  return { eastAsia, ascii, hAnsi: ascii, cs: ascii, hint: 'eastAsia' }
}
