import type { EvaluateContext } from '../ledger/predicate/evaluate.ts'
import { textOf, valueAt } from '../ledger/read-value.ts'
import type { LedgerRecord } from '../ledger/record/record.ts'
import type { Stage } from '../ledger/register/register.ts'
import type { Player } from '../ledger/register/roles.ts'
import { nextStage, stageDue, stageOf } from '../ledger/register/stage.ts'
import type { Matter, Turn } from './matter.ts'
import { atOnce, nobodysTurn, turnOf } from './matter.ts'

/** A register that plays the role of problems. */
export type ProblemRegister = Player<'problem'>

/** Where a record stands on its way, whatever its register plays. */
export interface StageStanding {
  readonly stage: Stage | null
  /** The day by which it should have left its stage. */
  readonly stageDue: string | null
  readonly isOpen: boolean
  readonly isLate: boolean
}

/** Something that is to be put right, and the stage at which it stands. */
export interface ProblemMatter extends Matter, StageStanding {
  readonly kind: 'problem'
}

/** Where a record stands among the stages of its register; without any nothing is open. */
export function standingIn(
  stages: readonly Stage[] | undefined,
  record: LedgerRecord,
  context: EvaluateContext,
): StageStanding {
  const stage = stageOf(stages, record, context)
  const due = stageDue(stage, record.values)
  const isOpen = stage !== null && !stage.settled
  return { stage, stageDue: due, isOpen, isLate: isOpen && due !== null && due < context.today }
}

/**
 * The problem that a record of a register is on a day. `context.answers` must know the records that may be its
 * return.
 */
export function problemMatter(
  record: LedgerRecord,
  { register: { stages }, fields }: ProblemRegister,
  context: EvaluateContext,
): ProblemMatter {
  const { id, values } = record
  const { stage, stageDue: due, isOpen, isLate } = standingIn(stages, record, context)
  const owner = textOf(values[fields.owner])
  const supervisor = textOf(valueAt(values, fields.supervisor))
  const next = stage === null ? null : nextStage(stages, stage)
  const named = next === null ? undefined : whoDeclares(next, stages ?? [])
  return {
    kind: 'problem',
    key: `record ${id}`,
    record: id,
    duty: null,
    period: null,
    due,
    isOpen,
    stage,
    stageDue: due,
    named: {
      owner,
      supervisor,
      office: textOf(valueAt(values, fields.office)),
      coOffices: [],
    },
    isLate,
    turn:
      isOpen && next !== null
        ? turnIn({ declares: named && textOf(values[named]), supervisor, owner })
        : nobodysTurn,
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

/**
 * Everything before the check is the owner's part. Until somebody is named who checks (undefined:
 * nobody need be), it is up to the leader in charge to see that it is checked, and where none is
 * named up to the owner: what waits for nobody is forgotten. So is a problem that nobody owns yet.
 */
function turnIn({
  declares,
  supervisor,
  owner,
}: {
  readonly declares: string | null | undefined
  readonly supervisor: string | null
  readonly owner: string | null
}): Turn {
  return turnOf(declares === undefined ? (owner ?? supervisor) : (declares ?? supervisor ?? owner))
}
