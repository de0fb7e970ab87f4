import type { Label, Lang } from './label.ts'
import { both } from './label.ts'

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
  /** After how many seconds it may be tried again; absent: nobody can say. */
  readonly waitSeconds?: number
}

/** What a fault is built of, beside its code. */
interface Said extends Pick<Fault, 'text' | 'hint' | 'waitSeconds'> {
  readonly at?: Place
}

/** Builds a fault. */
export function fault(code: string, { at = [], text, hint, waitSeconds }: Said): Fault {
  return { code, at, text, hint, ...(waitSeconds === undefined ? {} : { waitSeconds }) }
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

/** A sentence with its full stop: the texts of faults are written with one or without. */
export function withStop(sentence: string, lang: Lang): string {
  if (/[。；.！!？?]$/.test(sentence)) return sentence
  return `${sentence}${lang === 'zh' ? '。' : '.'}`
}

/** Sentences one behind the other; where one lacks its full stop, the next would run into it. */
export function inOneLine(sentences: readonly string[], lang: Lang): string {
  return sentences.map((one) => withStop(one, lang)).join(lang === 'zh' ? '' : ' ')
}

/** A fault in one line: what is wrong and what to do. */
export function faultText({ text, hint }: Pick<Fault, 'text' | 'hint'>): Label {
  return both((lang) => inOneLine([text[lang], hint[lang]], lang))
}

/** Several of them, one behind the other. */
export function faultsText(faults: readonly Pick<Fault, 'text' | 'hint'>[]): Label {
  const each = faults.map(faultText)
  return both((lang) =>
    inOneLine(
      each.map((one) => one[lang]),
      lang,
    ),
  )
}

/** Throws a refusal with the one fault given. */
export function refuse(code: string, said: Said): never {
  throw new Refusal([fault(code, said)])
}

/** Refuses a cursor that continues no list that is there. */
export function refuseCursor(): never {
  refuse('list.cursor', {
    text: { zh: '翻页标记无效。', en: 'The page cursor is not valid.' },
    hint: { zh: '请从第一页重新开始。', en: 'Start again from the first page.' },
  })
}
