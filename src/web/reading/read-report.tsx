import { useState } from 'react'
import type { FileReading } from '../../api/contract/reading.ts'
import type { CheckedClaim } from '../../report/check/check-reading.ts'
import { PageHead } from '../components/page-head.tsx'
import { useYear } from '../components/use-year.ts'
import { ClaimsBar } from '../report/claims-bar.tsx'
import { useSay } from '../say.tsx'
import '../report/report-page.css'
import { ReadPanel } from './read-panel.tsx'
import { ReadText } from './read-text.tsx'
import { ReadVerdict } from './read-verdict.tsx'

const words = {
  other: { zh: '换一份', en: 'Another report' },
  against: { zh: '与{year}年的台账对照', en: 'held against the ledger of {year}' },
  again: { zh: '改与{year}年对照', en: 'Hold it against {year}' },
}

/** A report that was read: what holds, its text with every claim, and the evidence beside it. */
export function ReadReport(props: {
  name: string
  reading: FileReading
  onOther: () => void
  onAgain: () => void
}) {
  const { say } = useSay()
  const { year } = useYear()
  const { reading } = props
  const [chosen, setChosen] = useState<string | null>(null)
  const claim = reading.claims.find((one) => one.id === chosen) ?? null
  const step = (to: Pick<CheckedClaim, 'id'>) => {
    setChosen(to.id)
    document.getElementById(`claim-${to.id}`)?.scrollIntoView({ block: 'center' })
  }
  return (
    <div>
      <ClaimsBar claims={reading.claims} chosen={claim} onStep={step}>
        <button type="button" className="button plain" onClick={props.onOther}>
          {say(words.other)}
        </button>
      </ClaimsBar>
      <PageHead title={props.name} aside={say(words.against, { year: reading.year })}>
        {year === reading.year ? null : (
          <button type="button" className="link" onClick={props.onAgain}>
            {say(words.again, { year })}
          </button>
        )}
      </PageHead>
      <ReadVerdict reading={reading} onStep={step} />
      <div className="report-body">
        <ReadText
          text={reading.text}
          claims={reading.claims}
          chosen={chosen}
          onChoose={setChosen}
        />
        <ReadPanel claim={claim} reading={reading} />
      </div>
    </div>
  )
}
