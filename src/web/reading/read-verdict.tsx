import type { FileReading } from '../../api/contract/reading.ts'
import type { CheckedClaim } from '../../report/check/check-reading.ts'
import { unboundText } from '../../report/check/kind-words.ts'
import { reasonWithNote } from '../../report/check/reason-with-note.ts'
import { useSay } from '../say.tsx'

const words = {
  holds: {
    zh: '这是本系统写出的文件：{count} 处表述都与写成时一致。',
    en: 'This file was written here: all its {count} claims stand as they stood then.',
  },
  owned: {
    zh: '其中 {count} 处写成时就与台账不符。',
    en: '{count} of them contradicted the ledger already then.',
  },
  changed: {
    zh: '{count} 处与写成时不同，或与台账不符：',
    en: '{count} {count:claim stands|claims stand} otherwise than when it was written, or contradict the ledger:',
  },
  agrees: {
    zh: '没有发现与台账不符的表述。',
    en: 'Nothing contradicts the ledger.',
  },
  nothing: {
    zh: '没有读出可以与台账对照的表述。请核对是否选对了文件、粘全了文字。',
    en: 'No claim was found to hold against the ledger. See whether it is the right file and the whole text.',
  },
  unbound: {
    zh: '另有 {count} 处表述台账里没有可对照的（{kinds}），不等于属实。',
    en: '{count} {count:assertion is|assertions are} bound to nothing ({kinds}), which makes nothing true.',
  },
  denied: {
    zh: '{count} 处与台账不符：',
    en: '{count} {count:claim contradicts|claims contradict} the ledger:',
  },
  more: { zh: '另有 {count} 处', en: '{count} more' },
}

/** Lines the note shows; the bar above steps through all. */
const linesMax = 5

/** Whether text and ledger agree, and the claims that do not. */
export function ReadVerdict(props: {
  reading: FileReading
  onStep: (claim: CheckedClaim) => void
}) {
  const { say } = useSay()
  const { reading } = props
  const { claims, marked } = reading
  const { unbound } = reading.summary
  const left =
    unbound.all === 0
      ? null
      : say(words.unbound, { count: unbound.all, kinds: say(unboundText(unbound.byKind)) })
  if (claims.length === 0 && unbound.all === 0 && !marked) {
    return (
      <p className="note read-verdict" role="status">
        {say(words.nothing)}
      </p>
    )
  }
  if (reading.holds) {
    const ours = claims.filter(({ carried }) => carried !== null)
    const owned = ours.filter(({ state }) => state === 'contradicted').length
    return (
      <p
        className={marked || left === null ? 'note good read-verdict' : 'note read-verdict'}
        role="status"
      >
        {say(marked ? words.holds : words.agrees, { count: ours.length })}{' '}
        {owned > 0 ? say(words.owned, { count: owned }) : null} {left}
      </p>
    )
  }
  const wrong = claims.filter(isWrong)
  return (
    <div className="note bad read-verdict" role="status">
      <p>{say(marked ? words.changed : words.denied, { count: wrong.length })}</p>
      <ul>
        {wrong.slice(0, linesMax).map((claim) => (
          <li key={claim.id}>
            <button type="button" className="link" onClick={() => props.onStep(claim)}>
              <span lang="zh-CN">{claim.text}</span>
            </button>{' '}
            <span className="quiet">{say(reasonWithNote(claim))}</span>
          </li>
        ))}
      </ul>
      {wrong.length > linesMax ? (
        <p className="quiet">{say(words.more, { count: wrong.length - linesMax })}</p>
      ) : null}
      {left === null ? null : <p className="quiet">{left}</p>}
    </div>
  )
}

/** A marked claim is wrong where it changed; any other where it contradicts the ledger. */
function isWrong({ carried, state }: CheckedClaim): boolean {
  return carried === null ? state === 'contradicted' : carried !== state
}
