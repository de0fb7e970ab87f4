import { PageHead } from '../components/page-head.tsx'
import { useUnit } from '../components/use-unit.ts'
import { useSay } from '../say.tsx'
import '../plan/plan-page.css'
import { HandOverSection } from './hand-over-section.tsx'
import { StandInsSection } from './stand-ins-section.tsx'

const words = { title: { zh: '交接与代行', en: 'Handing over and standing in' } }

/** Somebody leaves: what is open goes to another. Somebody is away: another acts for them. */
export function HandoverPage() {
  const { say } = useSay()
  const { session } = useUnit()
  const may = session.may.includes('manage-people') || session.may.includes('correct')
  return (
    <>
      <PageHead title={say(words.title)} />
      <div className="handover">
        {may ? <HandOverSection /> : null}
        <StandInsSection />
      </div>
    </>
  )
}
