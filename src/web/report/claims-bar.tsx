import type { ReactNode } from 'react'
import type { ClaimState } from '../../report/document.ts'
import { useSay } from '../say.tsx'
import { claimStates } from './claim-words.ts'

const words = {
  bar: { zh: '表述的状态', en: 'State of the claims' },
  step: { zh: '{count} 处{state}：看下一处', en: '{count} {state}: see the next' },
}

/** 3 留空 · 1 与台账不符 · 76 有依据: each steps through its claims. */
export function ClaimsBar<
  Stated extends { readonly id: string; readonly state: ClaimState },
>(props: {
  claims: readonly Stated[]
  chosen: Stated | null
  onStep: (claim: Stated) => void
  children?: ReactNode
}) {
  const { say } = useSay()
  const { claims, chosen } = props
  const next = (state: ClaimState) => {
    const of = claims.filter((claim) => claim.state === state)
    const at = chosen ? of.findIndex((claim) => claim.id === chosen.id) : -1
    return of[(at + 1) % of.length]
  }
  return (
    <nav className="claims-bar unprinted" aria-label={say(words.bar)}>
      <ul>
        {claimStates.map(([state, word]) => {
          const count = claims.filter((claim) => claim.state === state).length
          if (count === 0) return null
          return (
            <li key={state}>
              <button
                type="button"
                className={`claim-state ${state}`}
                aria-label={say(words.step, { count, state: say(word) })}
                onClick={() => {
                  const claim = next(state)
                  if (claim) props.onStep(claim)
                }}
              >
                <span className="number">{count}</span> {say(word)}
              </button>
            </li>
          )
        })}
      </ul>
      <div className="actions">{props.children}</div>
    </nav>
  )
}
