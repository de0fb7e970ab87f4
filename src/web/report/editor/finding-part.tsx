import type { ReactNode } from 'react'
import type { DraftView } from '../../../api/contract/draft.ts'
import type { Finding } from '../../../report/check/finding.ts'
import type { Claim } from '../../../report/document.ts'
import { useSay } from '../../say.tsx'
import { AcceptList } from './accept-list.tsx'
import { Decisions } from './decisions.tsx'
import { ClaimFixes, CountFixes } from './fix-buttons.tsx'
import type { Fixes } from './fixes.ts'
import { inTheWay } from './in-the-way.ts'
import type { DecisionsHere } from './use-decisions.ts'

const words = {
  title: { zh: '定稿前检查', en: 'Before it can be final' },
  none: { zh: '没有问题，可以送复核。', en: 'Nothing stands in the way.' },
  blocks: { zh: '必须处理', en: 'Must be settled' },
  override: { zh: '须处理或裁定', en: 'Settle, or let it stand' },
  accept: { zh: '须关联或署名确认', en: 'Bind it, or accept it by name' },
  reword: { zh: '台账有变，另有写法', en: 'The ledger moved: other wording' },
  notice: { zh: '提示', en: 'For information' },
  count: { zh: '{count}处', en: '{count}' },
}

/** What the findings of a draft are shown with, and where they lead. */
export interface FindingsShown {
  readonly view: DraftView
  readonly decisions: DecisionsHere
  /** Null where the caller may not write, or only reads now. */
  readonly fixes: Fixes | null
  readonly onSee: (found: Pick<Finding, 'at'>) => void
  readonly onSeeClaim: (claim: string) => void
}

/**
 * Everything between a draft and its signature, in one place: each leads to where it stands, and
 * has beside it what the editor can do, what only the signer can let stand, and what somebody may
 * accept by name.
 */
export function FindingPart(props: FindingsShown) {
  const { say } = useSay()
  const { view, decisions, fixes, onSee, onSeeClaim } = props
  const { findings, acts } = view
  const of = (weight: Finding['weight']) => findings.filter((one) => one.weight === weight)
  const count = inTheWay(view)
  const found = new Set(findings.flatMap(({ at }) => (at[0] === 'claims' ? [at[1]] : [])))
  const reworded = view.offers.flatMap(({ claim }) =>
    found.has(claim) ? [] : view.document.claims.filter(({ id }) => id === claim),
  )
  return (
    <section className="draft-findings" aria-labelledby="findings-title">
      <h2 id="findings-title">{say(words.title)}</h2>
      {findings.length === 0 ? <p className="quiet">{say(words.none)}</p> : null}
      {acts.includes('override') ? (
        <Group weight="override" isOpen count={count.override}>
          <Decisions {...{ decisions, fixes }} draft={view.draft.id} onSee={onSeeClaim} />
        </Group>
      ) : null}
      <Group weight="blocks" isOpen count={count.blocks}>
        <Lines {...props} findings={of('blocks')} />
      </Group>
      <Group weight="override" isOpen count={acts.includes('override') ? 0 : count.override}>
        <Lines {...props} findings={of('override')} />
      </Group>
      <Group weight="accept" isOpen count={acts.includes('accept') ? 0 : count.accept}>
        <Lines {...props} findings={of('accept')} />
      </Group>
      {acts.includes('accept') ? <AcceptList view={view} fixes={fixes} onSee={onSee} /> : null}
      <Group weight="reword" isOpen count={fixes === null ? 0 : reworded.length}>
        <ul>
          {reworded.map((claim) => (
            <li key={claim.id}>
              <button type="button" className="link" onClick={() => onSeeClaim(claim.id)}>
                {claim.text}
              </button>
              <ClaimFixes claim={claim} fixes={fixes} />
            </li>
          ))}
        </ul>
      </Group>
      <Group weight="notice" isOpen={false} count={of('notice').length}>
        <Lines {...props} findings={of('notice')} />
      </Group>
    </section>
  )
}

function Group(props: {
  weight: Finding['weight'] | 'reword'
  isOpen: boolean
  count: number
  children: ReactNode
}) {
  const { say } = useSay()
  const { weight, isOpen, count, children } = props
  if (count === 0) return null
  return (
    <details open={isOpen}>
      <summary className={weight}>
        {say(words[weight])} <span className="number">{say(words.count, { count })}</span>
      </summary>
      {children}
    </details>
  )
}

function Lines({ view, fixes, onSee, findings }: FindingsShown & { findings: readonly Finding[] }) {
  const { say } = useSay()
  return (
    <ul>
      {findings.map((finding) => {
        const claim = claimOf(view, finding)
        return (
          <li key={`${finding.code} ${finding.at.join('.')}`}>
            <button type="button" className="link" onClick={() => onSee(finding)}>
              {say(finding.text)}
            </button>
            <span className="quiet small">{say(finding.hint)}</span>
            {claim ? (
              <ClaimFixes claim={claim} fixes={fixes} />
            ) : (
              <CountFixes
                block={blockOf(view, finding)}
                said={finding.words === undefined ? [] : [finding.words]}
                fixes={finding.weight === 'notice' ? null : fixes}
              />
            )}
          </li>
        )
      })}
    </ul>
  )
}

function claimOf({ document }: DraftView, { at }: Finding): Claim | null {
  return at[0] === 'claims' ? (document.claims.find(({ id }) => id === at[1]) ?? null) : null
}

function blockOf({ tree }: DraftView, { at }: Finding): string | null {
  return at[0] === 'blocks' ? (tree.blocks[Number(at[1])]?.id ?? null) : null
}
