import {
  anyOfText,
  fieldIn,
  fieldText,
  lowerFirst,
  operandText,
  scopeOf,
  shareText,
} from './explain-operand.ts'
import { singular } from './units.ts'
import type { ExplainContext, ExplainScope } from './explain-operand.ts'
import { fieldKindOf } from './fields/field-kinds.ts'
import { both } from './label.ts'
import type { Label } from './label.ts'
import type { NumberTest, Operand, Predicate } from './predicate.ts'
import type { Field, Register } from './register.ts'

export type { ExplainContext } from './explain-operand.ts'

/**
 * A predicate over a register as a sentence without its full stop: 会议类型是书记办公会，且议题中有
 * 主题为全面从严治党的一项. Never throws: what is unknown stands by its id.
 */
export function explain(predicate: Predicate, register: Register, context: ExplainContext): Label {
  return both((lang) => sentence(predicate, scopeOf(register, context, lang)))
}

/** Whether a predicate asks for nothing, so that no sentence is needed. */
export function asksNothing(predicate: Predicate | undefined): boolean {
  return predicate === undefined || Object.keys(predicate).length === 0
}

function sentence(predicate: Predicate, scope: ExplainScope): string {
  const clauses = Object.entries(predicate).map(([key, test]) => keyText(key, test, scope, false))
  return joined(clauses, 'and', scope)
}

function joined(clauses: readonly string[], word: 'and' | 'or', scope: ExplainScope): string {
  const zh = scope.lang === 'zh'
  if (clauses.length === 0) return zh ? '不限' : 'anything'
  if (!zh) return clauses.join(` ${word} `)
  const mark = word === 'and' ? '且' : '或'
  return clauses.join(scope.inRow ? mark : `，${mark}`)
}

function keyText(key: string, test: unknown, scope: ExplainScope, negated: boolean): string {
  if (key === 'all' || key === 'any') {
    const parts = (test as readonly Predicate[]).map((one) => groupText(one, scope))
    const inner = joined(parts, key === 'all' ? 'and' : 'or', scope)
    if (negated) return denied(inner, scope)
    return parts.length > 1 && key === 'any' ? bracketed(inner, scope) : inner
  }
  if (key === 'not') {
    const entries = Object.entries(test as Predicate)
    const [only] = entries
    if (entries.length === 1 && only !== undefined) return keyText(...only, scope, !negated)
    const inner = sentence(test as Predicate, scope)
    return negated ? inner : denied(inner, scope)
  }
  return testText({ key, field: fieldIn(scope, key), negated, scope }, test)
}

function groupText(predicate: Predicate, scope: ExplainScope): string {
  const inner = sentence(predicate, scope)
  return Object.keys(predicate).length > 1 ? bracketed(inner, scope) : inner
}

function bracketed(inner: string, { lang }: ExplainScope): string {
  return lang === 'zh' ? `（${inner}）` : `(${inner})`
}

function denied(inner: string, { lang }: ExplainScope): string {
  return lang === 'zh' ? `不符合“${inner}”` : `it is not the case that ${inner}`
}

/** A field under test. */
interface Tested {
  readonly key: string
  readonly field: Field | undefined
  readonly negated: boolean
  readonly scope: ExplainScope
}

function testText(tested: Tested, test: unknown): string {
  if (typeof test !== 'object' || test === null) return equalText(tested, [test as Operand])
  if (Array.isArray(test)) return equalText(tested, test)
  const tests = Object.entries(test)
  const bounds = test as { readonly atLeast?: unknown; readonly atMost?: unknown }
  if (tests.length === 2 && bounds.atLeast !== undefined && bounds.atMost !== undefined) {
    return betweenText(tested, bounds.atLeast, bounds.atMost)
  }
  const parts = tests.map(([operator, argument]) => operatorText(tested, operator, argument))
  return joined(parts, tested.negated ? 'or' : 'and', tested.scope)
}

function operatorText(tested: Tested, operator: string, argument: unknown): string {
  const { negated, scope } = tested
  switch (operator) {
    case 'includes':
      return equalText(tested, [argument as Operand])
    case 'atLeast':
    case 'atMost':
    case 'before':
    case 'after':
      return boundText(tested, operator, argument)
    case 'exists':
      return existsText(tested, (argument === true) !== negated)
    case 'count':
      return countText(tested, argument as NumberTest)
    case 'ratio':
      return ratioText(tested, argument as { of: Operand; atLeast: number })
    case 'some':
    case 'every':
    case 'first':
      return rowsText(tested, operator, argument as Predicate)
    case 'answeredBy':
      return answeredText(tested, argument as { register: string })
    case 'not':
      return testText({ ...tested, negated: !negated }, argument)
    default:
      return scope.lang === 'zh' ? `${name(tested)}符合规则` : `${name(tested)} follows the rule`
  }
}

function name({ key, field, scope }: Tested): string {
  return fieldText(field, key, scope.lang)
}

function isMany({ field }: Tested): boolean {
  return field !== undefined && fieldKindOf(field.type).many
}

function equalText(tested: Tested, wanted: readonly Operand[]): string {
  const { field, negated, scope } = tested
  const several = wanted.length > 1
  const values = anyOfText(wanted, field, scope)
  if (scope.lang === 'zh' && field?.type === 'yesNo') return flagText(tested, wanted)
  if (scope.lang === 'zh') {
    const sameField = !several && typeof wanted[0] === 'string' && wanted[0].startsWith('$')
    if (isMany(tested)) {
      if (negated) return `${name(tested)}不包括${values}`
      return scope.inRow && !sameField
        ? `${name(tested)}为${values}`
        : `${name(tested)}包括${values}`
    }
    if (field?.type === 'period') return `${name(tested)}${negated ? '不' : ''}包含${values}`
    if (sameField) return `${name(tested)}与${values}${negated ? '不同' : '相同'}`
    const is = scope.inRow || typeof wanted[0] !== 'string' || isDated(field) ? '为' : '是'
    return `${name(tested)}${negated ? '不' : ''}${is}${values}`
  }
  const lead = several ? (negated ? `neither ${values}` : `${values}`) : values
  if (isMany(tested) || field?.type === 'period') {
    return `${lead} is ${negated && !several ? 'not ' : ''}${within(tested)}`
  }
  return `${name(tested)} is ${negated ? 'not ' : ''}${values}`
}

/** A yes-no label is a statement of its own (写入年度报告), which a record carries or not. */
function flagText(tested: Tested, wanted: readonly Operand[]): string {
  const flag = `“${name(tested)}”`
  const [only] = wanted
  if (wanted.length === 1 && only === true) return `${tested.negated ? '未' : ''}标明${flag}`
  const values = anyOfText(wanted, tested.field, tested.scope)
  return `${flag}${tested.negated ? '不' : ''}为${values}`
}

function within(tested: Tested): string {
  if (tested.field?.type === 'people') return `among those under ${name(tested)}`
  return `${tested.field?.type === 'period' ? 'within' : 'among'} ${name(tested)}`
}

function isDated(field: Field | undefined): boolean {
  return field?.type === 'date' || field?.type === 'time' || field?.type === 'period'
}

const boundWords = {
  atLeast: { dated: ['不早于', '早于'], sized: ['不少于', '少于'] },
  atMost: { dated: ['不晚于', '晚于'], sized: ['不超过', '超过'] },
  before: { dated: ['早于', '不早于'], sized: ['少于', '不少于'] },
  after: { dated: ['晚于', '不晚于'], sized: ['超过', '不超过'] },
} as const

const boundWordsEn = {
  atLeast: { dated: ['is on or after', 'is before'], sized: ['is at least', 'is less than'] },
  atMost: { dated: ['is on or before', 'is after'], sized: ['is at most', 'is more than'] },
  before: { dated: ['is before', 'is on or after'], sized: ['is less than', 'is at least'] },
  after: { dated: ['is after', 'is on or before'], sized: ['is more than', 'is at most'] },
} as const

function boundText(tested: Tested, operator: keyof typeof boundWords, bound: unknown): string {
  const { field, negated, scope } = tested
  const words = (scope.lang === 'zh' ? boundWords : boundWordsEn)[operator]
  const word = words[isDated(field) ? 'dated' : 'sized'][negated ? 1 : 0]
  const value = operandText(bound, field, scope)
  return scope.lang === 'zh' ? `${name(tested)}${word}${value}` : `${name(tested)} ${word} ${value}`
}

function betweenText(tested: Tested, from: unknown, to: unknown): string {
  const { field, negated, scope } = tested
  const ends = [operandText(from, field, scope), operandText(to, field, scope)]
  if (scope.lang === 'zh') return `${name(tested)}${negated ? '不' : ''}在${ends.join('至')}之间`
  return `${name(tested)} is ${negated ? 'not ' : ''}between ${ends.join(' and ')}`
}

function existsText(tested: Tested, given: boolean): string {
  if (tested.scope.lang === 'zh') return `${name(tested)}${given ? '已' : '未'}填写`
  return `${name(tested)} is ${given ? '' : 'not '}given`
}

function countText(tested: Tested, test: NumberTest): string {
  const { field, negated, scope } = tested
  const counted = field === undefined ? { zh: '项', en: 'items' } : fieldKindOf(field.type).counted
  const zh = scope.lang === 'zh'
  const amount = (count: number) =>
    zh ? `${count}${counted.zh}` : `${count} ${count === 1 ? singular(counted.en) : counted.en}`
  if (typeof test === 'number') {
    if (zh) return `${name(tested)}${negated ? '不是' : '共'}${amount(test)}`
    return `${name(tested)} ${negated ? 'does not have' : 'has'} exactly ${amount(test)}`
  }
  const parts: string[] = []
  if (test.atLeast !== undefined) {
    const word = zh ? ['不少于', '少于'] : ['has at least ', 'has fewer than ']
    parts.push(`${word[negated ? 1 : 0]}${amount(test.atLeast)}`)
  }
  if (test.atMost !== undefined) {
    const word = zh ? ['不超过', '超过'] : ['has at most ', 'has more than ']
    parts.push(`${word[negated ? 1 : 0]}${amount(test.atMost)}`)
  }
  if (zh) return `${name(tested)}${parts.join(negated ? '或' : '且')}`
  return `${name(tested)} ${parts.join(negated ? ' or ' : ' and ')}`
}

function ratioText(tested: Tested, { of, atLeast }: { of: Operand; atLeast: number }): string {
  const { negated, scope } = tested
  const share = shareText(atLeast, scope.lang)
  const whole = wholeText(of, scope)
  if (scope.lang === 'zh') {
    const part = headCount(name(tested), tested.field)
    return `${part}${negated ? '少于' : '不少于'}${whole}的${share}`
  }
  return `${name(tested)} ${negated ? 'counts less than' : 'counts at least'} ${share} of ${whole}`
}

function wholeText(of: Operand, scope: ExplainScope): string {
  if (typeof of !== 'string' || !of.startsWith('$')) return String(of)
  const field = fieldIn(scope, of.slice(1))
  const text = fieldText(field, of.slice(1), scope.lang)
  return scope.lang === 'zh' ? headCount(text, field) : text
}

function headCount(text: string, field: Field | undefined): string {
  if (field?.type !== 'people') return text
  return text.endsWith('数') ? text : `${text.replace(/人员?$/, '')}人数`
}

function rowsText(tested: Tested, operator: 'some' | 'every' | 'first', rule: Predicate): string {
  const { field, negated, scope } = tested
  const inner: ExplainScope = { ...scope, fields: field?.fields ?? [], inRow: true }
  const zh = scope.lang === 'zh'
  const entries = Object.entries(rule)
  switch (operator) {
    case 'some': {
      const what = sentence(rule, inner)
      if (zh) return `${name(tested)}中${negated ? '没有' : '有'}${what}的一项`
      return `${name(tested)} has ${negated ? 'no' : 'an'} item where ${what}`
    }
    case 'every': {
      const what = sentence(rule, inner)
      if (zh) return `${negated ? '并非' : ''}每项${name(tested)}的${what}`
      return `${negated ? 'not ' : ''}in every item of ${name(tested)}, ${what}`
    }
    case 'first': {
      const [only] = entries
      const single = entries.length === 1 && only !== undefined
      const what = single ? keyText(...only, inner, negated) : sentence(rule, inner)
      const said = negated && !single ? denied(what, inner) : what
      if (zh) return `首项${name(tested)}的${said}`
      return `in the first item of ${name(tested)}, ${said}`
    }
  }
}

function answeredText({ negated, scope }: Tested, argument: { readonly register: string }): string {
  const register = scope.registers.registers.get(argument.register)
  if (scope.lang === 'zh') {
    const title = register?.label.zh ?? argument.register
    return `${negated ? '没有' : '有'}对应的“${title}”记录`
  }
  const title = lowerFirst(register?.label.en ?? argument.register)
  return `${negated ? 'no' : 'a'} record in “${title}” answers it`
}
