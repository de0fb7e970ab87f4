import { queryOptions } from '@tanstack/react-query'
import { ApiFailure, askBytes } from '../api-client/ask.ts'

/** The bytes of a file, with the path that had it. */
export interface FileBytes {
  readonly bytes: ArrayBuffer
  readonly path: string
}

/** From a row of small pictures to the viewer; then they are let go. */
const keptMs = 60_000

/** Fetches a file from the first path that has it. */
export const fileBytesQuery = (paths: readonly string[]) =>
  queryOptions({
    queryKey: ['file', ...paths],
    queryFn: ({ signal }) => fetchFirst(paths, signal),
    staleTime: keptMs,
    gcTime: keptMs,
  })

async function fetchFirst(
  [path = '', ...others]: readonly string[],
  signal: AbortSignal,
): Promise<FileBytes> {
  try {
    return { bytes: await askBytes(path, { signal }), path }
  } catch (error) {
    const isElsewhere = error instanceof ApiFailure && error.problem.status === 404
    if (!isElsewhere || others.length === 0) throw error
    return fetchFirst(others, signal)
  }
}
