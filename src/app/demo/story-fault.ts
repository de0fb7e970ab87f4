import type { Place } from '../../ledger/fault.ts'
import type { Label } from '../../ledger/label.ts'

/** Where something stands in a story: the file, and the keys that lead to it. */
export interface StoryPlace {
  readonly file: string
  readonly path: Place
}

const sentences = {
  name: (it: string): Label => ({ zh: `没有“${it}”`, en: `Nothing is called “${it}” here` }),
  list: (it: string): Label => ({ zh: `没有列表“${it}”`, en: `There is no list “${it}”` }),
  year: (it: string): Label => ({ zh: `故事中没有“${it}”这一年`, en: `No year is called “${it}”` }),
  pattern: (it: string): Label => ({ zh: `没有样式“${it}”`, en: `There is no pattern “${it}”` }),
  empty: (it: string): Label => ({ zh: `“${it}”中没有合适的项`, en: `Nothing of “${it}” fits` }),
  text: (it: string): Label => ({ zh: `应为文字：${it}`, en: `This should be text: ${it}` }),
  number: (it: string): Label => ({ zh: `应为数字：${it}`, en: `This should be a number: ${it}` }),
  workday: (it: string): Label => ({
    zh: `该月没有第${it}个工作日`,
    en: `The month has no working day ${it}`,
  }),
  register: (it: string): Label => ({ zh: `没有台账“${it}”`, en: `There is no register “${it}”` }),
  field: (it: string): Label => ({ zh: `没有字段“${it}”`, en: `There is no field “${it}”` }),
  nobody: (it: string): Label => ({
    zh: `故事中没有“${it}”`,
    en: `Nobody and nothing in the story is called “${it}”`,
  }),
  double: (it: string): Label => ({ zh: `“${it}”已经用过`, en: `“${it}” is taken already` }),
} as const

export type StoryFaultKind = keyof typeof sentences

/** What stops a story while it is played: what is wrong, and where. */
export class StoryFault extends Error {
  readonly kind: StoryFaultKind
  /** What was written there. */
  readonly written: string
  readonly text: Label
  place: StoryPlace | null

  constructor(kind: StoryFaultKind, written: string, place: StoryPlace | null = null) {
    super(`${kind}: ${written}`)
    this.name = 'StoryFault'
    this.kind = kind
    this.written = written
    this.text = sentences[kind](written)
    this.place = place
  }
}

/** Stops with what is wrong; whoever plays the telling knows where it stands. */
export function wrong(kind: StoryFaultKind, written: string): never {
  throw new StoryFault(kind, written)
}

/** Does something that stands at a place: what goes wrong inside, and has no place, is there. */
export function at<T>(place: StoryPlace, play: () => T): T {
  try {
    return play()
  } catch (error) {
    if (error instanceof StoryFault) error.place ??= place
    throw error
  }
}
