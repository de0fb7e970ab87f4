import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { SessionView } from '../../api/contract/account.ts'
import { ask } from '../api-client/ask.ts'

/** Acts for another organisation from now on, and opens a page of it. */
export function useEnterOrganisation(page: string) {
  const queryClient = useQueryClient()
  const { mutate, error, isPending } = useMutation({
    mutationFn: (organisation: string) =>
      ask<SessionView>('/session/organisation', { method: 'POST', body: { organisation } }),
    // Nothing of the organisation before may stay on the screen or in the cache.
    onSuccess: () => {
      queryClient.clear()
      location.assign(page)
    },
  })
  return { enter: mutate, error, isEntering: isPending }
}
