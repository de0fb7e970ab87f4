import { useQuery } from '@tanstack/react-query'
import { logStateQuery } from '../ask/log-state.ts'
import { LogTrouble } from '../parts/log-trouble.tsx'

/** Says on every page that nothing can be written or signed, before somebody fills in a form. */
export function LogStateBar() {
  const { data } = useQuery(logStateQuery)
  return data ? <LogTrouble state={data} /> : null
}
