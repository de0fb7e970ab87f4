import type { Label } from '../../ledger/label.ts'
import type { CallItem } from './call.ts'

/** The form in which something asked is to be said, so that the body above can read it. */
export function wanted({ kind, choices }: Pick<CallItem, 'kind' | 'choices'>): Label {
  switch (kind) {
    case 'figure':
    case 'number':
      return { zh: '一个数，如12.5', en: 'a number, such as 12.5' }
    case 'date':
      return { zh: '日期，如2026年1月5日', en: 'a day, such as 2026年1月5日' }
    case 'yesNo':
      return { zh: '“是”或“否”', en: '是 or 否' }
    case 'choice':
      return { zh: `其中一项：${choices.join('、')}`, en: `one of: ${choices.join(', ')}` }
  }
}
