import type { Place } from '../../ledger/fault.ts'
import { refuse } from '../../ledger/fault.ts'

/** Refuses an id that is nobody's in the roster, where a request names it. */
export function refuseNobody(at: Place): never {
  return refuse('field.person.unknown', {
    at,
    text: { zh: '没有这个人员。', en: 'There is no such person.' },
    hint: { zh: '请从列表中选择。', en: 'Choose one from the list.' },
  })
}
