import type { YearLists } from '../../ledger/record/year-lists.ts'
import { bytesOf } from '../kept/bytes-of.ts'

const sampled = 400

/** Places in lists by id and by definition, and the ids behind figures and standings. */
const derivedBytes = 400

/** About how many bytes a record of these lists takes, with what is derived of it. */
export function bytesOfRecord(lists: YearLists): number {
  const some = lists.some(sampled)
  if (some.length === 0) return 0
  // Texts that stand in several records stand in memory once.
  return derivedBytes + bytesOf(some) / some.length
}
