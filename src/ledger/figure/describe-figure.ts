import type { Label, Lang } from '../label.ts'
import { both } from '../label.ts'
import type { ExplainContext } from '../predicate/explain.ts'
import { asksNothing, explain } from '../predicate/explain.ts'
import type { Register } from '../register/register.ts'
import type { FigureDefinition, Split } from './figure.ts'
import { measureKindOf } from './measures/measure-kinds.ts'

/** What a figure counts, as a sentence in both languages. */
export function describeFigure(definition: FigureDefinition, context: ExplainContext): Label {
  const register = context.registers.registers.get(definition.measure.register)
  if (register === undefined) return definition.label
  const measured = measureKindOf(definition.measure).describe(definition.measure, register, context)
  return both((lang) => {
    const parts = [
      measured[lang],
      conditionText(definition, register, context, lang),
      splitText(definition.per, lang),
      definition.compare === undefined
        ? ''
        : lang === 'zh'
          ? '，与上年比较'
          : ', compared with last year',
    ]
    return parts.join('')
  })
}

function conditionText(
  { where, measure }: FigureDefinition,
  register: Register,
  context: ExplainContext,
  lang: Lang,
): string {
  if (where === undefined || asksNothing(where)) return ''
  const said = explain(where, register, context)[lang]
  if (lang === 'zh') return `，条件：${said}`
  // A share has a condition of its own; `where` narrows the records within which it is taken.
  const isWithin = measureKindOf(measure).reads(measure).asks.length > 0
  return isWithin ? `, of those where ${said}` : `, where ${said}`
}

function splitText(per: Split | undefined, lang: Lang): string {
  if (per === undefined) return ''
  const zh = { month: '月', quarter: '季度', 'half-year': '半年', year: '年', person: '人' }
  return lang === 'zh' ? `，按${zh[per]}分列` : `, by ${per}`
}
