import type { MailServer } from '../../app/ports/reminder-ports.ts'
import type { Label } from '../../ledger/label.ts'

/** Characters of the server's own words at most. */
const saidMax = 200

/** Sentences for what can go wrong with a mail server. */
export const words = {
  port: ({ host, port }: MailServer): Label => ({
    zh: `端口 ${port} 不是发信端口（25、465、587、2525）；其他端口须由服务器管理员在数据目录的 outbound/hosts.txt 中写一行 smtp://${host}:${port}。`,
    en: `Port ${port} is none that takes mail (25, 465, 587, 2525); for another the administrator of the machine adds the line smtp://${host}:${port} to outbound/hosts.txt in the data folder.`,
  }),
  unreachable: ({ host, port }: MailServer): Label => ({
    zh: `连接不上邮件服务器 ${host}:${port}，稍后再试。请核对地址、端口与加密方式。`,
    en: `The mail server ${host}:${port} cannot be reached; it is tried again later. Check address, port and security.`,
  }),
  hangs: ({ host, port }: MailServer): Label => ({
    zh: `邮件服务器 ${host}:${port} 没有应答，已停止等待，稍后再试。加密方式选错时常见。`,
    en: `The mail server ${host}:${port} says nothing; the wait was ended and it is tried again later. A wrong kind of security often looks like this.`,
  }),
  security: {
    zh: '不能与邮件服务器建立加密连接。请核对加密方式与端口（TLS 常用 465，STARTTLS 常用 587）。',
    en: 'No secured connection with the mail server. Check security and port (TLS is usually 465, STARTTLS 587).',
  },
  setting: {
    zh: '邮件服务器不接受这些设置。请核对用户名、密码与发件地址。',
    en: 'The mail server does not take these settings. Check user, password and sender.',
  },
  broken: {
    zh: '邮件交出后没有得到答复；可能已送达，不再自动重发。',
    en: 'No answer after the mail was handed over; it may have arrived and is not sent again by itself.',
  },
} as const

/** What the server itself answered, cut and on one line. */
export function answeredText(about: 'login' | 'mail', response: string): Label {
  const said = response.replace(/[\p{C}\s]+/gu, ' ').slice(0, saidMax)
  return about === 'login'
    ? {
        zh: `邮件服务器不接受用户名或密码：${said}`,
        en: `The mail server does not accept user or password: ${said}`,
      }
    : { zh: `邮件服务器拒收：${said}`, en: `The mail server refused: ${said}` }
}
