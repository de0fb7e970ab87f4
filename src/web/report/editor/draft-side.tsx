import type { Command } from 'prosemirror-state'
import type { ReactNode } from 'react'
import type { DraftView } from '../../../api/contract/draft.ts'
import type { FigureNumber } from '../../../ledger/figure/figure.ts'
import { numberText } from '../../../report/check/number-text.ts'
import type { Claim } from '../../../report/document.ts'
import { periodOf } from '../../../report/document.ts'
import type { DraftTree } from '../../../report/draft/draft-tree.ts'
import { withProblem } from '../../../report/draft/problem-material.ts'
import { useUnit } from '../../components/use-unit.ts'
import { useSay } from '../../say.tsx'
import { ClaimPanel } from '../claim-panel.tsx'
import { bindCount, changeText, fillCount, releaseClaim } from './commands.ts'
import { CommentList } from './comment-list.tsx'
import { CountPanel } from './count-panel.tsx'
import { ReasonToStand } from './decisions.tsx'
import type { AtCursor } from './draft-editor.ts'
import { ClaimFixes } from './fix-buttons.tsx'
import type { Fixes } from './fixes.ts'
import { keptClaims } from './kept-claims.ts'
import { LikenessSection } from './likeness-section.tsx'
import { NotMentionedList } from './not-mentioned-list.tsx'
import { ProblemMaterialList } from './problem-material-list.tsx'
import type { TypedCount } from './typed-counts.ts'
import type { DecisionsHere } from './use-decisions.ts'

const words = {
  release: { zh: '解除关联，改为普通文字', en: 'Unbind: make it plain text' },
  stands: { zh: '{person}已说明理由保留：{reason}', en: '{person} let it stand: {reason}' },
}

/** Beside the text: the claim or number at the cursor, what is open, what reviewers said. */
export function DraftSide(props: {
  view: DraftView
  at: AtCursor
  claim: Claim | null
  figures: ReadonlyMap<string, FigureNumber>
  editable: boolean
  run: (command: Command) => void
  onChoose: (count: TypedCount) => void
  tree: DraftTree
  fixes: Fixes | null
  decisions: DecisionsHere
  /** Closes what is shown over the text on a phone; null: it was closed. */
  onShut: (() => void) | null
  onSeeBlock: (block: string) => void
  /** The findings, where they stand beside the text. */
  children: ReactNode
}) {
  const { say } = useSay()
  const { view, at, claim, figures, editable, run, fixes, decisions, onShut } = props
  const { count } = at
  return (
    <div className="draft-side unprinted">
      {count && editable && !at.claim ? (
        <CountPanel
          {...{ count, figures, wordings: view.wordings }}
          onBind={(figure) => run(bindCount(count, figure))}
          onChoose={() => props.onChoose(count)}
          onFill={(number) => run(fillCount(count, number))}
        />
      ) : (
        <ClaimPanel
          {...{ claim, period: periodOf(view.document) }}
          report={view.flow?.id ?? null}
          sheet={onShut}
        >
          {claim ? <ClaimFixes claim={claim} fixes={fixes} /> : null}
          {claim ? <Stands view={view} claim={claim} /> : null}
          {claim && decisions.open.includes(claim) ? (
            <ReasonToStand claim={claim} decisions={decisions} />
          ) : null}
          {claim && editable && at.claim === claim.id ? (
            <button
              type="button"
              className="button plain"
              onClick={() => run(releaseClaim(claim.id, textOfNumber(figures)))}
            >
              {say(words.release)}
            </button>
          ) : null}
        </ClaimPanel>
      )}
      {props.children}
      <NotMentionedList items={view.document.notMentioned ?? []} doneLate={view.doneLate} />
      {editable ? (
        <ProblemMaterialList
          {...{ view, tree: props.tree }}
          onInsert={(one) => {
            run(changeText((text) => withProblem(text, one)))
            props.onSeeBlock(one.id)
          }}
        />
      ) : null}
      <LikenessSection draft={view.draft.id} year={view.draft.year} />
      <CommentList view={view} block={at.block} onSee={props.onSeeBlock} />
    </div>
  )
}

function textOfNumber(figures: ReadonlyMap<string, FigureNumber>) {
  return (node: { readonly attrs: { readonly [name: string]: unknown } }) =>
    numberText(figures.get(String(node.attrs['figure'])) ?? null, { by: 'figure' }) ?? 'X'
}

/** Who let this claim stand, and why. */
export function Stands({ view, claim }: { view: DraftView; claim: Claim }) {
  const { say } = useSay()
  const { roster } = useUnit()
  const stands = keptClaims(view).get(claim.id)
  if (!stands) return null
  const person = roster.people.find(({ id }) => id === stands.person)?.name ?? '—'
  return <p className="note">{say(words.stands, { person, reason: stands.reason })}</p>
}
