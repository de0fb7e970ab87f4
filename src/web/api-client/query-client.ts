import { notifyManager, QueryClient } from '@tanstack/react-query'
import { ApiFailure } from './ask.ts'

const retriesMax = 2
/** Somebody who waits hears of it within two seconds. */
const retryAfterMs = 400

// By default what is pending is said in a later task: the second click of a double click comes
// first, finds the button still enabled, and sends everything again.
notifyManager.setScheduler(queueMicrotask)

/**
 * One cache for the page. A refusal is final; only a lost connection is tried again. Whether there
 * is a network is for the request to find out: a browser that says there is none may sit beside its
 * server on an island, and one that waits for a network tells nobody what it waits for.
 */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (failures, error) =>
        error instanceof ApiFailure && error.problem.status === 0 && failures < retriesMax,
      retryDelay: retryAfterMs,
      refetchOnWindowFocus: true,
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
})
