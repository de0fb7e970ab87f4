import type { BoardItemView } from '../../api/contract/problem.ts'
import type { Value } from '../../ledger/value.ts'

/** What the page shows of the board; its address says the same. */
export interface ProblemSearch {
  /** Which register of problems, where there are several; absent: the first. */
  readonly register?: string | undefined
  readonly view?: 'list' | 'sheet' | undefined
  readonly stage?: string | undefined
  readonly due?: 'overdue' | 'soon' | 'returned' | undefined
  readonly where?: Readonly<Record<string, string>> | undefined
  readonly q?: string | undefined
  /** The record that a new problem comes from: its form opens at once. */
  readonly from?: string | undefined
}

/** The items that the filters let through, what is most pressing first. */
export function filterItems(
  items: readonly BoardItemView[],
  search: ProblemSearch,
): readonly BoardItemView[] {
  const { stage, due, where = {}, q } = search
  const wanted = q?.trim().toLowerCase() ?? ''
  return items
    .filter((one) => stage === undefined || one.stage === stage)
    .filter(
      (one) => due === undefined || (due === 'returned' ? one.mayReturn : one.due?.state === due),
    )
    .filter(({ record }) => Object.entries(where).every(([id, x]) => says(record.values[id], x)))
    .filter(({ record }) => record.title.toLowerCase().includes(wanted))
    .toSorted(byDue)
}

function says(value: Value | undefined, wanted: string): boolean {
  if (Array.isArray(value)) return value.some((one) => one === wanted)
  return typeof value === 'boolean' ? String(value) === wanted : value === wanted
}

/** What is due first stands first; what has no date after it, the newest first. */
function byDue(one: BoardItemView, other: BoardItemView): number {
  const [a, b] = [one.due?.on ?? '9999', other.due?.on ?? '9999']
  if (a !== b) return a < b ? -1 : 1
  return (one.record.occurredOn ?? '') < (other.record.occurredOn ?? '') ? 1 : -1
}
