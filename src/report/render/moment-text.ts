import type { Label } from '../../ledger/label.ts'
import { dateText } from './render-text.ts'

/**
 * A moment of the log (ISO, UTC) as people read it: in the zone of the unit where the file names
 * one (`2026年1月5日09:30:00（北京时间）`), else in UTC, and always with the zone said. `zone` is an
 * IANA name out of a file: one that this machine does not know is as none.
 */
export function momentText(recordedAt: string, zone: string | null): Label {
  const local = zone === null ? null : momentIn(zone, recordedAt)
  if (local !== null) return local
  const [day = '', rest = ''] = recordedAt.split('T')
  const time = rest.slice(0, 8)
  return { zh: `${dateText(day)}${time}（协调世界时）`, en: `${day} ${time} UTC` }
}

function momentIn(zone: string, recordedAt: string): Label | null {
  const moment = new Date(recordedAt)
  if (Number.isNaN(moment.getTime())) return null
  try {
    // The Swedish way of writing a moment is the ISO one.
    const written = new Intl.DateTimeFormat('sv-SE', {
      timeZone: zone,
      dateStyle: 'short',
      timeStyle: 'medium',
    }).format(moment)
    const [day = '', time = ''] = written.split(' ')
    const name = zoneName(zone, moment)
    return { zh: `${dateText(day)}${time}（${name.zh}）`, en: `${day} ${time} ${name.en}` }
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

function zoneName(zone: string, moment: Date): Label {
  if (zone === 'Asia/Shanghai') return { zh: '北京时间', en: 'Beijing time' }
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeZoneName: 'longOffset' })
  const offset = parts.formatToParts(moment).find(({ type }) => type === 'timeZoneName')
  const text = (offset?.value ?? 'GMT').replace('GMT', 'UTC')
  return { zh: text, en: text }
}
