import { z } from 'zod'
import type { Fault } from './fault.ts'
import type { Label } from './label.ts'
import { readPredicate } from './read-predicate.ts'
import type { Predicate } from './predicate.ts'

const divider = '\u0000'
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

/** A text in both languages. */
export const labelSchema = z.strictObject({
  zh: z.string().trim().min(1).max(400),
  en: z.string().trim().min(1).max(400),
})

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

/** Both languages in the one message that zod carries; `faultsOf` parts them again. */
export function said(zh: string, en: string): string {
  return `${zh}${divider}${en}`
}

/** Turns what zod found into faults: code, place, both languages, a hint. */
export function faultsOf(error: z.ZodError, { code }: { code: string }): readonly Fault[] {
  return error.issues.map((issue) => {
    const at = issue.path.map((key) => (typeof key === 'symbol' ? String(key) : key))
    const text = textOf(issue)
    const fault =
      issue.code === 'custom' ? (issue.params?.['fault'] as Fault | undefined) : undefined
    return fault === undefined
      ? { code: `${code}.${issue.code.replaceAll('_', '-')}`, at, text, hint }
      : { ...fault, at }
  })
}

/** Reads data by a schema: the value, or every fault with its place. */
export function readBy<T>(
  schema: z.ZodType<T>,
  raw: unknown,
  { code }: { code: string },
): { readonly value: T; readonly faults?: undefined } | { readonly faults: readonly Fault[] } {
  const read = schema.safeParse(raw)
  return read.success ? { value: read.data } : { faults: faultsOf(read.error, { code }) }
}

const hint: Label = {
  zh: '请对照业务包说明修改。',
  en: 'Compare it with the description of packs.',
}

function textOf(issue: z.core.$ZodIssue): Label {
  const [zh = '', en] = issue.message.split(divider)
  if (en !== undefined) return { zh, en }
  switch (issue.code) {
    case 'unrecognized_keys':
      return {
        zh: `不认识的键：${issue.keys.join('、')}`,
        en: `unknown keys: ${issue.keys.join(', ')}`,
      }
    case 'invalid_type':
      return issue.input === undefined && issue.message.includes('undefined')
        ? { zh: '缺少这一项', en: 'this is missing' }
        : { zh: `类型不对，应为 ${issue.expected}`, en: `wrong type, expected ${issue.expected}` }
    case 'invalid_value':
      return {
        zh: `只能是：${issue.values.map(String).join('、')}`,
        en: `must be one of ${issue.values.map(String).join(', ')}`,
      }
    case 'too_small':
      return {
        zh: `过短或过小，至少 ${issue.minimum}`,
        en: `too short or small, at least ${issue.minimum}`,
      }
    case 'too_big':
      return {
        zh: `过长或过大，最多 ${issue.maximum}`,
        en: `too long or large, at most ${issue.maximum}`,
      }
    default:
      return { zh: `写法不对（${issue.message}）`, en: issue.message }
  }
}
