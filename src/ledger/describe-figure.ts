import { asksNothing, explain } from './explain.ts'
import type { ExplainContext } from './explain.ts'
import type { FigureDefinition, Measure, Split } from './figure.ts'
import { both } from './label.ts'
import type { Label, Lang } from './label.ts'
import type { Field, Register } from './register.ts'

/** What a figure counts, as a sentence in both languages. */
export function describeFigure(definition: FigureDefinition, context: ExplainContext): Label {
  const register = context.registers.registers.get(definition.measure.register)
  if (register === undefined) return definition.label
  return both((lang) => {
    const parts = [
      measureText(definition.measure, register, context, lang),
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

function measureText(
  measure: Measure,
  register: Register,
  context: ExplainContext,
  lang: Lang,
): string {
  const title = register.label[lang]
  const zh = lang === 'zh'
  switch (measure.kind) {
    case 'count':
      return zh ? `“${title}”的记录数` : `Number of records in “${title}”`
    case 'list':
      return zh ? `“${title}”的记录清单` : `List of records in “${title}”`
    case 'latest':
      return zh ? `“${title}”最近的一条记录` : `Newest record in “${title}”`
    case 'sum': {
      const field = pathText(register, measure.field, lang)
      return zh ? `“${title}”中${field}的合计` : `Sum of ${field} in “${title}”`
    }
    case 'distinct': {
      const field = pathText(register, measure.field, lang)
      return zh ? `“${title}”中不同${field}的个数` : `Number of different ${field} in “${title}”`
    }
    case 'share': {
      const part = explain(measure.part, register, context)[lang]
      return zh
        ? `“${title}”中符合“${part}”的记录所占比例`
        : `Share of records in “${title}” where ${part}`
    }
  }
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
  return measure.kind === 'share' ? `, of those where ${said}` : `, where ${said}`
}

function splitText(per: Split | undefined, lang: Lang): string {
  if (per === undefined) return ''
  const zh = { month: '月', quarter: '季度', 'half-year': '半年', year: '年', person: '人' }
  return lang === 'zh' ? `，按${zh[per]}分列` : `, by ${per}`
}

function pathText(register: Register, path: string, lang: Lang): string {
  const [outer, inner] = path.split('.')
  const field = register.fields.find((one) => one.id === outer)
  const last: Field | undefined =
    inner === undefined ? field : field?.fields?.find((one) => one.id === inner)
  return last?.label[lang] ?? path
}
