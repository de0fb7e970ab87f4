import { useQueryClient } from '@tanstack/react-query'
import type { Value, Values } from '../../ledger/value.ts'
import { recordQuery } from '../ask/queries.ts'
import { useRecordOne } from '../frame/record-one.ts'
import { useUnit } from '../parts/use-unit.ts'

/** What a held meeting takes over from its plan as it is. */
const taken = ['kind', 'office', 'place', 'chair', 'agenda']

/** Opens the form of a meeting filled with what its plan says; any page may offer it. */
export function useHeldForm(planned: string): () => Promise<void> {
  const queryClient = useQueryClient()
  const recordOne = useRecordOne()
  const { session } = useUnit()
  return async () => {
    const { body } = await queryClient.fetchQuery(recordQuery(planned))
    recordOne('meeting', startOf(body.values, { planned, today: session.today }))
  }
}

function startOf(values: Values, { planned, today }: { planned: string; today: string }): Values {
  const day = values['plannedFor']
  const kept = taken.flatMap((id): [string, Value][] => {
    const value = values[id]
    return value === undefined ? [] : [[id, value]]
  })
  // A meeting that is recorded was held: on its day, or today where that day is still to come.
  const heldOn = typeof day === 'string' && day < today ? day : today
  return { ...Object.fromEntries(kept), heldOn, planned }
}
