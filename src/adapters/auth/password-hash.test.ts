import { expect, test } from 'vitest'
import { passwordHashing, verifyPassword } from './password-hash.ts'

const password = '春眠不觉晓处处闻啼鸟'

test('a hash is verified at the cost it was made at, whatever new ones cost', async () => {
  const cheap = await passwordHashing(10).hash(password)
  const dear = await passwordHashing(12).hash(password)
  expect(cheap).toMatch(/^scrypt\$10\$8\$1\$/)
  expect(dear).toMatch(/^scrypt\$12\$8\$1\$/)
  for (const hash of [cheap, dear]) {
    expect(await verifyPassword({ hash, password })).toBe(true)
    expect(await verifyPassword({ hash, password: `${password}。` })).toBe(false)
  }
})

test('no two hashes of a password are alike, and nothing gives that of nobody', async () => {
  const { hash, ofNobody } = passwordHashing(10)
  expect(await hash(password)).not.toBe(await hash(password))
  expect(await verifyPassword({ hash: ofNobody, password: '' })).toBe(false)
})

test('the same characters typed by another keyboard are the same password', async () => {
  const hash = await passwordHashing(10).hash('ＡＢＣ１２３é')
  expect(await verifyPassword({ hash, password: 'ABC123e\u0301' })).toBe(true)
})

test('a stored password of an unknown form is an error, not a wrong password', async () => {
  const hash = 'scrypt$9$8$1$c2FsdA==$a2V5'
  await expect(verifyPassword({ hash, password })).rejects.toThrow('unknown form')
})

test('whoever comes when the queue is full is told so, and afterwards it is empty again', async () => {
  const { hash } = passwordHashing(10)
  // Two at once and 64 that wait; as often as it takes to see a place that was not given back.
  for (const _ of [1, 2]) {
    const tries = await Promise.allSettled(Array.from({ length: 70 }, () => hash(password)))
    const refused = tries.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
    expect(refused.map(({ faults }) => faults[0].code)).toEqual(Array(4).fill('sign-in.busy'))
  }
})
