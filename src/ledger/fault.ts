import type { Label } from './label.ts'

/** Where a fault lies: keys and indexes from the outside in, e.g. `['agenda', 2, 'topic']`. */
export type Place = readonly (string | number)[]

/** An expected failure: a stable code, the place, a plain sentence and what to do next. */
export interface Fault {
  /** Stable and dotted, e.g. `record.field.required`; part of the API. */
  readonly code: string
  readonly at: Place
  readonly text: Label
  readonly hint: Label
  /** Facts with which the caller can go on, e.g. the record that was there first. */
  readonly more?: Readonly<Record<string, string>>
}

/** Builds a fault. */
export function fault(
  code: string,
  { at = [], text, hint }: { at?: Place; text: Label; hint: Label },
): Fault {
  return { code, at, text, hint }
}

/**
 * A request that is refused, with every fault found, never only the first.
 * Thrown where the caller cannot go on; each surface (API, CLI, page) turns it into its own form.
 */
export class Refusal extends Error {
  readonly faults: readonly Fault[]

  constructor(faults: readonly Fault[]) {
    super(faults.map((one) => `${one.code}: ${one.text.en}`).join('; '))
    this.name = 'Refusal'
    this.faults = faults
  }
}

/** A refusal in words: what is wrong and what to do, fault after fault. */
export function refusalText({ faults }: Refusal): Label {
  return {
    zh: faults.map(({ text, hint }) => `${text.zh}。${hint.zh}`).join(' '),
    en: faults.map(({ text, hint }) => `${text.en}. ${hint.en}`).join(' '),
  }
}

/** Throws a refusal with the one fault given. */
export function refuse(code: string, body: { at?: Place; text: Label; hint: Label }): never {
  throw new Refusal([fault(code, body)])
}

/** Refuses a cursor that continues no list that is there. */
export function refuseCursor(): never {
  refuse('list.cursor', {
    text: { zh: '翻页标记无效。', en: 'The page cursor is not valid.' },
    hint: { zh: '请从第一页重新开始。', en: 'Start again from the first page.' },
  })
}
