import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { DraftView } from '../../../api/contract/draft-views.ts'
import type { Finding } from '../../../report/check/finding.ts'
import { useSay } from '../../say.tsx'
import { ClaimsBar } from '../claims-bar.tsx'
import { bindCount, insertFigure } from './commands.ts'
import { Decisions } from './decisions.tsx'
import { DraftHead } from './draft-head.tsx'
import { figuresQuery } from './draft-queries.ts'
import { DraftSide } from './draft-side.tsx'
import { DraftTools } from './draft-tools.tsx'
import type { Drawn } from './drawn-marks.ts'
import { FigurePicker } from './figure-picker.tsx'
import { FlowActs } from './flow-acts.tsx'
import { FlowBar } from './flow-bar.tsx'
import { KeepingNote } from './keeping-note.tsx'
import { shownAtoms } from './shown-atoms.ts'
import type { TypedCount } from './typed-counts.ts'
import { useDraftEditor } from './use-draft-editor.ts'
import { useKeeper } from './use-keeper.ts'
import { VersionsDialog } from './versions-dialog.tsx'

const words = {
  text: { zh: '报告正文', en: 'Text of the report' },
  length: { zh: '正文{count}字，上限{max}字', en: '{count} of {max} characters' },
}

interface Picking {
  readonly left: number
  readonly top: number
  /** The typed count that the figure is for; null: a new number at the cursor. */
  readonly count: TypedCount | null
}

/** The report while it is written and read: text left, what it rests on right. */
export function DraftWriting({ view }: { view: DraftView }) {
  const { say } = useSay()
  const editable = view.acts.includes('edit')
  const kept = useKeeper(view)
  const { data } = useQuery(figuresQuery(view.draft.year))
  const figures = useMemo(
    () => new Map(data?.figures.map((one) => [one.figure, one] as const)),
    [data],
  )
  const [picking, setPicking] = useState<Picking | null>(null)
  const [comparing, setComparing] = useState(false)
  const [chosen, setChosen] = useState<string | null>(null)
  const { document } = view
  const drawn: Drawn = {
    states: new Map(document.claims.map((one) => [one.id, one.state])),
    chosen,
    commented: new Set(view.comments.flatMap((one) => (one.settledAt ? [] : [one.block]))),
    wordings: view.wordings,
    show: shownAtoms({ figures, tree: kept.tree, document }),
  }
  const { place, editor, at } = useDraftEditor({
    ...{ draft: view.draft.id, label: say(words.text), editable, drawn, document },
    ...{ tree: kept.tree, taken: kept.taken },
    numbersAt: data?.figures[0]?.asOf.size ?? 0,
    onChange: (part) => kept.change({ ...kept.tree, ...part }),
    onPick: (where) => setPicking({ ...where, count: null }),
  })
  const claim = document.claims.find((one) => one.id === (at.claim ?? chosen)) ?? null
  const goToClaim = (id: string) => {
    setChosen(id)
    editor.current?.goTo({ claim: id })
  }
  const see = ({ at: [kind, where] }: Finding) => {
    if (kind === 'claims') return goToClaim(String(where))
    const block = kind === 'blocks' ? kept.tree.blocks[Number(where)] : undefined
    if (block) return editor.current?.goTo({ block: block.id })
    focusHead(String(kind))
  }
  const pickFor = (count: TypedCount | null) => {
    const box = place.current?.getBoundingClientRect()
    setPicking({ left: box?.left ?? 0, top: Math.max(box?.top ?? 0, 160), count })
  }
  const choose = ({ figureId, unit }: { figureId: string; unit: string }) => {
    const scaled = figures.get(figureId)
    const isWhole = scaled?.scale !== undefined || typeof scaled?.value === 'object'
    const command = picking?.count
      ? bindCount(picking.count, figureId)
      : insertFigure({ figure: figureId, unit: isWhole ? '' : unit })
    setPicking(null)
    editor.current?.run(command)
  }
  return (
    <div className="report draft">
      <FlowBar view={view} />
      <ClaimsBar claims={document.claims} chosen={claim} onStep={(one) => goToClaim(one.id)}>
        <FlowActs view={view} disabled={!kept.isSafe} />
      </ClaimsBar>
      {view.acts.includes('overrule') ? <Decisions view={view} onSee={goToClaim} /> : null}
      <div className="draft-line unprinted">
        <DraftTools
          editable={editable}
          run={(command) => editor.current?.run(command)}
          onFigure={() => pickFor(null)}
          onVersions={() => setComparing(true)}
        />
        <p className={view.characters > view.charactersMax ? 'length over' : 'length'}>
          {say(words.length, { count: view.characters, max: view.charactersMax })}
        </p>
        {editable ? <KeepingNote keeping={kept.keeping} twice={kept.twice} /> : null}
      </div>
      <div className="report-body">
        <article className="paper" lang="zh-CN" aria-label={kept.tree.title}>
          <DraftHead
            tree={kept.tree}
            editable={editable}
            onChange={(change) => kept.change({ ...kept.tree, ...change })}
          />
          <h1>{kept.tree.title}</h1>
          {kept.tree.addressee ? <p className="addressee">{kept.tree.addressee}：</p> : null}
          <div ref={place} />
        </article>
        <DraftSide
          {...{ view, at, claim, figures, editable }}
          run={(command) => editor.current?.run(command)}
          onChoose={pickFor}
          onSee={see}
          onSeeBlock={(block) => editor.current?.goTo({ block })}
        />
      </div>
      {picking ? (
        <FigurePicker
          wordings={view.wordings}
          figures={figures}
          at={picking}
          onChoose={choose}
          onClose={() => setPicking(null)}
        />
      ) : null}
      {comparing ? (
        <VersionsDialog
          draft={view.draft.id}
          tree={kept.tree}
          revision={view.draft.revision}
          onClose={() => setComparing(false)}
        />
      ) : null}
    </div>
  )
}

function focusHead(field: string): void {
  const input = globalThis.document.querySelector<HTMLElement>(`.draft-head .${field} .input`)
  const fold = input?.closest('details')
  if (fold) fold.open = true
  input?.focus()
}
