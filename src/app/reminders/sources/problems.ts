import { nextStage } from '../../../ledger/stage.ts'
import type { Stage } from '../../../ledger/stage.ts'
import { readBoard } from '../../problems/read-board.ts'
import type { BoardItem } from '../../problems/read-board.ts'
import type { Waiter } from '../waiter.ts'

const register = 'problem'

/** Problems whose next step is mine: to put right by a day that is near, or to close out. */
export async function problemsWaiting(waiter: Waiter): Promise<readonly string[]> {
  const stages = waiter.session.pack.registers.get(register)?.stages ?? []
  const items = await openProblems(waiter)
  return items
    .filter((item) => isMyTurn(item, stages, waiter))
    .map(({ record }) => `record ${record.id}`)
}

/** Problems that stand open, as far as this person may read them. */
export async function openProblems(waiter: Waiter): Promise<readonly BoardItem[]> {
  const { ports, session, year } = waiter
  const stages = session.pack.registers.get(register)?.stages
  if (stages === undefined) return []
  const { items } = await readBoard(ports, session, { register, year, lang: 'zh' })
  const settled = new Set(stages.filter((one) => one.settled).map(({ id }) => id))
  return items.filter(({ stage, record }) => !settled.has(stage) && record.state === 'live')
}

/**
 * Whose turn it is follows from the stages that the register declares. A stage with a right is
 * brought about by the person whom its field names (销号), and so is the stage that asks for that
 * name (核查), once somebody is named. Everything before is the owner's part.
 */
function isMyTurn(
  { record, stage }: BoardItem,
  stages: readonly Stage[],
  { person, lastDay }: Waiter,
): boolean {
  const { values } = record
  const here = stages.find(({ id }) => id === stage) ?? null
  const next = nextStage(stages, here)
  if (next === null) return false
  const named = stages.flatMap(({ by }) => (by ? [by.person] : []))
  const field = next.by?.person ?? named.find((one) => next.asks.includes(one))
  if (field !== undefined) return values[field] === person
  const due = here?.due === undefined ? null : values[here.due]
  return values['owner'] === person && (typeof due !== 'string' || due <= lastDay)
}
