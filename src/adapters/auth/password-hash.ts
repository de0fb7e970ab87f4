import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { refuse } from '../../ledger/fault.ts'

// Node 20 has no Argon2id; OWASP's equal in scrypt. 128 MiB each, hence few at once and a queue
// with an end: otherwise signing in would be a way to fill the memory.
const cost = { N: 2 ** 17, r: 8, p: 1 } as const
const memoryBytesMax = 256 * 1024 * 1024
const keyBytes = 32
const atOnceMax = 2
const waitingMax = 64

let running = 0
const waiting: (() => void)[] = []

/** Hashes a password: `scrypt$17$8$1$salt$key`, base64. Refuses with `sign-in.busy`. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const key = await derive(password, salt)
  return `scrypt$17$8$1$${salt.toString('base64')}$${key.toString('base64')}`
}

/** Whether the password gives this hash; compares in constant time. */
export async function verifyPassword(given: { hash: string; password: string }): Promise<boolean> {
  const [kind, logN, r, p, salt, key] = given.hash.split('$')
  if (kind !== 'scrypt' || logN !== '17' || r !== '8' || p !== '1' || !salt || !key) {
    throw new Error('a stored password has an unknown form')
  }
  const expected = Buffer.from(key, 'base64')
  return timingSafeEqual(await derive(given.password, Buffer.from(salt, 'base64')), expected)
}

async function derive(password: string, salt: Buffer): Promise<Buffer> {
  await enter()
  try {
    return await new Promise<Buffer>((resolve, reject) => {
      // NFKC: the same characters typed by another keyboard are the same password.
      const text = password.normalize('NFKC')
      scrypt(text, salt, keyBytes, { ...cost, maxmem: memoryBytesMax }, (error, key) =>
        error ? reject(error) : resolve(key),
      )
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
