import type { KeyRange } from '../../log/announced-keys.ts'

/** Every key of a log with its range, as the public log lists them; it lies outside the API. */
export function logKeysQuery(log: string) {
  return {
    queryKey: ['log-keys', log],
    queryFn: async ({ signal }: { signal: AbortSignal }): Promise<readonly KeyRange[]> => {
      const response = await fetch(`/log/${log}/keys`, { signal })
      if (!response.ok) throw new Error(`keys answered ${response.status}`)
      const lines = (await response.text()).split('\n').filter((line) => line !== '')
      return lines.map((line) => JSON.parse(line) as KeyRange)
    },
  }
}
