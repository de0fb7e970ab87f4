import { useEffect, useState } from 'react'
import { useSay } from '../say.tsx'

const words = {
  bar: { zh: '演示数据的写入进度', en: 'Progress of the demo data' },
  wait: {
    zh: '正在写入演示记录，一般半分钟，机器忙时要两三分钟…',
    en: 'Writing the demo records: half a minute, two or three on a busy machine…',
  },
  longer: {
    zh: '比平时久一些，仍在写入。请不要关闭本页。',
    en: 'It takes longer than usual and goes on. Leave this page open.',
  },
}

/** Seconds it takes on a slow machine. */
const usualSeconds = 30

/** How long it has been going on, measured against the usual time. */
export function DemoWait() {
  const { say } = useSay()
  const [seconds, setSeconds] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => setSeconds((before) => before + 1), 1000)
    return () => clearInterval(timer)
  }, [])
  const isLong = seconds > usualSeconds
  return (
    <div className="demo-wait">
      {isLong ? (
        <progress aria-label={say(words.bar)} />
      ) : (
        <progress aria-label={say(words.bar)} max={usualSeconds} value={seconds} />
      )}
      <p className="quiet" role="status">
        {say(isLong ? words.longer : words.wait)}
      </p>
    </div>
  )
}
