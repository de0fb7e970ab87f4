import type { Label } from '../../ledger/label.ts'
import { useSay } from '../say.tsx'

/** Fetches the next page of a list; nothing where there is none. */
export function MoreButton(props: {
  query: {
    readonly hasNextPage: boolean
    readonly isFetching: boolean
    fetchNextPage(): Promise<unknown>
  }
  label: Label
}) {
  const { say } = useSay()
  const { query, label } = props
  if (!query.hasNextPage) return null
  return (
    <button
      type="button"
      className="button plain"
      disabled={query.isFetching}
      onClick={() => void query.fetchNextPage()}
    >
      {say(label)}
    </button>
  )
}
