import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { refuse } from '../../ledger/fault.ts'

/** Encrypts texts for the database, so that a copy of it alone tells no password. */
export interface SealedTexts {
  /** `use` binds the text to its place: moved elsewhere it opens no more. */
  seal(text: string, use: string): Promise<Buffer>
  /** Refuses with `reminder.secret.unreadable`. */
  open(sealed: Buffer, use: string): Promise<string>
}

const keyBytes = 32
const nonceBytes = 12
const tagBytes = 16
const algorithm = 'aes-256-gcm'

/** AES-256-GCM under a key in a file of mode 0600, made when the first text is sealed. */
export function sealedTexts({ keysDir }: { keysDir: string }): SealedTexts {
  const path = join(keysDir, 'reminders.key')
  return {
    seal: async (text, use) => {
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv(algorithm, keyAt(path), nonce).setAAD(Buffer.from(use))
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed])
    },
    open: async (sealed, use) => {
      try {
        const decipher = createDecipheriv(algorithm, readKey(path), sealed.subarray(0, nonceBytes))
          .setAAD(Buffer.from(use))
          .setAuthTag(sealed.subarray(nonceBytes, nonceBytes + tagBytes))
        const rest = sealed.subarray(nonceBytes + tagBytes)
        return Buffer.concat([decipher.update(rest), decipher.final()]).toString('utf8')
      } catch {
        return unreadable()
      }
    },
  }
}

function keyAt(path: string): Buffer {
  try {
    // Of two processes that start at once one makes it.
    const text = randomBytes(keyBytes).toString('base64')
    writeFileSync(path, `${text}\n`, { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  return readKey(path)
}

function readKey(path: string): Buffer {
  const key = Buffer.from(readFileSync(path, 'utf8').trim(), 'base64')
  if (key.length !== keyBytes) throw new Error(`${path} is not a key`)
  return key
}

function unreadable(): never {
  return refuse('reminder.secret.unreadable', {
    text: {
      zh: '存放的密码或机器人地址无法解开：keys/reminders.key 已换或丢失。',
      en: 'A stored password or robot address cannot be opened: keys/reminders.key was lost or replaced.',
    },
    hint: {
      zh: '请恢复该文件，或重新填写密码与地址。',
      en: 'Put the file back, or enter password and address anew.',
    },
  })
}
