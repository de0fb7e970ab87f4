import type { RobotKind } from '../ports/reminder-ports.ts'

/** Where the makers' own robots stand; a private installation has another beginning. */
export const robotBases: Readonly<Record<RobotKind, string>> = {
  wecom: 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send',
  dingtalk: 'https://oapi.dingtalk.com/robot/send',
  feishu: 'https://open.feishu.cn/open-apis/bot/v2/hook/',
}

/** Whether a robot's address stands below the beginning that the administrator set. */
export function standsBelow(address: string, base: string): boolean {
  if (!URL.canParse(address) || !URL.canParse(base)) return false
  const [one, start] = [new URL(address), new URL(base)]
  const isBare = one.username === '' && one.password === ''
  return isBare && one.origin === start.origin && one.href.startsWith(start.href)
}
