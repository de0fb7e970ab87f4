import { queryOptions } from '@tanstack/react-query'
import type { ChecklistView } from '../../api/contract/unit.ts'
import { ask } from '../api-client/ask.ts'

/** How far the unit is with setting up; for whoever looks after its people. */
export const checklistQuery = queryOptions({
  queryKey: ['year', 'checklist'],
  staleTime: 0,
  queryFn: ({ signal }) => ask<ChecklistView>('/unit/checklist', { signal }),
})
