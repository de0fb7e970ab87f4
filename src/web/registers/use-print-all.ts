import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { RecordList } from '../api-client/queries.ts'
import { recordsQuery } from '../api-client/queries.ts'

/** Rows that are printed at most; what is longer is a file and no page. */
const printedRowsMax = 2000

/**
 * Prints a list when all of its rows are there; the key for printing does the same. It is the list
 * that the page shows, and nothing is fetched for it before.
 */
export function usePrintAll(list: RecordList): () => void {
  const [isAsked, setAsked] = useState(false)
  const query = useInfiniteQuery({ ...recordsQuery(list), enabled: isAsked })
  const { hasNextPage, isFetching, error, fetchNextPage } = query
  const count = query.data?.pages.reduce((sum, page) => sum + page.items.length, 0) ?? 0
  const isWhole = error !== null || !hasNextPage || count >= printedRowsMax
  useEffect(() => {
    if (!isAsked || isFetching) return
    if (!isWhole) {
      void fetchNextPage()
      return
    }
    // The last rows are drawn first.
    const drawn = requestAnimationFrame(() => {
      setAsked(false)
      print()
    })
    return () => cancelAnimationFrame(drawn)
  }, [isAsked, isFetching, isWhole, count, fetchNextPage])
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.key !== 'p') return
      event.preventDefault()
      setAsked(true)
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])
  return () => setAsked(true)
}
