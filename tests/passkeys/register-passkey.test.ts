import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { goodPassword } from '../api/serving.ts'
import type { Office } from '../report-flow/people.ts'
import { openOffice } from '../report-flow/people.ts'
import { addPasskey, fromLocalhost, keysOf, localhost, removeAll } from './passkey-holder.ts'
import type { Odd } from './software-authenticator.ts'
import { SoftwareAuthenticator } from './software-authenticator.ts'

let office: Office

beforeAll(async () => {
  office = await openOffice()
}, 300_000)

afterAll(() => office?.serving.close())

beforeEach(() => removeAll(office.first), 300_000)

describe('registering a passkey', { timeout: 300_000 }, () => {
  it('takes each challenge once, from this page, by a device that verified its owner', async () => {
    const key = new SoftwareAuthenticator()
    const refused = async (odd: Odd) => (await addPasskey(office.first, key, { odd })).body.code
    expect(await refused({ flags: 1 })).toBe('passkey.refused')
    expect(await refused({ type: 'webauthn.get' })).toBe('passkey.refused')
    expect(await refused({ fmt: 'packed' })).toBe('passkey.refused')
    const ask = (path: string, body: object, headers: Record<string, string> = fromLocalhost) =>
      office.first.ask('POST', `/api/v1/mine/passkeys${path}`, { body, headers })
    const password = goodPassword
    const { challenge } = (await ask('/options', { password })).body as { challenge: string }
    const made = { name: '手机', challenge, ...key.create(challenge, localhost) }
    const foreign = key.create(challenge, { ...localhost, origin: 'https://evil.example' })
    expect((await ask('', { ...made, ...foreign })).body.code).toBe('passkey.refused')
    expect((await ask('', made)).body.code).toBe('passkey.expired')
    expect((await ask('/options', { password: 'nonsense' })).body.code).toBe('sign-in.again')
    expect((await ask('/options', { password }, {})).body.code).toBe('passkey.place')
    expect(await keysOf(office.first)).toEqual([])
  })

  it('is for one’s own hand alone, and no form writes one', async () => {
    const key = new SoftwareAuthenticator()
    expect((await addPasskey(office.auditor, key)).status).toBe(403)
    expect((await addPasskey(office.first, key)).status).toBe(204)
    const [held] = await keysOf(office.first)
    const body = { version: 1, password: goodPassword }
    const path = `/api/v1/mine/passkeys/${held?.record}/remove`
    expect((await office.clerk.ask('POST', path, { body })).body.code).toBe('access.denied')
    const values = { person: 'x', name: '假', credential: 'AAAA' }
    const typed = await office.clerk.ask('POST', '/api/v1/registers/passkey/records', {
      body: { values },
    })
    expect(typed.body.code).toBe('register.own-way')
    const removed = await office.first.ask('POST', path, { body })
    expect(removed.status).toBe(204)
    expect((await office.first.ask('POST', path, { body })).body.code).toBe('record.void')
  })
})
