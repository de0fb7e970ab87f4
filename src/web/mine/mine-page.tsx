import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ErrorNote } from '../components/error-note.tsx'
import { Loading } from '../components/loading.tsx'
import { PageHead } from '../components/page-head.tsx'
import { useUnit } from '../components/use-unit.ts'
import { useYear } from '../components/use-year.ts'
import { places } from '../places.ts'
import { useSay } from '../say.tsx'
import './mine-page.css'
import '../components/marks.css'
import '../styles/print.css'
import { yearAtQuery } from '../api-client/year-queries.ts'
import { WaitingPart } from '../waiting/waiting-part.tsx'
import { DraftsSection } from './drafts-section.tsx'
import { FeedSection } from './feed-section.tsx'
import { myFileQuery, myYearQuery } from './mine-queries.ts'
import { MyDuties } from './my-duties.tsx'
import { MyFileSection } from './my-file-section.tsx'
import { MyStandIns } from './my-stand-ins.tsx'
import { MyTasks } from './my-tasks.tsx'
import { MyWords } from './my-words.tsx'
import { PasskeysSection } from './passkeys-section.tsx'

const words = {
  title: { zh: '我的', en: 'Mine' },
  aside: { zh: '{name} · {year}年', en: '{name} · {year}' },
  more: { zh: '台账、日历、问题等', en: 'Registers, calendar and more' },
  print: { zh: '打印', en: 'Print' },
  plan: { zh: '计划', en: 'Plan' },
}

/** What asks something of me, and everything that is held about me. */
export function MinePage() {
  const { say } = useSay()
  const { session, roster } = useUnit()
  const { year } = useYear()
  const mine = useQuery(myYearQuery(year))
  const view = useQuery(yearAtQuery(year))
  const file = useQuery(myFileQuery(year))
  const me = roster.people.find(({ id }) => id === session.person)
  const error = mine.error ?? view.error
  return (
    <div className="mine-page">
      <PageHead
        title={say(words.title)}
        aside={say(words.aside, { name: me?.name ?? session.username, year })}
      >
        <Link to="/more" className="button plain on-phone">
          {say(words.more)}
        </Link>
        <Link to="/plan" className="button plain">
          {say(words.plan)}
        </Link>
        <Link to="/calendar" search={{ mine: true }} className="button plain">
          {say(places.calendar.label)}
        </Link>
        <button type="button" className="button plain wide-only" onClick={() => window.print()}>
          {say(words.print)}
        </button>
      </PageHead>
      <MyStandIns />
      <div className="mine-waiting">
        <WaitingPart />
      </div>
      {error ? <ErrorNote error={error} retry={() => void mine.refetch()} /> : null}
      {mine.data && view.data ? (
        <div className="mine">
          <MyDuties mine={mine.data} view={view.data} />
          <MyTasks tasks={mine.data.tasks} />
          <MyWords given={mine.data.attestations} />
          <DraftsSection written={file.data?.written ?? []} />
        </div>
      ) : error ? null : (
        <Loading />
      )}
      <PasskeysSection />
      <FeedSection />
      {file.data ? (
        <MyFileSection file={file.data} year={year} />
      ) : file.error ? (
        <ErrorNote error={file.error} retry={() => void file.refetch()} />
      ) : (
        <Loading />
      )}
    </div>
  )
}
