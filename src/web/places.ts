import type { SessionView } from '../api/contract/account.ts'
import type { Label } from '../ledger/label.ts'

/** Where a place is offered: the rail, the bar of a phone, the page behind that bar. */
type Where = 'rail' | 'bar' | 'more'

interface Place {
  /** Null: an act, which opens above whatever page stands there. */
  readonly to: string | null
  readonly label: Label
  readonly about?: Label
  readonly in: readonly Where[]
  /** What somebody must be allowed to do for it to be of use; absent: anybody. */
  readonly may?: SessionView['may'][number]
}

/** The places of the product in the order they are offered: address, words, where, for whom. */
export const places = {
  year: { to: '/', label: { zh: '今年', en: 'Year' }, in: ['rail', 'bar'] },
  mine: { to: '/mine', label: { zh: '我的', en: 'Mine' }, in: ['bar'] },
  recordOne: { to: null, label: { zh: '记一笔', en: 'Record' }, in: ['bar'], may: 'record' },
  plan: {
    to: '/plan',
    label: { zh: '计划', en: 'Plan' },
    about: {
      zh: '责任分工、任务进展、会议安排。',
      en: 'Assignments, tasks and their progress, meetings to come.',
    },
    in: ['rail', 'more'],
  },
  registers: {
    to: '/registers',
    label: { zh: '台账', en: 'Registers' },
    about: {
      zh: '会议、学习、发文等全部记录。',
      en: 'All records: meetings, study sessions, documents.',
    },
    in: ['rail', 'more'],
  },
  calendar: {
    to: '/calendar',
    label: { zh: '日历', en: 'Calendar' },
    about: {
      zh: '开过的和要开的会议，到期的责任和任务。',
      en: 'Meetings held and planned, duties and tasks that are due.',
    },
    in: ['rail', 'more'],
  },
  problems: {
    to: '/problems',
    label: { zh: '问题', en: 'Problems' },
    about: {
      zh: '问题从发现到销号，和督导检查。',
      en: 'Problems from finding to closing out, and inspections.',
    },
    in: ['rail', 'more'],
  },
  calls: {
    to: '/calls',
    label: { zh: '报送任务', en: 'Calls' },
    about: {
      zh: '上级布置的、向下级布置的，责任清单，交换包。',
      en: 'What the body above asks, what we ask of those below, duty lists, bundles.',
    },
    in: ['rail', 'more'],
  },
  reports: { to: '/reports', label: { zh: '报告', en: 'Report' }, in: ['rail', 'bar'] },
  reading: {
    to: '/reading',
    label: { zh: '核对报告', en: 'Check a report' },
    about: {
      zh: '把已写好的报告逐句与台账对照。',
      en: 'Compare a written report with the ledger, sentence by sentence.',
    },
    in: ['more'],
  },
  verify: {
    to: '/verify',
    label: { zh: '核验', en: 'Verify' },
    about: {
      zh: '核对一条记录：谁签的、何时已在日志中、有没有改动。',
      en: 'Check a record: who signed it, when the log had it, whether it changed.',
    },
    in: ['rail', 'more'],
  },
  handover: {
    to: '/handover',
    label: { zh: '交接与代行', en: 'Handing over and standing in' },
    about: {
      zh: '人员离任时移交事项，外出时授权代行。',
      en: 'Hand over when somebody leaves; let another act while somebody is away.',
    },
    in: ['more'],
  },
  settings: {
    to: '/settings',
    label: { zh: '设置', en: 'Settings' },
    about: {
      zh: '人员、账号、提醒、本单位用语、备份。',
      en: 'People, accounts, reminders, the unit’s words, backups.',
    },
    in: ['rail', 'more'],
  },
} as const satisfies Readonly<Record<string, Place>>

/** What is offered there to whoever is signed in, in order. */
export function placesIn(where: Where, { may }: Pick<SessionView, 'may'>) {
  return Object.values(places).filter((place: Place) => {
    return place.in.includes(where) && (place.may === undefined || may.includes(place.may))
  })
}
