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
  /** The same each time it is sent, so that what is new is added once. */
  readonly key?: string
}

/** Says something of the unit; forms, lists, years and reports are then read anew. */
export function useSaying(onDone: () => void) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: ({ path, body, key }: Said) => {
      const headers = key === undefined ? {} : { 'idempotency-key': key }
      return ask<UnitView>(`/unit/${path}`, { method: 'PUT', body, headers })
    },
    // It may have been written all the same, or somebody else was first.
    onError: () => queryClient.invalidateQueries({ queryKey: unitQuery.queryKey }),
    onSuccess: async (unit) => {
      queryClient.setQueryData(unitQuery.queryKey, unit)
      onDone()
      await queryClient.invalidateQueries()
    },
  })
}
