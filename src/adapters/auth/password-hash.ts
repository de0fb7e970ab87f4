import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { refuse } from '../../ledger/fault.ts'

// Node 20 has no Argon2id; OWASP's equal in scrypt. 128 MiB each, hence few at once and a queue
// with an end: otherwise signing in would be a way to fill the memory.
const memoryBytesMax = 256 * 1024 * 1024
const keyBytes = 32
const atOnceMax = 2
const waitingMax = 64

let running = 0
const waiting: (() => void)[] = []

/** Base-2 logarithm of what a password costs to hash, as OWASP asks of scrypt. */
export const standardCost = 17

/** How passwords are kept at one cost. */
export interface PasswordHashing {
  /** Hashes a password: `scrypt$17$8$1$salt$key`, base64. Refuses with `sign-in.busy`. */
  hash(password: string): Promise<string>
  /** A hash of nothing that can be typed: a name that does not exist costs as much as any other. */
  readonly ofNobody: string
  /** The same for an account without a password, made of chance and not worked out of anything. */
  unusable(): string
}

export function passwordHashing(cost: number): PasswordHashing {
  const prefix = `scrypt$${cost}$8$1$`
  return {
    hash: async (password) => {
      const salt = randomBytes(16)
      const key = await derive(password, salt, cost)
      return `${prefix}${salt.toString('base64')}$${key.toString('base64')}`
    },
    ofNobody: `${prefix}${'A'.repeat(22)}==$${'A'.repeat(43)}=`,
    unusable: () =>
      `${prefix}${randomBytes(16).toString('base64')}$${randomBytes(keyBytes).toString('base64')}`,
  }
}

/** Whether the password gives this hash; compares in constant time. Refuses with `sign-in.busy`. */
export async function verifyPassword(given: { hash: string; password: string }): Promise<boolean> {
  const [, cost, salt, key] = /^scrypt\$(1\d)\$8\$1\$([^$]+)\$([^$]+)$/.exec(given.hash) ?? []
  if (!cost || !salt || !key) throw new Error('a stored password has an unknown form')
  const expected = Buffer.from(key, 'base64')
  const actual = await derive(given.password, Buffer.from(salt, 'base64'), Number(cost))
  return timingSafeEqual(actual, expected)
}

async function derive(password: string, salt: Buffer, cost: number): Promise<Buffer> {
  await enter()
  try {
    return await new Promise<Buffer>((resolve, reject) => {
      // NFKC: the same characters typed by another keyboard are the same password.
      const text = password.normalize('NFKC')
      const bounds = { N: 2 ** cost, r: 8, p: 1, maxmem: memoryBytesMax }
      scrypt(text, salt, keyBytes, bounds, (error, key) => (error ? reject(error) : resolve(key)))
    })
  } finally {
    // The place is handed over, not given back: nobody can slip in between.
    const next = waiting.shift()
    if (next) next()
    else running--
  }
}

async function enter(): Promise<void> {
  if (running >= atOnceMax) {
    if (waiting.length >= waitingMax) {
      refuse('sign-in.busy', {
        text: { zh: '登录的人太多，请稍候。', en: 'Too many people are signing in.' },
        hint: { zh: '请过几秒再试。', en: 'Try again in a few seconds.' },
      })
    }
    return new Promise<void>((resolve) => waiting.push(resolve))
  }
  running++
}
