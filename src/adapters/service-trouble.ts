import type { Fault } from '../ledger/fault.ts'
import { fault } from '../ledger/fault.ts'
import { databaseTrouble } from './postgres/database-refusal.ts'
import { SignerAway } from './signing/signer-client.ts'

/**
 * What to tell whoever asked when something under the server failed that is nobody's bug: the
 * database is away, a disk is full, a folder cannot be written. Null for any other error. Says no
 * address and no path: those are the administrator's, and stand in the log.
 */
export function serviceTrouble(error: unknown): Fault | null {
  if (error instanceof SignerAway) return signerAway
  switch (databaseTrouble(error)) {
    case 'away':
    case 'password':
      return away
    case 'full':
      return full
    case 'read-only':
      return readOnly
    case 'file':
      return (error as NodeJS.ErrnoException).code === 'EACCES' ? readOnly : null
    default:
      return null
  }
}

const away = fault('service.database', {
  waitSeconds: 5,
  text: {
    zh: '数据库暂时连不上，这一步没有完成。',
    en: 'The database cannot be reached just now; this was not done.',
  },
  hint: {
    zh: '填写的内容请留在页面上，几秒后再试；一直如此，请告诉管理员。',
    en: 'Leave what you typed on the page and try again in a few seconds; if it stays so, tell the administrator.',
  },
})

const signerAway = fault('service.signer', {
  waitSeconds: 5,
  text: {
    zh: '签署服务暂时连不上，这一步没有保存；仍可查阅。',
    en: 'The signer service cannot be reached just now; this was not saved. Reading goes on.',
  },
  hint: {
    zh: '填写的内容请留在页面上，稍后再试；一直如此，请告诉管理员。',
    en: 'Leave what you typed on the page and try again shortly; if it stays so, tell the administrator.',
  },
})

const full = fault('service.disk-full', {
  text: {
    zh: '服务器的磁盘已满，这一步没有保存。',
    en: 'The disk of the server is full; this was not saved.',
  },
  hint: {
    zh: '已保存的内容没有丢失。请告诉管理员腾出空间，填写的内容先留在页面上。',
    en: 'What was saved is not lost. Tell the administrator to free some space, and leave what you typed on the page.',
  },
})

const readOnly = fault('service.read-only', {
  text: {
    zh: '服务器现在只能读，这一步没有保存。',
    en: 'The server can only read just now; this was not saved.',
  },
  hint: {
    zh: '请告诉管理员：数据目录或数据库不能写入。填写的内容先留在页面上。',
    en: 'Tell the administrator that data folder or database cannot be written, and leave what you typed on the page.',
  },
})
