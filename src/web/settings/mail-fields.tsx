import { useState } from 'react'
import type { RemindersView } from '../../api/contract/reminder.ts'
import type { Label } from '../../ledger/label.ts'
import { useSay } from '../say.tsx'

type Mail = NonNullable<RemindersView['settings']['mail']>

const words = {
  on: { zh: '用邮件', en: 'By mail' },
  host: { zh: '邮件服务器', en: 'Mail server' },
  port: { zh: '端口', en: 'Port' },
  security: { zh: '加密方式', en: 'Security' },
  from: { zh: '发件地址', en: 'Sender' },
  user: { zh: '用户名（不需要则不填）', en: 'User name (if the server asks)' },
  password: { zh: '密码', en: 'Password' },
  kept: { zh: '已保存，不再显示；不改则留空', en: 'Kept and not shown; leave empty to keep it' },
}

const securityWords: Readonly<Record<Mail['security'], Label>> = {
  tls: { zh: 'TLS（常用 465）', en: 'TLS (usually 465)' },
  starttls: { zh: 'STARTTLS（常用 587）', en: 'STARTTLS (usually 587)' },
  none: { zh: '不加密（仅内网，不能带密码）', en: 'none (intranet only, no password)' },
}
const securities = Object.keys(securityWords) as readonly Mail['security'][]
const portDefault = 465

/** The mail server of the organisation. */
export function MailFields({ mail, hasPassword }: { mail: Mail | null; hasPassword: boolean }) {
  const { say } = useSay()
  const [on, setOn] = useState(mail !== null)
  return (
    <fieldset className="reminder-way">
      <label>
        <input
          type="checkbox"
          name="mailOn"
          checked={on}
          onChange={(event) => setOn(event.target.checked)}
        />{' '}
        {say(words.on)}
      </label>
      {on ? (
        <div className="reminder-form">
          <Text name="host" label={say(words.host)} value={mail?.host ?? ''} required />
          <Text name="port" label={say(words.port)} value={String(mail?.port ?? portDefault)} />
          <div className="labelled">
            <label htmlFor="mail-security">{say(words.security)}</label>
            <select
              id="mail-security"
              name="security"
              className="input"
              defaultValue={mail?.security ?? 'tls'}
            >
              {securities.map((one) => (
                <option key={one} value={one}>
                  {say(securityWords[one])}
                </option>
              ))}
            </select>
          </div>
          <Text name="from" label={say(words.from)} value={mail?.from ?? ''} required />
          <Text name="user" label={say(words.user)} value={mail?.user ?? ''} />
          <Text
            name="password"
            label={say(words.password)}
            value=""
            hint={hasPassword ? say(words.kept) : ''}
          />
        </div>
      ) : null}
    </fieldset>
  )
}

const inputTypes: Readonly<Record<string, string>> = {
  from: 'email',
  port: 'number',
  password: 'password',
}

function Text(props: {
  name: string
  label: string
  value: string
  hint?: string
  required?: boolean
}) {
  const id = `mail-${props.name}`
  return (
    <div className="labelled">
      <label htmlFor={id}>{props.label}</label>
      <input
        id={id}
        name={props.name}
        type={inputTypes[props.name] ?? 'text'}
        className="input"
        data-most={254}
        defaultValue={props.value}
        aria-describedby={props.hint ? `${id}-hint` : undefined}
        autoComplete={props.name === 'password' ? 'new-password' : 'off'}
        required={props.required}
      />
      {props.hint ? (
        <span id={`${id}-hint`} className="quiet small">
          {props.hint}
        </span>
      ) : null}
    </div>
  )
}
