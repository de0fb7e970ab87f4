import { refuse } from '../../ledger/fault.ts'
import type { Label } from '../../ledger/label.ts'

const unitNameCharactersMax = 80

/** A unit's name in both languages; one alone stands for both. Refuses with `unit.name`. */
export function checkUnitName(given: Label | string): Label {
  const both = typeof given === 'string' ? { zh: given, en: given } : given
  const name = { zh: clean(both.zh), en: clean(both.en) || clean(both.zh) }
  const sound = [name.zh, name.en].every(
    (one) => one.length >= 2 && one.length <= unitNameCharactersMax && !/[\p{Cc}\p{Cf}]/u.test(one),
  )
  if (sound) return name
  return refuse('unit.name', {
    at: ['body', 'unit'],
    text: {
      zh: `请填写单位名称，2 至 ${unitNameCharactersMax} 个字。`,
      en: `Give the name of the unit, 2 to ${unitNameCharactersMax} characters.`,
    },
    hint: { zh: '请用规范全称。', en: 'Use its full official name.' },
  })
}

function clean(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim()
}

/** An IANA time zone that exists. Refuses with `unit.zone`. */
export function checkZone(zone: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone
  } catch {
    return refuse('unit.zone', {
      at: ['body', 'zone'],
      text: { zh: '没有这个时区。', en: 'There is no such time zone.' },
      hint: { zh: '例如 Asia/Shanghai。', en: 'For example Asia/Shanghai.' },
    })
  }
}
