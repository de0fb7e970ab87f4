import { z } from 'zod'
import { daysInMonth } from '../../log/calendar-text.ts'
import type { Label } from '../label.ts'
import type { Predicate } from '../predicate/predicate.ts'
import { readPredicate } from '../predicate/read-predicate.ts'

// En spaces: a reader that does not part the languages still shows something readable.
const divider = '\u2002/\u2002'
// `all`, `any` and `not` are words of the predicate grammar; `id` is the record itself, and
// `today` what `$today` means. The rest would reach into every object of the language.
const reserved = new Set(['all', 'any', 'not', 'id', 'today', 'constructor', 'prototype'])

/** Ids of packs: lower case with hyphens for registers, figures, duties and list items. */
export const idSchema = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, {
  error: said('编号只能用小写字母、数字和连字符', 'ids are lower-case letters, digits and hyphens'),
})

/** Ids of fields: a letter, then letters and digits (`heldOn`), as they stand in predicates. */
export const fieldIdSchema = z
  .string()
  .regex(/^[a-z][A-Za-z0-9]{0,39}$/, {
    error: said(
      '字段编号应以小写字母开头，只含字母和数字',
      'field ids begin with a lower-case letter and hold letters and digits',
    ),
  })
  .refine((id) => !reserved.has(id), {
    error: said(
      '这个编号有特殊含义，不能用作字段',
      'this id has a meaning of its own and cannot name a field',
    ),
  })

/** Two of a list may not have one id; told at the later of them. */
export function eachOnce(what: Label) {
  return (
    items: readonly { readonly id: string }[],
    context: Pick<z.core.$RefinementCtx, 'addIssue'>,
  ): void => {
    // Where one of them could not be read, it has no id either.
    const ids = items.map((one) => one?.id)
    for (const [index, id] of ids.entries()) {
      if (id === undefined || ids.indexOf(id) === index) continue
      const message = said(
        `前面已有编号为“${id}”的${what.zh}`,
        `there is ${what.en} “${id}” already`,
      )
      const params = { fault: { hint: otherId } }
      context.addIssue({ code: 'custom', path: [index, 'id'], message, params })
    }
  }
}

/** What to do where an id stands twice. */
export const otherId: Label = {
  zh: '换一个编号，或删去其中一处。',
  en: 'Use another id, or drop one of the two.',
}

/** `MM-DD`, a day that some year has. */
export const monthDaySchema = z.string().refine(isMonthDay, {
  error: said('应写作“月-日”，如 01-31', 'write month and day, such as 01-31'),
})

/** Whether a text is month and day, `MM-DD`, as some year has them. */
export function isMonthDay(text: string): boolean {
  const parts = /^(\d{2})-(\d{2})$/.exec(text)
  if (parts === null) return false
  const [month, day] = [Number(parts[1]), Number(parts[2])]
  return day >= 1 && day <= daysInMonth({ year: 2024, month })
}

/** A text in both languages. */
export const labelSchema = z.strictObject({
  zh: z.string().trim().min(1).max(400),
  en: z.string().trim().min(1).max(400),
})

/** Wordings under which reports speak of a figure or a duty. */
export const phrasesSchema = z.array(z.string().trim().min(1).max(100)).max(50)

/** A predicate; its faults keep their place. */
export const predicateSchema = z.unknown().transform((raw, context): Predicate => {
  const { predicate, faults } = readPredicate(raw)
  for (const one of faults ?? []) {
    context.addIssue({
      code: 'custom',
      path: [...one.at],
      message: said(one.text.zh, one.text.en),
      params: { fault: one },
    })
  }
  return predicate ?? {}
})

/** Both languages in the one message that zod carries; `saidOf` parts them again. */
export function said(zh: string, en: string): string {
  return `${zh}${divider}${en}`
}

/** The two languages of a message made by `said`; another message stands for both. */
export function saidOf(message: string): Label {
  const [zh = message, en = zh] = message.split(divider)
  return { zh, en }
}

/** Keys that YAML did not give are absent, not undefined: shared types are exact about it. */
export function withoutUndefined<T extends object>(given: T): WithoutUndefined<T> {
  const said = Object.entries(given).filter(([, value]) => value !== undefined)
  return Object.fromEntries(said) as WithoutUndefined<T>
}

type WithoutUndefined<T> = { [K in keyof T]: Exclude<T[K], undefined> }
