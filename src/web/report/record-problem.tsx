import type { Claim } from '../../report/document.ts'
import { useRecordOne } from '../frame/record-one.ts'
import { registerOf, useUnit } from '../parts/use-unit.ts'
import { useSay } from '../say.tsx'
import { problemOfClaim, problemRegister, wordsOfClaim } from './problem-of-claim.ts'

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
  const register = registerOf(pack, problemRegister)
  if (!register || !session.may.includes('record')) return null
  const list = register.fields.find(({ id }) => id === 'source')?.of ?? ''
  const figure = pack.figures.find(({ id }) => id === claim.figure)
  const text = wordsOfClaim(claim.text, figure)
  const sources = pack.lists[list]?.map(({ id }) => id) ?? []
  return (
    <p className="small">
      <button
        type="button"
        className="button"
        onClick={() => recordOne(register.id, problemOfClaim(register, { text, report, sources }))}
      >
        {say(words.record)}
      </button>
      {report === null ? <span className="quiet"> {say(words.unlinked)}</span> : null}
    </p>
  )
}
