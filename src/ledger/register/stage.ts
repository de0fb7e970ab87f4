import type { Fault } from '../fault.ts'
import type { EvaluateContext, Subject } from '../predicate/evaluate.ts'
import { holds } from '../predicate/evaluate.ts'
import type { Values } from '../value.ts'
import type { Stage, StageRight } from './register.ts'

/** The last stage whose predicate the record satisfies; null for a register without stages. */
export function stageOf(
  stages: readonly Stage[] | undefined,
  subject: Subject,
  context: EvaluateContext,
): Stage | null {
  const reached = (stages ?? []).filter(({ when }) => !when || holds(when, subject, context))
  return reached.at(-1) ?? null
}

/** The stage a record is moved to from here: the next one that asks for something. */
export function nextStage(stages: readonly Stage[] | undefined, here: Stage | null): Stage | null {
  const all = stages ?? []
  const at = all.findIndex(({ id }) => id === here?.id)
  return all.slice(at + 1).find(({ asks }) => asks.length > 0) ?? null
}

/** The day by which the record should have left this stage; null where nothing is set. */
export function stageDue(stage: Stage | null, values: Values): string | null {
  const on = stage?.due === undefined ? null : values[stage.due]
  return typeof on === 'string' ? on : null
}

/** A write that may move a record: what it said before (null: it is new) and after, and by whom. */
export interface Move {
  readonly before: Values | null
  readonly after: Values
  readonly today: string
  readonly actor: {
    readonly person: string | null
    readonly roles: readonly string[]
    /** The person whose place is taken. */
    readonly standingInFor?: string
  }
}

/** Refusals of whoever brings a record to a stage that is another person's to declare. */
export function moveFaults(stages: readonly Stage[] | undefined, move: Move): readonly Fault[] {
  return (stages ?? []).flatMap((stage): readonly Fault[] => {
    const { by, when } = stage
    if (by === undefined || when === undefined) return []
    const reached = (values: Values | null) =>
      values !== null && holds(when, { id: null, values }, { today: move.today })
    // Whoever takes the place of the one who declared it declares it anew.
    const isSame = move.before?.[by.person] === move.after[by.person]
    if (!reached(move.after) || (reached(move.before) && isSame)) return []
    return mayBring(by, move) ? [] : [refusedMove(stage, by)]
  })
}

// Who was the owner a moment ago cannot hand that over and declare it in the same write.
function mayBring(right: StageRight, { before, after, actor }: Move): boolean {
  const isNamed = (values: Values | null, field: string, whom: string | null | undefined) =>
    whom != null && values?.[field] === whom
  // Nor can the owner's deputy declare for the owner what the owner may not.
  const isBarred = [actor.person, actor.standingInFor].some((whom) =>
    right.never.some((one) => isNamed(after, one, whom) || isNamed(before, one, whom)),
  )
  if (isBarred) return false
  if (isNamed(after, right.person, actor.person)) return true
  return right.or.some((role) => actor.roles.includes(role))
}

function refusedMove({ label, on }: Stage, { person }: StageRight): Fault {
  return {
    code: 'stage.not-yours',
    at: [on ?? person],
    text: {
      zh: `“${label.zh}”应由核查的人办理，责任人和其他人不能代办`,
      en: `“${label.en}” is declared by whoever checked it, not by the owner or others`,
    },
    hint: {
      zh: '请由记录中写明的核查人登录后办理，或由有此职责的领导办理。',
      en: 'Let the person named as the checker sign in and do it, or a leader with that role.',
    },
  }
}
