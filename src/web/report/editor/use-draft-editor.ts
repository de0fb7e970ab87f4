import type { RefObject } from 'react'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { ReportDocument } from '../../../report/document.ts'
import type { DraftTree } from '../../../report/draft/draft-tree.ts'
import type { AtCursor, DraftEditor, PickingPlace } from './draft-editor.ts'
import { draftEditor } from './draft-editor.ts'
import type { Drawn } from './drawn-marks.ts'
import type { TypedCount } from './typed-counts.ts'

const nowhere: AtCursor = { block: null, claim: null, count: null }

/** The editor on the page, with what the page shows beside it. */
export interface EditorOnPage {
  readonly place: RefObject<HTMLDivElement | null>
  readonly editor: RefObject<DraftEditor | null>
  readonly at: AtCursor
  /** Typed counts without support. */
  readonly counts: readonly TypedCount[]
}

/** Puts the editor on the page once and keeps it current with what the page knows. */
export function useDraftEditor(given: {
  readonly draft: string
  readonly label: string
  readonly editable: boolean
  readonly tree: DraftTree
  /** Goes up when the tree came from somebody else. */
  readonly taken: number
  readonly drawn: Drawn
  readonly document: ReportDocument
  /** Log position of the numbers shown; 0 until they are there. */
  readonly numbersAt: number
  onChange(part: Pick<DraftTree, 'blocks' | 'claims'>): void
  onPick(at: PickingPlace): void
}): EditorOnPage {
  const place = useRef<HTMLDivElement>(null)
  const editor = useRef<DraftEditor | null>(null)
  const now = useRef(given)
  useLayoutEffect(() => {
    now.current = given
  })
  const [at, setAt] = useState<AtCursor>(nowhere)
  const [counts, setCounts] = useState<readonly TypedCount[]>([])
  const { draft, editable, label, taken, drawn } = given
  useEffect(() => {
    if (!place.current) return
    const { tree, drawn: first } = now.current
    const made = draftEditor(place.current, {
      tree,
      drawn: first,
      editable,
      label,
      showRecords: () => recordsTable(now.current),
      onChange: (part) => now.current.onChange(part),
      onCursor: setAt,
      onCounts: setCounts,
      onPick: (where) => now.current.onPick(where),
    })
    editor.current = made
    return () => made.destroy()
  }, [draft, editable, label])
  useEffect(() => {
    if (taken > 0) editor.current?.take(now.current.tree)
  }, [taken])
  const shown = useRef('')
  useEffect(() => {
    // The page is drawn on every key; the text only when something in it looks different.
    const key = JSON.stringify([
      [...drawn.states],
      drawn.chosen,
      [...drawn.commented],
      drawn.wordings.length,
      given.document.asOf.size,
      given.numbersAt,
    ])
    if (shown.current === key) return
    shown.current = key
    editor.current?.draw(drawn)
  })
  return { place, editor, at, counts }
}

/** The table of records as the server wrote it; what is typed into it would be lost. */
function recordsTable({ tree, document: written }: { tree: DraftTree; document: ReportDocument }) {
  const index = tree.blocks.findIndex((one) => one.kind === 'records')
  const block = written.blocks[index]
  const table = document.createElement('table')
  table.className = 'records-table'
  if (block?.kind !== 'table') return table
  for (const row of [block.header, ...block.rows]) {
    const line = table.insertRow()
    for (const cell of row) line.insertCell().textContent = cell
  }
  return table
}
