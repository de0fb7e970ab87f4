import { QueryClient } from '@tanstack/react-query'
import { ApiFailure } from './ask.ts'

const retriesMax = 2

/** One cache for the page. A refusal is final; only a lost connection is tried again. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (failures, error) =>
        error instanceof ApiFailure && error.problem.status === 0 && failures < retriesMax,
      refetchOnWindowFocus: true,
    },
  },
})
