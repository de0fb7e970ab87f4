import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { judgeAddress } from '../../src/adapters/outbound/judge-address.ts'
import { openMessenger } from '../../src/adapters/outbound/open-messenger.ts'
import type { LookUp } from '../../src/adapters/outbound/vet-host.ts'
import type { RobotSink } from './robot-sink.ts'
import { robotSink } from './robot-sink.ts'

let trap: RobotSink
const data = mkdtempSync(join(tmpdir(), 'taizhang-hosts-'))

beforeAll(async () => {
  trap = await robotSink()
})

afterAll(async () => {
  await trap.close()
  rmSync(data, { recursive: true, force: true })
})

const looked: string[] = []

function post(address: string, lookUp: LookUp) {
  const countSent = () => Promise.resolve(1)
  const messenger = openMessenger({ data, clock: { now: () => 0 }, countSent, lookUp })
  return messenger.send({ channel: 'wecom', address, secret: null, text: '您有1项待办。' })
}

const answers =
  (...addresses: readonly string[]): LookUp =>
  async (host) => {
    looked.push(host)
    return addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
  }

/** Hosts that lead to this machine, to networks around it, or to services of a cloud. */
const insideHosts = [
  '127.0.0.1',
  '127.1',
  '127.0.1',
  '0',
  '0.0.0.0',
  '2130706433',
  '0x7f000001',
  '0x7f.0.0.1',
  '0177.0.0.1',
  '017700000001',
  '0x7f.1',
  '127.0.0.1.',
  '127.255.255.254',
  '１２７.0.0.1',
  '①②⑦.⓪.⓪.①',
  '127。0。0。1',
  '%31%32%37.0.0.1',
  '[::1]',
  '[::]',
  '[0:0:0:0:0:0:0:1]',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[0:0:0:0:0:ffff:127.0.0.1]',
  '[::127.0.0.1]',
  '[::7f00:1]',
  '[64:ff9b::7f00:1]',
  '[64:ff9b::127.0.0.1]',
  '[64:ff9b::a00:1]',
  '[64:ff9b:1::7f00:1]',
  '[::ffff:0:7f00:1]',
  '[2002:7f00:1::]',
  '[2001:0:7f00:1::]',
  '[fe80::1]',
  '[fc00::1]',
  '[fd00:ec2::254]',
  '[ff02::1]',
  '[::ffff:169.254.169.254]',
  '[::ffff:a9fe:a9fe]',
  '[2001:db8::1]',
  '10.0.0.1',
  '10.255.255.255',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.0.1',
  '169.254.169.254',
  '169.254.0.1',
  '100.64.0.1',
  '100.100.100.200',
  '192.0.0.192',
  '198.18.0.1',
  '224.0.0.1',
  '240.0.0.1',
  '255.255.255.255',
  '192.0.2.1',
  '203.0.113.7',
  '2852039166',
  '0xa9fea9fe',
  '0251.0376.0251.0376',
  '3232235521',
] as const

describe('an address inside', () => {
  // Where a form is no number to a URL it is a name, and then its own address is what counts.
  test.each(insideHosts)('written as %s is not connected to', async (host) => {
    const tried = await post(`https://${host}/robot`, answers('127.0.0.1'))
    expect(tried).toMatchObject({ outcome: 'refused' })
  })

  test.each([
    '127.0.0.1',
    '10.1.2.3',
    '169.254.169.254',
    '::1',
    '::ffff:10.0.0.1',
    'fd00::1',
    '0.0.0.0',
  ])('behind a name that leads to %s is not connected to', async (address) => {
    for (const lookUp of [answers(address), answers('8.8.8.8', address)]) {
      const tried = await post('https://robot.example/send', lookUp)
      expect(tried).toMatchObject({ outcome: 'refused', reason: { zh: /内网地址/ } })
    }
  })

  test.each(['localhost', 'localhost.', 'LOCALHOST'])(
    'called %s is not connected to',
    async (name) => {
      const tried = await post(`https://${name}/send`, answers('127.0.0.1'))
      expect(tried).toMatchObject({ outcome: 'refused' })
    },
  )
})

describe('an address that is not https on port 443', () => {
  test.each([
    'http://robot.example/send',
    'https://robot.example:8443/send',
    'ftp://robot.example/',
    'file:///Secret',
    'gopher://robot.example/',
    'javascript:1',
    'data:text/plain,1',
    'https://user:pass@robot.example/',
    'https:///',
    'robot',
    '',
    '//robot.example/',
  ])('%s is refused before its name is looked up', async (address) => {
    looked.length = 0
    expect(await post(address, answers('8.8.8.8'))).toMatchObject({ outcome: 'refused' })
    expect(looked).toEqual([])
  })

  test('on the trap’s own port is refused, however it is written', async () => {
    for (const host of ['127.0.0.1', 'localhost', '[::ffff:127.0.0.1]', '2130706433']) {
      for (const scheme of ['http', 'https']) {
        const tried = await post(`${scheme}://${host}:${trap.port}/`, answers('127.0.0.1'))
        expect(tried.outcome).toBe('refused')
      }
    }
    expect(trap.posted).toEqual([])
  })
})

test('a name is looked up once: what is connected to is what was looked at', async () => {
  const address = `http://robot.example:${trap.port}`
  mkdirSync(join(data, 'outbound'))
  writeFileSync(join(data, 'outbound/hosts.txt'), address)
  let times = 0
  const rebinding: LookUp = async () => {
    times += 1
    return [{ address: times === 1 ? '127.0.0.1' : '169.254.169.254', family: 4 }]
  }
  expect(await post(`${address}/send`, rebinding)).toEqual({ outcome: 'sent' })
  expect(times).toBe(1)
  // What the administrator of the machine allows is an origin, not whatever it comes to mean.
  const tried = await post(`${address}/send`, answers('169.254.169.254'))
  expect(tried).toMatchObject({ outcome: 'refused' })
})

test.each([
  ['8.8.8.8', 'public'],
  ['2400:3200::1', 'public'],
  ['64:ff9b::808:808', 'public'],
  ['::ffff:8.8.8.8', 'public'],
  ['10.0.0.1', 'private'],
  ['fd12::1', 'private'],
  ['127.8.8.8', 'own'],
  ['::1', 'own'],
  ['nonsense', 'never'],
  ['fe80::1%eth0', 'never'],
])('%s is %s', (address, kind) => {
  expect(judgeAddress(address)).toBe(kind)
})
