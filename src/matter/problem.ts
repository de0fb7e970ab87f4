import type { EvaluateContext } from '../ledger/evaluate.ts'
import type { LedgerRecord } from '../ledger/record.ts'
import { nextStage, stageDue, stageOf } from '../ledger/stage.ts'
import type { Stage } from '../ledger/register.ts'
import type { StageDue } from '../ledger/stage.ts'
import type { Values } from '../ledger/value.ts'
import { matterFields } from './matter-fields.ts'
import { atOnce, nobodysTurn, turnOf } from './matter.ts'
import type { Matter, Turn } from './matter.ts'
import { textOf } from './read-value.ts'

const fields = matterFields.problem

/** Something that is to be put right, and the stage at which it stands. */
export interface ProblemMatter extends Matter {
  readonly kind: 'problem'
  readonly stage: Stage | null
  /** When it should have left its stage. */
  readonly stageDue: StageDue | null
}

/**
 * The problem that a record is on a day. `context.answers` must know the records that may be its
 * return. Where the register declares no stages nothing is asked of anybody.
 */
export function problemMatter(
  record: LedgerRecord,
  stages: readonly Stage[] | undefined,
  context: EvaluateContext,
): ProblemMatter {
  const { id, values } = record
  const stage = stageOf(stages, record, context)
  const near = stageDue(stage, values, context)
  const isOpen = stage !== null && !stage.settled
  const owner = textOf(values[fields.owner])
  const due = near?.on ?? null
  const next = stage === null ? null : nextStage(stages, stage)
  const named = next === null ? undefined : whoDeclares(next, stages ?? [])
  return {
    kind: 'problem',
    key: `record ${id}`,
    ...{ record: id, duty: null, period: null, due, isOpen, stage, stageDue: near },
    named: {
      owner,
      supervisor: textOf(values[fields.supervisor]),
      office: textOf(values[fields.office]),
      coOffices: [],
    },
    isLate: isOpen && near?.state === 'overdue',
    turn: isOpen && next !== null ? turnIn(values, named, owner) : nobodysTurn,
    asks: named === undefined ? (due ?? atOnce) : atOnce,
  }
}

/**
 * The field that names who takes the next step, where it is not the owner. A stage with a right is
 * brought about by the person whom its field names (销号), and so is the stage that asks for that
 * name (核查), once somebody is named.
 */
function whoDeclares(next: Stage, stages: readonly Stage[]): string | undefined {
  const named = stages.flatMap(({ by }) => (by ? [by.person] : []))
  return next.by?.person ?? named.find((one) => next.asks.includes(one))
}

// Everything before the check is the owner's part.
function turnIn(values: Values, named: string | undefined, owner: string | null): Turn {
  return turnOf(named === undefined ? owner : textOf(values[named]))
}
