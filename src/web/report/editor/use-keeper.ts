import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { DraftView } from '../../../api/contract/draft.ts'
import type { DraftTree } from '../../../report/draft/draft-tree.ts'
import { ApiFailure, ask } from '../../api-client/ask.ts'
import type { Keeping } from './draft-keeper.ts'
import { DraftKeeper } from './draft-keeper.ts'
import { draftQuery, saveDraft } from './draft-queries.ts'

/** A draft being written, and how safe it is. */
export interface KeptDraft {
  readonly tree: DraftTree
  readonly keeping: Keeping
  /** Blocks that somebody else changed at the same time; both wordings stand in the text. */
  readonly twice: readonly string[]
  /** Goes up when the text came from somebody else and must be shown anew. */
  readonly taken: number
  change(tree: DraftTree): void
  /** Sends now what is written, after somebody has signed in again. */
  saveNow(): void
  /** Everything written is on the server, as the revision the page shows. */
  readonly isSafe: boolean
}

/** Keeps what is written in a draft; `view` is what was last heard from the server. */
export function useKeeper(view: DraftView): KeptDraft {
  const queryClient = useQueryClient()
  const { id } = view.draft
  const keeper = useRef<DraftKeeper | null>(null)
  const [tree, setTree] = useState(view.tree)
  const [keeping, setKeeping] = useState<Keeping>({ kind: 'saved', at: view.draft.savedAt })
  const [twice, setTwice] = useState<readonly string[]>([])
  const [taken, setTaken] = useState(0)
  useEffect(() => {
    const opened = queryClient.getQueryData(draftQuery(id).queryKey) ?? view
    const made = new DraftKeeper(
      portsOf(id),
      {
        onKeeping: setKeeping,
        onMerged: (merged, both) => {
          setTree(merged)
          if (both.length > 0) setTwice(both)
          setTaken((count) => count + 1)
        },
        onSaved: () => void queryClient.invalidateQueries({ queryKey: ['draft', id] }),
      },
      { tree: opened.tree, revision: opened.draft.revision },
    )
    keeper.current = made
    const resumed = made.resume()
    if (resumed !== opened.tree) {
      setTree(resumed)
      setTaken((count) => count + 1)
    }
    const leave = (event: BeforeUnloadEvent) => {
      if (made.isSafe) return
      void made.saveNow()
      event.preventDefault()
    }
    const again = () => void made.saveNow()
    addEventListener('beforeunload', leave)
    addEventListener('online', again)
    return () => {
      removeEventListener('beforeunload', leave)
      removeEventListener('online', again)
      void made.saveNow()
      made.stop()
    }
    // One keeper for as long as this draft is open; what is heard later comes below.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [id, queryClient])
  useEffect(() => {
    keeper.current?.heard({ tree: view.tree, revision: view.draft.revision })
  }, [view])
  return {
    tree,
    keeping,
    twice,
    taken,
    saveNow: () => void keeper.current?.saveNow(),
    change: (next) => {
      setTree(next)
      keeper.current?.changed(next)
    },
    isSafe: keeping.kind === 'saved' && (keeper.current?.revision ?? 0) <= view.draft.revision,
  }
}

function portsOf(id: string) {
  const place = `taizhang.draft.${id}`
  return {
    save: (tree: DraftTree, expected: number) => saveDraft(id, tree, expected),
    newest: async () => {
      const { tree, draft } = await ask<DraftView>(`/drafts/${id}`)
      return { tree, revision: draft.revision }
    },
    apiErrorOf: (error: unknown) => (error instanceof ApiFailure ? error.problem : null),
    keepHere: (text: string | null) => {
      try {
        if (text === null) localStorage.removeItem(place)
        else localStorage.setItem(place, text)
      } catch {
        // A browser without room for it still saves to the server.
      }
    },
    keptHere: () => localStorage.getItem(place),
    after: (ms: number, work: () => void) => {
      const timer = setTimeout(work, ms)
      return () => clearTimeout(timer)
    },
  }
}
