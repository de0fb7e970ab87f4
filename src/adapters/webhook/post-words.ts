import type { Label } from '../../ledger/label.ts'

/** Sentences for what can go wrong on the way to a robot. */
export const words = {
  address: {
    zh: '机器人地址不是网址。请从群机器人的设置中整条复制。',
    en: 'The robot address is not a web address. Copy all of it from the settings of the robot.',
  },
  scheme: {
    zh: '机器人地址只能是 https 的 443 端口；内网的其他地址须由服务器管理员写入 outbound/hosts.txt。',
    en: 'A robot address must be https on port 443; others of the intranet are added to outbound/hosts.txt by the administrator of the machine.',
  },
  credentials: {
    zh: '机器人地址中不能带用户名和密码。',
    en: 'A robot address must not carry a user name or password.',
  },
  redirect: {
    zh: '对方要求转到别处，为安全起见不予跟随。请填写机器人本来的地址。',
    en: 'The other side sends us elsewhere, which is not followed. Enter the robot’s own address.',
  },
  unreachable: {
    zh: '连接不上对方服务器，稍后再试。请核对地址与网络。',
    en: 'The other server cannot be reached; it is tried again later. Check address and network.',
  },
  slow: {
    zh: '已连接，但 5 秒内没有答复；消息可能已送达，不再自动重发。',
    en: 'Connected, but no answer within 5 seconds; the message may have arrived and is not sent again by itself.',
  },
  broken: {
    zh: '连接中途断开；消息可能已送达，不再自动重发。',
    en: 'The connection broke on the way; the message may have arrived and is not sent again by itself.',
  },
  large: {
    zh: '对方的答复超过 64 KiB，不像机器人的答复；消息是否送达不明。请核对地址。',
    en: 'The answer is larger than 64 KiB, unlike any robot’s; whether the message arrived is not known. Check the address.',
  },
  tooMany: {
    zh: '对方说发送过于频繁，稍后再试。',
    en: 'The other side says there are too many messages; it is tried again later.',
  },
  busy: {
    zh: '对方服务器暂不可用，稍后再试。',
    en: 'The other server is not available for now; it is tried again later.',
  },
  unreadable: {
    zh: '对方的答复不是机器人的格式；消息是否送达不明。请核对地址。',
    en: 'The answer is not that of a robot; whether the message arrived is not known. Check the address.',
  },
  failed: (status: number): Label => ({
    zh: `对方答复错误 ${status}。请核对机器人地址。`,
    en: `The other side answered with error ${status}. Check the robot address.`,
  }),
} as const

const certificateCodes: Readonly<Record<string, Label>> = {
  CERT_HAS_EXPIRED: { zh: '对方的证书已过期', en: 'The certificate of the other side has expired' },
  CERT_NOT_YET_VALID: {
    zh: '对方的证书尚未生效',
    en: 'The certificate of the other side is not valid yet',
  },
  ERR_TLS_CERT_ALTNAME_INVALID: {
    zh: '对方的证书不属于这个地址',
    en: 'The certificate of the other side is for another name',
  },
}
const untrusted: Label = {
  zh: '对方的证书不是由受信任的机构签发',
  en: 'The certificate of the other side is not from an authority that is trusted',
}
const untrustedCodes = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'CERT_UNTRUSTED',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_REVOKED',
  'UNABLE_TO_GET_ISSUER_CERT',
])

/** The sentence for a certificate that does not hold, with what to do; null for other errors. */
export function certificateText(code: string | undefined): Label | null {
  const what = certificateCodes[code ?? ''] ?? (untrustedCodes.has(code ?? '') ? untrusted : null)
  if (what === null) return null
  return {
    zh: `${what.zh}，没有发送。内网自建的签发机构，请服务器管理员放入 outbound/ca.pem。`,
    en: `${what.en}; nothing was sent. For an authority of the intranet, the administrator of the machine puts it into outbound/ca.pem.`,
  }
}
