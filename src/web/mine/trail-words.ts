import { core } from '../../ledger/core/core-registers.ts'
import type { Label } from '../../ledger/label.ts'

const acts: Readonly<Record<string, Label>> = {
  'sign-in': { zh: '登录', en: 'sign-in' },
  refused: { zh: '越权请求', en: 'refused request' },
  export: { zh: '导出', en: 'export' },
  'read-restricted': { zh: '查看限知悉记录', en: 'read restricted records' },
  role: { zh: '账号与角色', en: 'account and roles' },
  [core.standIn.id]: { zh: '代行', en: 'standing in' },
  token: { zh: '令牌', en: 'token' },
  passkey: { zh: '通行密钥', en: 'passkey' },
  reminders: { zh: '提醒', en: 'reminders' },
  'hand-over': { zh: '移交报告草稿', en: 'draft handed over' },
  erase: { zh: '依法删除', en: 'erased by law' },
  backup: { zh: '备份', en: 'backup' },
  'confirm-clock': { zh: '确认服务器时钟', en: 'clock confirmed' },
  'change-keys': { zh: '更换日志密钥', en: 'keys of the log' },
  'watch-log': { zh: '登记报送单位公钥', en: 'key of a watched log' },
  'calendar-feed': { zh: '日历订阅', en: 'calendar address' },
}

/** Words that the ledger itself writes beside an act. */
const details: Readonly<Record<string, Label>> = {
  search: { zh: '（搜索）', en: '(search)' },
  ended: { zh: '停用', en: 'ended' },
  on: { zh: '开启', en: 'on' },
  off: { zh: '关闭', en: 'off' },
  again: { zh: '再发一次', en: 'sent again' },
  link: { zh: '重发链接', en: 'new link' },
  made: { zh: '生成', en: 'made' },
  registered: { zh: '登记', en: 'registered' },
  removed: { zh: '移除', en: 'removed' },
  draft: { zh: '草稿', en: 'draft' },
  frozen: { zh: '定稿', en: 'as signed' },
  'year-pack': { zh: '年度证据包', en: 'year pack' },
  '->': { zh: '→', en: '→' },
  'access.denied': { zh: '角色不允许', en: 'not for this role' },
  'access.scope': { zh: '令牌不允许', en: 'not for this token' },
}

/** The acts to choose from. */
export const trailActs = Object.entries(acts).map(([id, label]) => ({ id, label }))

/** An act of the trail in words; one that has none stands for itself. */
export function trailAct(act: string): Label {
  return acts[act] ?? { zh: act, en: act }
}

/** A word beside an act; null for what is none of them, such as a number. */
export function trailDetail(word: string): Label | null {
  return details[word] ?? null
}
