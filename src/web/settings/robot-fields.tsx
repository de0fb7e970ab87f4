import { useState } from 'react'
import type { RemindersView } from '../../api/contract/reminder.ts'
import { useSay } from '../say.tsx'
import { channelWords } from './reminder-words.ts'

type Robots = RemindersView['settings']['robots']
type Kind = keyof Robots

const words = {
  base: { zh: '{robot}地址的开头', en: 'Beginning of the address of a {robot}' },
  hint: {
    zh: '各人填写自己的机器人地址，须以此开头。政务微信、浙政钉等请改为本地地址；内网地址还须服务器管理员写入 outbound/hosts.txt。',
    en: 'Each person gives the address of their own robot, which begins with this. A private installation has another one; an address of the intranet must also stand in outbound/hosts.txt of the server.',
  },
}

const kinds: readonly Kind[] = ['wecom', 'dingtalk', 'feishu']

/** The kinds of robots that people may choose. */
export function RobotFields({ robots, bases }: { robots: Robots; bases: Record<Kind, string> }) {
  const { say } = useSay()
  return (
    <fieldset className="reminder-way">
      {kinds.map((kind) => (
        <Robot key={kind} kind={kind} base={robots[kind]} usual={bases[kind]} />
      ))}
      <p className="quiet small">{say(words.hint)}</p>
    </fieldset>
  )
}

function Robot({ kind, base, usual }: { kind: Kind; base: string | null; usual: string }) {
  const { say } = useSay()
  const [on, setOn] = useState(base !== null)
  const robot = say(channelWords[kind])
  return (
    <>
      <label>
        <input
          type="checkbox"
          name={`${kind}On`}
          checked={on}
          onChange={(event) => setOn(event.target.checked)}
        />{' '}
        {robot}
      </label>
      {on ? (
        <input
          name={kind}
          type="url"
          className="input"
          aria-label={say(words.base, { robot })}
          defaultValue={base ?? usual}
          data-most={500}
          required
        />
      ) : null}
    </>
  )
}
