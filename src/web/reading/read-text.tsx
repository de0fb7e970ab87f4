import type { CheckedClaim } from '../../report/check/check-reading.ts'
import { claimStateWord } from '../../report/claim-state-words.ts'
import { useSay } from '../say.tsx'

const words = {
  text: { zh: '报告正文', en: 'Text of the report' },
  claim: { zh: '{text}（{state}）', en: '{text} ({state})' },
}

interface Piece {
  readonly text: string
  readonly claim: CheckedClaim | null
}

/** The text as it was given, its claims underlined by state. */
export function ReadText(props: {
  text: string
  claims: readonly CheckedClaim[]
  chosen: string | null
  onChoose: (claim: string) => void
}) {
  const { say } = useSay()
  return (
    <article className="paper read-text" lang="zh-CN" aria-label={say(words.text)}>
      {piecesOf(props.text, props.claims).map(({ text, claim }, index) =>
        claim ? (
          <span
            key={index}
            role="button"
            tabIndex={0}
            id={`claim-${claim.id}`}
            className={`claim ${claim.state}`}
            aria-pressed={props.chosen === claim.id}
            aria-label={say(words.claim, { text, state: say(claimStateWord(claim.state)) })}
            onClick={() => props.onChoose(claim.id)}
            onFocus={() => props.onChoose(claim.id)}
          >
            {text}
          </span>
        ) : (
          <span key={index}>{text}</span>
        ),
      )}
    </article>
  )
}

/** Cuts the text at its claims; where two overlap, the earlier keeps its place. */
function piecesOf(text: string, claims: readonly CheckedClaim[]): readonly Piece[] {
  const pieces: Piece[] = []
  let at = 0
  for (const claim of [...claims].sort((one, other) => one.start - other.start)) {
    if (claim.start < at || claim.end > text.length) continue
    if (claim.start > at) pieces.push({ text: text.slice(at, claim.start), claim: null })
    pieces.push({ text: text.slice(claim.start, claim.end), claim })
    at = claim.end
  }
  if (at < text.length) pieces.push({ text: text.slice(at), claim: null })
  return pieces
}
