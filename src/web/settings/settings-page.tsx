import { Link, useParams } from '@tanstack/react-router'
import { Suspense } from 'react'
import { Empty } from '../components/empty.tsx'
import { Loading } from '../components/loading.tsx'
import { PageHead } from '../components/page-head.tsx'
import { useUnit } from '../components/use-unit.ts'
import { places } from '../places.ts'
import { useSay } from '../say.tsx'
import { FirstSteps } from '../year/first-steps.tsx'
import type { SettingsPart } from './sections.ts'
import { settingsFor } from './sections.ts'
import './settings-page.css'

const words = {
  sections: { zh: '设置的各节', en: 'Sections of the settings' },
  none: {
    zh: '没有这一节，或者您的角色看不到它',
    en: 'No such section, or your role does not show it',
  },
  all: { zh: '全部设置', en: 'All settings' },
}

/** All sections with what each is about. */
export function SettingsPage() {
  const { say } = useSay()
  const { session } = useUnit()
  return (
    <>
      <PageHead title={say(places.settings.label)} />
      <div className="settings-index">
        <FirstSteps />
        <SectionList sections={settingsFor(session)} isAbout />
      </div>
    </>
  )
}

/** One section, beside the list of them all where there is room. */
export function SettingsSectionPage() {
  const { say } = useSay()
  const { session } = useUnit()
  const { section } = useParams({ from: '/inside/settings/$section' })
  const sections = settingsFor(session)
  const found = sections.find(({ id }) => id === section)
  return (
    <>
      <PageHead title={say(found?.label ?? places.settings.label)} />
      <div className="settings-frame">
        <div>
          <p className="settings-back">
            <Link to="/settings">← {say(words.all)}</Link>
          </p>
          <SectionList sections={sections} />
        </div>
        {found ? (
          <div className={found.parts.length === 1 ? 'settings only' : 'settings'} key={found.id}>
            <Suspense fallback={<Loading />}>
              {found.parts.map(({ view: View }, nth) => (
                <View key={`${found.id} ${nth}`} />
              ))}
            </Suspense>
          </div>
        ) : (
          <Empty title={say(words.none)}>
            <Link to="/settings">{say(words.all)}</Link>
          </Empty>
        )}
      </div>
    </>
  )
}

function SectionList(props: { sections: readonly SettingsPart[]; isAbout?: boolean }) {
  const { say } = useSay()
  return (
    <nav
      aria-label={say(words.sections)}
      className={props.isAbout ? 'settings-list' : 'settings-nav'}
    >
      <ul>
        {props.sections.map(({ id, label, about }) => (
          <li key={id}>
            <Link to="/settings/$section" params={{ section: id }}>
              {say(label)}
            </Link>
            {props.isAbout ? <p className="quiet small">{say(about)}</p> : null}
          </li>
        ))}
      </ul>
    </nav>
  )
}
