import { readBoard } from '../../problems/read-board.ts'
import type { BoardItem } from '../../problems/read-board.ts'
import type { Waiter } from '../waiter.ts'

const register = 'problem'

/** Problems whose next step is mine: to put right by a day that is near, or to close out. */
export async function problemsWaiting(waiter: Waiter): Promise<readonly string[]> {
  const items = await openProblems(waiter)
  return items
    .filter((item) => isOwnersTurn(item, waiter) || isCheckersTurn(item, waiter))
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

// Once put right it waits for somebody else: for a check, then for closing out.
function isOwnersTurn({ record, stage }: BoardItem, { person, lastDay }: Waiter): boolean {
  const { owner, due } = record.values
  if (owner !== person || stage === 'rectified' || stage === 'checked') return false
  return typeof due !== 'string' || due <= lastDay
}

function isCheckersTurn({ record, stage }: BoardItem, { person }: Waiter): boolean {
  return stage === 'checked' && record.values['checkedBy'] === person
}
