import type { Fault } from '../../ledger/fault.ts'
import { fault, Refusal } from '../../ledger/fault.ts'
import type { Label } from '../../ledger/label.ts'
import { wallClock } from '../clock/wall-clock.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { ReminderSettings } from '../ports/reminder-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import { isQuiet } from './quiet-hours.ts'

/** What an organisation starts from: nothing is sent. */
export const settingsDefault: ReminderSettings = {
  on: false,
  at: '08:30',
  quiet: { from: '18:00', to: '08:00' },
  page: '',
  escalateAfter: null,
  mail: null,
  robots: { wecom: null, dingtalk: null, feishu: null },
}

/** Settings, and whether a password for the mail server is kept. */
export async function readSettings({ reminders }: Pick<AppPorts, 'reminders'>, { org }: Session) {
  return (await reminders.settings(org.id)) ?? { settings: settingsDefault, hasPassword: false }
}

/**
 * Changes how the organisation reminds. Switched on after the hour it begins the next day, so that
 * nobody is surprised in the afternoon. Refuses with `reminder.page`, `reminder.hour`,
 * `reminder.channel`, `reminder.robot`, `reminder.mail.clear`, `reminder.mail.password`,
 * `reminder.demo`.
 */
export async function changeSettings(
  ports: Pick<AppPorts, 'reminders' | 'store' | 'clock'>,
  session: Session,
  change: { settings: ReminderSettings; password: string | null | undefined },
): Promise<void> {
  const { org, actor } = session
  const { reminders } = ports
  const before = await readSettings(ports, session)
  const { settings } = change
  // A password belongs to the server and name it was given for, and is shown to no other.
  const isSameServer =
    settings.mail?.host === before.settings.mail?.host &&
    settings.mail?.user === before.settings.mail?.user
  const keeps = change.password === undefined && isSameServer
  const hasPassword = keeps ? before.hasPassword : Boolean(change.password)
  const faults = faultsIn(settings, { hasPassword, isDemo: org.kind === 'demo' })
  if (faults.length > 0) throw new Refusal(faults)
  const password = keeps ? undefined : (change.password ?? null)
  await reminders.putSettings(org.id, { settings, password })
  if (settings.on && !before.settings.on) {
    const { day, time } = wallClock(org.zone, ports.clock.now())
    await reminders.startReminding(org.id, time < settings.at ? null : day)
  }
  if (!settings.on) await reminders.stopReminding(org.id)
  const line = { actor: actor.id, act: 'reminders', subject: null, outcome: 'done' } as const
  await ports.store.trail(org.id, { ...line, detail: settings.on ? 'on' : 'off' })
}

function faultsIn(
  { on, at, quiet, page, mail, robots }: ReminderSettings,
  { hasPassword, isDemo }: { hasPassword: boolean; isDemo: boolean },
): readonly Fault[] {
  const bases = Object.entries(robots).flatMap(([kind, base]) =>
    base === null ? [] : [{ kind, base }],
  )
  const isWeb = (text: string) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)
  return [
    ...(on && isDemo ? [said('reminder.demo', [], words.demo)] : []),
    ...(on && !isWeb(page) ? [said('reminder.page', ['page'], words.page)] : []),
    ...(isQuiet(quiet, at) ? [said('reminder.hour', ['at'], words.hour)] : []),
    ...(on && mail === null && bases.length === 0
      ? [said('reminder.channel', [], words.channel)]
      : []),
    ...bases
      .filter(({ base }) => !isWeb(base) || /[?#@]/.test(base))
      .map(({ kind }) => said('reminder.robot', ['robots', kind], words.robot)),
    ...(mail !== null && mail.user !== null && mail.security === 'none'
      ? [said('reminder.mail.clear', ['mail', 'security'], words.clear)]
      : []),
    ...(mail !== null && mail.user !== null && !hasPassword
      ? [said('reminder.mail.password', ['password'], words.password)]
      : []),
  ]
}

function said(
  code: string,
  place: readonly string[],
  { text, hint }: { readonly text: Label; readonly hint: Label },
): Fault {
  return fault(code, { at: ['body', ...place], text, hint })
}

const words = {
  demo: {
    text: { zh: '演示单位不发送提醒。', en: 'A demo unit sends no reminders.' },
    hint: { zh: '请在正式单位中设置。', en: 'Set them in a real unit.' },
  },
  page: {
    text: { zh: '开启提醒前要填写本系统的网址。', en: 'Reminders need the address of this page.' },
    hint: {
      zh: '消息里的链接指向它，例如 https://tz.example.gov.cn。',
      en: 'The link in a message leads there, e.g. https://tz.example.gov.cn.',
    },
  },
  hour: {
    text: { zh: '发送时间落在免打扰时段内。', en: 'The hour lies within the quiet hours.' },
    hint: { zh: '请调整其中一个。', en: 'Change one of them.' },
  },
  channel: {
    text: { zh: '还没有可用的发送方式。', en: 'There is no way to send by yet.' },
    hint: {
      zh: '请填写邮件服务器或至少一种机器人。',
      en: 'Set a mail server or one kind of robot.',
    },
  },
  robot: {
    text: {
      zh: '机器人地址的开头应是不带参数的网址。',
      en: 'A robot address begins with a plain web address.',
    },
    hint: {
      zh: '例如 https://qyapi.weixin.qq.com/cgi-bin/webhook/send。',
      en: 'For example https://qyapi.weixin.qq.com/cgi-bin/webhook/send.',
    },
  },
  clear: {
    text: {
      zh: '不加密的连接上不能送出密码。',
      en: 'A password does not go over an open connection.',
    },
    hint: {
      zh: '请改用 TLS 或 STARTTLS；服务器按来源地址放行的，不填用户名。',
      en: 'Use TLS or STARTTLS; where the server admits by address, give no user name.',
    },
  },
  password: {
    text: { zh: '填了用户名，还要填密码。', en: 'With a user name there must be a password.' },
    hint: {
      zh: '更换服务器或用户名后，密码要重新填写。',
      en: 'After a change of server or user name it is typed again.',
    },
  },
} as const
