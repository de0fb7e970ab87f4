import type { Label } from '../label.ts'
import { both } from '../label.ts'
import type { Register } from '../register/register.ts'
import type { ExplainContext, ExplainScope } from './explain-operand.ts'
import { fieldIn, scopeOf } from './explain-operand.ts'
import type { SaidParts } from './operators/operator.ts'
import { operatorOf } from './operators/operators.ts'
import type { Said, Tested } from './operators/tested.ts'
import { betweenText, equalText } from './operators/tested.ts'
import type { Operand, Predicate } from './predicate.ts'

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
  const clauses = Object.entries(predicate).map((one) => keyText(one, { scope, negated: false }))
  return joined(clauses, 'and', scope)
}

function joined(clauses: readonly string[], word: 'and' | 'or', scope: ExplainScope): string {
  const zh = scope.lang === 'zh'
  if (clauses.length === 0) return zh ? '不限' : 'anything'
  if (!zh) return clauses.join(` ${word} `)
  const mark = word === 'and' ? '且' : '或'
  return clauses.join(scope.inRow ? mark : `，${mark}`)
}

function keyText([key, test]: [string, unknown], said: Said): string {
  const { scope, negated } = said
  if (key === 'all' || key === 'any') {
    const parts = (test as readonly Predicate[]).map((one) => groupText(one, scope))
    const inner = joined(parts, key === 'all' ? 'and' : 'or', scope)
    if (negated) return denied(inner, scope)
    return parts.length > 1 && key === 'any' ? bracketed(inner, scope) : inner
  }
  if (key === 'not') {
    return perhapsDenied(test as Predicate, { scope, negated: !negated })
  }
  return testText(test, { key, field: fieldIn(scope, key), ...said })
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

function testText(test: unknown, tested: Tested): string {
  if (typeof test !== 'object' || test === null) return equalText(tested, [test as Operand])
  if (Array.isArray(test)) return equalText(tested, test)
  const tests = Object.entries(test)
  const bounds = test as { readonly atLeast?: unknown; readonly atMost?: unknown }
  if (tests.length === 2 && bounds.atLeast !== undefined && bounds.atMost !== undefined) {
    return betweenText(tested, bounds.atLeast, bounds.atMost)
  }
  const clauses = tests.map(([operator, argument]) =>
    operatorOf(operator).explain(argument, tested, parts),
  )
  return joined(clauses, tested.negated ? 'or' : 'and', tested.scope)
}

function perhapsDenied(predicate: Predicate, said: Said): string {
  const entries = Object.entries(predicate)
  const [only] = entries
  if (entries.length === 1 && only !== undefined) return keyText(only, said)
  const inner = sentence(predicate, said.scope)
  return said.negated ? denied(inner, said.scope) : inner
}

const parts: SaidParts = {
  predicate: sentence,
  perhapsDenied,
  test: testText,
}
