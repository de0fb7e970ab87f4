import { useSay } from '../say.tsx'

const words = {
  local: {
    zh: '本页是用 {host} 打开的，这样的链接只能在这台电脑上打开。请先用同事能访问的地址打开系统，再发链接。',
    en: 'This page was opened at {host}: such links work on this computer only. Open the system at an address that others reach, and make the links there.',
  },
}

/** Warns whoever is about to hand over a link that leads nowhere from another computer. */
export function LocalLinkNote() {
  const { say } = useSay()
  const { hostname, host } = location
  const isLocal = hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.')
  return isLocal ? <p className="bad">{say(words.local, { host })}</p> : null
}
