import type { core, ZodType } from 'zod'
import type { Fault, Place } from '../ledger/fault.ts'
import type { Label } from '../ledger/label.ts'
import { saidOf } from '../ledger/register/schema-parts.ts'
import { nearestName } from './nearest-name.ts'
import type { PackFault } from './pack-fault.ts'
import { packFault } from './pack-fault.ts'
import type { YamlFile } from './read-yaml.ts'

type Issue = core.$ZodIssue

/** A part of a file read by a schema: the value, or every fault with its line. */
export function readBySchema<T>(
  schema: ZodType<T>,
  part: { yaml: YamlFile; value: unknown; at: Place },
): { readonly value: T; readonly faults: readonly [] } | { readonly faults: readonly PackFault[] } {
  const read = schema.safeParse(part.value)
  if (read.success) return { value: read.data, faults: [] }
  const faults = read.error.issues.flatMap((issue) =>
    faultsOf(innermost(issue, []), schema, part.yaml, part.at),
  )
  return { faults }
}

interface Found {
  readonly issue: Issue
  readonly path: Place
}

/** Of a union that matched nothing, the branch that came nearest: that is what was meant. */
function innermost(issue: Issue, base: Place): readonly Found[] {
  const path = [...base, ...issue.path.map(stepOf)]
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [{ issue, path }]
  const branches = issue.errors.map((errors) => errors.flatMap((one) => innermost(one, path)))
  const best = branches.reduce((one, other) => (weight(other) < weight(one) ? other : one))
  const wrongKindEverywhere = branches.every((branch) => branch.every((one) => sameAs(one, path)))
  return wrongKindEverywhere ? [{ issue, path }] : best
}

/** Deep and few faults mean a near miss; a fault at the top means another branch altogether. */
function weight(branch: readonly Found[]): number {
  const top = branch.reduce((least, one) => Math.min(least, one.path.length), Infinity)
  return branch.length - top * 10
}

function sameAs(one: Found, path: Place): boolean {
  return one.path.length === path.length && one.issue.code !== 'unrecognized_keys'
}

function stepOf(step: PropertyKey): string | number {
  return typeof step === 'number' ? step : String(step)
}

function faultsOf(
  found: readonly Found[],
  schema: ZodType,
  yaml: YamlFile,
  at: Place,
): readonly PackFault[] {
  return found.flatMap(({ issue, path }) => {
    const whole = [...at, ...path]
    if (issue.code !== 'unrecognized_keys') {
      const where = { file: yaml.file, line: yaml.lineOf(whole), path: whole }
      if (issue.code === 'invalid_type' && valueAt(yaml.value, whole) === undefined) {
        return [packFault('pack.key.missing', where, missingKey(keyOf(whole), issue.expected))]
      }
      const text = wrongValue(issue, keyOf(whole))
      const isLabel = issue.code === 'invalid_type' && labelKeys.has(keyOf(whole))
      return [packFault('pack.value', where, { text, hint: isLabel ? bothTexts : wayOut(issue) })]
    }
    return issue.keys.map((key) => {
      const known = knownIn(issue) ?? keysAt(schema, path)
      const keyPath = [...whole, key]
      const where = { file: yaml.file, line: yaml.lineOf(keyPath), path: keyPath }
      return packFault('pack.key.unknown', where, unknownKey(key, known))
    })
  })
}

/** Keys under which everywhere a text in both languages stands. */
const labelKeys: ReadonlySet<string> = new Set(['label', 'help', 'message'])

const bothTexts: Label = {
  zh: '中文和英文都要写：{ zh: 名称, en: Name }。',
  en: 'Write it in both languages: { zh: 名称, en: Name }.',
}

/** Keys that are allowed there, where a schema that cannot be looked into says so itself. */
function knownIn(issue: object): readonly string[] | null {
  const known: unknown = Reflect.get(issue, 'known')
  return Array.isArray(known) ? known.map(String) : null
}

function unknownKey(key: string, known: readonly string[]): { text: Label; hint: Label } {
  const near = nearestName(key, known)
  return {
    text: { zh: `不认识的键“${key}”`, en: `Unknown key “${key}”` },
    hint: near
      ? { zh: `是否想写“${near}”？`, en: `Did you mean “${near}”?` }
      : {
          zh: `此处可用的键：${known.join('、')}。`,
          en: `Keys allowed here: ${known.join(', ')}.`,
        },
  }
}

function keyOf(path: Place): string {
  return String(path.at(-1) ?? '')
}

function missingKey(key: string, expected: string): { text: Label; hint: Label } {
  const { zh, en } = kindWord(expected)
  return {
    text: { zh: `缺少必填的键“${key}”`, en: `The key “${key}” is missing` },
    hint: { zh: `补上“${key}”（${zh}）。`, en: `Add “${key}” (${en}).` },
  }
}

function wrongValue(issue: Issue, key: string): Label {
  switch (issue.code) {
    case 'invalid_type':
      return {
        zh: `“${key}”应为${kindWord(issue.expected).zh}`,
        en: `“${key}” should be ${kindWord(issue.expected).en}`,
      }
    case 'too_small':
      return { zh: `“${key}”小于允许的最小值`, en: `“${key}” is less than allowed` }
    case 'too_big':
      return { zh: `“${key}”超过允许的最大值`, en: `“${key}” is more than allowed` }
    case 'invalid_value':
      return { zh: `“${key}”的值不在允许的范围内`, en: `“${key}” is none of the allowed values` }
    case 'custom': {
      const said = saidOf(issue.message)
      return {
        zh: `“${key}”不成立：${said.zh}`,
        en: `“${key}” does not hold: ${said.en}`,
      }
    }
    default: {
      const said = saidOf(issue.message)
      // Only what a schema of ours says has two languages; zod's own words have one.
      if (said.zh !== said.en) return { zh: `“${key}”：${said.zh}`, en: `“${key}”: ${said.en}` }
      return { zh: `“${key}”的写法不对`, en: `“${key}” is not written as expected` }
    }
  }
}

function wayOut(issue: Issue): Label {
  const fault = issue.code === 'custom' ? faultIn(issue.params) : null
  if (fault !== null) return fault.hint
  if (issue.code === 'invalid_value') {
    const values = issue.values.map(String)
    return { zh: `可用的值：${values.join('、')}。`, en: `Allowed values: ${values.join(', ')}.` }
  }
  if (issue.code === 'too_small') {
    return { zh: `最小为${issue.minimum}。`, en: `At least ${issue.minimum}.` }
  }
  if (issue.code === 'too_big') {
    return { zh: `最大为${issue.maximum}。`, en: `At most ${issue.maximum}.` }
  }
  return {
    zh: '对照同一文件夹中其他声明的写法。',
    en: 'Compare it with the other declarations of the same folder.',
  }
}

/** What a room of its own found, e.g. in a predicate: it knows the way out better. */
function faultIn(params: Readonly<Record<string, unknown>> | undefined): Fault | null {
  const fault = params?.['fault']
  return typeof fault === 'object' && fault !== null ? (fault as Fault) : null
}

function kindWord(expected: string): Label {
  const words: Readonly<Record<string, Label>> = {
    string: { zh: '文字', en: 'text' },
    number: { zh: '数字', en: 'a number' },
    int: { zh: '整数', en: 'a whole number' },
    boolean: { zh: 'true 或 false', en: 'true or false' },
    object: { zh: '一组键值', en: 'keys with values' },
    record: { zh: '一组键值', en: 'keys with values' },
    array: { zh: '列表', en: 'a list' },
    null: { zh: 'null', en: 'null' },
  }
  return words[expected] ?? { zh: expected, en: expected }
}

function valueAt(value: unknown, path: Place): unknown {
  return path.reduce<unknown>(
    (here, step) =>
      typeof here === 'object' && here !== null ? Reflect.get(here, step) : undefined,
    value,
  )
}

/** Keys that a schema allows at a path, through unions, lists and wrappers. */
function keysAt(schema: core.$ZodType, path: Place): readonly string[] {
  const def = (key: string): unknown => Reflect.get(schema._zod.def, key)
  const inner = (def('innerType') ?? def('in')) as core.$ZodType | undefined
  if (inner) return keysAt(inner, path)
  if (typeof def('getter') === 'function') {
    return keysAt((def('getter') as () => core.$ZodType)(), path)
  }
  const options = def('options') as readonly core.$ZodType[] | undefined
  if (options) return [...new Set(options.flatMap((one) => keysAt(one, path)))]
  const shape = def('shape') as Readonly<Record<string, core.$ZodType>> | undefined
  const [step, ...rest] = path
  if (step === undefined) return shape ? Object.keys(shape) : []
  const next =
    shape?.[String(step)] ??
    (def('element') as core.$ZodType | undefined) ??
    (def('valueType') as core.$ZodType | undefined)
  return next ? keysAt(next, rest) : []
}
