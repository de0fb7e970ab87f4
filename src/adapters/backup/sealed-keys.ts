import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { refuse } from '../../ledger/fault.ts'
import { makeFolder } from '../make-folder.ts'

const magic = Buffer.from('taizhang-keys/1\n')
const saltBytes = 16
const nonceBytes = 12
const tagBytes = 16
// 128 MiB and about a quarter of a second for each guess.
const cost = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 1024 * 1024 }
// A key that follows another carries its id in its name, until it takes the other's place.
const keyFile = /^(?:[0-9a-f-]{36}\.(?:log|receipt)(?:\.[0-9a-f]{8})?\.skey|reminders\.key)$/

/** The key files of a folder under a passphrase: scrypt, then AES-256-GCM. */
export function sealKeys(folder: string, passphrase: string): Buffer {
  const files: Record<string, string> = {}
  const names = existsSync(folder) ? readdirSync(folder) : []
  for (const name of names.filter((one) => keyFile.test(one)).toSorted()) {
    files[name] = readFileSync(join(folder, name), 'utf8')
  }
  const salt = randomBytes(saltBytes)
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', scryptSync(passphrase, salt, 32, cost), nonce)
  cipher.setAAD(magic)
  const content = Buffer.concat([cipher.update(JSON.stringify(files), 'utf8'), cipher.final()])
  return Buffer.concat([magic, salt, nonce, content, cipher.getAuthTag()])
}

/** Key files by name. Refuses with `restore.passphrase`. */
export function openSealedKeys(
  sealed: Buffer,
  passphrase: string,
): Readonly<Record<string, string>> {
  const at = magic.length
  const salt = sealed.subarray(at, at + saltBytes)
  const nonce = sealed.subarray(at + saltBytes, at + saltBytes + nonceBytes)
  const content = sealed.subarray(at + saltBytes + nonceBytes, sealed.length - tagBytes)
  const key = scryptSync(passphrase, salt, 32, cost)
  const decipher = createDecipheriv('aes-256-gcm', key, nonce)
  decipher.setAAD(magic)
  decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes))
  try {
    const text = Buffer.concat([decipher.update(content), decipher.final()]).toString('utf8')
    return JSON.parse(text) as Record<string, string>
  } catch {
    return refuse('restore.passphrase', {
      text: {
        zh: '口令不对，日志密钥没有取出。',
        en: 'The passphrase is wrong for these log keys.',
      },
      hint: {
        zh: '请用备份时的口令；也可不用口令恢复，再把原 keys 目录放回去。',
        en: 'Use the one of the backup, or restore without it and give the old keys with --keys.',
      },
    })
  }
}

/** Writes key files that are not there yet, mode 0600. */
export function placeKeys(folder: string, files: Readonly<Record<string, string>>): void {
  makeFolder(folder, 0o700)
  for (const [name, text] of Object.entries(files)) {
    if (keyFile.test(name)) writeFileSync(join(folder, name), text, { mode: 0o600 })
  }
}

/** The key files of a folder that somebody kept. Refuses with `restore.keys`. */
export function keptKeys(folder: string): Readonly<Record<string, string>> {
  const names = existsSync(folder) ? readdirSync(folder).filter((one) => keyFile.test(one)) : []
  if (names.length === 0) {
    refuse('restore.keys', {
      at: [folder],
      text: { zh: `${folder} 中没有日志密钥。`, en: `There are no log keys in ${folder}.` },
      hint: {
        zh: '请指定原数据目录下的 keys 文件夹。',
        en: 'Name the folder keys of the old data folder.',
      },
    })
  }
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]))
}
