import type { z } from 'zod'
import type { Fault, Place } from '../ledger/fault.ts'
import { fault } from '../ledger/fault.ts'
import type { Label } from '../ledger/label.ts'

/** Every fault that a schema found, its issues with their input, each with its place below `within`, in both languages. */
export function schemaFaults(error: z.ZodError, within: string): readonly Fault[] {
  return error.issues.flatMap((issue) => faultsOf(issue, within))
}

type Issue = z.ZodError['issues'][number]

function faultsOf(issue: Issue, within: string): readonly Fault[] {
  const at: Place = [within, ...issue.path.map((key) => (typeof key === 'symbol' ? '?' : key))]
  if (issue.code === 'unrecognized_keys') {
    const named = issue.keys.slice(0, unknownNamed)
    const more = issue.keys.length - named.length
    return [
      ...named.map((key) => unknown([...at, key], { zh: `“${key}”这一项`, en: `“${key}”` })),
      ...(more > 0 ? [unknown(at, { zh: `另外${more}项`, en: `${more} more` })] : []),
    ]
  }
  const text = isMissing(issue) ? missing(at.at(-1)) : textOf(issue)
  return [fault('request.invalid', { at, text, hint: correct })]
}

/** A body may hold any number of keys that nobody knows. */
const unknownNamed = 20

// Said to people too, whose form it comes back to; programs find the description by the link that
// goes with every refusal of this kind.
const correct: Label = {
  zh: '请改正这一项，再提交一次。',
  en: 'Correct this and send it again.',
}

// Programs show each sentence by itself, away from its place: so it has the name too.
function unknown(at: Place, what: Label): Fault {
  return fault('request.invalid', {
    at,
    text: { zh: `不认识${what.zh}。`, en: `Not known here: ${what.en}.` },
    hint: { zh: '请去掉，再提交一次。', en: 'Leave it out and send it again.' },
  })
}

function isMissing({ code, input }: Issue): boolean {
  return code === 'invalid_type' && input === undefined
}

function missing(key: Place[number] | undefined): Label {
  return { zh: `缺少“${key}”这一项。`, en: `“${key}” is missing.` }
}

function textOf(issue: Issue): Label {
  switch (issue.code) {
    case 'invalid_type':
      return {
        zh: `这一项应是${nounOf(issue.expected).zh}。`,
        en: `This should be ${nounOf(issue.expected).en}.`,
      }
    case 'too_small':
      return tooSmall(issue.origin, issue.minimum)
    case 'too_big':
      return tooBig(issue.origin, issue.maximum)
    case 'invalid_value':
      return {
        zh: `这一项只能是：${issue.values.map(String).join('、')}。`,
        en: `This can only be: ${issue.values.map(String).join(', ')}.`,
      }
    default:
      return { zh: '这一项的形式不对。', en: 'This is not in the expected form.' }
  }
}

type Bound = number | bigint

function tooSmall(origin: string, least: Bound): Label {
  if (origin === 'string' && Number(least) <= 1) {
    return { zh: '这一项还没有填写。', en: 'This is not filled in yet.' }
  }
  if (origin === 'string') {
    return { zh: `这一项至少写${least}个字。`, en: `This takes at least ${least} characters.` }
  }
  if (origin === 'array') {
    return { zh: `这一项至少要有${least}条。`, en: `This takes at least ${least} of them.` }
  }
  return { zh: `这一项不能小于${least}。`, en: `This cannot be less than ${least}.` }
}

function tooBig(origin: string, most: Bound): Label {
  if (origin === 'string') {
    return { zh: `这一项最多写${most}个字。`, en: `This takes at most ${most} characters.` }
  }
  if (origin === 'array') {
    return { zh: `这一项最多${most}条。`, en: `This takes at most ${most} of them.` }
  }
  return { zh: `这一项不能大于${most}。`, en: `This cannot be more than ${most}.` }
}

const nouns: Readonly<Record<string, Label>> = {
  string: { zh: '文字', en: 'a text' },
  number: { zh: '数字', en: 'a number' },
  int: { zh: '整数', en: 'a whole number' },
  boolean: { zh: '是或否', en: 'true or false' },
  array: { zh: '列表', en: 'a list' },
  object: { zh: '对象', en: 'an object' },
}

function nounOf(expected: string): Label {
  return nouns[expected] ?? { zh: expected, en: expected }
}
