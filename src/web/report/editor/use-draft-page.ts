import { useQuery } from '@tanstack/react-query'
import type { Command } from 'prosemirror-state'
import { useMemo, useState } from 'react'
import type { DraftView } from '../../../api/contract/draft.ts'
import type { FigureNumber } from '../../../ledger/figure/figure.ts'
import type { Finding } from '../../../report/check/finding.ts'
import { periodOf } from '../../../report/document.ts'
import { figuresQuery } from '../../api-client/queries.ts'
import { bindCount, insertFigure } from './commands.ts'
import type { AtCursor, PickingPlace } from './draft-editor.ts'
import { heardEveryMs } from './draft-queries.ts'
import type { Drawn } from './drawn-marks.ts'
import { shownAtoms } from './shown-atoms.ts'
import type { TypedCount } from './typed-counts.ts'
import { useDraftEditor } from './use-draft-editor.ts'
import type { KeptDraft } from './use-keeper.ts'
import { useKeeper } from './use-keeper.ts'

interface Picking extends PickingPlace {
  /** The typed count that the figure is for; null: a new number at the cursor. */
  readonly count: TypedCount | null
}

/**
 * What the page of a draft knows and can do; `label` names the text for who hears it. On a phone
 * somebody reads first, and a touch shows a claim instead of opening the keyboard.
 */
export function useDraftPage(
  view: DraftView,
  { label, isReading }: { readonly label: string; readonly isReading: boolean },
) {
  const editable = view.acts.includes('edit') && !isReading
  const { document } = view
  const kept = useKeeper(view)
  const { figures, numbersAt } = useFigures(periodOf(document))
  const [picking, setPicking] = useState<Picking | null>(null)
  const [chosen, setChosen] = useState<string | null>(null)
  const [shut, setShut] = useState<Pick<AtCursor, 'block' | 'claim'> | null>(null)
  const { place, editor, at, counts } = useDraftEditor({
    draft: view.draft.id,
    label,
    editable,
    document,
    numbersAt,
    tree: kept.tree,
    taken: kept.taken,
    drawn: drawnOf(view, { chosen, figures, kept }),
    onChange: (part) => kept.change({ ...kept.tree, ...part }),
    onPick: (where) => setPicking({ ...where, count: null }),
  })
  const run = (command: Command) => editor.current?.run(command)
  const goToClaim = (id: string) => {
    setShut(null)
    setChosen(id)
    editor.current?.goTo({ claim: id })
  }
  const goToBlock = (block: string) => editor.current?.goTo({ block })
  return {
    editable,
    kept,
    figures,
    place,
    at,
    counts,
    run,
    goToClaim,
    goToBlock,
    picking,
    claim: document.claims.find((one) => one.id === (at.claim ?? chosen)) ?? null,
    /** What was shown over the text was closed, and nothing else was touched since. */
    isShut: shut !== null && shut.block === at.block && shut.claim === at.claim,
    shut: () => setShut(at),
    see: ({ at: [kind, where] }: Pick<Finding, 'at'>) => {
      if (kind === 'claims') return goToClaim(String(where))
      const block = kind === 'blocks' ? kept.tree.blocks[Number(where)] : undefined
      if (block) return goToBlock(block.id)
      focusHead(String(kind))
    },
    pickFor: (count: TypedCount | null) => {
      const here = editor.current?.pickingPlace()
      if (here) setPicking({ ...here, before: count === null ? here.before : count.text, count })
    },
    endPicking: () => setPicking(null),
    choose: ({ figureId, unit }: { figureId: string; unit: string }) => {
      const scaled = figures.get(figureId)
      const isWhole = scaled?.scale !== undefined || typeof scaled?.value === 'object'
      setPicking(null)
      run(
        picking?.count
          ? bindCount(picking.count, figureId)
          : insertFigure({ figure: figureId, unit: isWhole ? '' : unit }),
      )
    },
  }
}

function useFigures(period: string) {
  const { data } = useQuery({ ...figuresQuery(period), refetchInterval: heardEveryMs * 4 })
  const figures = useMemo(
    () => new Map(data?.figures.map((one) => [one.figure, one] as const)),
    [data],
  )
  return { figures, numbersAt: data?.figures[0]?.asOf.size ?? 0 }
}

function drawnOf(
  { document, comments, wordings }: DraftView,
  given: {
    readonly chosen: string | null
    readonly figures: ReadonlyMap<string, FigureNumber>
    readonly kept: KeptDraft
  },
): Drawn {
  const { chosen, figures, kept } = given
  return {
    states: new Map(document.claims.map((one) => [one.id, one.state])),
    chosen,
    commented: new Set(comments.flatMap((one) => (one.settledAt ? [] : [one.block]))),
    wordings,
    show: shownAtoms({ figures, tree: kept.tree, document }),
  }
}

function focusHead(field: string): void {
  const input = globalThis.document.querySelector<HTMLElement>(`.draft-head .head-${field} .input`)
  const fold = input?.closest('details')
  if (fold) fold.open = true
  input?.focus()
}
