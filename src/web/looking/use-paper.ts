import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState } from 'react'
import { fileBytesQuery } from './file-bytes.ts'
import type { NotShown } from './lay-out.ts'
import { layOut } from './lay-out.ts'
import type { Paper } from './open-paper.ts'
import { openPaper } from './open-paper.ts'
import type { DrawPage } from './protocol.ts'

/** What of a file can be seen now. */
export interface SeenPage {
  readonly bitmap: ImageBitmap | null
  /** Null while it is not known. */
  readonly pages: number | null
  readonly fails: NotShown | null
}

const nothing: SeenPage = { bitmap: null, pages: null, fails: null }

/** Opens a file and draws one of its pages; opened anew for other paths only. */
export function usePaper(paths: readonly string[], { page, width, height }: DrawPage) {
  const query = useQuery({ ...fileBytesQuery(paths), retry: false })
  const bytes = query.data?.bytes
  const laid = useMemo(() => (bytes === undefined ? null : layOut(bytes)), [bytes])
  const paper = useRef<Paper | null>(null)
  const [drawn, setDrawn] = useState({ of: laid, seen: nothing })
  useEffect(() => {
    if (laid === null || 'fails' in laid) return
    const opened = openPaper(laid)
    paper.current = opened
    return () => {
      paper.current = null
      opened.close()
    }
  }, [laid])
  useEffect(() => {
    let isGone = false
    void paper.current?.draw({ page, width, height }).then((found) => {
      if (isGone) return
      const seen = 'fails' in found ? { ...nothing, ...found } : { ...found, fails: null }
      setDrawn({ of: laid, seen })
    })
    return () => {
      isGone = true
    }
  }, [laid, page, width, height])
  if (laid !== null && 'fails' in laid) return { query, seen: { ...nothing, fails: laid.fails } }
  return { query, seen: drawn.of === laid ? drawn.seen : nothing }
}
