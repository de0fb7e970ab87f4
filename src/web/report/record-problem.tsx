import type { Claim } from '../../report/document.ts'
import { useUnit } from '../components/use-unit.ts'
import { playersIn } from '../pack/players.ts'
import { useRecordOne } from '../record-one/record-one.ts'
import { useSay } from '../say.tsx'
import { problemOfClaim, wordsOfClaim } from './problem-of-claim.ts'

const words = {
  record: { zh: '登记为问题', en: 'Record as a problem' },
  unlinked: {
    zh: '报告复核之后登记，问题会链接到这份报告。',
    en: 'Recorded after the report’s first review, the problem links to the report.',
  },
}

/** Notes a problem at a claim, with its words and the report filled in already. */
export function RecordProblem({ claim, report }: { claim: Claim; report: string | null }) {
  const { say } = useSay()
  const { pack, session } = useUnit()
  const recordOne = useRecordOne()
  const [player] = playersIn(pack, 'problem')
  if (!player || !session.may.includes('record')) return null
  const figure = pack.figures.find(({ id }) => id === claim.figure)
  const text = wordsOfClaim(claim.text, figure)
  return (
    <p className="small">
      <button
        type="button"
        className="button"
        onClick={() =>
          recordOne({
            register: player.register.id,
            start: problemOfClaim(player, { text, report }),
          })
        }
      >
        {say(words.record)}
      </button>
      {report === null ? <span className="quiet"> {say(words.unlinked)}</span> : null}
    </p>
  )
}
