import type { ReactNode } from 'react'
import { claimStateWords, keptWord } from '../../report/claim-state-words.ts'
import type { ClaimState } from '../../report/document.ts'
import { useSay } from '../say.tsx'

const words = {
  bar: { zh: '表述的状态', en: 'State of the claims' },
  step: { zh: '{count} 处{state}：看下一处', en: '{count} {state}: see the next' },
}

/** 3 留空 · 1 与台账不符 · 76 有依据: each steps through its claims. */
export function ClaimsBar<
  Stated extends { readonly id: string; readonly state: ClaimState },
>(props: {
  claims: readonly Stated[]
  /** Claims that were let stand with a reason: a mark of their own, and no work left. */
  kept?: { has(claim: string): boolean }
  chosen: Stated | null
  onStep: (claim: Stated) => void
  children?: ReactNode
}) {
  const { say } = useSay()
  const { claims, kept, chosen } = props
  const isKept = ({ id }: Stated) => kept?.has(id) === true
  const marks = [
    ...claimStateWords.map(([state, word]) => {
      const of = claims.filter((claim) => claim.state === state && !isKept(claim))
      return { look: state, word, of }
    }),
    { look: 'kept', word: keptWord, of: claims.filter(isKept) },
  ]
  return (
    <nav className="claims-bar unprinted" aria-label={say(words.bar)}>
      <ul>
        {marks.map(({ look, word, of }) => {
          const at = chosen ? of.findIndex((claim) => claim.id === chosen.id) : -1
          const next = of[(at + 1) % of.length]
          if (next === undefined) return null
          return (
            <li key={look}>
              <button
                type="button"
                className={`claim-state ${look}`}
                aria-label={say(words.step, { count: of.length, state: say(word) })}
                onClick={() => props.onStep(next)}
              >
                <span className="number">{of.length}</span> {say(word)}
              </button>
            </li>
          )
        })}
      </ul>
      <div className="actions">{props.children}</div>
    </nav>
  )
}
