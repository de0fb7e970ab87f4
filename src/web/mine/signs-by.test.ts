import { expect, it } from 'vitest'
import type { PasskeysView } from '../../api/contract/passkey.ts'
import { signsBy } from './signs-by.ts'

const key = (rpId: string): PasskeysView['keys'][number] => ({
  ...{
    record: 'k',
    version: 1,
    name: '办公电脑',
    rpId,
    registeredOn: '2026-01-05',
    fingerprint: '00',
  },
})

it('signs by a passkey of this address, by none who owns none, and elsewhere by one of another', () => {
  const here = 'tai.example'
  expect(signsBy({ here, keys: [] })).toBe('none')
  expect(signsBy({ here, keys: [key('other.example'), key(here)] })).toBe('passkey')
  expect(signsBy({ here, keys: [key('other.example')] })).toBe('elsewhere')
  // Under an address without a name no passkey works, and who owns one must use it.
  expect(signsBy({ here: null, keys: [key(here)] })).toBe('elsewhere')
})
