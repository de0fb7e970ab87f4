import type { PredicateOperator } from './operator.ts'
import { countOf } from './scope.ts'
import { failed, seeGrammar } from './spot.ts'
import { nameOf } from './tested.ts'

const notYesNo = {
  text: { zh: '这里应是 true 或 false', en: 'true or false is expected' },
  hint: seeGrammar,
}

/** Is given, or is not. */
export const exists: PredicateOperator<boolean> = {
  read: (raw, spot) =>
    typeof raw === 'boolean' ? raw : failed(spot, 'predicate.operand', notYesNo, raw),
  check: () => [],
  holds: (argument, value) => countOf(value) > 0 === argument,
  explain: (argument, tested) => {
    const given = argument !== tested.negated
    if (tested.scope.lang === 'zh') return `${nameOf(tested)}${given ? '已' : '未'}填写`
    return `${nameOf(tested)} is ${given ? '' : 'not '}given`
  },
  tell: (_argument, field, onlooker) => onlooker.shape(field),
}
