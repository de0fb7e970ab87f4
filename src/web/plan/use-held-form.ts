import { useQueryClient } from '@tanstack/react-query'
import type { PlannedMeetingView } from '../../api/contract/plan.ts'
import type { Player } from '../../ledger/register/roles.ts'
import type { Value, Values } from '../../ledger/value.ts'
import { recordQuery } from '../api-client/queries.ts'
import { useUnit } from '../components/use-unit.ts'
import { playersIn } from '../pack/players.ts'
import { useRecordOne } from '../record-one/record-one.ts'

/**
 * Opens the form of a meeting filled with what its plan says; any page may offer it. Null: no
 * register says of its meetings that they were planned there.
 */
export function useHeldForm({
  id,
  register,
  on,
}: PlannedMeetingView): (() => Promise<void>) | null {
  const queryClient = useQueryClient()
  const recordOne = useRecordOne()
  const { session, pack } = useUnit()
  const held = playersIn(pack, 'heldMeeting').find((one) => plansOf(one) === register)
  if (held === undefined) return null
  return async () => {
    const { body } = await queryClient.fetchQuery(recordQuery(id))
    // A meeting that is recorded was held: on its day, or today where that day is still to come.
    const day = on < session.today ? on : session.today
    recordOne({
      register: held.register.id,
      start: startOf(held, body.values, { planned: id, on: day }),
    })
  }
}

/** The register of plans that a held meeting points to. */
function plansOf({ register, fields }: Player<'heldMeeting'>): string | undefined {
  return register.fields.find(({ id }) => id === fields.planned)?.register
}

/** What a held meeting takes over from its plan as it is, its day and the plan itself. */
function startOf(
  { register, fields }: Player<'heldMeeting'>,
  values: Values,
  { planned, on }: { planned: string; on: string },
): Values {
  const taken = (fields.takes ?? []).flatMap((id): [string, Value][] => {
    const value = values[id]
    return value === undefined ? [] : [[id, value]]
  })
  return { ...Object.fromEntries(taken), [register.date]: on, [fields.planned]: planned }
}
