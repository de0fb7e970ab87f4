import type { ReactNode } from 'react'
import { useState } from 'react'
import { claimStateWords, keptWord } from '../../report/claim-state-words.ts'
import type { ClaimState } from '../../report/document.ts'
import { useSay } from '../say.tsx'

const words = {
  bar: { zh: '表述的状态', en: 'State of the claims' },
  step: { zh: '{count} 处{state}：看下一处', en: '{count} {state}: see the next' },
}

/** 3 留空 · 1 与台账不符 · 76 有依据: each steps through its claims, then through its places. */
export function ClaimsBar<
  Stated extends { readonly id: string; readonly state: ClaimState },
>(props: {
  claims: readonly Stated[]
  /** Claims that were let stand with a reason: a mark of their own, and no work left. */
  kept?: { has(claim: string): boolean }
  /** What is blank in no claim, each with the way to it: it waits to be filled in as well. */
  blanks?: readonly (() => void)[]
  chosen: Stated | null
  onStep: (claim: Stated) => void
  children?: ReactNode
}) {
  const { say } = useSay()
  const { claims, kept, blanks = [], chosen } = props
  const [placeSeen, setPlaceSeen] = useState<number | null>(null)
  const isKept = ({ id }: Stated) => kept?.has(id) === true
  const marks = [
    ...claimStateWords.map(([state, word]) => {
      const of = claims.filter((claim) => claim.state === state && !isKept(claim))
      return { look: state, word, of, places: state === 'blank' ? blanks : [] }
    }),
    { look: 'kept', word: keptWord, of: claims.filter(isKept), places: [] },
  ]
  const step = ({ of, places }: Pick<(typeof marks)[number], 'of' | 'places'>) => {
    const at =
      placeSeen !== null && places.length > 0
        ? of.length + placeSeen
        : of.findIndex(({ id }) => id === chosen?.id)
    const next = (at + 1) % (of.length + places.length)
    const claim = of[next]
    setPlaceSeen(claim === undefined ? next - of.length : null)
    if (claim === undefined) places[next - of.length]?.()
    else props.onStep(claim)
  }
  return (
    <nav className="claims-bar unprinted" aria-label={say(words.bar)}>
      <ul>
        {marks.map(({ look, word, of, places }) => {
          const count = of.length + places.length
          return count === 0 ? null : (
            <li key={look}>
              <button
                type="button"
                className={`claim-state ${look}`}
                aria-label={say(words.step, { count, state: say(word) })}
                onClick={() => step({ of, places })}
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
