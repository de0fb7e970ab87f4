import { PageHead } from '../components/page-head.tsx'
import { useUnit } from '../components/use-unit.ts'
import { useSay } from '../say.tsx'
import './settings-page.css'
import { Link } from '@tanstack/react-router'
import { rosterRegisters } from '../../ledger/core-registers.ts'
import { AccountsSection } from './accounts-section.tsx'
import { BackupsSection } from './backups-section.tsx'
import { OrganisationsSection } from './organisations-section.tsx'
import { JobsSection } from './jobs-section.tsx'
import { LogKeySection } from './log-key-section.tsx'
import { LogStateSection } from './log-state-section.tsx'
import { MyReminderSection } from './my-reminder-section.tsx'
import { OutboxSection } from './outbox-section.tsx'
import { PasswordSection } from './password-section.tsx'
import { RemindersSection } from './reminders-section.tsx'
import { TokensSection } from './tokens-section.tsx'
import { TrailSection } from './trail-section.tsx'

const words = {
  title: { zh: '设置', en: 'Settings' },
  people: { zh: '人员与科室', en: 'People and offices' },
  peopleText: {
    zh: '人员、科室、职务与其他台账一样有记录和版本，往年的报告仍用当时的名册。',
    en: 'People, offices and posts are records with versions like all others; a past year keeps the roster of its time.',
  },
  roster: { zh: '从名册导入', en: 'People from a roster' },
  handover: { zh: '交接与代行', en: 'Handing over and standing in' },
  unit: { zh: '本单位用语与概况', en: 'The unit and its words' },
  unitText: {
    zh: '单位类别，会议、上下级单位和文件的叫法，适用的责任事项，报告的固定文字。',
    en: 'Kind of body, what meetings, bodies and texts are called, which duties bind, words of the reports.',
  },
  unitOpen: { zh: '打开', en: 'Open it' },
  pack: { zh: '业务包', en: 'Pack' },
  packText: { zh: '{label}，版本 {version}', en: '{label}, version {version}' },
}

/** People, accounts, tokens, organisations, the trail: one page, each part by ability. */
export function SettingsPage() {
  const { say } = useSay()
  const { session, pack } = useUnit()
  const may = new Set(session.may)
  return (
    <>
      <PageHead title={say(words.title)} />
      <div className="settings">
        <section aria-labelledby="people-title">
          <h2 id="people-title">{say(words.people)}</h2>
          <p className="quiet">{say(words.peopleText)}</p>
          <ul className="inline-list">
            {pack.registers
              .filter((register) => rosterRegisters.includes(register.id))
              .map((register) => (
                <li key={register.id}>
                  <Link to="/registers/$register" params={{ register: register.id }}>
                    {say(register.label)}
                  </Link>
                </li>
              ))}
            {may.has('manage-people') ? (
              <li>
                <Link to="/people/import">{say(words.roster)}</Link>
              </li>
            ) : null}
            <li>
              <Link to="/handover">{say(words.handover)}</Link>
            </li>
          </ul>
        </section>
        <section aria-labelledby="unit-title">
          <h2 id="unit-title">{say(words.unit)}</h2>
          <p className="quiet">{say(words.unitText)}</p>
          <p>
            <Link to="/unit">{say(words.unitOpen)}</Link>
          </p>
        </section>
        <PasswordSection />
        <MyReminderSection />
        {may.has('manage-accounts') ? <AccountsSection /> : null}
        {may.has('manage-organisations') ? <OrganisationsSection /> : null}
        {may.has('manage-tokens') ? <TokensSection /> : null}
        {may.has('manage-organisations') ? (
          <>
            <RemindersSection />
            <OutboxSection />
            <JobsSection />
          </>
        ) : null}
        {may.has('manage-backups') ? <BackupsSection /> : null}
        {may.has('read-trail') ? <TrailSection /> : null}
        <LogStateSection />
        <LogKeySection />
        <section aria-labelledby="pack-title">
          <h2 id="pack-title">{say(words.pack)}</h2>
          <p>{say(words.packText, { label: say(pack.label), version: pack.version })}</p>
          <p className="mono quiet">{pack.digest}</p>
        </section>
      </div>
    </>
  )
}
