import type { ReactNode } from 'react'
import { useState } from 'react'
import type { DraftView } from '../../../api/contract/draft.ts'
import type { Attachment } from '../../../report/document.ts'
import { titleLinesOf } from '../../../report/draft/draft-paper.ts'
import { useNarrow } from '../../components/use-narrow.ts'
import { useSay } from '../../say.tsx'
import { BrokenTitle } from '../broken-title.tsx'
import { ClaimsBar } from '../claims-bar.tsx'
import { DraftHead } from './draft-head.tsx'
import { DraftSide } from './draft-side.tsx'
import { DraftTools } from './draft-tools.tsx'
import { FigurePicker } from './figure-picker.tsx'
import { FindingPart } from './finding-part.tsx'
import { fixesOf } from './fixes.ts'
import { FlowActs } from './flow-acts.tsx'
import { FlowBar } from './flow-bar.tsx'
import { blanksOutside } from './in-the-way.ts'
import { KeepingNote } from './keeping-note.tsx'
import { keptClaims } from './kept-claims.ts'
import { useDecisions } from './use-decisions.ts'
import { useDraftPage } from './use-draft-page.ts'
import type { KeptDraft } from './use-keeper.ts'
import { VersionsDialog } from './versions-dialog.tsx'

const words = {
  text: { zh: '报告正文', en: 'Text of the report' },
  length: { zh: '正文{count}字，上限{max}字', en: '{count} of {max} characters' },
}

/** The report while it is written and read: text left, what it rests on right. */
export function DraftWriting({ view }: { view: DraftView }) {
  const { say } = useSay()
  const isNarrow = useNarrow()
  // On a phone somebody reads: a touch is to show a claim, not to open the keyboard over it.
  const [isWriting, setWriting] = useState(false)
  const isReading = isNarrow && !isWriting
  const { place, ...page } = useDraftPage(view, { label: say(words.text), isReading })
  const { editable, kept, figures, at, claim, picking, run, goToClaim } = page
  const [comparing, setComparing] = useState(false)
  const { document } = view
  const { tree } = kept
  const fixes = editable ? fixesOf({ view, tree, figures, run, counts: page.counts }) : null
  const decisions = useDecisions(view)
  const findings = (
    <FindingPart {...{ view, decisions, fixes }} onSee={page.see} onSeeClaim={goToClaim} />
  )
  return (
    <div className="draft">
      <FlowBar view={view} />
      <ClaimsBar
        claims={document.claims}
        kept={keptClaims(view)}
        blanks={blanksOutside(view).map((found) => () => page.see(found))}
        chosen={claim}
        onStep={(one) => goToClaim(one.id)}
      >
        <FlowActs view={view} disabled={!kept.isSafe} />
      </ClaimsBar>
      {isNarrow ? findings : null}
      <div className="draft-line unprinted">
        <DraftTools
          {...{ editable, run }}
          onFigure={() => page.pickFor(null)}
          onVersions={() => setComparing(true)}
          onWrite={isReading && view.acts.includes('edit') ? () => setWriting(true) : null}
        />
        <p className={view.characters > view.charactersMax ? 'length over' : 'length'}>
          {say(words.length, { count: view.characters, max: view.charactersMax })}
        </p>
        {editable ? (
          <KeepingNote
            keeping={kept.keeping}
            twice={kept.twice}
            here={view.here}
            onSaveNow={kept.saveNow}
          />
        ) : null}
      </div>
      <div className="report-body">
        <Paper kept={kept} editable={editable} printed={view.document.paper?.attachments ?? []}>
          <div ref={place} />
        </Paper>
        <DraftSide
          {...{ view, at, claim, figures, editable, run, tree, fixes, decisions }}
          onChoose={page.pickFor}
          onShut={page.isShut ? null : page.shut}
          onSeeBlock={page.goToBlock}
        >
          {isNarrow ? null : findings}
        </DraftSide>
      </div>
      {picking ? (
        <FigurePicker
          {...{ wordings: view.wordings, figures, at: picking }}
          onChoose={page.choose}
          onClose={page.endPicking}
        />
      ) : null}
      {comparing ? (
        <VersionsDialog
          {...{ draft: view.draft.id, tree: kept.tree, revision: view.draft.revision }}
          onClose={() => setComparing(false)}
        />
      ) : null}
    </div>
  )
}

function Paper(props: {
  kept: KeptDraft
  editable: boolean
  printed: readonly Attachment[]
  children: ReactNode
}) {
  const { kept, editable, printed, children } = props
  return (
    <article className="paper" lang="zh-CN" aria-label={kept.tree.title}>
      <DraftHead
        tree={kept.tree}
        editable={editable}
        printed={printed}
        onChange={(change) => kept.change({ ...kept.tree, ...change })}
      />
      <BrokenTitle lines={titleLinesOf(kept.tree)} />
      {kept.tree.addressee ? <p className="addressee">{kept.tree.addressee}：</p> : null}
      {children}
    </article>
  )
}
