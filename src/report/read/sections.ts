import type { Heading } from './outline.ts'
import { pattern } from './pattern.ts'

/** What a part of the text is about, as far as that changes how its sentences are read. */
export type SectionKind = 'problem' | 'plan'

export interface Section {
  readonly kind: SectionKind
  readonly start: number
  readonly end: number
}

const PROBLEM = pattern(String.raw`
  存在(?:的)?(?:主要|突出|一些)?(?:问题|不足|短板|困难|差距)|^(?:主要|突出)?(?:问题|不足|差距|短板|困难)(?:[和与及]|$)|(?:问题|
  困难|不足|差距|短板)[和与及、](?:主要)?(?:问题|不足|差距|困难|原因|短板|挑战)|不足之处
`)
const PROBLEM_HANDLED = /整改|解决|落实|查摆|查找|清单|台账|导向|情况的|对照/
const PLAN = pattern(String.raw`
  ^(?:下一步|下步|下一阶段|下阶段|下一年|今后|明年|来年|下半年|未来)|(?:下一步|下步|今后|明年|来年|下阶段)(?:的)?(?:主要|重点|
  工作)*(?:打算|计划|安排|思路|举措|重点|任务|措施|目标)|工作(?:打算|思路)$|^努力方向|^(?:20\d{2}年)(?:的)?(?:主要|重点|
  工作)+(?:打算|计划|安排|思路|任务|目标|重点)?$
`)
const PLAN_DONE = /完成情况|落实情况|回顾|总结|开展情况/

/** The kind of section this heading opens, or null when it opens an ordinary one. */
export function sectionKind(title: string): SectionKind | null {
  if (PROBLEM.test(title) && !PROBLEM_HANDLED.test(title)) return 'problem'
  if (PLAN.test(title) && !PLAN_DONE.test(title)) return 'plan'
  return null
}

/** Stretches under a heading that names problems or plans, down to the next of its level. */
export function readSections(text: string, headings: readonly Heading[]): readonly Section[] {
  const sections: Section[] = []
  let open: { readonly kind: SectionKind; readonly start: number; readonly level: number } | null =
    null
  const closeAt = (end: number) => {
    if (open !== null) sections.push({ kind: open.kind, start: open.start, end })
    open = null
  }
  for (const heading of headings) {
    if (open !== null && heading.level <= open.level) closeAt(heading.start)
    // Inside a paragraph 一是坚持问题导向 is an item of a list, not the head of a section.
    if (open !== null || !heading.opensLine) continue
    const kind = sectionKind(text.slice(heading.titleStart, heading.end))
    if (kind !== null) open = { kind, start: heading.end, level: heading.level }
  }
  closeAt(text.length)
  return sections
}

/** The kind of section at a place; sections are in order and do not overlap. */
export function sectionKindAt(sections: readonly Section[], at: number): SectionKind | null {
  let low = 0
  let high = sections.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const section = sections[middle]
    if (section === undefined) return null
    if (at < section.start) high = middle - 1
    else if (at >= section.end) low = middle + 1
    else return section.kind
  }
  return null
}

/** Whether words stand in the title of a section, on a line of its own: titles claim nothing. */
export function isTitle(headings: readonly Heading[], at: number): boolean {
  let low = 0
  let high = headings.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const heading = headings[middle]
    if (heading === undefined) return false
    if (at < heading.start) high = middle - 1
    else if (at >= heading.end) low = middle + 1
    else return !heading.runIn
  }
  return false
}
