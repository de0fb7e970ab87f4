import type { Label } from '../../ledger/label.ts'

const acts: Readonly<Record<string, Label>> = {
  'sign-in': { zh: '登录', en: 'sign-in' },
  refused: { zh: '越权请求', en: 'refused request' },
  export: { zh: '导出', en: 'export' },
  'read-restricted': { zh: '查看限知悉记录', en: 'read a restricted record' },
  role: { zh: '账号与角色', en: 'account and roles' },
  token: { zh: '令牌', en: 'token' },
  reminders: { zh: '提醒', en: 'reminders' },
  'hand-over': { zh: '移交报告草稿', en: 'draft handed over' },
  passkey: { zh: '通行密钥', en: 'passkey' },
  'confirm-clock': { zh: '确认服务器时钟', en: 'clock confirmed' },
  'change-keys': { zh: '更换日志密钥', en: 'keys of the log' },
  'watch-log': { zh: '登记报送单位公钥', en: 'key of a watched log' },
  'calendar-feed': { zh: '日历订阅', en: 'calendar address' },
}

/** An act of the trail in words; one that has none stands for itself. */
export function trailAct(act: string): Label {
  return acts[act] ?? { zh: act, en: act }
}
