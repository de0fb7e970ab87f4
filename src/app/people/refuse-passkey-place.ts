import { refuse } from '../../ledger/fault.ts'

/** Refuses with `passkey.other-place`: a key works only under the name it was made for. */
export function refuseOtherPlace(rpIds: readonly string[]): never {
  const names = [...new Set(rpIds)]
  return refuse('passkey.other-place', {
    text: {
      zh: `您的通行密钥是为“${names.join('、')}”登记的，在现在这个地址上用不了。`,
      en: `Your passkey was made for “${names.join(', ')}” and does not work at this address.`,
    },
    hint: {
      zh: '请从那个地址打开本系统再签发，或在“我的”页面登记适用于此处的密钥。',
      en: 'Open the ledger at that address and sign there, or register a passkey here under “Mine”.',
    },
  })
}

/** Refuses with `passkey.place`: at an address in digits browsers give no passkey. */
export function refusePlace(): never {
  return refuse('passkey.place', {
    text: {
      zh: '在这个地址上不能使用通行密钥：浏览器只在加密的域名地址或 http://localhost 上提供。',
      en: 'No passkey works at this address: browsers offer them under a name over https, or at http://localhost.',
    },
    hint: {
      zh: '本机使用请打开 http://localhost:5280；对外服务请配置域名（--public-url）。',
      en: 'On this machine open http://localhost:5280; for others name the public address (--public-url).',
    },
  })
}
