import type { FileReading } from '../../api/contract/reading.ts'
import { Table } from '../components/table.tsx'
import { FigureChoice } from '../fields/figure-choice.tsx'
import { isOfUnit } from '../pack/figures-by-part.ts'
import { useSay } from '../say.tsx'
import type { Bindings } from './bindings.ts'

const words = {
  counts: { zh: '各处数量', en: 'Counts' },
  said: { zh: '原文', en: 'As it stands' },
  figure: { zh: '改由数据项得出', en: 'From the figure' },
  now: { zh: '今年', en: 'This year' },
  asText: { zh: '照原文', en: 'Leave as text' },
  none: {
    zh: '没有读出数量，全文将照原样进入草稿。',
    en: 'No counts were read; the whole text goes into the draft as it is.',
  },
  choose: { zh: '为“{text}”选择数据项', en: 'Figure for “{text}”' },
}

type Claim = FileReading['claims'][number]

/** Characters shown around a count, so that one knows which it is. */
const reach = 22

/** Each count with its sentence, and the figure that it is bound to. */
export function BindCounts(props: {
  reading: FileReading
  bindings: Bindings
  onChange: (bindings: Bindings) => void
}) {
  const { say } = useSay()
  const { reading, bindings } = props
  const counts = reading.claims.filter(({ quantity }) => quantity !== null)
  if (counts.length === 0) return <p className="quiet">{say(words.none)}</p>
  return (
    <Table
      name={say(words.counts)}
      look="index"
      className="bind-counts"
      heads={[words.said, words.figure, words.now]}
    >
      {counts.map((claim) => (
        <Row
          key={claim.id}
          claim={claim}
          text={reading.text}
          figure={bindings[claim.id] ?? ''}
          onFigure={(figure) => props.onChange({ ...bindings, [claim.id]: figure })}
        />
      ))}
    </Table>
  )
}

function Row(props: {
  claim: Claim
  text: string
  figure: string
  onFigure: (figure: string) => void
}) {
  const { say } = useSay()
  const { claim, text, figure } = props
  const before = text
    .slice(Math.max(0, claim.start - reach), claim.start)
    .split('\n')
    .at(-1)
  const after = text.slice(claim.end, claim.end + reach).split('\n')[0]
  const isProposed = figure !== '' && figure === claim.likely
  return (
    <tr>
      <td>
        <span className="quiet">{before}</span>
        <strong>{claim.text}</strong>
        <span className="quiet">{after}</span>
      </td>
      <td>
        <span id={`count-${claim.id}-label`} className="unseen">
          {say(words.choose, { text: claim.text })}
        </span>
        <FigureChoice
          id={`count-${claim.id}`}
          value={figure === '' ? null : figure}
          none={say(words.asText)}
          mayBeNone
          offers={isOfUnit}
          onChoose={(chosen) => props.onFigure(chosen?.id ?? '')}
        />
      </td>
      <td className="number" data-label={say(words.now)}>
        {isProposed ? (claim.ledger ?? '') : ''}
      </td>
    </tr>
  )
}
