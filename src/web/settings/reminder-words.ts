import type { MyReminderView, OutboxRowView } from '../../api/contract/reminder.ts'
import type { Label } from '../../ledger/label.ts'

type Channel = MyReminderView['offered'][number]['channel']

/** Names of the ways. */
export const channelWords: Readonly<Record<Channel, Label>> = {
  mail: { zh: '邮件', en: 'Mail' },
  wecom: { zh: '企业微信机器人', en: 'WeCom robot' },
  dingtalk: { zh: '钉钉机器人', en: 'DingTalk robot' },
  feishu: { zh: '飞书机器人', en: 'Feishu robot' },
}

/** Names of the states of a message. */
export const stateWords: Readonly<Record<OutboxRowView['state'], Label>> = {
  waiting: { zh: '待发', en: 'waiting' },
  sending: { zh: '发送中', en: 'sending' },
  sent: { zh: '已发', en: 'sent' },
  dead: { zh: '未发出', en: 'not sent' },
  unknown: { zh: '是否送达不明', en: 'fate unknown' },
}
