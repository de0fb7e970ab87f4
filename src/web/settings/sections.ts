import type { ComponentType } from 'react'
import type { SessionView } from '../../api/contract/account.ts'
import type { Label } from '../../ledger/label.ts'
import { StartSection } from '../unit/start-section.tsx'
import { UnitSections } from '../unit/unit-sections.tsx'
import { AccountsSection } from './accounts-section.tsx'
import { BackupsSection } from './backups-section.tsx'
import { JobsSection } from './jobs-section.tsx'
import { LogKeySection } from './log-key-section.tsx'
import { LogStateSection } from './log-state-section.tsx'
import { MyReminderSection } from './my-reminder-section.tsx'
import { OrganisationsSection } from './organisations-section.tsx'
import { OutboxSection } from './outbox-section.tsx'
import { PackSection } from './pack-section.tsx'
import { PasswordSection } from './password-section.tsx'
import { PeopleSection } from './people-section.tsx'
import { RemindersSection } from './reminders-section.tsx'
import { ServersSection } from './servers-section.tsx'
import { TokensSection } from './tokens-section.tsx'
import { TrailSection } from './trail-section.tsx'

type Ability = SessionView['may'][number]

/** A section of the settings, with an address of its own. */
export interface SettingsPart {
  readonly id: string
  readonly label: Label
  readonly about: Label
  /** What stands in it, in order, each for those who may do this; absent: for anybody. */
  readonly parts: readonly { readonly view: ComponentType; readonly may?: Ability }[]
}

const all: readonly SettingsPart[] = [
  {
    id: 'people',
    label: { zh: '人员与科室', en: 'People and offices' },
    about: {
      zh: '名册、岗位、交接与代行。',
      en: 'The roster, posts, handing over and standing in.',
    },
    parts: [{ view: PeopleSection }],
  },
  {
    id: 'accounts',
    label: { zh: '账号', en: 'Accounts' },
    about: { zh: '谁可以登录，各是什么角色。', en: 'Who may sign in, and as what.' },
    parts: [{ view: AccountsSection, may: 'manage-accounts' }],
  },
  {
    id: 'sign-in',
    label: { zh: '登录', en: 'Signing in' },
    about: { zh: '我的密码。', en: 'My password.' },
    parts: [{ view: PasswordSection }],
  },
  {
    id: 'reminders',
    label: { zh: '提醒', en: 'Reminders' },
    about: { zh: '何时提醒、发到哪里。', en: 'When they go out, and where to.' },
    parts: [
      { view: MyReminderSection },
      { view: RemindersSection, may: 'manage-organisations' },
      { view: OutboxSection, may: 'manage-organisations' },
    ],
  },
  {
    id: 'start',
    label: { zh: '台账起始日', en: 'First day of the ledger' },
    about: {
      zh: '从哪一天起要求，要不要回看全年。',
      en: 'From which day duties are owed, and looking back over the year.',
    },
    parts: [{ view: StartSection }],
  },
  {
    id: 'unit',
    label: { zh: '本单位用语与概况', en: 'The unit and its words' },
    about: {
      zh: '单位类别，会议、上下级单位和文件的叫法，适用的责任事项，报告的固定文字。',
      en: 'Kind of body, what meetings, bodies and texts are called, which duties bind, words of the reports.',
    },
    parts: [{ view: UnitSections }],
  },
  {
    id: 'organisations',
    label: { zh: '单位', en: 'Organisations' },
    about: { zh: '本系统里的单位，添加下级单位。', en: 'Units of this system; adding one.' },
    parts: [{ view: OrganisationsSection, may: 'manage-organisations' }],
  },
  {
    id: 'keys',
    label: { zh: '日志与公钥', en: 'Log and keys' },
    about: {
      zh: '日志签署是否正常，上级凭哪一行核验。',
      en: 'Whether the log is signed, and the line that others verify by.',
    },
    parts: [{ view: LogStateSection }, { view: LogKeySection }],
  },
  {
    id: 'tokens',
    label: { zh: '令牌', en: 'Tokens' },
    about: { zh: '供其他程序读写台账。', en: 'For programs that read and write the ledger.' },
    parts: [{ view: TokensSection, may: 'manage-tokens' }],
  },
  {
    id: 'backup',
    label: { zh: '备份', en: 'Backups' },
    about: { zh: '每夜的备份，恢复演练。', en: 'The copies of each night, and trying them.' },
    parts: [{ view: BackupsSection, may: 'manage-backups' }],
  },
  {
    id: 'servers',
    label: { zh: '服务器', en: 'Servers' },
    about: {
      zh: '共用数据库的各台服务器，各是哪一版。',
      en: 'The servers that use this database, and their versions.',
    },
    parts: [{ view: ServersSection, may: 'manage-backups' }],
  },
  {
    id: 'pack',
    label: { zh: '业务包', en: 'Pack' },
    about: { zh: '台账、数据项和责任事项的定义。', en: 'What registers, figures and duties are.' },
    parts: [{ view: PackSection }],
  },
  {
    id: 'jobs',
    label: { zh: '后台作业', en: 'Jobs' },
    about: { zh: '服务器按时自己做的事。', en: 'What the server does by itself.' },
    parts: [{ view: JobsSection, may: 'manage-organisations' }],
  },
  {
    id: 'trail',
    label: { zh: '操作记录', en: 'Trail' },
    about: { zh: '谁何时做了什么。', en: 'Who did what, and when.' },
    parts: [{ view: TrailSection, may: 'read-trail' }],
  },
]

/** The sections in which there is something for whoever is signed in. */
export function settingsFor({ may }: Pick<SessionView, 'may'>): readonly SettingsPart[] {
  return all
    .map((one) => ({
      ...one,
      parts: one.parts.filter((part) => part.may === undefined || may.includes(part.may)),
    }))
    .filter(({ parts }) => parts.length > 0)
}
