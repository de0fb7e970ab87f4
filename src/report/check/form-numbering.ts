import { blockText } from '../block-text.ts'
import type { Block, ReportDocument } from '../document.ts'
import { headingMarker } from '../render/number-headings.ts'
import type { Finding } from './finding.ts'

type Level = 1 | 2 | 3 | 4

/**
 * Numbering without a gap. Markers of headings are counted by the page itself; what can go wrong
 * is a marker that somebody typed into a paragraph, and a level that was left out.
 */
export function checkNumbering({ blocks }: Pick<ReportDocument, 'blocks'>): readonly Finding[] {
  const findings: Finding[] = []
  const listed = new AttachmentList()
  const counts: Record<Level, number> = { 1: 0, 2: 0, 3: 0, 4: 0 }
  let above = 0
  blocks.forEach((block, index) => {
    if (listed.holds(block)) return
    const found = markerOf(block)
    if (!found) return
    const { level, marker, typed } = found
    const expected = headingMarker(level, counts[level] + 1)
    if (typed && plain(marker) !== plain(expected)) {
      findings.push(gap(index, { marker, expected }))
    }
    if (!typed && level > above + 1 && above > 0) findings.push(skipped(index))
    counts[level] += 1
    for (const below of [2, 3, 4] as const) if (below > level) counts[below] = 0
    above = level
  })
  return findings
}

/**
 * 附件：1.分解表, then 2.样式 on a line of its own: numbers of a list and no level of the text. A
 * line without a number carries a long name on; whatever else is numbered ends the list.
 */
class AttachmentList {
  #named = 0

  holds(block: Block): boolean {
    if (block.kind !== 'paragraph' || block.runIn) {
      this.#named = 0
      return false
    }
    const text = blockText(block).trim()
    if (firstAttachment.test(text)) {
      this.#named = 1
      return true
    }
    const marker = /^(\d{1,2})[.．、](?!\d)/.exec(plainDigits(text))
    if (this.#named > 0 && Number(marker?.[1]) === this.#named + 1) {
      this.#named += 1
      return true
    }
    if (markerOf(block) !== null) this.#named = 0
    return this.#named > 0
  }
}

const firstAttachment = /^附\s*件\s*[：:]\s*[1１]\s*[.．、]/

/** １２ → 12 */
function plainDigits(text: string): string {
  return text.replace(/[０-９]/g, (digit) => String('０１２３４５６７８９'.indexOf(digit)))
}

const typedMarkers: readonly (readonly [Level, RegExp])[] = [
  [1, /^[一二三四五六七八九十百零]{1,5}、/],
  [2, /^[（(][一二三四五六七八九十百零]{1,5}[）)]/],
  [3, /^\d{1,2}[.．](?!\d)/],
  [4, /^[（(]\d{1,2}[）)]/],
]

function markerOf(block: Block): { level: Level; marker: string; typed: boolean } | null {
  if (block.kind === 'heading') return { level: block.level, marker: block.marker, typed: false }
  if (block.kind !== 'paragraph' || block.runIn) return null
  const text = blockText(block).trimStart()
  for (const [level, form] of typedMarkers) {
    const marker = form.exec(text)?.[0]
    if (marker !== undefined) return { level, marker, typed: true }
  }
  return null
}

function plain(marker: string): string {
  return marker.replace('(', '（').replace(')', '）').replace('．', '.')
}

function gap(index: number, { marker, expected }: { marker: string; expected: string }): Finding {
  return {
    code: 'report.numbering.gap',
    weight: 'blocks',
    at: ['blocks', index],
    text: {
      zh: `手写的序号“${marker}”不连续，此处应为“${expected}”。`,
      en: `The typed number “${marker}” leaves a gap; “${expected}” is next.`,
    },
    hint: {
      zh: '把这一行设为标题，序号会自动编排。',
      en: 'Make this line a heading; it is numbered by itself.',
    },
  }
}

function skipped(index: number): Finding {
  return {
    code: 'report.numbering.level',
    weight: 'notice',
    at: ['blocks', index],
    text: { zh: '标题越过了一级。', en: 'A level of headings was left out.' },
    hint: { zh: '层次依次为一、（一）1.（1）。', en: 'The levels are 一、（一）1.（1）.' },
  }
}
