import type { Fault } from '../ledger/fault.ts'
import type { Duty } from './duty.ts'
import { unknown } from './requirement-faults.ts'
import type { DutySurroundings } from './requirements/requirement-kind.ts'
import { requirementKindOf } from './requirements/requirement-kinds.ts'

/** What a duty says that its pack does not know; places are within its definition. */
export function checkDuty(duty: Duty, given: DutySurroundings): readonly Fault[] {
  const { source, part, require } = duty
  const faults: Fault[] = [...requirementKindOf(require).check(require, given)]
  if (!given.instruments.includes(source.instrument)) {
    const at = ['source', 'instrument']
    faults.push(unknown('instrument', source.instrument, { at, known: given.instruments }))
  }
  faults.push(...clauseFaults(duty, given))
  if (!given.parts.includes(part)) {
    faults.push(unknown('part', part, { at: ['part'], known: given.parts }))
  }
  return faults
}

/** A clause that nobody has read in the text may be one that does not exist. */
function clauseFaults({ source }: Duty, { clauses }: DutySurroundings): readonly Fault[] {
  const { instrument, clause } = source
  const known = clauses?.get(instrument)
  if (clause === null || known === undefined || known.includes(clause)) return []
  return [
    {
      code: 'duty.source.clause',
      at: ['source', 'clause'],
      text: {
        zh: `依据“${instrument}”中没有核对过的第${clause}条`,
        en: `Clause ${clause} of “${instrument}” is not among those that were read`,
      },
      hint:
        known.length === 0
          ? {
              zh: '核对原文后写入 instruments.yaml 的 clauses；未核对的写 clause: null。',
              en: 'Read the text and list it under clauses in instruments.yaml, or write clause: null.',
            }
          : { zh: `已核对：${known.join('、')}。`, en: `Those read are ${known.join(', ')}.` },
    },
  ]
}
