import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { UnitView } from '../../api/contract/unit.ts'
import { ask } from '../api-client/ask.ts'

/** What the unit is and what it calls things. */
export const unitQuery = queryOptions({
  queryKey: ['unit'],
  queryFn: ({ signal }) => ask<UnitView>('/unit', { signal }),
})

/** Something that is said of the unit, by its address below `/unit`. */
export interface Said {
  readonly path: string
  readonly body: unknown
}

/** Says something of the unit; forms, lists, years and reports are then read anew. */
export function useSaying(onDone: () => void) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: ({ path, body }: Said) => ask<UnitView>(`/unit/${path}`, { method: 'PUT', body }),
    onSuccess: async (unit) => {
      queryClient.setQueryData(unitQuery.queryKey, unit)
      onDone()
      await queryClient.invalidateQueries()
    },
  })
}
