import type { RemindersView } from '../../api/contract/reminder.ts'

type Settings = RemindersView['settings']
type Mail = NonNullable<Settings['mail']>

/** What the form of reminders says, as the API takes it. A password left empty stays. */
export function settingsIn(said: FormData): { settings: Settings; password?: string } {
  const text = (name: string) => String(said.get(name) ?? '').trim()
  const is = (name: string) => said.get(name) !== null
  const robot = (kind: keyof Settings['robots']) => (is(`${kind}On`) ? text(kind) : null)
  const password = String(said.get('password') ?? '')
  return {
    settings: {
      on: is('on'),
      at: text('at'),
      quiet: { from: text('quietFrom'), to: text('quietTo') },
      page: text('page').replace(/\/$/, ''),
      escalateAfter: is('escalate') ? Number(text('escalateAfter')) : null,
      mail: is('mailOn') ? mailIn(text) : null,
      robots: { wecom: robot('wecom'), dingtalk: robot('dingtalk'), feishu: robot('feishu') },
    },
    ...(password === '' ? {} : { password }),
  }
}

function mailIn(text: (name: string) => string): Mail {
  return {
    host: text('host'),
    port: Number(text('port')),
    security: text('security') as Mail['security'],
    user: text('user') === '' ? null : text('user'),
    from: text('from'),
  }
}
